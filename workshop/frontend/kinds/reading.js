/** Reading: a card with a short piece of theory, and sometimes a picture of a whole in parts. */

import { prose } from "../parts.js";
import { h } from "../view.js";
import { t } from "../words.js";

const TONES = ["one", "two", "three", "four"];
const SIDE = 10; // squares in a row, and rows: one square is one per cent

export const reading = {
  asks: false,
  done: () => true,
  answer: ({ activity }) => card(activity),
  given: ({ activity }) => card(activity),
  result: () => null,
  large: ({ activity }) => h("div", { class: "reading large" }, h("h1", null, activity.title), card(activity)),
  desk: ({ activity }) => card(activity),
};

function card(activity) {
  const { picture } = activity;
  return h("div", { class: picture ? "reading with-picture" : "reading" }, h("div", { class: "prose" }, prose(activity.body)), picture && wholeInParts(picture));
}

/** A hundred squares, coloured by part, with the parts named beside them. */
function wholeInParts({ parts, note }) {
  const told = parts.map((part) => t("{value}% {label}", part)).join(", ");
  const tones = parts.flatMap((part, n) => Array(part.value).fill(TONES[n % TONES.length]));
  return h(
    "figure",
    { class: "whole" },
    h(
      "svg",
      { viewBox: "0 0 100 100", role: "img", "aria-label": told },
      tones.map((tone, n) => h("rect", { class: `part ${tone}`, x: (n % SIDE) * 10 + 0.8, y: Math.floor(n / SIDE) * 10 + 0.8, width: 8.4, height: 8.4, rx: 2.2 })),
    ),
    h(
      "ul",
      { class: "parts", "aria-hidden": "true" },
      parts.map((part, n) => h("li", null, h("b", { class: TONES[n % TONES.length] }, `${part.value}%`), " ", part.label)),
    ),
    note && h("figcaption", null, note),
  );
}
