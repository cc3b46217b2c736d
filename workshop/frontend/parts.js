/** Pieces that several pages share: texts as they were written, marks, buttons. */

import { rememberLanguage } from "./place.js";
import { h } from "./view.js";
import { languageName, t } from "./words.js";

/** Show a text in which a blank line ends a paragraph and lines that start with "- " make a list. */
export function prose(text) {
  return String(text ?? "")
    .split(/\n\s*\n/)
    .filter((block) => block.trim())
    .map((block) => {
      const lines = block.trim().split("\n");
      const points = lines.filter((line) => line.startsWith("- "));
      if (!points.length) return h("p", null, lines.join(" "));
      const before = lines.filter((line) => !line.startsWith("- "));
      return [before.length > 0 && h("p", null, before.join(" ")), h("ul", null, points.map((line) => h("li", null, line.slice(2))))];
    });
}

/** The mark of a group that only rehearses. */
export function rehearsal(world) {
  return world.group?.rehearsal && h("span", { class: "badge rehearsal" }, t("Rehearsal"));
}

/** Say how far the saving of a field (or a sum of fields) has come. */
export function saveMark(field, { quiet = false } = {}) {
  const texts = {
    typing: t("Saving…"),
    waiting: t("Saving…"),
    saving: t("Saving…"),
    saved: t("Saved"),
    offline: t("Not saved yet. We keep it here and try again."),
    late: t("Answering was closed already. This is kept for you and does not count."),
    refused: field?.text || t("This could not be saved."),
  };
  if (!field || (quiet && field.status === "saved")) return h("span", { class: "save" });
  return h("span", { class: `save ${field.status}` }, texts[field.status]);
}

/** A notice in passing; the live region is always there, so that screen readers hear what comes into it. */
export function noticeBar(page) {
  const { notice } = page.ui;
  return h(
    "div",
    { class: "notice-place", key: "notice", "aria-live": "polite" },
    notice && h("div", { class: `notice ${notice.kind}` }, h("span", null, notice.text), h("button", { type: "button", class: "plain", "aria-label": t("Close this notice"), onclick: () => page.say(null) }, "×")),
  );
}

/** What someone typed may be shown, but never half a sign or a control character, which no store holds. */
export function clean(text) {
  const signs = String(text).replace(/\r\n?/g, "\n").replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g, " ");
  return signs.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "");
}

/** Count characters the way the store does: a sign outside the basic plane is one. */
export function countSigns(text) {
  return [...text.trim()].length;
}

/** Radio buttons of our own look, real ones underneath. `options`: {value, label, hint?}. */
export function radios({ name, legend, options, value, pick, kind = "cards", describe }) {
  return h(
    "fieldset",
    { class: `radios ${kind}`, "aria-describedby": describe },
    h("legend", null, legend),
    h(
      "div",
      { class: "options" },
      options.map((option) =>
        h(
          "label",
          { class: option.class ?? "", key: String(option.value) },
          h("input", { type: "radio", name, value: String(option.value), checked: option.value === value, onchange: () => pick(option.value) }),
          h("span", { class: "mark", "aria-hidden": "true" }),
          h("span", { class: "label" }, option.label),
        ),
      ),
    ),
  );
}

/** A menu that opens under its summary, and closes on Escape and on a press elsewhere. */
export function dropdown(summary, ...inside) {
  const opened = (event) => {
    const menu = event.currentTarget;
    menu.elsewhere ??= (press) => menu.contains(press.target) || (menu.open = false);
    if (menu.open) document.addEventListener("pointerdown", menu.elsewhere);
    else document.removeEventListener("pointerdown", menu.elsewhere);
  };
  return h(
    "details",
    { class: "menu", onkeydown: closeOnEscape, ontoggle: opened },
    h("summary", null, summary, h("span", { class: "chevron", "aria-hidden": "true" })),
    h("div", { class: "sheet" }, ...inside),
  );
}

export function closeOnEscape(event) {
  if (event.key !== "Escape") return;
  event.currentTarget.open = false;
  event.currentTarget.querySelector("summary").focus();
}

export function languageButtons(page) {
  const { languages, language } = page.world.welcome;
  const choose = async (code) => {
    if (code === language) return;
    await rememberLanguage(code);
    await page.act({ type: "SetLanguage", language: code });
  };
  return h(
    "div",
    { class: "languages", role: "group", "aria-label": t("Language") },
    languages.map((code) =>
      h(
        "button",
        { type: "button", lang: code, class: "plain", "aria-pressed": String(code === language), onclick: () => choose(code) },
        languageName(code),
      ),
    ),
  );
}

export function dots() {
  return h("span", { class: "dots", "aria-hidden": "true" }, h("i"), h("i"), h("i"));
}
