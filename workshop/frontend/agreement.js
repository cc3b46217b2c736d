/** One's own fields as an agreement of one page: it stands on the page unseen, and is all that is printed. */

import { h } from "./view.js";
import { day, t } from "./words.js";

/** Signs in all, from which on the type is set smaller, so that the page stays one. */
const SIZES = [
  [7000, "least"],
  [4600, "tiny"],
  [2600, "small"],
  [1100, "middle"],
];
const ROW = 45; // signs in a line; what is left of a text's last line stays empty

/** Make the agreement. `fields`: [{id, title, texts}]. Without a title for it the programme has none. */
export function agreement({ world, activity }, fields) {
  if (!activity.agreement) return null;
  const { group, name, pseudonym, now } = { ...world.welcome, now: world.now };
  const much = fields.flatMap((field) => field.texts).reduce((sum, text) => sum + Math.ceil(text.length / ROW) * ROW, 0);
  const size = SIZES.find(([from]) => much >= from)?.[1] ?? "";
  return h(
    "section",
    { class: `agreement ${size}`, key: "agreement" },
    h("h1", null, activity.agreement),
    h("p", { class: "whose" }, h("b", { dir: "auto" }, name || pseudonym), " · ", h("span", { dir: "auto" }, group?.name), " · ", day(now, group?.timezone)),
    h(
      "div",
      { class: "boxes" },
      fields.map((field) =>
        h(
          "section",
          { key: field.id },
          h("h2", null, field.title),
          h("ul", null, field.texts.map((text, n) => h("li", { key: n, dir: "auto" }, text))),
        ),
      ),
    ),
    h("p", { class: "signed" }, [t("Talked over with"), t("Date")].map((label) => h("span", { key: label }, label, h("i")))),
  );
}

export function printButton({ activity }) {
  return activity.agreement && h("p", { class: "print", key: "print" }, h("button", { type: "button", class: "secondary", onclick: () => print() }, t("Print or save as PDF")), h("span", { class: "quiet" }, t("“{title}”: your own page, for you only.", { title: activity.agreement })));
}
