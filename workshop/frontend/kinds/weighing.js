/** Weighing: vote, weigh the points on both sides, talk, vote again. */

import { balance } from "../balance.js";
import { noResult, voteBars } from "../bars.js";
import { chart } from "../charts.js";
import { radios, saveMark } from "../parts.js";
import { h } from "../view.js";
import { t } from "../words.js";

const CHOICE = "choice";

export const weighing = {
  asks: true,
  asked: ({ activity }) => h("p", { class: "situation", key: "asked" }, activity.question),
  done: (ctx, round) => Boolean(ctx.outbox.value(ctx.activity.id, round, CHOICE)) && (round > 1 || weighed(ctx) === points(ctx.activity).length),
  answer,
  given,
  result: (ctx) => [votes(ctx), balance(ctx.result, ctx.activity, ctx.outbox && ((point) => own(ctx, point)))],
  large: ({ activity, round }) => [
    h(
      "div",
      { class: "situation large weigh" },
      h("h1", { class: activity.question.length > 60 ? "long" : "" }, activity.question),
      h("ul", { class: "choices" }, activity.choices.map((choice) => h("li", { key: choice.id }, choice.label))),
      round > 1 ? h("p", { class: "kicker" }, t("Second round. You have talked about it: what do you choose now?")) : [h("p", { class: "kicker" }, activity.weigh), bothSides(activity)],
    ),
  ],
  wall,
  desk: ({ activity }) => [h("p", { class: "situation" }, activity.question), h("p", { class: "quiet" }, activity.weigh), bothSides(activity)],
};

const points = (activity) => activity.sides.flatMap((side) => side.points);
const own = ({ outbox, activity }, point) => outbox.value(activity.id, 1, point) ?? undefined;
const weighed = (ctx) => points(ctx.activity).filter((point) => own(ctx, point.id) !== undefined).length;

function answer(ctx) {
  const { activity, round, outbox } = ctx;
  const { id } = activity;
  const chosen = outbox.value(id, round, CHOICE) ?? undefined;
  const before = round > 1 && activity.choices.find((choice) => choice.id === outbox.value(id, round - 1, CHOICE));
  const pick = (value) => outbox.put(id, round, CHOICE, value);
  return h(
    "div",
    { class: "weighing-form", key: `${id}-${round}` },
    h("p", { class: "situation" }, activity.question),
    round > 1 &&
      h("div", { class: "round-note" }, h("p", null, t("Second round. You have talked about it: what do you choose now?")), before && h("p", { class: "before" }, t("In round 1 you chose: {choice}", { choice: before.label }))),
    radios({ name: `${id}-${round}-choice`, legend: t("What do you choose?"), options: activity.choices.map((choice) => ({ value: choice.id, label: choice.label })), value: chosen, pick, kind: "thirds" }),
    h("p", { class: "under" }, saveMark(outbox.status(id, round, CHOICE)), chosen && h("button", { type: "button", class: "plain", onclick: () => pick(null) }, t("Take back my choice"))),
    round === 1 ? weights(ctx) : h("details", { class: "mine", key: "weights" }, h("summary", null, t("How you weighed the points")), ownWeights(ctx)),
  );
}

/** All points with their weights, both sides beside each other where there is room. */
function weights(ctx) {
  const { activity } = ctx;
  const total = points(activity).length;
  const done = weighed(ctx);
  return h(
    "section",
    { class: "weights", key: "weights" },
    h("h3", null, activity.weigh),
    h("div", { class: "progress" }, h("div", { class: "track", "aria-hidden": "true" }, h("span", { style: { width: `${(100 * done) / total}%` } })), h("p", { role: "status" }, t("{n} of {total} points weighed", { n: done, total }))),
    h("div", { class: "sides" }, activity.sides.map((side) => h("section", { class: `side ${side.id}`, key: side.id }, h("h4", null, side.title), side.points.map((point) => weight(ctx, point))))),
  );
}

function weight(ctx, point) {
  const { activity, outbox } = ctx;
  return h(
    "div",
    { class: "point", key: point.id },
    radios({
      name: `${activity.id}-${point.id}`,
      legend: point.text,
      options: activity.weights.map((one) => ({ value: one.value, label: [h("b", null, one.value), h("small", null, one.label)] })),
      value: own(ctx, point.id),
      kind: "weight",
      pick: (value) => outbox.put(activity.id, 1, point.id, value),
    }),
    saveMark(outbox.status(activity.id, 1, point.id), { quiet: true }),
  );
}

/** One's own choices and weights, to read. */
function given(ctx) {
  const { activity, outbox, world } = ctx;
  const rounds = Array.from({ length: Math.max(1, world.at(activity.id).round) }, (_, n) => n + 1);
  const choice = (round) => activity.choices.find((one) => one.id === outbox.value(activity.id, round, CHOICE))?.label ?? t("No answer");
  return h(
    "div",
    { class: "given" },
    rounds.map((round) => h("section", { key: round }, h("h3", null, rounds.length > 1 ? t("Your answer in round {round}", { round }) : t("Your answer")), h("p", { class: "choice" }, choice(round)))),
    ownWeights(ctx),
  );
}

function ownWeights(ctx) {
  const label = (value) => ctx.activity.weights.find((one) => one.value === value)?.label;
  const told = (point) => (own(ctx, point.id) === undefined ? t("No answer") : `${own(ctx, point.id)} ${label(own(ctx, point.id))}`);
  return ctx.activity.sides.map((side) => h("section", { key: side.id }, h("h4", null, side.title), h("dl", null, side.points.map((point) => h("div", { key: point.id }, h("dt", null, point.text), h("dd", null, told(point)))))));
}

function bothSides(activity) {
  return h("div", { class: "both-sides" }, activity.sides.map((side) => h("section", { class: `side ${side.id}`, key: side.id }, h("h3", null, side.title), h("ul", null, side.points.map((point) => h("li", { key: point.id }, point.text))))));
}

const anyRound = (result) => Object.values(result.table.rounds ?? {}).some((row) => !row.too_few);

function votes({ result, activity }) {
  return anyRound(result) ? voteBars(result, activity) : noResult({ status: "too-few" });
}

/** On the screen: after the first round votes and balance, which the group talks about; after the second, who moved. */
function wall({ result, activity }) {
  const shift = Boolean(result.figures.shift);
  if (result.round < 2 || !anyRound(result)) return h("div", { class: "figures weighed", key: "figures" }, votes({ result, activity }), balance(result, activity));
  return h("div", { class: shift ? "figures two" : "figures", key: "figures" }, chart(result, activity, "main", { fill: true }), shift && chart(result, activity, "shift", { fill: true }));
}
