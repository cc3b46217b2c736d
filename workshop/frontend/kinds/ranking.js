/** Ranking: a top three, by pressing a number, by dragging, or with the buttons of the top itself. */

import { chart } from "../charts.js";
import { draggable } from "../drag.js";
import { saveMark } from "../parts.js";
import { comparison, rankingBars } from "../standings.js";
import { h } from "../view.js";
import { t } from "../words.js";

const ROUND = 1;
const ITEM = "top";

export const ranking = {
  asks: true,
  asked: ({ activity }) => h("p", { class: "situation", key: "asked" }, activity.question),
  done: (ctx) => topOf(ctx).length === ctx.activity.places,
  answer,
  given: (ctx) => h("div", { class: "given" }, ownTop(ctx)),
  result: (ctx) => {
    const own = ctx.outbox ? topOf(ctx) : [];
    return [rankingBars(ctx.result, ctx.activity, own), comparison(ctx.result, ctx.activity, own)];
  },
  wall: ({ result, activity }) => h("div", { class: "figures", key: "figures" }, chart(result, activity, "main", { fill: true })),
  large: ({ activity }) =>
    h(
      "div",
      { class: "situation large" },
      h("h1", { class: "long" }, activity.question),
      h("p", { class: "kicker" }, t("Choose your top {n}, the most important first.", { n: activity.places })),
      h("ul", { class: "choices" }, activity.options.map((option) => h("li", { key: option.id }, option.label))),
    ),
  desk: ({ activity }) => [h("p", { class: "situation" }, activity.question), h("ul", { class: "plain-list" }, activity.options.map((option) => h("li", { key: option.id }, option.label)))],
};

/** Put an option in a place (from 0); what stood there and below moves down, and who falls off the end is out. */
export function put(top, id, place, places) {
  const rest = top.filter((one) => one !== id);
  return [...rest.slice(0, place), id, ...rest.slice(place)].slice(0, places);
}

function topOf({ outbox, activity }) {
  return outbox.value(activity.id, ROUND, ITEM) ?? [];
}

function answer(ctx) {
  const { activity, outbox, page } = ctx;
  const top = topOf(ctx);
  const { places } = activity;
  return h(
    "div",
    { class: "ranking-form", key: activity.id },
    h("p", { class: "situation" }, activity.question),
    h("p", { class: "intro" }, t("Choose your top {n}, the most important first. Press a number, or drag.", { n: places })),
    h(
      "div",
      { class: "ranking-columns" },
      h("ul", { class: "pool", "data-drop": "out", "aria-label": t("What you can choose from") }, activity.options.map((option) => row(ctx, option, top))),
      h(
        "section",
        { class: "top-list" },
        h("h3", null, t("Your top {n}", { n: places })),
        h("ol", null, slots(ctx, top)),
        h("p", { class: "under" }, saveMark(outbox.status(activity.id, ROUND, ITEM)), h("span", { class: "count" }, t("{n} of {total} places filled", { n: top.length, total: places }))),
      ),
    ),
    h("p", { class: "heard", role: "status", "aria-live": "polite" }, page.ui[`said:${activity.id}`]),
  );
}

/** Save another top, and tell those who don't see it what has changed. */
function change({ activity, outbox, page }, top, text) {
  outbox.put(activity.id, ROUND, ITEM, top.length ? top : null);
  page.ui[`said:${activity.id}`] = text;
  page.redraw();
}

function named({ activity }, id) {
  return activity.options.find((option) => option.id === id)?.label ?? id;
}

function setPlace(ctx, id, place) {
  const top = topOf(ctx);
  const after = put(top, id, place, ctx.activity.places);
  const gone = top.filter((one) => !after.includes(one));
  const said = t("{label}: place {place}.", { label: named(ctx, id), place: after.indexOf(id) + 1 });
  change(ctx, after, [said, ...gone.map((one) => t("{label} is out of your top.", { label: named(ctx, one) }))].join(" "));
}

