/** The page for the projector: read from the back of the room, and never older than it says. */

import { noResult } from "./bars.js";
import { chart } from "./charts.js";
import { hostOf, progress, qr } from "./desk/desk.js";
import { fit } from "./fit.js";
import { kindOf } from "./kinds/index.js";
import { theirWords } from "./participant.js";
import { rehearsal } from "./parts.js";
import { standIn } from "./place.js";
import { h } from "./view.js";
import { clock, t } from "./words.js";

export function screen(page) {
  const { world } = page;
  if (world.group) standIn(world.group.code);
  document.title = [world.group?.name, t("Screen")].filter(Boolean).join(" · ");
  const activity = world.activity(world.stage.activity);
  const since = page.staleSince();
  fitAfter(page);
  return [
    h("div", { class: "stale-place", key: "stale" }, since !== undefined && h("p", { class: "stale", role: "status" }, t("Not up to date since {time}", { time: clock(since) }))),
    world.group?.rehearsal && h("p", { class: "rehearsal-strip", key: "rehearsal" }, rehearsal(world)),
    activity && !world.stage.ended ? stage(page, activity) : lobby(page),
    activity && !world.stage.ended && strip(world),
  ];
}

/** Measure once this is drawn, and again when the window changes (F11) or the type has come. */
function fitAfter(page) {
  requestAnimationFrame(() => fit(page.el.querySelector(":scope > .wall")));
  if (page.ui.measuring) return;
  page.ui.measuring = true;
  addEventListener("resize", page.redraw);
  page.onStop(() => removeEventListener("resize", page.redraw));
}

/** Before the group starts: how to get in, as large as it goes. */
function lobby({ world }) {
  const { group, join_url, join_qr } = world.welcome;
  if (world.stage.ended) return h("div", { class: "wall lobby ended", key: "lobby" }, h("h1", { dir: "auto" }, group?.name), h("p", null, t("This group has ended. Thank you.")));
  return h(
    "div",
    { class: "wall lobby", key: "lobby" },
    h(
      "div",
      { class: "how" },
      h("h1", { dir: "auto" }, group?.name),
      h("p", { class: "address" }, t("Go to"), " ", h("b", null, join_url && hostOf(join_url))),
      h("p", { class: "say-code" }, t("and type this code")),
      h("p", { class: "code" }, group?.code),
      h("p", { class: "people" }, h("b", null, world.room.here ?? 0), " ", t("here")),
    ),
    join_qr && h("div", { class: "scan" }, qr(join_qr), h("p", null, t("or scan this"))),
  );
}

/** For whoever comes late. */
function strip(world) {
  const { group, join_url, join_qr } = world.welcome;
  return h(
    "footer",
    { class: "strip", key: "strip" },
    join_qr && qr(join_qr),
    h("span", null, join_url && hostOf(join_url)),
    h("b", { class: "code" }, group?.code),
    h("span", { class: "here" }, h("b", null, world.room.here ?? 0), " ", t("here")),
  );
}

function stage(page, activity) {
  const { world } = page;
  const { state, round } = world.at(activity.id);
  const kind = kindOf(activity);
  if (state === "open" && world.openNow(world.sessionOf(activity.id).id).length > 1) return ownOrder(world.sessionOf(activity.id), world);
  const ctx = { page, world, activity, round, state, result: world.result(activity.id) };
  return h(
    "div",
    { class: `wall stage ${activity.kind} ${state}`, key: `${activity.id}-${state === "shown"}` },
    state === "shown" && kind.asks ? outcome(ctx) : [kind.large(ctx), kind.asks && standing(ctx)],
  );
}

/** Several are open at once: no single one is on the wall, or the room would think it is about that one. */
function ownOrder(session, world) {
  return h(
    "div",
    { class: "wall stage scale-wall own-order-wall", key: "own-order" },
    h("h1", null, session.title),
    h("p", { class: "intro" }, t("Everybody answers in their own order, on their own page.")),
    h("ul", null, world.openNow(session.id).map((one) => h("li", { key: one.id }, h("b", null, one.title)))),
  );
}

/** Counts only: nothing of what people chose is on this page before it is shown. */
function standing({ world, activity, state, round }) {
  return h(
    "div",
    { class: "standing" },
    activity.rounds > 1 && state !== "waiting" && h("span", { class: "badge", key: "round" }, t("Round {round}", { round })),
    state === "waiting" && h("p", { key: "soon" }, t("We start in a moment")),
    state === "open" && progress(world, activity),
    state === "closed" && h("p", { key: "closed" }, t("Answering is closed."), " ", t("The facilitator shows the result in a moment.")),
    state === "closed" && world.room.done > 0 && h("p", { class: "in", key: "in" }, t("{n} done", { n: world.room.done })),
  );
}

function outcome(ctx) {
  const { activity, result } = ctx;
  return [
    h("h1", { class: "asked", key: "asked" }, activity.situation ?? activity.question ?? activity.title),
    result?.status === "ok" ? [shown(ctx), theirWords(result)] : h("div", { class: "nothing", key: "nothing" }, noResult(result)),
  ];
}

function shown(ctx) {
  const { activity, result } = ctx;
  const { wall } = kindOf(activity);
  if (wall) return wall(ctx);
  const shift = Boolean(result.figures.shift);
  return h(
    "div",
    { class: shift ? "figures two" : "figures", key: "figures" },
    chart(result, activity, "main", { fill: true }),
    shift && chart(result, activity, "shift", { fill: true }),
  );
}
