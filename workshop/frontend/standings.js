/** The result of a ranking as plain HTML, and one's own top beside the group's. */

import { rankingTable } from "./tables.js";
import { h } from "./view.js";
import { t } from "./words.js";

const TONES = ["first", "second", "third"];

export function rankingBars(result, activity, own = []) {
  const { rows } = rankingTable(result, activity);
  const most = Math.max(1, ...rows.map((row) => row.points));
  return h(
    "div",
    { class: "standings" },
    placeLegend(result, activity),
    h("ol", null, rows.map((row) => h("li", { key: row.id }, h("span", { class: "rank" }, row.rank), h("div", { class: "what" }, h("p", null, row.label, yours(own, row)), bar(row, most)), h("b", { class: "points" }, row.points)))),
    rankingNotes(result, activity),
  );
}

/** The colours of the places, with what each is worth. */
export function placeLegend(result, activity) {
  const { places, people } = rankingTable(result, activity);
  return h(
    "p",
    { class: "legend places", key: "legend" },
    Array.from({ length: places }, (_, n) => h("span", { key: n, class: TONES[n] }, h("i", { "aria-hidden": "true" }), t("Place {place} counts {points}×", { place: n + 1, points: places - n }))),
    h("span", { class: "quiet", key: "people" }, t("{n} people", { n: people })),
  );
}

/** How the order came about, and what the same number means. */
export function rankingNotes(result, activity) {
  const { tied } = rankingTable(result, activity);
  return h(
    "p",
    { class: "quiet how", key: "how" },
    t("The order compares the options two by two: what most people put higher stands higher. In the bars: how many people gave that place; at the end: the points."),
    tied && [" ", t("The same number means: shared.")],
  );
}

function bar(row, most) {
  const worth = (n) => row.places.length - n;
  const told = row.places.map((people, n) => t("Place {place}: {n}×", { place: n + 1, n: people })).join(", ");
  return h(
    "div",
    { class: "parts-bar", role: "img", "aria-label": `${told}. ${t("Points: {points}", row)}` },
    row.places.map((people, n) => people > 0 && h("span", { key: n, class: TONES[n], style: { width: `${(100 * people * worth(n)) / most}%` } }, people)),
  );
}

function yours(own, row) {
  const at = own.indexOf(row.id);
  return at >= 0 && h("span", { class: "badge yours" }, t("you: {place}", { place: at + 1 }));
}

/** One's own top beside the group's order: worked out here, from one's own answer, and seen by nobody else. */
export function comparison(result, activity, own) {
  const { rows, places } = rankingTable(result, activity);
  const mine = own.map((id) => rows.find((row) => row.id === id)).filter(Boolean);
  if (!mine.length) return null;
  const shared = mine.filter((row) => row.rank <= places).length;
  return h(
    "section",
    { class: "comparison", key: "comparison" },
    h("h3", null, t("Your top {n} beside the group's", { n: places })),
    h("p", null, t("{n} of your {total} are in the group's top {places} too.", { n: shared, total: mine.length, places })),
    h(
      "table",
      null,
      h("thead", null, h("tr", null, [t("You"), t("Group"), ""].map((head, n) => h("th", { scope: "col", key: n }, head)))),
      h("tbody", null, mine.map((row, n) => h("tr", { key: row.id }, h("td", null, n + 1), h("td", null, row.rank), h("th", { scope: "row" }, row.label)))),
    ),
    h("p", { class: "quiet" }, t("Only you see this comparison.")),
  );
}
