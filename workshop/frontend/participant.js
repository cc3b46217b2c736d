/** The participant's page: the current activity, one's own answers, and never anything snatched from under the hand. */

import { noResult } from "./bars.js";
import { kindOf } from "./kinds/index.js";
import { closeOnEscape, dots, dropdown, languageButtons, noticeBar, rehearsal, saveMark } from "./parts.js";
import { address, standAt } from "./place.js";
import { h } from "./view.js";
import { t } from "./words.js";

export function participant(page) {
  const { world } = page;
  const place = follow(page);
  const session = place.activity ? world.sessionOf(place.activity) : world.session(world.stage.session ?? page.model.get("session"));
  if (session && world.stage.session) standAt(session.id);
  document.title = [session?.title, world.group?.name].filter(Boolean).join(" · ") || document.title;
  return [
    header(page, session),
    noticeBar(page),
    h("div", { class: "held-place", key: "held" }, page.ui.held && heldBar(page)),
    h(
      "div",
      { class: "column", key: "column" },
      place.activity ? [page.ui.held ? page.ui.steps : (page.ui.steps = steps(page, session, place)), activity(page, place)] : waiting(page, session),
    ),
    place.activity && sheet(page, world.activity(place.activity)),
  ];
}

/**
 * Decide what the page stands at: where the group is, or the activity that the person looks back at; and while
 * someone types, where they are, with the group's move held back.
 */
export function follow(page) {
  const { ui, world, outbox } = page;
  const group = world.activity(world.stage.activity) && world.stage.activity;
  if (ui.look && ui.look.since !== group && !page.isTyping()) ui.look = undefined;
  const id = (ui.look?.since === group ? ui.look?.id : undefined) ?? group;
  const live = id ? { activity: id, ...world.at(id) } : {};
  const moved = ui.at && JSON.stringify(live) !== JSON.stringify(ui.at);
  if (moved) outbox?.flush(); // what was being typed counts as it stands
  if (moved && page.isTyping() && !ui.goAlong) {
    ui.held = { closed: live.activity === ui.at.activity };
    return ui.at;
  }
  if (ui.held) {
    page.say(movedText(page));
    ui.held = undefined;
  }
  if (moved && live.activity !== ui.at.activity) requestAnimationFrame(() => page.el.closest("html") && scrollTo({ top: 0 }));
  ui.goAlong = undefined;
  ui.at = live;
  return live;
}

/** Say that the group moved on; "saved" only when it is. */
function movedText({ ui, outbox }) {
  const moved = ui.held.closed ? t("Answering is closed.") : t("The group moved on.");
  return `${moved} ${outbox?.pending() ? t("What you typed is kept for you.") : t("What you typed is saved for you.")}`;
}

function heldBar(page) {
  const along = () => {
    page.ui.goAlong = true;
    page.busyUntil = 0;
    page.redraw();
  };
  return h("div", { class: "held", role: "status" }, h("span", null, movedText(page)), h("button", { type: "button", class: "primary", onclick: along }, t("Go along")));
}

function header(page, session) {
  const { world, outbox } = page;
  const { group, pseudonym, name } = world.welcome;
  const field = outbox?.summary();
  const again = address("terugkomcode");
  const other = address(`j/${encodeURIComponent(group?.code ?? "")}`);
  return h(
    "header",
    { class: "top", key: "top" },
    h("div", { class: "where" }, h("h1", null, session?.title ?? group?.name), h("span", null, rehearsal(world), h("span", { class: "name" }, group?.name))),
    h("div", { class: "saved", role: "status" }, field && !["typing", "waiting", "saving"].includes(field.status) && saveMark(field.status === "refused" ? { status: "refused", text: t("Not saved") } : short(field))),
    dropdown(
      h("span", { class: "who" }, name || pseudonym),
      name && pseudonym && h("p", { class: "quiet" }, pseudonym),
      languageButtons(page),
      again && h("a", { href: again }, t("My return code")),
      other && h("a", { href: other }, t("Not me?")),
      h("p", { class: "quiet" }, privacy(group)),
    ),
  );
}

/** In the header there is room for one or two words; the field itself says more. */
function short(field) {
  if (field.status === "late") return { status: "saved" };
  return field;
}

function privacy(group) {
  const all = t("Only you see your answers. The group sees totals, from {n} people on.", { n: group?.min_people });
  return `${all} ${t("For sensitive situations: from {n} people on.", { n: group?.min_people_sensitive })}`;
}

function waiting(page, session) {
  const { world } = page;
  return h(
    "section",
    { class: "card waiting", key: "waiting" },
    h("p", { class: "kicker" }, t("Welcome, {name}", { name: world.welcome.name || world.welcome.pseudonym })),
    h("h2", null, session?.title ?? world.group?.name),
    session && h("p", { class: "intro" }, session.heart),
    world.stage.ended ? h("p", null, t("This group has ended. Your answers stay readable for you.")) : [h("p", null, t("The facilitator starts in a moment. This page moves on by itself.")), dots()],
  );
}

