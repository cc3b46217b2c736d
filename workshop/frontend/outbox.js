/**
 * What a participant gave and the broker has not acknowledged yet.
 *
 * Each field (activity, round, item) holds its newest value with a `save_id`; it is sent until a reply comes, in
 * order, and kept in the tab's sessionStorage meanwhile, so that a reload in mid-sentence loses nothing. A field
 * says "saved" only when the broker has said so.
 *
 * Status of a field: `typing` (not sent yet), `waiting` (for the reply to an older value), `saving`, `offline` (will be sent again), `saved`, `late` (the activity was
 * closed: kept for its owner only), `refused` (with the reason as text; the value is kept on the page).
 */

import { randomId } from "./kernel.js";

const PAUSE = 500; // ms after the last key before text is sent
const AGAIN = [1000, 2000, 4000, 8000]; // ms between tries when nobody can be reached
const CLOSED = new Set(["closed", "ended"]); // reasons for which sending again is of no use
const PENDING = new Set(["typing", "waiting", "saving", "offline"]);

const same = (one, other) => JSON.stringify(one ?? null) === JSON.stringify(other ?? null);

export class Outbox {
  /**
   * @param ask(request) → Promise(reply), never rejecting
   * @param name whose outbox it is: another person in the same tab must not find it
   * @param server(activity, round, item) → the value that the broker holds
   * @param changed() is called when a status changes
   */
  constructor({ ask, name, server = () => undefined, changed = () => {}, storage = sessionStorage }) {
    Object.assign(this, { ask, server, changed, storage });
    this.place = `workshop-outbox:${name}`;
    this.fields = new Map();
    this.tries = 0;
    this.restore();
  }

  /** Take a new value; `text` waits for a pause in the typing; with a `problem` it is kept here and not sent. */
  put(activity, round, item, value, { text = false, problem } = {}) {
    const name = [activity, round, item].join("|");
    const before = this.fields.get(name);
    if (same(this.value(activity, round, item), value) && before?.status !== "refused") return;
    const field = { activity, round, item, value, id: randomId(), status: "typing", flying: before?.flying };
    field.stood = before?.status === "saved" ? before.value : before?.stood; // what the broker has acknowledged
    this.fields.set(name, field);
    this.keep();
    clearTimeout(before?.timer);
    if (problem) Object.assign(field, { status: "refused", text: problem });
    else if (text) field.timer = setTimeout(() => this.send(name), PAUSE);
    else this.send(name);
    this.changed();
  }

  /** Give the value to show: what was given here and is not overtaken by the broker, else the broker's. */
  value(activity, round, item) {
    const known = this.server(activity, round, item);
    const field = this.fields.get([activity, round, item].join("|"));
    if (!field) return known;
    if (field.status === "saved" && !same(known, field.known)) return known; // another page of the same person
    if (field.closed) return field.stood === undefined ? known : field.stood; // what was chosen in time stands
    return field.value;
  }

  status(activity, round, item) {
    return this.fields.get([activity, round, item].join("|"));
  }

  /** Sum up an activity's (or all) fields as the one status that matters most. */
  summary(activity, round) {
    const fields = [...this.fields.values()].filter(
      (field) => !activity || (field.activity === activity && (!round || field.round === round)),
    );
    for (const status of ["refused", "offline", "saving", "waiting", "typing", "late", "saved"]) {
      const field = fields.findLast((one) => one.status === status);
      if (field) return field;
    }
    return undefined;
  }

  pending() {
    return [...this.fields.values()].some((field) => PENDING.has(field.status));
  }

  /** Send at once what waits for a pause: the activity closes, the page goes. */
  flush() {
    for (const [name, field] of this.fields) {
      if (field.status !== "typing") continue;
      clearTimeout(field.timer);
      this.send(name);
    }
  }

  /** Send again what could not be sent: the line is back. */
  retry() {
    clearTimeout(this.timer);
    for (const [name, field] of this.fields) if (field.status === "offline") this.send(name);
  }

  async send(name) {
    const field = this.fields.get(name);
    if (!field) return;
    if (field.flying) return void (field.status = "waiting"); // one at a time, or an older value could come last
    field.flying = field.id;
    field.status = "saving";
    this.changed();
    const { activity, round, item, value, id } = field;
    const reply = await this.ask({ type: "Save", save_id: id, activity, item, round, value });
    const now = this.fields.get(name);
    if (!now) return;
    now.flying = undefined;
    if (now.id !== id) {
      if (now.status === "waiting") this.send(name);
      return;
    }
    if (reply.type === "Saved") {
      Object.assign(now, { status: reply.late ? "late" : "saved", known: this.server(activity, round, item) });
      this.tries = 0;
    } else if (reply.reason === "unavailable") this.offline(now);
    else Object.assign(now, { status: "refused", text: reply.text, closed: CLOSED.has(reply.reason) });
    this.keep();
    this.changed();
  }

  offline(field) {
    field.status = "offline";
    clearTimeout(this.timer);
    const wait = AGAIN[Math.min(this.tries++, AGAIN.length - 1)];
    this.timer = setTimeout(() => this.retry(), wait * (0.7 + 0.6 * Math.random()));
  }

  keep() {
    const kept = [...this.fields.values()]
      .filter((field) => PENDING.has(field.status) || (field.status === "refused" && !field.closed))
      .map(({ activity, round, item, value, id }) => ({ activity, round, item, value, id }));
    try {
      if (kept.length) this.storage.setItem(this.place, JSON.stringify(kept));
      else this.storage.removeItem(this.place);
    } catch {
      // A full or forbidden storage costs us the safety net, not the answer.
    }
  }

  restore() {
    try {
      for (const field of JSON.parse(this.storage.getItem(this.place) ?? "[]")) {
        this.fields.set([field.activity, field.round, field.item].join("|"), { ...field, status: "offline" });
      }
    } catch {
      // Unreadable memory is no memory.
    }
  }

  stop() {
    clearTimeout(this.timer);
    for (const field of this.fields.values()) clearTimeout(field.timer);
  }
}
