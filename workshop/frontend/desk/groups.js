/** The desk before there is a group: make one, or go on with one. */

import { dropdown, languageButtons, noticeBar } from "../parts.js";
import { namedGroup } from "../place.js";
import { h } from "../view.js";
import { day, languageName, t } from "../words.js";

const LEAST = 3;
const STANDARD = 5;
const SENSITIVE = 8;
const LONGEST = 120; // characters of a group's name

export function groups(page) {
  document.title = t("Your groups");
  page.ui.host = true;
  goOn(page);
  return [
    h("header", { class: "top", key: "top" }, h("div", { class: "where" }, h("h1", null, t("Your groups"))), dropdown(h("span", null, t("Menu")), languageButtons(page))),
    noticeBar(page),
    h("div", { class: "column groups", key: "groups" }, fresh(page), existing(page)),
  ];
}

/** A page that stood at a group's desk goes on there when the broker was started anew and knows of no choice any more. */
function goOn(page) {
  const { ui, world } = page;
  const known = world.welcome.groups.find((group) => group.code === namedGroup());
  if (!known || ui.goingOn) return;
  ui.goingOn = true;
  page.act({ type: "PickGroup", group: known.id });
}

function fresh(page) {
  const { ui, world } = page;
  const form = (ui.fresh ??= { name: "", language: world.welcome.language, least: STANDARD, rehearsal: false });
  const set = (name, read = (target) => target.value) => (event) => {
    form[name] = read(event.target);
    page.redraw();
  };
  const least = Math.trunc(Number(form.least));
  const make = async (event) => {
    event.preventDefault();
    if (!form.name.trim()) return page.say(t("Give the group a name."), "bad");
    if (!(least >= LEAST)) return page.say(t("Choose {n} people or more.", { n: LEAST }), "bad");
    const request = { type: "NewGroup", name: form.name.trim(), language: form.language, rehearsal: form.rehearsal };
    const made = await page.act(least === STANDARD ? request : { ...request, min_people: least });
    if (made?.type !== "GroupMade") return undefined;
    ui.fresh = undefined;
    return page.act({ type: "PickGroup", group: made.group.id });
  };
  return h(
    "form",
    { class: "card", onsubmit: make, novalidate: true },
    h("h2", null, t("New group")),
    h("label", { class: "field" }, h("span", null, t("Name")), h("input", { type: "text", name: "name", value: form.name, maxlength: LONGEST, required: true, dir: "auto", autocomplete: "off", placeholder: t("For example: Mentors north, spring"), oninput: set("name") })),
    h(
      "div",
      { class: "pair" },
      h(
        "label",
        { class: "field" },
        h("span", null, t("Language")),
        h("select", { name: "language", value: form.language, onchange: set("language") }, world.welcome.languages.map((code) => h("option", { value: code, selected: code === form.language }, languageName(code)))),
      ),
      h("label", { class: "field" }, h("span", null, t("Show results from")), h("span", { class: "with-unit" }, h("input", { type: "number", name: "min_people", min: LEAST, max: 50, value: String(form.least), oninput: set("least") }), t("people"))),
    ),
    h("p", { class: "quiet" }, explain(least)),
    h("label", { class: "check" }, h("input", { type: "checkbox", checked: form.rehearsal, onchange: set("rehearsal", (target) => target.checked) }), h("span", null, t("This is a rehearsal: marked as such everywhere, and kept apart"))),
    h("button", { type: "submit", class: "primary" }, t("Make the group")),
  );
}

function explain(least) {
  const fixed = t("This can't be changed after the first answer; participants can see it.");
  if (!(least >= LEAST)) return t("Choose {n} people or more.", { n: LEAST });
  const sensitive = least < STANDARD ? least : Math.max(least, SENSITIVE);
  return `${t("Fewer people than this never see a result; for sensitive situations it is {n}.", { n: sensitive })} ${fixed}`;
}

function existing(page) {
  const { groups: known } = page.world.welcome;
  return h(
    "section",
    { class: "card" },
    h("h2", null, t("Go on with a group")),
    known.length === 0 && h("p", { class: "quiet" }, t("There is no group yet.")),
    h(
      "ul",
      { class: "group-list" },
      known.map((group) =>
        h(
          "li",
          { key: group.id },
          h(
            "button",
            { type: "button", onclick: () => page.act({ type: "PickGroup", group: group.id }) },
            h("strong", { dir: "auto" }, group.name),
            h("span", { class: "code" }, group.code),
            h("span", { class: "quiet" }, t("{n} joined", { n: group.people ?? 0 }), " · ", day(group.created_at, group.timezone ?? "Europe/Amsterdam")),
            group.rehearsal && h("span", { class: "badge rehearsal" }, t("Rehearsal")),
            group.ended && h("span", { class: "badge" }, t("Ended")),
          ),
        ),
      ),
    ),
  );
}
