/**
 * Charts: plotly figures made by the broker, drawn by one copy of plotly.js that our server hosts.
 *
 * The 4.8 MB are fetched only when the first chart appears, and a chart is changed in place. Under each chart the
 * numbers stand as a table; when plotly does not come, light bars take the chart's place.
 */

import { moves, ratingBars, roundLegend, roundName, voteBars, voteNotes } from "./bars.js";
import { plotlyAddress } from "./place.js";
import { placeLegend, rankingBars, rankingNotes } from "./standings.js";
import { ratingTable, voteTable } from "./tables.js";
import { h, patch } from "./view.js";
import { t } from "./words.js";

let loading;

/** Fetch plotly once; the promise gives it, or null when it cannot be had. A failed fetch may be tried again. */
export function plotly() {
  if (globalThis.Plotly) return Promise.resolve(globalThis.Plotly);
  loading ??= new Promise((resolve) => {
    const url = plotlyAddress();
    if (!url) return resolve(null);
    const script = document.createElement("script");
    script.src = url;
    script.onload = () => resolve(globalThis.Plotly ?? null);
    script.onerror = () => {
      script.remove();
      loading = undefined;
      resolve(null);
    };
    document.head.append(script);
  });
  return loading;
}

const BARS = { vote: voteBars, scale: ratingBars, ranking: rankingBars, weighing: voteBars };
const TABLES = { vote: voteNumbers, scale: ratingNumbers };
/** What stands as text above and below a drawing. */
const AROUND = { vote: aroundVote, weighing: aroundVote, ranking: (...of) => [placeLegend(...of), rankingNotes(...of)] };

/**
 * Show one of a result's figures, with its legend and notes as text. The type is as large as the style sheet says
 * for the place; `fill` takes the height that is there instead of the figure's own.
 */
export function chart(result, activity, name = "main", { fill = false } = {}) {
  const figure = result.figures?.[name];
  const instead = () => (name === "main" ? BARS[result.kind ?? activity.kind]?.(result, activity) : null);
  if (!figure) return instead();
  const drawing = h("div", {
    class: `chart${fill ? " fill" : ""}`,
    key: `${activity.id}-${name}`,
    role: "img",
    "aria-label": activity.title,
    attach: (el) => show(el, figure, instead, fill),
    detach: forget,
  });
  if (name === "shift") return flow(result, activity, drawing);
  const around = AROUND[result.kind ?? activity.kind]?.(result, activity);
  if (!around) return drawing;
  return h("div", { class: "plotted", key: `${activity.id}-plotted` }, around[0], drawing, around[1]);
}

function aroundVote(result, activity) {
  const { rounds } = voteTable(result, activity);
  return [roundLegend(rounds), voteNotes(rounds)];
}

const MOVES = 3; // moves that are named beside the drawing of a shift

/** The shift: the sum as a heading, the drawing, and the largest moves as counts. */
function flow(result, activity, drawing) {
  const { shift } = voteTable(result, activity);
  const ends = [t("Round {round}", { round: 1 }), t("Round {round}", { round: 2 })];
  return h(
    "div",
    { class: "flow", key: `${activity.id}-flow` },
    shift && h("h3", null, t("{stayed} stayed with their choice, {moved} moved", shift)),
    h("p", { class: "ends", "aria-hidden": "true" }, ends.map((end) => h("span", null, end))),
    drawing,
    shift && moves(shift, MOVES),
  );
}

async function show(el, figure, instead, fill) {
  const mark = JSON.stringify([figure, fill]);
  if (el.drawnMark === mark) return;
  el.drawnMark = mark;
  el.again = () => draw(el, figure, fill);
  const library = await plotly();
  if (el.drawnMark !== mark) return;
  if (library) return draw(el, figure, fill);
  el.removeAttribute("role");
  el.classList.remove("fill");
  el.parentElement.classList.add("plain"); // the bars bring a legend of their own
  patch(el, instead());
}

const SIGNS = 26; // a chart is at least as wide as this many times its type
const SMALLEST = 12; // px

function draw(el, figure, fill) {
  const library = globalThis.Plotly;
  if (!library || !el.isConnected || !el.clientWidth) return;
  const size = Math.max(SMALLEST, Math.min(parseFloat(getComputedStyle(el).fontSize), el.clientWidth / SIGNS));
  const times = size / (figure.layout.font?.size ?? 22);
  const layout = structuredClone(figure.layout);
  layout.font = { ...layout.font, size };
  for (const axis of [layout.xaxis, layout.yaxis]) if (axis?.tickfont?.size) axis.tickfont.size = Math.max(SMALLEST, axis.tickfont.size * times);
  for (const side of Object.keys(layout.margin ?? {})) layout.margin[side] *= times;
  // A suffix of blanks keeps only the last line of a label from its bar; a distance keeps them all.
  if (layout.yaxis?.ticksuffix?.trim() === "") layout.yaxis = { ...layout.yaxis, ticksuffix: "", ticklabelstandoff: 12 };
  delete layout.title; // it stands above the chart, as text, and so does every legend
  layout.showlegend = false;
  layout.width = el.clientWidth;
  layout.height = fill ? Math.max(el.clientHeight, 160) : Math.round((layout.height ?? 480) * Math.max(0.62, times));
  layout.autosize = false;
  library.react(el, structuredClone(figure.data), layout, { displayModeBar: false, staticPlot: true, responsive: false });
  watch(el, fill);
}

/** Draw again when the place or its type becomes larger or smaller. */
function watch(el, fill) {
  if (el.watch || !globalThis.ResizeObserver) return;
  const measure = () => [el.clientWidth, fill ? el.clientHeight : 0];
  let before = measure();
  el.watch = new ResizeObserver(() => {
    const now = measure();
    if (now.every((length, n) => Math.abs(length - before[n]) < 2)) return;
    before = now;
    el.again();
  });
  el.watch.observe(el);
}

function forget(el) {
  el.drawnMark = undefined;
  el.watch?.disconnect();
  globalThis.Plotly?.purge?.(el);
}

/** The numbers behind a chart, as a table that opens. */
export function numbers(result, activity) {
  const table = TABLES[result.kind ?? activity.kind]?.(result, activity);
  return table && h("details", { class: "numbers", key: `${activity.id}-numbers` }, h("summary", null, t("Numbers")), table);
}

function voteNumbers(result, activity) {
  const { rounds, choices } = voteTable(result, activity);
  const shown = rounds.filter((row) => !row.tooFew);
  const head = ["", ...shown.map(roundName)];
  return grid(head, choices.map((choice) => [choice.label, ...shown.map((row) => row.bars.find((bar) => bar.id === choice.id).people)]));
}

function ratingNumbers(result, activity) {
  const { steps, unknown, scales } = ratingTable(result, activity);
  const rows = scales.flatMap((scale) => scale.statements.filter((one) => !one.tooFew));
  return grid(["", ...steps.map((step) => step.label), unknown], rows.map((one) => [one.text, ...one.counts, one.unknown]));
}

function grid(head, rows) {
  return h(
    "div",
    { class: "scroll" },
    h(
      "table",
      null,
      h("thead", null, h("tr", null, head.map((text) => h("th", { scope: "col" }, text)))),
      h("tbody", null, rows.map(([name, ...cells]) => h("tr", null, h("th", { scope: "row" }, name), cells.map((cell) => h("td", null, cell))))),
    ),
  );
}
