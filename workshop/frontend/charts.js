/**
 * Charts: plotly figures made by the broker, drawn by one copy of plotly.js that our server hosts.
 *
 * The 4.8 MB are fetched only when the first chart appears, and a chart is changed in place. Under each chart the
 * numbers stand as a table; when plotly does not come, light bars take the chart's place.
 */

import { ratingBars, roundName, voteBars } from "./bars.js";
import { plotlyAddress } from "./place.js";
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

const BARS = { vote: voteBars, scale: ratingBars };
const TABLES = { vote: voteNumbers, scale: ratingNumbers };

/** Show one of a result's figures. `zoom` makes its type larger or smaller than the figure asks. */
export function chart(result, activity, name = "main", { zoom = 1, fill = false } = {}) {
  const figure = result.figures?.[name];
  const instead = () => (name === "main" ? BARS[result.kind ?? activity.kind]?.(result, activity) : null);
  if (!figure) return instead();
  const drawing = h("div", {
    class: `chart${fill ? " fill" : ""}`,
    key: `${activity.id}-${name}`,
    role: "img",
    "aria-label": activity.title,
    attach: (el) => show(el, figure, instead, { zoom, fill }),
    detach: forget,
  });
  if (name !== "shift") return drawing;
  const { shift } = voteTable(result, activity);
  const ends = [t("Round {round}", { round: 1 }), t("Round {round}", { round: 2 })];
  return h("div", { class: "flow", key: `${activity.id}-flow` }, shift && h("h3", null, t("{stayed} stayed with their choice, {moved} moved", shift)), h("p", { class: "ends", "aria-hidden": "true" }, ends.map((end) => h("span", null, end))), drawing);
}

async function show(el, figure, instead, options) {
  const mark = JSON.stringify([figure, options]);
  if (el.drawnMark === mark) return;
  el.drawnMark = mark;
  el.again = () => draw(el, figure, options);
  const library = await plotly();
  if (el.drawnMark !== mark) return;
  if (library) return draw(el, figure, options);
  el.removeAttribute("role");
  el.classList.remove("fill");
  patch(el, instead());
}

function draw(el, figure, { zoom, fill }) {
  const library = globalThis.Plotly;
  if (!library || !el.isConnected || !el.clientWidth) return;
  const narrow = el.clientWidth < 400 ? 0.7 : el.clientWidth < 640 ? 0.85 : 1;
  const size = Math.max(12, (figure.layout.font?.size ?? 16) * zoom * narrow);
  const layout = structuredClone(figure.layout);
  layout.font = { ...layout.font, size };
  for (const axis of [layout.xaxis, layout.yaxis]) if (axis?.tickfont?.size) axis.tickfont.size = Math.max(12, axis.tickfont.size * zoom * narrow);
  // A suffix of blanks keeps only the last line of a label from its bar; a distance keeps them all.
  if (layout.yaxis?.ticksuffix?.trim() === "") layout.yaxis = { ...layout.yaxis, ticksuffix: "", ticklabelstandoff: 12 };
  delete layout.title; // it stands above the chart, as text
  layout.width = el.clientWidth;
  layout.height = fill ? Math.max(el.clientHeight, 240) : Math.round((layout.height ?? 480) * Math.min(1.2, zoom * narrow + 0.12));
  layout.autosize = false;
  library.react(el, structuredClone(figure.data), layout, { displayModeBar: false, staticPlot: true, responsive: false });
  if (!el.watch && globalThis.ResizeObserver) {
    let width = el.clientWidth;
    let height = el.clientHeight;
    el.watch = new ResizeObserver(() => {
      if (Math.abs(el.clientWidth - width) < 2 && (!fill || Math.abs(el.clientHeight - height) < 2)) return;
      width = el.clientWidth;
      height = el.clientHeight;
      el.again();
    });
    el.watch.observe(el);
  }
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
