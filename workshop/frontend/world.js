/**
 * What a page knows: the widget's traits with their left-out defaults filled in, easy to ask.
 *
 * Messages leave out fields that have their default (`workshop.messages`), so nothing else reads the traits directly.
 */

const STAGE = { state: "waiting", round: 1 };
const GROUP = { min_people: 5, min_people_sensitive: 8, timezone: "Europe/Amsterdam", people: 0 };
const RESULT = { status: "hidden", round: 1, people: 0, needed: 0, table: {}, figures: {}, texts: [] };

export class World {
  constructor(model) {
    this.model = model;
    this.read();
  }

  /** Take over what the traits say now. */
  read() {
    const { model } = this;
    const welcome = model.get("welcome") ?? {};
    if (welcome !== this.source) {
      this.source = welcome;
      this.welcome = { sessions: [], languages: [], words: {}, groups: [], ...welcome };
      if (this.welcome.group) this.welcome.group = { ...GROUP, ...this.welcome.group };
      this.places = new Map();
      for (const session of this.welcome.sessions) {
        for (const activity of session.activities) this.places.set(activity.id, { session, activity });
      }
      if (welcome.now) this.ahead = welcome.now - performance.now() / 1000;
    }
    this.stage = { seq: 0, stages: {}, agenda: {}, ...model.get("stage") };
    this.answers = model.get("answers") ?? {};
    this.results = model.get("results") ?? {};
    this.room = model.get("room") ?? {};
    this.link = { state: "waiting", at: 0, ...model.get("link") };
  }

  get ready() {
    return Boolean(this.welcome.role);
  }

  get group() {
    return this.welcome.group;
  }

  /** The server's time in seconds since the epoch, as well as this page can tell; a laptop's own clock may be wrong. */
  get now() {
    return (this.ahead ?? Date.now() / 1000 - performance.now() / 1000) + performance.now() / 1000;
  }

  session(id) {
    return this.welcome.sessions.find((session) => session.id === id);
  }

  activity(id) {
    return this.places.get(id)?.activity;
  }

  sessionOf(id) {
    return this.places.get(id)?.session;
  }

  /** Where an activity stands. */
  at(id) {
    return { ...STAGE, ...this.stage.stages?.[id] };
  }

  /** The activities of a session in the facilitator's order, without those left out. */
  agenda(id) {
    const session = this.session(id);
    const order = this.stage.agenda?.[id] ?? session?.activities.map((activity) => activity.id) ?? [];
    return order.map((name) => this.activity(name)).filter(Boolean);
  }

  /** The activities of a session that are open for answering now; more than one when everybody goes their own way. */
  openNow(id) {
    return this.agenda(id).filter((activity) => this.at(activity.id).state === "open" && activity.items?.length);
  }

  result(id) {
    const result = this.results[id];
    return result && { ...RESULT, activity: id, ...result };
  }

  answer(activity, round, item) {
    return this.answers[activity]?.[String(round)]?.[item];
  }
}
