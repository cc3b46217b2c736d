/** Vote: a situation; one choice, how sure, and optionally one's own words, in two rounds. */

import { voteBars } from "../bars.js";
import { clean, countSigns, radios, saveMark } from "../parts.js";
import { h } from "../view.js";
import { t } from "../words.js";

const MOST = 2000; // characters of own words

export const vote = {
  asks: true,
  asked: ({ activity }) => h("p", { class: "situation", key: "asked" }, activity.situation),
  done: (ctx, round) => Boolean(ctx.outbox.value(ctx.activity.id, round, "choice")),
  answer,
  given,
  result: ({ result, activity }) => voteBars(result, activity),
  large: ({ activity, round }) =>
    h(
      "div",
      { class: "situation large" },
      h("h1", { class: activity.situation.length > 110 ? "long" : "" }, activity.situation),
      h("p", { class: "kicker" }, round > 1 ? t("Second round. You have talked about it: what would you do now?") : activity.question),
      h("ul", { class: "choices" }, activity.choices.map((choice) => h("li", { key: choice.id }, choice.label))),
    ),
  desk: ({ activity }) => [
    h("p", { class: "situation" }, activity.situation),
    activity.sensitive && h("p", { class: "quiet" }, h("span", { class: "badge sensitive" }, t("Sensitive")), " ", t("Written answers reach the group only when you let them through.")),
    talkCard(activity.talk_card),
  ],
};

function answer(ctx) {
  const { activity, round, outbox } = ctx;
  const { id } = activity;
  const value = (item, at = round) => outbox.value(id, at, item) ?? undefined;
  const put = (item) => (picked) => outbox.put(id, round, item, picked);
  const before = round > 1 && activity.choices.find((choice) => choice.id === value("choice", round - 1));
  return h(
    "div",
    { class: "vote", key: `${id}-${round}` },
    h("p", { class: "situation" }, activity.situation),
    round > 1 &&
      h(
        "div",
        { class: "round-note" },
        h("p", null, t("Second round. You have talked about it: what would you do now?")),
        before && h("p", { class: "quiet" }, t("In round 1 you chose: {choice}", { choice: before.label })),
      ),
    help(activity.help),
    radios({
      name: `${id}-${round}-choice`,
      legend: activity.question,
      options: activity.choices.map((choice) => ({ value: choice.id, label: choice.label })),
      value: value("choice"),
      pick: put("choice"),
      kind: "cards",
    }),
    h(
      "p",
      { class: "under with-button" },
      saveMark(outbox.status(id, round, "choice")),
      value("choice") && h("button", { type: "button", class: "plain", onclick: () => put("choice")(null) }, t("Take back my choice")),
    ),
    radios({
      name: `${id}-${round}-sure`,
      legend: activity.sureness.question,
      options: activity.sureness.steps,
      value: value("sure"),
      pick: put("sure"),
      kind: "row",
    }),
    h("p", { class: "under" }, saveMark(outbox.status(id, round, "sure"), { quiet: true })),
    words(ctx, value("words") ?? ""),
    h("p", { class: "quiet" }, t("Everything is saved by itself. You can change it as long as this is open.")),
  );
}

function words({ page, activity, round, outbox }, text) {
  const name = `${activity.id}-${round}-words`;
  const typed = page.ui[name] ?? text;
  const over = countSigns(typed) - MOST;
  const field = outbox.status(activity.id, round, "words");
  return h(
    "div",
    { class: "own-words" },
    h("label", { for: name }, activity.own_words.prompt),
    h("textarea", {
      id: name,
      rows: 4,
      dir: "auto",
      value: text,
      "aria-describedby": `${name}-count`,
      "aria-invalid": over > 0 ? "true" : undefined,
      oninput: (event) => {
        const now = event.target.value;
        page.ui[name] = now;
        page.typing();
        const many = countSigns(now) - MOST;
        const problem = many > 0 ? t("This is {n} characters too long and not saved yet.", { n: many }) : undefined;
        outbox.put(activity.id, round, "words", now.trim() ? clean(now) : null, { text: true, problem });
      },
      onblur: () => {
        delete page.ui[name];
        page.stopTyping();
      },
    }),
    h(
      "p",
      { class: "under" },
      saveMark(field),
      h("span", { class: over > 0 ? "count over" : "count", id: `${name}-count` }, t("{n} of {total} characters", { n: countSigns(typed), total: MOST })),
    ),
  );
}

/** The note beside a sensitive situation: who can help, and no names please. */
function help(note) {
  return (
    note &&
    h(
      "aside",
      { class: "help", "aria-label": note.title },
      h("h3", null, note.title),
      h("p", null, note.text),
      note.people?.length > 0 && h("ul", null, note.people.map((who) => h("li", null, who))),
    )
  );
}

/** One's own answers in every round, to read. */
function given({ activity, outbox, world }) {
  const rounds = Array.from({ length: Math.max(1, world.at(activity.id).round) }, (_, n) => n + 1);
  return h(
    "div",
    { class: "given" },
    rounds.map((round) => {
      const value = (item) => outbox.value(activity.id, round, item);
      const choice = activity.choices.find((one) => one.id === value("choice"));
      const sure = activity.sureness.steps.find((step) => step.value === value("sure"));
      return h(
        "section",
        { key: round },
        h("h3", null, rounds.length > 1 ? t("Your answer in round {round}", { round }) : t("Your answer")),
        h("p", { class: "choice" }, choice?.label ?? t("No answer")),
        sure && h("p", { class: "quiet" }, `${activity.sureness.question} ${sure.label}`),
        value("words") && h("blockquote", { dir: "auto" }, value("words")),
        saveMark(outbox.status(activity.id, round, "words"), { quiet: true }),
      );
    }),
  );
}

function talkCard(card) {
  if (!card) return null;
  const list = (title, texts) => h("section", null, h("h3", null, title), h("ul", null, (texts ?? []).map((text) => h("li", null, text))));
  return h(
    "details",
    { class: "talk-card" },
    h("summary", null, t("Talk card")),
    h(
      "div",
      { class: "columns" },
      list(t("What is at stake"), card.at_stake),
      list(t("Alternatives"), card.alternatives),
      list(t("Limiting harm"), card.limit_harm),
      list(t("Whom to involve"), card.involve),
    ),
    h("p", { class: "question" }, h("b", null, t("A good question:")), " ", card.question),
  );
}
