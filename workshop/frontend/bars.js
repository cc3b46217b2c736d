/** Results as plain HTML: light enough for every participant's page, and what remains when no chart can be drawn. */

import { ratingTable, voteTable } from "./tables.js";
import { h } from "./view.js";
import { decimal, t } from "./words.js";

/** The text in the place of a result that may not be shown (yet). */
export function noResult(result) {
  if (result?.status === "too-few") {
    return h("div", { class: "too-few" }, h("p", { class: "big" }, t("Too few answers to show.")), result.needed > 0 && h("p", { class: "quiet" }, t("We show a result from {n} people on, so that nobody can be recognised.", { n: result.needed })));
  }
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
  const tone = (row) => roundTone(row, last);
  return h(
    "div",
    { class: "bars" },
    roundLegend(rounds),
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
    voteNotes(rounds),
    shift && shiftText(shift),
  );
}

const roundTone = (row, last) => (row.round === last ? "now" : "before");

/** The colours of the rounds, with how many people stand behind each. */
export function roundLegend(rounds) {
  const shown = rounds.filter((row) => !row.tooFew);
  const last = shown.at(-1)?.round;
  return h("p", { class: "legend" }, shown.map((row) => h("span", { class: roundTone(row, last), key: row.round }, h("i", { "aria-hidden": "true" }), roundName(row))));
}

/** Why the rounds cannot be compared fully, where that is so. */
export function voteNotes(rounds) {
  return [
    rounds.some((row) => row.tooFew) && h("p", { class: "quiet" }, t("One round has too few answers to show.")),
    rounds.some((row) => row.leftOut) && h("p", { class: "quiet" }, t("A few people who came later are not counted in round 2.")),
  ];
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
  return h("div", { class: "shift" }, h("h3", null, t("{stayed} stayed with their choice, {moved} moved", shift)), moves(shift));
}

/** The moves as a list, the largest first; at most `most` of them, and how many people the rest are. */
export function moves(shift, most = Infinity) {
  if (shift.tooFew) return null;
  const all = shift.flows.filter((flow) => flow.from.id !== flow.to.id).sort((one, other) => other.people - one.people);
  const rest = all.slice(most).reduce((sum, flow) => sum + flow.people, 0);
  if (!all.length) return null;
  return h(
    "ul",
    { class: "moves" },
    all.slice(0, most).map((flow) => h("li", { key: `${flow.from.id} ${flow.to.id}` }, h("b", null, flow.people), h("span", null, flow.from.short, h("i", { "aria-label": t("to") }, " → "), flow.to.short))),
    rest > 0 && h("li", { key: "rest" }, h("b", null, rest), h("span", null, t("other moves"))),
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
