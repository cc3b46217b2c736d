/**
 * The balance of a weighing: advantages against risks, away from one line in the middle. For each point the bar is
 * the mean weight, and each dot says how many people gave that weight.
 */

import { balanceTable } from "./tables.js";
import { h } from "./view.js";
import { decimal, t } from "./words.js";

/** Draw it; `own(point)` gives the weight that the person who looks gave, which gets a ring. */
export function balance(result, activity, own = () => undefined) {
  const { sides, weights } = balanceTable(result, activity);
  const most = weights.length - 1;
  const crowd = Math.max(1, ...sides.flatMap((side) => side.points.flatMap((point) => point.counts ?? [])));
  const ringed = sides.some((side) => side.points.some((point) => own(point.id) !== undefined));
  return h(
    "section",
    { class: "balance", key: "balance", "aria-label": t("How heavily each point counts") },
    sides.map((side) =>
      h(
        "div",
        { class: `side ${side.id}`, key: side.id },
        h("h3", null, h("span", null, side.title), side.mean !== null && h("b", null, t("mean {mean}", { mean: decimal(side.mean) }))),
        side.mean !== null && h("div", { class: "beam", "aria-hidden": "true" }, h("i", { style: { width: `${(100 * side.mean) / most}%` } })),
        h("ul", null, side.points.map((point) => h("li", { key: point.id }, h("p", null, point.text), spread(point, weights, crowd, own(point.id))))),
        h("p", { class: "ends", "aria-hidden": "true" }, h("span", null, `0 ${weights[0].label}`), h("span", null, `${most} ${weights[most].label}`)),
      ),
    ),
    h("p", { class: "quiet how" }, t("Bar: the mean. Dots: how many people chose that weight."), ringed && [" ", t("Ring: your own weight.")]),
  );
}

function spread(point, weights, crowd, own) {
  if (point.tooFew) return h("p", { class: "quiet" }, t("Too few answers to show."));
  const most = weights.length - 1;
  const told = weights.map((weight, n) => point.counts[n] > 0 && `${weight.value} ${weight.label}: ${point.counts[n]}`).filter(Boolean);
  const dot = (weight, n) => {
    const people = point.counts[n];
    const size = people ? 0.55 + 0.45 * Math.sqrt(people / crowd) : 0;
    return h("span", { key: n, class: `dot${people ? "" : " nobody"}${own === weight.value ? " own" : ""}`, style: { "--at": n / most, "--size": size } }, people || "");
  };
  return h(
    "div",
    { class: "spread" },
    h("div", { class: "track", role: "img", "aria-label": `${t("mean {mean}", { mean: decimal(point.mean) })}. ${told.join(", ")}` }, h("i", { class: "fill", style: { "--at": point.mean / most } }), weights.map(dot)),
    h("b", { class: "mean", "aria-hidden": "true" }, decimal(point.mean)),
  );
}
