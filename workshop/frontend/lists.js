/**
 * Lists of short texts that one writes oneself: each row is a text from its first letter on, so nothing waits for Enter
 * to be kept. Under the rows stands one more, empty, until the list is full.
 *
 * Rows live in `page.ui` while they are written (an emptied row stays under the hand); what is saved is the list of
 * those with a text. When another page of the same person has saved something else, the rows are taken from there.
 */

import { draggable } from "./drag.js";
import { randomId } from "./kernel.js";
import { clean, countSigns, dropdown, saveMark } from "./parts.js";
import { h } from "./view.js";
import { t } from "./words.js";

const ROUND = 1;
const EMPTY_GOES = 300; // ms after it was left: a press on its way to something must still find it there

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

/** Give the rows of a field: {id, text}, and the id that the empty row at the end has. */
export function rowsOf({ page, activity, outbox }, field) {
  const saved = outbox.value(activity.id, ROUND, field) ?? [];
  const lists = (page.ui[`lists:${activity.id}`] ??= {});
  const list = (lists[field] ??= { fresh: randomId() });
  if (!same(list.saved, saved)) Object.assign(list, { saved, rows: saved.map((row) => ({ ...row })) });
  if (list.rows.some((row) => row.id === list.fresh)) list.fresh = randomId();
  return list;
}

/** Save the rows of a field that have a text. */
function save(ctx, field) {
  const { activity, outbox, page } = ctx;
  const { texts, signs } = activity.most;
  const list = page.ui[`lists:${activity.id}`][field];
  const rows = list.rows.filter((row) => row.text.trim()).map(({ id, text }) => ({ id, text: clean(text).replaceAll("\n", " ") }));
  const over = Math.max(...rows.map((row) => countSigns(row.text) - signs), 0);
  const problem = over > 0 ? t("One of these is {n} characters too long; this list is not saved yet.", { n: over }) : rows.length > texts ? t("There is room for {n}. Take some out; this list is not saved yet.", { n: texts }) : undefined;
  list.saved = rows;
  outbox.put(activity.id, ROUND, field, rows.length ? rows : null, { text: true, problem });
}

/** One field: its rows, how many there are, and how far the saving is. */
export function listField(ctx, field) {
  const { activity, outbox } = ctx;
  const { rows, fresh } = rowsOf(ctx, field.id);
  const { texts } = activity.most;
  const shown = rows.length < texts ? [...rows, { id: fresh, text: "", fresh: true }] : rows;
  const name = `${activity.id}-${field.id}`;
  return h(
    "section",
    { class: "list-field", key: field.id, "aria-labelledby": name, "data-drop": `${field.id}|${rows.length}` },
    h("h3", { id: name }, field.title),
    h("ol", null, shown.map((row, n) => rowLine(ctx, field, row, n, rows.length))),
    undo(ctx, field),
    h(
      "p",
      { class: "under" },
      saveMark(outbox.status(activity.id, ROUND, field.id)),
      h("span", { class: rows.length > texts ? "count over" : "count" }, t("{n} of {total}", { n: rows.filter((row) => row.text.trim()).length, total: texts })),
    ),
  );
}

function rowLine(ctx, field, row, n, many) {
  const { activity } = ctx;
  const over = countSigns(row.text) > activity.most.signs;
  const first = n === 0 && row.fresh;
  return h(
    "li",
    {
      key: row.id,
      class: `${row.fresh ? "row empty" : "row"}${over ? " over" : ""}`,
      "data-row": row.id,
      "data-drop": row.fresh ? undefined : `${field.id}|${n}`,
      onpointerdown: row.fresh ? undefined : draggable(ctx.page, (where) => move(ctx, field.id, row.id, ...place(where))),
    },
    row.fresh ? h("span", { class: "plus", "aria-hidden": "true" }, "+") : h("span", { class: "grip", "aria-hidden": "true" }),
    h("textarea", {
      rows: 1,
      dir: "auto",
      enterkeyhint: "next",
      value: row.text,
      placeholder: first ? t("For example: {example}", { example: field.example }) : row.fresh ? t("Add one more") : "",
      "aria-label": row.fresh ? t("{field}: new", { field: field.title }) : t("{field}: {n} of {total}", { field: field.title, n: n + 1, total: many }),
      "aria-invalid": over ? "true" : undefined,
      attach: grow,
      oninput: (event) => typed(ctx, field.id, row.id, event.target),
      onkeydown: (event) => pressed(ctx, field.id, row, event),
      onblur: () => left(ctx, field.id, row),
    }),
    !row.fresh && rowMenu(ctx, field, row, n, many),
    !row.fresh && h("button", { type: "button", class: "icon", key: "remove", "aria-label": t("Remove: {title}", { title: row.text }), onclick: () => remove(ctx, field.id, row.id) }, "×"),
  );
}

