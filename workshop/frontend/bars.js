/** Results as plain HTML: light enough for every participant's page, and what remains when no chart can be drawn. */

import { ratingTable, voteTable } from "./tables.js";
import { h } from "./view.js";
import { decimal, t } from "./words.js";

/** The text in the place of a result that may not be shown (yet). */
export function noResult(result) {
  if (result?.status === "too-few") return h("p", { class: "quiet big" }, t("Too few answers to show."));
  return h("p", { class: "quiet big" }, t("The facilitator shows the result in a moment."));
}

/** Name a round and how many people stand behind it. */
export function roundName(row) {
  return t("Round {round} ({people} people)", row);
}

export function voteBars(result, activity) {
  const { rounds, shift, choices } = voteTable(result, activity);
  const shown = rounds.filter((row) => !row.tooFew);
  if (!shown.length) return noResult({ status: "too-few" });
  const most = Math.max(1, ...shown.flatMap((row) => row.bars.map((bar) => bar.people)));
  const last = shown.at(-1).round;
  const tone = (row) => (row.round === last ? "now" : "before");
  return h(
    "div",
    { class: "bars" },
    h("p", { class: "legend" }, shown.map((row) => h("span", { class: tone(row) }, h("i", { "aria-hidden": "true" }), roundName(row)))),
    h(
      "dl",
      { class: "bar-list" },
      choices.map((choice) =>
        h(
          "div",
          { class: "bar-row", key: choice.id },
          h("dt", null, choice.label),
          shown.map((row) => bar(row.bars.find((one) => one.id === choice.id).people, most, tone(row))),
        ),
      ),
    ),
    rounds.some((row) => row.tooFew) && h("p", { class: "quiet" }, t("One round has too few answers to show.")),
    shown.some((row) => row.leftOut) && h("p", { class: "quiet" }, t("A few people who came later are not counted in round 2.")),
    shift && shiftText(shift),
  );
}

function bar(people, most, tone) {
  return h(
    "dd",
    { class: `bar ${tone}` },
    h("span", { class: "fill", style: { width: `${(100 * people) / most}%` }, "aria-hidden": "true" }),
    h("span", { class: "n" }, people),
  );
}

/** Who moved where, as counts. */
export function shiftText(shift) {
  if (shift.tooFew) return h("p", { class: "quiet" }, t("Too few people answered both rounds to show who moved."));
  const moves = shift.flows.filter((flow) => flow.from.id !== flow.to.id);
  return h(
    "div",
    { class: "shift" },
    h("h3", null, t("{stayed} stayed with their choice, {moved} moved", shift)),
    moves.length > 0 &&
      h(
        "ul",
        null,
        moves.map((flow) =>
          h("li", null, h("b", null, flow.people), h("span", null, flow.from.short, h("i", { "aria-label": t("to") }, " → "), flow.to.short)),
        ),
      ),
  );
}

export function ratingBars(result, activity) {
  const { steps, unknown, scales } = ratingTable(result, activity);
  if (scales.every((scale) => scale.statements.every((one) => one.tooFew))) return noResult({ status: "too-few" });
  const labels = [...steps.map((step) => step.label), unknown];
  return h(
    "div",
    { class: "ratings" },
    h("p", { class: "legend steps" }, labels.map((label, n) => h("span", null, h("i", { class: tone(n, steps), "aria-hidden": "true" }), label))),
    scales.map((scale) =>
      h(
        "section",
        { key: scale.id },
        h("h3", null, scale.title, scale.mean !== null && h("span", { class: "mean" }, t("mean {mean}", { mean: decimal(scale.mean) }))),
        scale.statements.map((one) => h("div", { class: "rating", key: one.id }, h("p", null, one.text), stack(one, labels, steps))),
      ),
    ),
  );
}

const tone = (n, steps) => (n === steps.length ? "unknown" : `step-${n + 1}`);

function stack(one, labels, steps) {
  if (one.tooFew) return h("p", { class: "quiet" }, t("Too few answers to show."));
  const counts = [...one.counts, one.unknown];
  const told = counts.map((people, n) => people > 0 && `${labels[n]}: ${people}`).filter(Boolean).join(", ");
  return h(
    "div",
    { class: "stack", role: "img", "aria-label": told },
    counts.map((people, n) => people > 0 && h("span", { key: n, class: tone(n, steps), style: { "flex-grow": people } }, people)),
  );
}
