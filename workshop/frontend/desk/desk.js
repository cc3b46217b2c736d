/** The facilitator's page: lead the group through the sessions, and see the result before the group does. */

import { noResult } from "../bars.js";
import { chart, numbers } from "../charts.js";
import { kindOf } from "../kinds/index.js";
import { dropdown, languageButtons, noticeBar, rehearsal } from "../parts.js";
import { address, standIn } from "../place.js";
import { h } from "../view.js";
import { clock, t } from "../words.js";
import { controls, hint, listenToKeys } from "./actions.js";
import { agenda } from "./agenda.js";
import { groups } from "./groups.js";
import { ownWords } from "./texts.js";
import { bench } from "./themes.js";

export function desk(page) {
  const { world, ui } = page;
  if (!world.group) return groups(page);
  const first = world.welcome.sessions.map((session) => world.agenda(session.id)[0]).find(Boolean);
  const chosen = world.activity(ui.chosen) ?? world.activity(world.stage.activity) ?? first;
  document.title = `${world.group.name} · ${t("Desk")}`;
  standIn(world.group.code);
  ui.goingOn = false;
  listenToKeys(page, chosen);
  return [
    header(page),
    noticeBar(page),
    h("div", { class: "desk", key: "desk" }, agenda(page, chosen), chosen ? centre(page, chosen) : h("p", { class: "quiet" }, t("This programme has no activities."))),
  ];
}

function header(page) {
  const { ui, world } = page;
  const { group, join_url, join_qr } = world.welcome;
  const screen = address("scherm");
  return h(
    "header",
    { class: "top", key: "top" },
    h("div", { class: "where" }, h("h1", { dir: "auto" }, group.name), h("span", null, rehearsal(world), group.ended && h("span", { class: "badge" }, t("Ended")))),
    h("div", { class: "join" }, h("span", { class: "quiet" }, join_url && hostOf(join_url)), h("b", { class: "code", "aria-label": t("Join code: {code}", { code: [...group.code].join(" ") }) }, group.code)),
    join_qr && h("details", { class: "menu qr" }, h("summary", { "aria-label": t("Show the QR code large") }, qr(join_qr)), h("div", { class: "sheet" }, qr(join_qr), h("p", null, join_url))),
    screen && h("a", { class: "button secondary", href: `${screen}?groep=${encodeURIComponent(group.code)}`, target: "_blank", rel: "noopener" }, t("Open the screen")),
    dropdown(h("span", null, t("Menu")), languageButtons(page), ui.host && groupsLink(), ending(page)),
  );
}

/** The way back to the list of groups, for who came from there. */
function groupsLink() {
  const list = address("begeleider");
  return list && h("a", { href: list }, t("Your groups"));
}