/** As high as its text; browsers that can do that by themselves are left to it. */
function grow(el) {
  if (CSS.supports("field-sizing", "content")) return;
  el.style.height = "auto";
  el.style.height = `${el.scrollHeight}px`;
}

function rowMenu(ctx, field, row, n, many) {
  const { activity } = ctx;
  const press = (act) => (event) => {
    event.currentTarget.closest("details").open = false;
    act();
  };
  const item = (key, label, act) => h("button", { type: "button", class: "plain", key, "aria-disabled": act ? undefined : "true", onclick: act && press(act) }, label);
  const to = (other, at) => () => move(ctx, field.id, row.id, other, at);
  return h(
    "div",
    { class: "row-menu", key: "menu" },
    dropdown(
      h("span", { role: "img", "aria-label": t("Move: {title}", { title: row.text }) }, "⋯"),
      item("up", t("Up"), n > 0 && to(field.id, n - 1)),
      item("down", t("Down"), n < many - 1 && to(field.id, n + 2)),
      activity.fields.filter((other) => other.id !== field.id).map((other) => item(other.id, t("To “{field}”", { field: other.title }), to(other.id, Infinity))),
    ),
  );
}

/** Keep what was typed; several lines that were pasted become several rows. */
function typed(ctx, field, id, el) {
  const { page, activity } = ctx;
  const list = rowsOf(ctx, field);
  let at = list.rows.findIndex((row) => row.id === id);
  if (at < 0) at = list.rows.push({ id, text: "" }) - 1;
  const lines = el.value.split(/[\r\n]+/).map((line) => line.trim());
  const room = Math.max(1, activity.most.texts - list.rows.length + 1);
  const texts = lines.length > 1 ? lines.filter(Boolean) : [el.value];
  const rows = [...texts.slice(0, room - 1), ...(texts.length >= room ? [texts.slice(room - 1).join(" ")] : [])];
  list.rows[at].text = rows[0] ?? "";
  list.rows.splice(at + 1, 0, ...rows.slice(1).map((text) => ({ id: randomId(), text })));
  if (el.value !== list.rows[at].text) el.value = list.rows[at].text;
  page.typing();
  save(ctx, field);
  if (rows.length > 1) focus(page, list.rows[at + rows.length - 1].id);
}

function pressed(ctx, field, row, event) {
  if (event.isComposing) return undefined;
  const { page, outbox, activity } = ctx;
  const list = rowsOf(ctx, field);
  const at = list.rows.findIndex((one) => one.id === row.id);
  const here = event.currentTarget;
  if (event.key === "Enter") {
    event.preventDefault();
    outbox.flush();
    if (!here.value.trim()) return undefined;
    if (at === list.rows.length - 1) return focus(page, list.rows.length < activity.most.texts ? list.fresh : row.id);
    if (list.rows.length < activity.most.texts) list.rows.splice(at + 1, 0, { id: randomId(), text: "" });
    page.redraw();
    return focus(page, list.rows[at + 1].id);
  }
  if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
    event.preventDefault();
    const to = event.key === "ArrowUp" ? at - 1 : at + 2;
    return at < 0 || to < 0 || to > list.rows.length ? undefined : move(ctx, field, row.id, field, to);
  }
  if (event.key === "Backspace" && !here.value && at >= 0) {
    event.preventDefault();
    return remove(ctx, field, row.id, { quiet: true });
  }
  return undefined;
}