/** The activities that the group has reached or that are open now; each can be looked at, with a mark when done. */
function steps(page, session, place) {
  const { world, ui } = page;
  const here = world.activity(place.activity);
  const wanted = (one) => one.id === place.activity || one.id === world.stage.activity || world.at(one.id).state !== "waiting";
  const reached = world.agenda(session.id).filter((one) => wanted(one) && (place.state !== "open" || !kindOf(here).hides?.(here, one)));
  const group = world.stage.activity;
  const open = reached.filter((one) => world.at(one.id).state === "open" && kindOf(one).asks);
  const goTo = (id) => () => {
    ui.look = id === group ? undefined : { id, since: group };
    ui.stepsOpen = false;
    page.busyUntil = 0;
    page.redraw();
  };
  const back = place.activity !== group && world.activity(group);
  if (reached.length < 2) return null;
  return h(
    "nav",
    { class: "steps", key: "steps", "aria-label": t("Activities") },
    h(
      "details",
      { open: ui.stepsOpen, ontoggle: (event) => (ui.stepsOpen = event.target.open), onkeydown: closeOnEscape },
      h("summary", null, open.length > 1 ? t("{n} of {total} done", { n: open.filter((one) => done(page, one)).length, total: open.length }) : t("My answers so far")),
      h(
        "ol",
        null,
        reached.map((one) =>
          h(
            "li",
            { key: one.id },
            h(
              "button",
              { type: "button", class: one.id === place.activity ? "here" : "", "aria-current": one.id === place.activity ? "step" : undefined, onclick: goTo(one.id) },
              kindOf(one).asks && done(page, one) ? h("span", { class: "tick done", key: "done", role: "img", "aria-label": t("done") }) : h("span", { class: "tick", key: "tick" }),
              h("span", null, one.title),
            ),
          ),
        ),
      ),
    ),
    back && open.length < 2 && h("button", { type: "button", class: "secondary", key: "back", onclick: goTo(group) }, t("Back to the group: {title}", { title: back.title })),
  );
}

/** What is printed instead of the page, where a kind has that. */
function sheet(page, activity) {
  const { world, outbox } = page;
  return kindOf(activity).sheet?.({ page, world, outbox, activity });
}

function done(page, activity) {
  return kindOf(activity).done({ ...page, world: page.world, activity }, page.world.at(activity.id).round);
}

function activity(page, place) {
  const { world, outbox } = page;
  const one = world.activity(place.activity);
  const ctx = { page, world, outbox, activity: one, round: place.round, state: place.state, result: world.result(one.id) };
  const kind = kindOf(one);
  const rounds = one.rounds > 1 && place.state === "open" ? t("Round {round}", { round: place.round }) : "";
  return h(
    "section",
    { class: `card activity ${one.kind} ${place.state}`, key: one.id, "aria-label": one.title },
    h("div", { class: "head" }, h("h2", null, one.title), rounds && h("span", { class: "badge" }, rounds)),
    world.stage.ended && h("p", { class: "closed-note" }, t("This group has ended. Your answers stay readable for you.")),
    body(ctx, kind),
    place.state === "open" && kind.asks && nextOpen(page, one),
  );
}

function body(ctx, kind) {
  const { state, world, result } = ctx;
  if (!kind.asks) return kind.answer(ctx);
  const asked = kind.asked?.(ctx);
  if (world.stage.ended && state !== "shown") return [asked, kind.given(ctx)];
  if (state === "open") return kind.answer(ctx);
  if (state === "waiting") return h("div", { class: "waiting" }, h("p", null, t("The facilitator opens this in a moment.")), dots());
  const mine = h("details", { class: "mine", open: state === "closed", key: `mine-${state}` }, h("summary", null, t("What you answered")), kind.given(ctx));
  if (state === "closed") return [h("p", { class: "closed-note" }, t("Answering is closed."), " ", t("The facilitator shows the result in a moment.")), asked, mine];
  return [asked, h("div", { class: "result" }, result?.status === "ok" ? kind.result(ctx) : noResult(result), theirWords(result)), mine];
}

/** Own words that the facilitator let through; nobody's name stands with them. */
export function theirWords(result) {
  const texts = result?.texts ?? [];
  return texts.length > 0 && h("div", { class: "quotes" }, h("h3", null, t("In our own words")), texts.map((text) => h("blockquote", { dir: "auto" }, text)));
}

/** When several activities are open at once, everybody goes through them in their own order. */
function nextOpen(page, current) {
  const { world, ui } = page;
  const group = world.stage.activity;
  const session = world.sessionOf(current.id);
  const open = world.agenda(session.id).filter((one) => world.at(one.id).state === "open" && kindOf(one).asks);
  if (open.length < 2) return null;
  const at = open.findIndex((one) => one.id === current.id);
  const go = (one) => () => {
    ui.look = one.id === group ? undefined : { id: one.id, since: group };
    page.busyUntil = 0;
    page.outbox?.flush();
    page.redraw();
  };
  const before = open[at - 1];
  const after = open[at + 1] ?? open.find((one) => !done(page, one) && one.id !== current.id);
  return h(
    "div",
    { class: "steps-nav own-order" },
    before ? h("button", { type: "button", class: "secondary", key: "before", onclick: go(before) }, t("Previous")) : h("span", { key: "none" }),
    h("span", { class: "quiet", key: "n" }, t("{n} of {total} done", { n: open.filter((one) => done(page, one)).length, total: open.length })),
    after && h("button", { type: "button", class: "primary", key: "after", onclick: go(after) }, t("Next")),
  );
}
