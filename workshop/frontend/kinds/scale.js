/** Scale: rate statements on labelled steps, one scale at a time. */

import { ratingBars } from "../bars.js";
import { radios, saveMark } from "../parts.js";
import { h } from "../view.js";
import { t } from "../words.js";

const UNKNOWN = "unknown";
const ROUND = 1;

export const scale = {
  asks: true,
  // Who looks back must not see what they answered then: it would steer them (response shift).
  hides: (here, other) => here.moment === "terugblik" && other.kind === "scale" && other.id !== here.id,
  done: (ctx) => ctx.activity.items.every((item) => given(ctx, item) !== undefined),
  answer,
  given: answered,
  result: ({ result, activity }) => ratingBars(result, activity),
  // Eighteen statements side by side in one view: nobody scrolls a projector.
  wall: ({ result, activity }) => h("div", { class: "rating-wall" }, ratingBars(result, activity)),
  large: ({ activity }) =>
    h(
      "div",
      { class: "scale-wall" },
      h("h1", null, activity.title),
      h("p", { class: "intro" }, activity.intro),
      h("ul", null, activity.scales.map((part) => h("li", { key: part.id }, h("b", null, part.title), h("span", null, t("{n} statements", { n: part.statements.length }))))),
    ),
  desk: ({ activity }) => h("div", null, h("p", null, activity.intro), h("details", null, h("summary", null, t("The statements")), overview(activity))),
};

function given({ outbox, activity }, item) {
  const value = outbox.value(activity.id, ROUND, item);
  return value === null ? undefined : value;
}

function options(activity) {
  const steps = activity.rating.steps.map((step) => ({ value: step.value, label: step.label }));
  return [...steps, { value: UNKNOWN, label: activity.rating.unknown, class: "unknown" }];
}

function answer(ctx) {
  const { page, activity, outbox } = ctx;
  const answeredIn = (part) => part.statements.filter((one) => given(ctx, one.id) !== undefined).length;
  const total = activity.items.length;
  const done = activity.scales.reduce((sum, part) => sum + answeredIn(part), 0);
  const place = `scale:${activity.id}`;
  // Whoever comes back starts where something is still open.
  page.ui[place] ??= Math.max(0, activity.scales.findIndex((part) => answeredIn(part) < part.statements.length));
  const at = page.ui[place];
  const part = activity.scales[at];
  const go = (to) => {
    page.ui[place] = to;
    page.redraw();
    requestAnimationFrame(() => page.el.querySelector(".scale-part h3")?.focus());
  };
  return h(
    "div",
    { class: "scale" },
    h("p", { class: "intro" }, activity.intro),
    h(
      "div",
      { class: "progress" },
      h("div", { class: "track", "aria-hidden": "true" }, h("span", { style: { width: `${(100 * done) / total}%` } })),
      h("p", { role: "status" }, t("{n} of {total} done", { n: done, total })),
    ),
    h(
      "nav",
      { class: "tabs", "aria-label": t("Parts") },
      activity.scales.map((one, n) =>
        h(
          "button",
          { type: "button", key: one.id, class: n === at ? "here" : "", "aria-current": n === at ? "step" : undefined, onclick: () => go(n) },
          h("span", null, one.title),
          h("small", null, answeredIn(one) === one.statements.length ? `✓ ${one.statements.length}` : `${answeredIn(one)} / ${one.statements.length}`),
        ),
      ),
    ),
    h(
      "section",
      { class: "scale-part", key: part.id },
      h("h3", { tabindex: -1 }, part.title),
      part.statements.map((one) => statement(ctx, one, outbox.status(activity.id, ROUND, one.id))),
      h(
        "div",
        { class: "steps-nav" },
        at > 0 && h("button", { type: "button", class: "secondary", key: "back", onclick: () => go(at - 1) }, t("Previous part")),
        at < activity.scales.length - 1 && h("button", { type: "button", class: "primary", key: "on", onclick: () => go(at + 1) }, t("Next part")),
        at === activity.scales.length - 1 && done === total && h("p", { class: "all-done", key: "done" }, t("All done. You can change your answers as long as this is open.")),
      ),
    ),
  );
}

function statement({ activity, outbox }, one, field) {
  const value = outbox.value(activity.id, ROUND, one.id);
  return h(
    "div",
    { class: "statement", key: one.id },
    radios({
      name: `${activity.id}-${one.id}`,
      legend: one.text,
      options: options(activity),
      value,
      kind: "steps",
      pick: (picked) => outbox.put(activity.id, ROUND, one.id, picked),
    }),
    saveMark(field, { quiet: true }),
  );
}

/** One's own ratings, to read. */
function answered(ctx) {
  const { activity } = ctx;
  const labels = Object.fromEntries(options(activity).map((option) => [option.value, option.label]));
  return h(
    "div",
    { class: "given" },
    activity.scales.map((part) =>
      h(
        "section",
        { key: part.id },
        h("h3", null, part.title),
        h("dl", null, part.statements.map((one) => h("div", { key: one.id }, h("dt", null, one.text), h("dd", null, labels[given(ctx, one.id)] ?? t("No answer"))))),
      ),
    ),
  );
}

function overview(activity) {
  return h(
    "div",
    { class: "overview" },
    activity.scales.map((part) => h("section", { key: part.id }, h("h3", null, part.title), h("ol", null, part.statements.map((one) => h("li", { key: one.id }, one.text))))),
  );
}
