/** The page as an anywidget module: the participant's, the desk or the screen, by the role that `welcome` tells. */

import { asker } from "./ask.js";
import { desk } from "./desk/desk.js";
import { Outbox } from "./outbox.js";
import { dots } from "./parts.js";
import { participant } from "./participant.js";
import { screen } from "./screen.js";
import { h, patch } from "./view.js";
import { speak, t } from "./words.js";
import { World } from "./world.js";

const VIEWS = { participant, facilitator: desk, host: desk, screen };
const TRAITS = ["welcome", "stage", "answers", "results", "room", "link"];
const NOTICE = 7000; // ms that a notice stays
const IDLE = 4000; // ms without a key after which nobody is typing any more
const LEFT = 700; // ms after leaving a field in which nothing may jump: the hand is on its way to something

/** One page: what it knows (`world`), what the person does on it (`ui`, gone at a reload), and its ways out. */
class Page {
  constructor(model, el) {
    this.model = model;
    this.el = el;
    this.world = new World(model);
    this.ui = {};
    this.timers = new Map();
    this.ask = asker(model);
    this.connection = model.connection ?? "live"; // JupyterLab says nothing of it
    this.redraw = () => {
      this.frame ??= requestAnimationFrame(() => this.draw());
    };
    this.connected = (state) => this.onConnection(state);
    this.leaving = () => document.visibilityState === "hidden" && this.outbox?.flush();
    this.gone = () => this.outbox?.flush();
    for (const trait of TRAITS) model.on(`change:${trait}`, this.redraw);
    model.on("connection", this.connected);
    document.addEventListener("visibilitychange", this.leaving);
    addEventListener("pagehide", this.gone);
    el.classList.add("workshop");
    this.draw();
  }

  draw() {
    cancelAnimationFrame(this.frame);
    this.frame = undefined;
    const { world } = this;
    const before = world.link.state;
    world.read();
    speak(world.welcome);
    if (before !== "live" && world.link.state === "live") this.outbox?.retry();
    this.openOutbox();
    const role = world.welcome.role;
    this.el.dataset.role = role ?? "";
    if (role) {
      document.documentElement.lang = world.welcome.language;
      document.documentElement.dataset.role = role;
    }
    // Before the welcome there are no words of ours: what the template says while loading stays.
    if (world.ready) patch(this.el, (VIEWS[role] ?? participant)(this));
    else if (!this.el.hasChildNodes()) patch(this.el, loading());
  }

  /** A participant's page has an outbox, under that person's name. */
  openOutbox() {
    const { world } = this;
    if (world.welcome.role !== "participant" || !world.group) return;
    const name = `${world.group.code}:${world.welcome.pseudonym}`;
    if (this.outbox?.name === name) return;
    this.outbox?.stop();
    this.outbox = new Outbox({
      name,
      ask: this.ask,
      server: (...field) => world.answer(...field),
      changed: this.redraw,
    });
    this.outbox.name = name;
    this.outbox.retry();
  }

  /** Say something in passing, to eyes and to screen readers. */
  say(text, kind = "info") {
    this.ui.notice = text && { text, kind };
    this.later("notice", NOTICE, () => (this.ui.notice = undefined));
    this.redraw();
  }

  /** Do something after `wait` ms and draw; the same name again starts the wait anew. */
  later(name, wait, then = () => {}) {
    clearTimeout(this.timers.get(name));
    const timer = setTimeout(() => {
      this.timers.delete(name);
      then();
      this.redraw();
    }, wait);
    this.timers.set(name, timer);
  }

  /** Ask something of which only the refusal needs saying; what is pressed twice is asked once. */
  async act(request) {
    const name = JSON.stringify(request);
    this.asking ??= new Set();
    if (this.asking.has(name)) return undefined;
    this.asking.add(name);
    this.redraw();
    const reply = await this.ask(request);
    this.asking.delete(name);
    if (reply.type === "Refused") this.say(reply.text || t("No connection just now. We keep trying."), "bad");
    this.redraw();
    return reply;
  }

  /** Someone types: until they stop, nothing on the page moves. */
  typing(wait = IDLE) {
    this.busyUntil = performance.now() + wait;
    this.later("typing", wait + 20);
  }

  stopTyping() {
    if (this.isTyping()) this.typing(LEFT);
  }

  isTyping() {
    return performance.now() < (this.busyUntil ?? 0);
  }

  onConnection(state) {
    if (this.connection === "live" && state !== "live") this.cutAt = this.world.now;
    this.connection = state;
    if (state === "live") this.outbox?.retry();
    this.redraw();
  }

  /** Since when (seconds) what is shown may be out of date; undefined when it is fresh. */
  staleSince() {
    if (this.connection !== "live") return this.cutAt ?? this.world.now;
    return this.world.link.state === "stale" ? this.world.link.at : undefined;
  }

  /** Do something when the page goes. */
  onStop(then) {
    (this.atStop ??= []).push(then);
  }

  stop() {
    for (const then of this.atStop ?? []) then();
    cancelAnimationFrame(this.frame);
    for (const timer of this.timers.values()) clearTimeout(timer);
    for (const trait of TRAITS) this.model.off(`change:${trait}`, this.redraw);
    this.model.off("connection", this.connected);
    document.removeEventListener("visibilitychange", this.leaving);
    removeEventListener("pagehide", this.gone);
    this.outbox?.stop();
    this.ask.stop();
    patch(this.el, []);
  }
}

function loading() {
  return h("div", { class: "loading", key: "loading", role: "status" }, dots());
}

export default {
  render({ model, el }) {
    const page = new Page(model, el);
    return () => page.stop();
  },
};