/** A row that was left empty goes, a moment later. */
function left(ctx, field, row) {
  const { page } = ctx;
  page.stopTyping();
  if (row.fresh || row.text.trim()) return;
  page.later(`empty:${row.id}`, EMPTY_GOES, () => {
    const list = rowsOf(ctx, field);
    if (page.el.querySelector(`[data-row="${row.id}"] textarea`) !== document.activeElement) list.rows = list.rows.filter((one) => one.id !== row.id || one.text.trim());
  });
}

function place(where) {
  const [field, at] = where.split("|");
  return [field, Number(at)];
}

/** Put a row at a place (counted with the row still where it was) of its own or another field. */
function move(ctx, from, id, to, at) {
  const { page, activity } = ctx;
  const [source, target] = [rowsOf(ctx, from), rowsOf(ctx, to)];
  const n = source.rows.findIndex((row) => row.id === id);
  if (n < 0 || (source === target && (at === n || at === n + 1))) return;
  if (source !== target && target.rows.length >= activity.most.texts) {
    page.say(t("There is no room for more in “{field}”.", { field: titleOf(activity, to) }), "bad");
    return;
  }
  const [row] = source.rows.splice(n, 1);
  if (target.rows.some((other) => other.id === row.id)) row.id = randomId(); // half a move, from before a reload
  target.rows.splice(source === target && at > n ? at - 1 : Math.min(at, target.rows.length), 0, row);
  save(ctx, to); // first where it goes: whatever is lost on the way, the text is not
  if (source !== target) save(ctx, from);
  ctx.outbox.flush();
  const where = { title: row.text, n: target.rows.indexOf(row) + 1, total: target.rows.length, field: titleOf(activity, to) };
  tell(ctx, source === target ? t("{title}: now {n} of {total}", where) : t("{title}: now in “{field}”", where));
  focus(page, row.id);
}

function remove(ctx, field, id, { quiet = false } = {}) {
  const { page, activity } = ctx;
  const list = rowsOf(ctx, field);
  const at = list.rows.findIndex((row) => row.id === id);
  if (at < 0) return;
  const [row] = list.rows.splice(at, 1);
  if (row.text.trim()) page.ui[`undo:${activity.id}`] = { field, at, row };
  save(ctx, field);
  ctx.outbox.flush();
  if (!quiet) tell(ctx, t("Removed: {title}", { title: row.text }));
  focus(page, (quiet ? list.rows[at - 1] : list.rows[at])?.id ?? list.fresh);
}

/** What was taken out last can be put back, for as long as nothing else was. */
function undo(ctx, field) {
  const { page, activity } = ctx;
  const gone = page.ui[`undo:${activity.id}`];
  if (gone?.field !== field.id) return null;
  const back = () => {
    const list = rowsOf(ctx, field.id);
    page.ui[`undo:${activity.id}`] = undefined;
    list.rows.splice(Math.min(gone.at, list.rows.length), 0, gone.row);
    save(ctx, field.id);
    ctx.outbox.flush();
    tell(ctx, t("Put back: {title}", { title: gone.row.text }));
    focus(page, gone.row.id);
  };
  return h("p", { class: "undo", key: "undo" }, h("span", null, t("Removed: {title}", { title: gone.row.text })), h("button", { type: "button", class: "plain", onclick: back }, t("Put back")));
}

function titleOf(activity, id) {
  return activity.fields.find((field) => field.id === id)?.title ?? id;
}

/** Tell those who don't see it what has changed. */
function tell({ page, activity }, text) {
  page.ui[`said:${activity.id}`] = text;
  page.redraw();
}

/** Go to a row, with the caret at its end; it is drawn at once, for the next key may come before the next frame. */
function focus(page, id) {
  page.draw();
  const el = page.el.querySelector(`[data-row="${id}"] textarea`);
  el?.focus();
  el?.setSelectionRange(el.value.length, el.value.length);
}
