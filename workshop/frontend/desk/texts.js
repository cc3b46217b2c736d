/** The group's own words at the desk: let through, take back, blank out words. */

import { h } from "../view.js";
import { t } from "../words.js";

const BLANK = "[…]";

/**
 * Give what the group wrote in a round, as far as it is known: {place, round, last, texts, themes}; null when nothing can be
 * read yet. It is asked for when the activity comes in view and when its stage has changed; in between there is a button.
 */
export function wordsOf(page, activity) {
  const { world, ui } = page;
  const at = world.at(activity.id);
  // What comes in while a round is open stays unread until it closes, as its result does.
  const last = at.state === "open" ? at.round - 1 : at.round;
  if (at.state === "waiting" || last < 1) return null;
  const kept = (ui.texts ??= {});
  const round = Math.min(ui.textsRound?.[activity.id] ?? last, last);
  const place = `${activity.id}|${round}`;
  const mark = `${at.state}|${at.round}`;
  if (kept[place]?.mark !== mark && page.connection === "live") {
    kept[place] = { ...kept[place], mark };
    load(page, activity.id, round, place);
  }
  return { place, round, last, texts: kept[place]?.texts ?? [], themes: kept[place]?.themes ?? [] };
}

export function ownWords(page, activity) {
  const { ui } = page;
  const known = activity.items?.includes("words") && wordsOf(page, activity);
  if (!known) return null;
  const { place, round, last, texts } = known;
  const turn = (to) => () => {
    ui.textsRound = { ...ui.textsRound, [activity.id]: to };
    page.redraw();
  };
  return h(
    "section",
    { class: "card texts", key: `texts-${activity.id}` },
    h(
      "div",
      { class: "head" },
      h("h3", null, t("In their own words")),
      h("button", { type: "button", class: "plain", key: "again", onclick: () => load(page, activity.id, round, place) }, t("Look again")),
    ),
    last > 1 && h("div", { class: "tools", key: "rounds" }, [1, 2].map((one) => h("button", { type: "button", key: one, class: "plain", "aria-pressed": String(one === round), onclick: turn(one) }, t("Round {round}", { round: one })))),
    texts.length === 0 && h("p", { class: "quiet" }, t("Nobody has written anything yet.")),
    texts.length > 0 && h("p", { class: "quiet" }, t("Nobody sees these until you let them through. There are no names with them.")),
    h("ul", null, texts.map((text) => one(page, activity.id, round, place, text))),
  );
}

export async function load(page, activity, round, place) {
  take(page, place, await page.ask({ type: "GetTexts", activity, round }));
}

/** Take over what a reply tells of a round's words. */
export function take(page, place, reply) {
  if (reply?.type === "Texts") page.ui.texts[place] = { ...page.ui.texts[place], texts: reply.texts ?? [], themes: reply.themes ?? [] };
  else delete page.ui.texts[place]?.mark;
  page.redraw();
}

/** One text: let through, take back, blank out words; `before` stands at its left, `props` are its row's. */
export function one(page, activity, round, place, text, { before, props } = {}) {
  const { ui } = page;
  const name = `${place}|${text.id}`;
  const blanking = ui.blanking?.name === name ? ui.blanking : undefined;
  const send = async (shown, edited) => {
    ui.blanking = undefined;
    const request = { type: "LetThrough", activity, round, text: text.id, shown };
    take(page, place, await page.act(edited === undefined ? request : { ...request, edited }));
  };
  const start = () => {
    const parts = text.text.split(/(\s+)/);
    ui.blanking = { name, parts, gone: new Set(blanked(text, parts)) };
    page.redraw();
  };
  const keep = () => send(true, blanking.gone.size ? written(blanking) : null);
  return h(
    "li",
    { ...props, key: text.id, class: `${text.shown ? "through" : ""} ${props?.class ?? ""}` },
    !blanking && before,
    blanking && h("p", { class: "quiet", key: "how", "aria-hidden": "true" }, t("Press the words that the group must not see")),
    blanking ? words(page, blanking) : h("blockquote", { dir: "auto" }, text.edited ?? text.text),
    h(
      "div",
      { class: "tools" },
      text.shown && h("span", { class: "badge shown", key: "badge" }, t("The group sees this")),
      blanking
        ? [h("button", { type: "button", class: "primary", key: "keep", onclick: keep }, t("Let through like this")), h("button", { type: "button", class: "plain", key: "leave", onclick: () => ((ui.blanking = undefined), page.redraw()) }, t("Cancel"))]
        : [
            text.shown
              ? h("button", { type: "button", class: "secondary", key: "back", onclick: () => send(false) }, t("Take back"))
              : h("button", { type: "button", class: "secondary", key: "let", onclick: () => send(true, text.edited ?? undefined) }, t("Let through")),
            h("button", { type: "button", class: "plain", key: "blank", onclick: start }, t("Blank out words")),
          ],
    ),
  );
}

/** Each word is a switch; what is blanked out stays readable for the facilitator only. */
function words(page, blanking) {
  const flip = (n) => () => {
    if (!blanking.gone.delete(n)) blanking.gone.add(n);
    page.redraw();
  };
  return h(
    "p",
    { class: "blanking", dir: "auto", role: "group", "aria-label": t("Press the words that the group must not see") },
    blanking.parts.map((part, n) => (/\S/.test(part) ? h("button", { type: "button", key: n, "aria-pressed": String(blanking.gone.has(n)), onclick: flip(n) }, part) : part)),
  );
}

function written({ parts, gone }) {
  return parts.map((part, n) => (gone.has(n) ? BLANK : part)).join("");
}

/** Find back which words were blanked out before. */
function blanked(text, parts) {
  const before = text.edited?.split(/(\s+)/) ?? [];
  return before.length === parts.length ? parts.map((_part, n) => n).filter((n) => before[n] === BLANK) : [];
}