/** Show the address that people type, without what nobody needs to type. */
export function hostOf(url) {
  return url.replace(/^https?:\/\//, "").replace(/\/j\/.*$/, "");
}

export function qr(picture) {
  // An SVG written for use inside HTML leaves out its namespace; as a picture of its own it needs one.
  const svg = picture.includes("xmlns=") ? picture : picture.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"');
  return h("img", { class: "qr", alt: t("QR code to join"), src: `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}` });
}

function ending(page) {
  const { ui, world } = page;
  const end = (ended) => async () => {
    ui.ending = false;
    await page.act({ type: "EndGroup", ended });
  };
  const ask = (on) => () => {
    ui.ending = on;
    page.redraw();
  };
  if (world.group.ended) return h("button", { type: "button", class: "plain", key: "reopen", onclick: end(false) }, t("Open this group again"));
  if (!ui.ending) return h("button", { type: "button", class: "plain", key: "end", onclick: ask(true) }, t("End this group…"));
  return h(
    "div",
    { class: "confirm", key: "confirm", role: "alertdialog", "aria-label": t("End this group…") },
    h("p", null, t("Nobody can join or answer any more. Everything stays readable. You can open it again.")),
    h("button", { type: "button", class: "primary", onclick: end(true) }, t("End the group")),
    h("button", { type: "button", class: "plain", onclick: ask(false) }, t("Cancel")),
  );
}

function centre(page, chosen) {
  const { world } = page;
  const { state, round } = world.at(chosen.id);
  const names = { waiting: t("not opened yet"), open: t("open"), closed: t("closed"), shown: t("shown") };
  const current = chosen.id === world.stage.activity;
  const ctx = { page, world, activity: chosen, round, state, result: world.result(chosen.id) };
  return h(
    "div",
    { class: "centre" },
    h(
      "div",
      { class: "lead" },
      h(
        "div",
        { class: "head" },
        h("h2", null, chosen.title),
        h("span", { class: `badge ${state}` }, names[state]),
        chosen.rounds > 1 && state !== "waiting" && h("span", { class: "badge" }, t("Round {round}", { round })),
        !current && world.stage.activity && h("span", { class: "badge" }, t("The group is somewhere else")),
      ),
      room(page, chosen, current),
    ),
    h("div", { class: "at-hand" }, controls(page, chosen), hint(page, chosen)),
    h(
      "div",
      { class: "split" },
      h("section", { class: "card text", key: `text-${chosen.id}` }, kindOf(chosen).desk(ctx), chosen.facilitator && h("aside", { class: "note" }, h("h3", null, t("For you")), h("p", null, chosen.facilitator))),
      // What has to be let through first has no result before the group sees it.
      kindOf(chosen).asks && !(kindOf(chosen).gathers && state === "closed") && result(ctx),
      kindOf(chosen).gathers ? bench(page, chosen) : ownWords(page, chosen),
    ),
  );
}

/** How many are here, busy and done, and how fresh that is. */
export function room(page, chosen, current) {
  const { world } = page;
  const since = page.staleSince();
  const figure = (n, label, tone) => h("div", { key: tone, class: `figure ${tone}` }, h("b", null, n ?? "–"), h("span", null, label));
  const { joined, here, busy, done } = world.room;
  return h(
    "div",
    { class: since === undefined ? "room" : "room stale", "aria-live": "off" },
    figure(joined, t("joined in all"), "joined"),
    figure(here, t("here"), "here"),
    current && kindOf(chosen).asks && [figure(done, t("done"), "done"), world.at(chosen.id).state === "open" && figure(busy, t("busy"), "busy")],
    h("p", { class: "fresh" }, since === undefined ? [h("i", { "aria-hidden": "true" }), t("Live")] : t("Not up to date since {time}", { time: clock(since) })),
  );
}

function result(ctx) {
  const { world, activity, state, result: known } = ctx;
  if (state === "waiting") return null;
  const note = state === "closed" ? t("Only you see this, until you press Show.") : state === "shown" ? t("The group sees this now.") : "";
  return h(
    "section",
    { class: "card result", key: `result-${activity.id}` },
    h("div", { class: "head" }, h("h3", null, t("Result")), note && h("span", { class: "quiet" }, note)),
    state === "open"
      ? [h("p", null, t("Answers are coming in. The result is here when you close.")), progress(world, activity)]
      : known?.status === "ok"
        ? figures(ctx)
        : known?.status === "too-few"
          ? h("p", { class: "quiet big" }, t("Too few answers to show. A result needs {n} people.", { n: known.needed || world.group.min_people }))
          : known
            ? noResult(known)
            : h("p", { class: "quiet" }, t("The result is on its way.")),
  );
}

export function progress(world, activity) {
  const { done, here } = world.room;
  if (world.stage.activity !== activity.id || done === undefined) return null;
  const of = Math.max(here ?? 0, done);
  return h(
    "div",
    { class: "progress" },
    h("div", { class: "track", "aria-hidden": "true" }, h("span", { style: { width: `${of ? (100 * done) / of : 0}%` } })),
    h("p", null, t("{n} of {total} done", { n: done, total: of })),
  );
}

function figures({ page, activity, result: known, ...rest }) {
  const { wall, result: light } = kindOf(activity);
  if (wall) return light({ page, activity, result: known, ...rest });
  const names = Object.keys(known.figures).sort((one, other) => Number(other === "main") - Number(one === "main"));
  return [names.length ? names.map((name) => chart(known, activity, name)) : chart(known, activity), numbers(known, activity)];
}
