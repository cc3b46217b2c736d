/**
 * The bench: what people wrote, brought together under themes and let through by the facilitator.
 *
 * The program suggests what may say the same, and where a text may belong, with the words that made it think so;
 * nothing moves without a person. Everything is done by buttons; dragging is a shorter way.
 */

import { draggable } from "../drag.js";
import { h } from "../view.js";
import { t } from "../words.js";
import { load, one, take, wordsOf } from "./texts.js";

const AGAIN = 900; // ms until a program that is still thinking is asked again

export function bench(page, activity) {
  const known = wordsOf(page, activity);
  if (!known) return null;
  const ctx = { page, activity, ...known, chosen: chosenOf(page, known) };
  const { texts, place, round } = ctx;
  if (texts.length) think(ctx);
  return h(
    "section",
    { class: "card texts bench", key: `bench-${activity.id}` },
    h(
      "div",
      { class: "head" },
      h("h3", null, t("What the group wrote")),
      h("button", { type: "button", class: "plain", key: "again", onclick: () => load(page, activity.id, round, place) }, t("Look again")),
    ),
    texts.length === 0
      ? h("p", { class: "quiet" }, t("There is nothing to read yet, or too few people wrote something."))
      : [h("p", { class: "quiet" }, t("Nobody sees these until you let them through. There are no names with them.")), suggestions(ctx), themes(ctx), actions(ctx), loose(ctx)],
  );
}

/** Which texts are ticked, of those that are there and under no theme. */
function chosenOf({ ui }, { place, texts }) {
  const all = (ui.ticked ??= {});
  const there = new Set(texts.filter((text) => !text.theme).map((text) => text.id));
  return (all[place] = new Set([...(all[place] ?? [])].filter((id) => there.has(id))));
}

/** Ask something of the broker about these texts, and take over what it tells. */
async function send(ctx, request) {
  const { page, activity, round, place } = ctx;
  const reply = await page.act({ activity: activity.id, round, ...request });
  // Only what this was about: something else may have been ticked meanwhile.
  if (reply?.type === "Texts") for (const id of request.texts ?? []) page.ui.ticked[place].delete(id);
  if (reply?.type === "Refused" && reply.reason?.startsWith("unknown-")) await load(page, activity.id, round, place); // somebody else was here
  else if (reply?.type === "Texts") take(page, place, reply);
}

const bring = (ctx, texts, more) => send(ctx, { type: "BringTogether", texts, ...more });

/** Ask what the program thinks of the texts as they stand now. */
async function think(ctx) {
  const { page, activity, round, place, texts, themes } = ctx;
  const all = (page.ui.thoughts ??= {});
  const mark = JSON.stringify([texts.map((text) => [text.id, text.theme]), themes]);
  if (all[place]?.mark === mark || page.connection !== "live") return;
  const mine = (all[place] = { ...all[place], mark });
  const reply = await page.ask({ type: "GetSuggestions", activity: activity.id, round });
  if (all[place] !== mine) return;
  if (reply.type === "Suggestions" && reply.ready) Object.assign(mine, { alike: reply.alike ?? [], homes: reply.homes ?? [] });
  else page.later(`think:${place}`, AGAIN, () => all[place] === mine && delete mine.mark);
  page.redraw();
}

function suggestions(ctx) {
  const { page, place, texts, activity } = ctx;
  const thought = page.ui.thoughts?.[place];
  const refused = (page.ui.refused ??= new Set());
  const byId = new Map(texts.filter((text) => !text.theme).map((text) => [text.id, text]));
  const groups = (thought?.alike ?? []).map((ids) => ids.filter((id) => byId.has(id))).filter((ids) => ids.length > 1 && !refused.has(ids.join()));
  if (!groups.length) return null;
  const no = (ids) => () => {
    refused.add(ids.join());
    page.redraw();
  };
  return h(
    "details",
    { class: "suggested", key: "suggested", open: true },
    h("summary", null, t("These may say the same ({n})", { n: groups.length })),
    h(
      "ul",
      null,
      groups.map((ids) =>
        h(
          "li",
          { key: ids.join() },
          h("ul", { class: "same" }, ids.map((id) => h("li", { key: id }, h("span", { dir: "auto" }, byId.get(id).text), " ", fieldMark(activity, byId.get(id).item)))),
          h(
            "div",
            { class: "tools" },
            h("button", { type: "button", class: "secondary", onclick: () => bring(ctx, ids) }, t("Bring together")),
            h("button", { type: "button", class: "plain", onclick: no(ids) }, t("No, leave them")),
          ),
        ),
      ),
    ),
  );
}

function fieldMark(activity, id) {
  return h("small", { class: "of-field" }, activity.fields?.find((field) => field.id === id)?.title ?? id);
}

function themes(ctx) {
  if (!ctx.themes.length) return null;
  return h("section", { class: "themes", key: "themes", "aria-label": t("Themes") }, h("h4", null, t("Themes")), h("ul", null, ctx.themes.map((theme) => themeCard(ctx, theme))));
}

