/**
 * The widget host of our pages: one anywidget module on one kernel, without Voilà's own front end.
 *
 * It reads `<script id="workshop-page" type="application/json">` — `kernel_id`, `model_id`, `base_url` — and calls
 * the module's `render({ model, el })` for `<main id="workshop">`. It says when the connection is lost and
 * comes back by itself; when the kernel is no more, the page is loaded anew and stands where it stood.
 *
 * The texts here are the one exception to the rule that words come with the page's `welcome`: they are for the
 * moments in which nothing can come.
 */

import { KernelLine } from "./kernel.js";
import page from "./page.js";

const TEXTS = {
  nl: {
    lost: "Verbinding verbroken. We bewaren wat je typte en proberen het opnieuw…",
    gone: "We halen je pagina opnieuw op…",
    stuck: "Deze pagina komt niet terug. Controleer je wifi en probeer het opnieuw. Wat bewaard was, is er nog.",
    again: "Probeer opnieuw",
  },
  en: {
    lost: "Connection lost. We keep what you typed and try again…",
    gone: "We are fetching your page again…",
    stuck: "This page does not come back. Check your wifi and try again. What was saved is still there.",
    again: "Try again",
  },
};
/** Waits in ms before the page is loaded anew for the 1st, 2nd … time within `MEMORY` ms; after the last we stop. */
const RELOADS = [0, 1000, 3000, 8000, 20000];
const MEMORY = 180000;
const LOOK = 2000; // ms between looks at whether there is a server to load it from
const KEPT = "workshop-reloads";

/** The side of a widget model that a page module sees, after anywidget's. */
export class HostModel {
  constructor() {
    this.traits = {};
    this.changed = {};
    this.listeners = new Map();
    this.connection = "lost"; // ours: "live", "lost" or "gone"; a change fires "connection"
  }

  get(name) {
    return this.traits[name];
  }

  set(name, value) {
    this.traits[name] = this.changed[name] = value;
    this.fire(`change:${name}`);
  }

  save_changes() {
    const state = this.changed;
    this.changed = {};
    if (Object.keys(state).length) this.line?.comm({ method: "update", state, buffer_paths: [] });
  }

  send(content) {
    return this.line?.comm({ method: "custom", content }) ?? false;
  }

  on(name, listener) {
    this.listeners.set(name, [...(this.listeners.get(name) ?? []), listener]);
  }

  off(name, listener) {
    const kept = listener ? (this.listeners.get(name) ?? []).filter((one) => one !== listener) : [];
    this.listeners.set(name, kept);
  }

  fire(name, ...values) {
    for (const listener of this.listeners.get(name) ?? []) listener(...values);
  }

  update(state) {
    Object.assign(this.traits, state);
    for (const name of Object.keys(state)) this.fire(`change:${name}`);
    this.fire("change");
  }

  becomes(connection) {
    this.connection = connection;
    this.fire("connection", connection);
  }
}

/** Start the page that the document describes. */
export function start(doc = document) {
  const place = JSON.parse(doc.getElementById("workshop-page").textContent);
  const el = doc.getElementById("workshop");
  const model = new HostModel();
  const say = banner(doc);
  let patience;
  let rest;
  const line = new KernelLine(place, {
    update: (state) => model.update(state),
    custom: (content) => model.fire("msg:custom", content, []),
    state(now) {
      model.becomes(now);
      clearTimeout(patience);
      clearTimeout(rest);
      if (now === "live") {
        say(null);
        rest = setTimeout(() => sessionStorage.removeItem(KEPT), 30000);
      } else if (now === "lost") patience = setTimeout(() => say("lost"), 900); // a hiccup is not worth a word
      else comeBack(say, line);
    },
  });
  model.line = line;
  page.render({ model, el });
  line.open();
  patience = setTimeout(() => model.connection === "lost" && say("lost"), 8000);

  addEventListener("online", () => line.nudge());
  addEventListener("offline", () => line.nudge()); // it may be about another network than the one we are on: ask
  doc.addEventListener("visibilitychange", () => doc.visibilityState === "visible" && line.nudge());
  addEventListener("pageshow", (event) => event.persisted && line.open());
  addEventListener("pagehide", (event) => {
    line.close();
    if (!event.persisted) farewell(place, doc);
  });
  return { model, line };
}

/** Tell the server that this page's kernel is no longer needed. */
function farewell(place, doc) {
  const form = new FormData();
  const xsrf = /(?:^|;\s*)_xsrf=([^;]*)/.exec(doc.cookie);
  if (xsrf) form.set("_xsrf", decodeURIComponent(xsrf[1]));
  navigator.sendBeacon(`${place.base_url}pagina/sluit/${encodeURIComponent(place.kernel_id)}`, form);
}

/** Load the page anew, ever more slowly, and not for ever. */
function comeBack(say, line) {
  const now = Date.now();
  let times = [];
  try {
    times = JSON.parse(sessionStorage.getItem(KEPT) ?? "[]").filter((time) => now - time < MEMORY && time <= now);
  } catch {
    // Unreadable memory is no memory.
  }
  if (times.length >= RELOADS.length) return say("stuck");
  say("gone");
  const reload = async () => {
    // A load that finds no server leaves the browser's own error page, which does not come back.
    if ((await line.look("healthz")) !== 200) return setTimeout(reload, LOOK * (0.8 + 0.4 * Math.random()));
    sessionStorage.setItem(KEPT, JSON.stringify([...times, now]));
    return location.reload();
  };
  setTimeout(reload, RELOADS[times.length] * (0.8 + 0.4 * Math.random()));
}

function banner(doc) {
  const texts = TEXTS[(doc.documentElement.lang || "nl").slice(0, 2)] ?? TEXTS.en;
  const bar = doc.createElement("div");
  bar.className = "workshop-banner";
  bar.setAttribute("role", "status");
  bar.hidden = true;
  doc.body.prepend(bar);
  return (name) => {
    bar.replaceChildren();
    bar.hidden = !name;
    if (!name) return;
    bar.dataset.state = name;
    bar.append(texts[name]);
    if (name !== "stuck") return;
    const button = doc.createElement("button");
    button.textContent = texts.again;
    button.onclick = () => {
      sessionStorage.removeItem(KEPT);
      location.reload();
    };
    bar.append(button);
  };
}

if (typeof document !== "undefined" && document.getElementById("workshop-page")) start();
