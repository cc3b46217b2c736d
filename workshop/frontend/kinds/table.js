/** Table: labelled fields with short texts of one's own; the group sees what was brought together and let through. */

import { agreement, printButton } from "../agreement.js";
import { gathered } from "../gathered.js";
import { listField } from "../lists.js";
import { h } from "../view.js";
import { t } from "../words.js";

const ROUND = 1;

export const table = {
  asks: true,
  gathers: true,
  done: (ctx) => ctx.activity.fields.every((field) => written(ctx, field).length > 0),
  answer,
  given: (ctx) => [ownFields(ctx), printButton(ctx)],
  sheet: (ctx) => agreement(ctx, ctx.activity.fields.map((field) => ({ ...field, texts: written(ctx, field) }))),
  result: ({ result, activity }) => gathered(result, activity),
  wall: ({ result, activity }) => gathered(result, activity, { most: 6 }),
  large: ({ activity }) =>
    h(
      "div",
      { class: "table-wall" },
      h("h1", null, activity.title),
      h("p", { class: "intro" }, activity.intro),
      h("ul", null, activity.fields.map((field) => h("li", { key: field.id }, field.title))),
    ),
  desk: ({ activity }) => [h("p", null, activity.intro), h("ul", { class: "plain-list" }, activity.fields.map((field) => h("li", { key: field.id }, field.title)))],
};

/** Give what one wrote in a field. */
function written({ outbox, activity }, field) {
  return (outbox?.value(activity.id, ROUND, field.id) ?? []).map((row) => row.text);
}

function answer(ctx) {
  const { activity, page } = ctx;
  return h(
    "div",
    { class: "table-form", key: activity.id },
    h("p", { class: "intro" }, activity.intro),
    h("p", { class: "quiet" }, t("Enter begins the next one. Drag, or use ⋯, to move something; Alt with ↑ or ↓ works too.")),
    h("div", { class: "list-fields" }, activity.fields.map((field) => listField(ctx, field))),
    printButton(ctx),
    h("p", { class: "heard", role: "status", "aria-live": "polite" }, page.ui[`said:${activity.id}`]),
  );
}

/** One's own fields, to read. */
function ownFields(ctx) {
  return h(
    "div",
    { class: "given own-fields" },
    ctx.activity.fields.map((field) => {
      const texts = written(ctx, field);
      return h(
        "section",
        { key: field.id },
        h("h3", null, field.title),
        texts.length ? h("ul", null, texts.map((text, n) => h("li", { key: n, dir: "auto" }, text))) : h("p", { class: "quiet" }, t("Nothing written here.")),
      );
    }),
  );
}
