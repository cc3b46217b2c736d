/** What was let through of a table: per field, and where a theme stands in two fields (the expectation map). */

import { h } from "./view.js";
import { t } from "./words.js";

/** Show it; `most` texts in a field when there is only so much room, and fewer meetings of each sort. */
export function gathered(result, activity, { most = Infinity } = {}) {
  const { fields = {}, meetings = [] } = result.table;
  const differ = meetings.filter((one) => one.means === "differ");
  const agree = meetings.filter((one) => one.means !== "differ");
  return h(
    "div",
    { class: meetings.length ? "gathered with-map" : "gathered", key: `${activity.id}-gathered` },
    h("div", { class: "said" }, activity.fields.map((field) => said(field, fields[field.id] ?? [], most))),
    meetings.length > 0 &&
      h(
        "div",
        { class: "map" },
        // What there is to talk about comes first, and takes most of the room.
        met(activity, "differ", t("Let's talk about this"), differ, Math.ceil(most / 2)),
        met(activity, "agree", t("Here we agree"), agree, Math.floor(most / 3)),
      ),
  );
}

function said(field, texts, most) {
  return h(
    "section",
    { key: field.id },
    h("h3", null, field.title),
    texts.length > 0
      ? h("ul", null, texts.slice(0, most).map((one) => h("li", { key: one.id }, h("span", { dir: "auto" }, one.text), count(one.people))))
      : h("p", { class: "quiet" }, t("Nothing was let through here.")),
    rest(texts, most),
  );
}

function met(activity, means, title, meetings, most) {
  if (!meetings.length) return null;
  const texts = Object.fromEntries((activity.meetings ?? []).map((one) => [one.between.join("|"), one.says]));
  return h(
    "section",
    { class: means, key: means },
    h("h3", null, title),
    h(
      "ul",
      null,
      meetings.slice(0, most).map((one) =>
        h(
          "li",
          { key: `${one.id} ${one.between.join(" ")}` },
          h("b", { dir: "auto" }, one.text),
          h("span", { class: "says" }, texts[one.between.join("|")]),
          one.people.some(Boolean) && h("span", { class: "sides" }, one.between.map((id, n) => one.people[n] && h("span", { key: id }, activity.fields.find((field) => field.id === id)?.title, " ", count(one.people[n])))),
        ),
      ),
    ),
    rest(meetings, most),
  );
}

/** How many people said it; where too few did, there is no number. */
function count(people) {
  return people > 0 && h("span", { class: "people", key: "people" }, h("b", null, people), " ", t("people"));
}

function rest(all, most) {
  return all.length > most && h("p", { class: "quiet rest", key: "rest" }, t("and {n} more", { n: all.length - most }));
}