function themeCard(ctx, theme) {
  const { activity, texts } = ctx;
  const inside = texts.filter((text) => text.theme === theme.id);
  const set = (changes) => send(ctx, { type: "SetTheme", theme: theme.id, ...changes });
  const rename = (event) => {
    const name = event.currentTarget.value.trim();
    if (name && name !== theme.name) set({ name });
    else event.currentTarget.value = theme.name;
  };
  return h(
    "li",
    { key: theme.id, class: theme.shown ? "theme through" : "theme", "data-drop": `theme|${theme.id}` },
    h("input", { type: "text", maxlength: 120, dir: "auto", value: theme.name, "aria-label": t("Name of the theme"), onchange: rename, onkeydown: (event) => event.key === "Enter" && event.currentTarget.blur() }),
    h(
      "ul",
      { class: "inside" },
      inside.map((text) =>
        h(
          "li",
          { key: text.id },
          h("span", { dir: "auto" }, text.edited ?? text.text),
          " ",
          fieldMark(activity, text.item),
          h("button", { type: "button", class: "icon", "aria-label": t("Take out of the theme: {title}", { title: text.text }), onclick: () => bring(ctx, [text.id], { theme: "" }) }, "×"),
        ),
      ),
    ),
    h(
      "div",
      { class: "tools" },
      theme.shown && h("span", { class: "badge shown", key: "badge" }, t("The group sees this")),
      h("button", { type: "button", class: theme.shown ? "secondary" : "primary", key: "show", onclick: () => set({ shown: !theme.shown }) }, theme.shown ? t("Take back") : t("Let through")),
      h("button", { type: "button", class: "plain", key: "apart", onclick: () => set({ gone: true }) }, t("Take apart")),
    ),
  );
}

/** What can be done with the ticked texts. */
function actions(ctx) {
  const { page, chosen, themes: all } = ctx;
  const ids = [...chosen];
  const none = () => {
    page.ui.ticked[ctx.place].clear();
    page.redraw();
  };
  const under = (event) => {
    const theme = event.currentTarget.value;
    event.currentTarget.value = "";
    if (theme) bring(ctx, ids, { theme });
  };
  return h(
    "div",
    { class: "with-ticked", key: "actions", role: "group", "aria-label": t("With what is ticked") },
    h("span", null, ids.length ? t("{n} ticked", { n: ids.length }) : t("Tick what belongs together, or drag one onto another.")),
    ids.length > 0 && [
      h("button", { type: "button", class: "primary", key: "bring", onclick: () => bring(ctx, ids) }, t("Bring together")),
      all.length > 0 && h("select", { key: "under", "aria-label": t("Put under a theme"), onchange: under }, h("option", { value: "" }, t("Put under a theme…")), all.map((theme) => h("option", { key: theme.id, value: theme.id }, theme.name))),
      h("button", { type: "button", class: "secondary", key: "let", onclick: () => send(ctx, { type: "LetAllThrough", texts: ids, shown: true }) }, t("Let through")),
      h("button", { type: "button", class: "plain", key: "none", onclick: none }, t("Untick all")),
    ],
  );
}

/** The texts under no theme, in the fields that they were written in. */
function loose(ctx) {
  const { activity, texts } = ctx;
  return h(
    "div",
    { class: "fields", key: "loose", "data-drop": "out|" },
    activity.fields.map((field) => {
      const own = texts.filter((text) => text.item === field.id && !text.theme);
      const hidden = own.filter((text) => !text.shown).map((text) => text.id);
      return h(
        "section",
        { key: field.id, "aria-label": field.title },
        h("h4", null, field.title),
        own.length === 0 && h("p", { class: "quiet" }, t("Nothing left here.")),
        h("ul", null, own.map((text) => looseText(ctx, text))),
        hidden.length > 1 && h("button", { type: "button", class: "plain", key: "all", onclick: () => send(ctx, { type: "LetAllThrough", texts: hidden, shown: true }) }, t("Let all {n} through", { n: hidden.length })),
      );
    }),
  );
}

function looseText(ctx, text) {
  const { page, activity, round, place, chosen } = ctx;
  const tick = () => {
    const ticked = page.ui.ticked[place];
    if (!ticked.delete(text.id)) ticked.add(text.id);
    page.redraw();
  };
  const drop = (where) => {
    const [sort, id] = where.split("|");
    if (sort === "theme") bring(ctx, [text.id], { theme: id });
    if (sort === "text") bring(ctx, [id, text.id]);
  };
  const before = [
    h("label", { class: "tick-text", key: "tick" }, h("input", { type: "checkbox", checked: chosen.has(text.id), "aria-label": t("Tick: {title}", { title: text.text }), onchange: tick })),
    h("span", { class: "grip", key: "grip", "aria-hidden": "true" }),
  ];
  const row = one(page, activity.id, round, place, text, { before, props: { "data-drop": `text|${text.id}`, onpointerdown: draggable(page, drop), class: "loose" } });
  return { ...row, children: [...row.children, ...home(ctx, text)] };
}

/** Where the program thinks that a text may belong, and why. */
function home(ctx, text) {
  const { page, place, themes: all } = ctx;
  const found = page.ui.thoughts?.[place]?.homes?.find((one) => one.text === text.id);
  const theme = all.find((one) => one.id === found?.theme);
  const refused = (page.ui.refused ??= new Set());
  const name = `${text.id} ${theme?.id}`;
  if (!theme || refused.has(name)) return [];
  const no = () => {
    refused.add(name);
    page.redraw();
  };
  return [
    h(
      "p",
      { class: "home", key: "home" },
      h("span", null, t("Under “{theme}”? Because of: {words}.", { theme: theme.name, words: (found.words ?? []).join(", ") })),
      h("button", { type: "button", class: "secondary", onclick: () => bring(ctx, [text.id], { theme: theme.id }) }, t("Yes")),
      h("button", { type: "button", class: "plain", onclick: no }, t("No")),
    ),
  ];
}