function takeOut(ctx, id) {
  const top = topOf(ctx).filter((one) => one !== id);
  change(ctx, top, t("{label} is out of your top.", { label: named(ctx, id) }));
}

/** What to do with an option that was let go over a place: `out`, or the number of a place. */
function drop(ctx, id) {
  return (where) => {
    if (where !== "out") return setPlace(ctx, id, Math.min(Number(where), topOf(ctx).length));
    return topOf(ctx).includes(id) ? takeOut(ctx, id) : undefined;
  };
}

/** The lowest place that an option can have: none is left empty above another. */
function reach(top, id) {
  return top.includes(id) ? top.length - 1 : top.length;
}

/** Press a number. A second press may come before the page has drawn the first, so the top is looked up then. */
function press(ctx, id, n) {
  return () => {
    const top = topOf(ctx);
    if (top.indexOf(id) === n) takeOut(ctx, id);
    else if (n <= reach(top, id)) setPlace(ctx, id, n);
  };
}

/** An option with a button for each place. Rows stay where they are, whatever is chosen. */
function row(ctx, option, top) {
  const at = top.indexOf(option.id);
  return h(
    "li",
    { key: option.id, class: at < 0 ? "" : "chosen", "data-option": option.id, onpointerdown: draggable(ctx.page, drop(ctx, option.id)) },
    h("span", { class: "grip", "aria-hidden": "true" }),
    h("span", { class: "label" }, option.label),
    h(
      "span",
      { class: "place-buttons", role: "group", "aria-label": option.label },
      Array.from({ length: ctx.activity.places }, (_, n) => {
        return h("button", { type: "button", key: n, "aria-pressed": String(n === at), "aria-disabled": n > reach(top, option.id) ? "true" : undefined, "aria-label": t("Place {place}: {label}", { place: n + 1, label: option.label }), onclick: press(ctx, option.id, n) }, n + 1);
      }),
    ),
  );
}

function slots(ctx, top) {
  const { places } = ctx.activity;
  return Array.from({ length: places }, (_, n) => {
    if (n >= top.length) return h("li", { key: `free-${n}`, class: "slot free", "data-drop": n }, h("b", { class: "number" }, n + 1), h("span", { class: "label" }, t("still free")));
    return slot(ctx, top, n);
  });
}

function slot(ctx, top, n) {
  const id = top[n];
  const label = named(ctx, id);
  const move = (by) => () => {
    const now = topOf(ctx);
    const to = now.indexOf(id) + by;
    if (to >= 0 && to < now.length) setPlace(ctx, id, to);
  };
  const tool = (sign, name, onclick, can = true) => h("button", { type: "button", class: "icon", key: sign, "aria-label": name, "aria-disabled": can ? undefined : "true", onclick }, sign);
  const remove = () => {
    takeOut(ctx, id);
    // The button goes with its row: the hand goes on where the option can be chosen again.
    requestAnimationFrame(() => ctx.page.el.querySelector(`[data-option="${CSS.escape(id)}"] button`)?.focus());
  };
  return h(
    "li",
    { key: id, class: "slot", "data-drop": n, onpointerdown: draggable(ctx.page, drop(ctx, id)) },
    h("b", { class: "number grip" }, n + 1),
    h("span", { class: "label" }, label),
    h("span", { class: "tools" }, tool("↑", t("Move up: {title}", { title: label }), move(-1), n > 0), tool("↓", t("Move down: {title}", { title: label }), move(1), n < top.length - 1), tool("×", t("Remove: {title}", { title: label }), remove)),
  );
}

/** One's own top, to read. */
function ownTop(ctx) {
  const top = topOf(ctx);
  if (!top.length) return h("p", { class: "choice" }, t("No answer"));
  return h("ol", { class: "own-top" }, top.map((id) => h("li", { key: id }, named(ctx, id))));
}
