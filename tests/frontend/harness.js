/** A page on a model without a kernel: tests set its traits, see what it asks, and decide on the replies. */

import page from "/frontend/page.js";

class FakeModel {
  constructor() {
    this.traits = {};
    this.listeners = {};
    this.connection = "live";
    this.asked = []; // every request, in order
    this.committed = []; // what a broker would have committed, once for each save_id
    this.held = []; // replies that wait until `release()`
    this.hold = false;
    this.refuse = undefined; // a Refused for every Save
    this.late = false;
    this.replies = {}; // request type → reply
  }

  get(name) {
    return this.traits[name];
  }

  on(name, listener) {
    (this.listeners[name] ??= []).push(listener);
  }

  off(name, listener) {
    this.listeners[name] = (this.listeners[name] ?? []).filter((one) => one !== listener);
  }

  fire(name, ...values) {
    for (const listener of this.listeners[name] ?? []) listener(...values);
  }

  /** Change traits, as a message from the kernel does. */
  take(traits) {
    Object.assign(this.traits, traits);
    for (const name of Object.keys(traits)) this.fire(`change:${name}`);
  }

  connect(state) {
    this.connection = state;
    this.fire("connection", state);
  }

  send({ ask, request }) {
    this.asked.push(request);
    if (this.connection !== "live") return false;
    const answer = () => this.fire("msg:custom", { answered: ask, reply: this.reply(request) });
    if (this.hold) this.held.push(answer);
    else setTimeout(answer, 5);
    return undefined;
  }

  release() {
    for (const answer of this.held.splice(0)) answer();
  }

  reply(request) {
    if (request.type !== "Save") return this.replies[request.type] ?? { type: "Done" };
    if (this.refuse) return { type: "Refused", ...this.refuse };
    const known = this.committed.some((one) => one.save_id === request.save_id);
    if (!known) this.committed.push(request);
    const saved = { type: "Saved", save_id: request.save_id, seq: this.committed.length, saved_at: 1 };
    return this.late ? { ...saved, late: true } : saved;
  }
}

function start() {
  window.model = new FakeModel();
  const kept = sessionStorage.getItem("traits");
  if (kept) model.take(JSON.parse(kept)); // a reload comes back to the same place
  window.stop = page.render({ model, el: document.getElementById("workshop") });
}

/** Begin anew, as a freshly opened tab would, without loading all modules again. */
window.anew = () => {
  window.stop();
  sessionStorage.clear();
  history.replaceState(null, "", "/harness");
  document.getElementById("workshop").replaceWith(Object.assign(document.createElement("main"), { id: "workshop" }));
  scrollTo(0, 0);
  start();
};

start();
window.started = true;
