/** What the facilitator can do with an activity now, and what comes next by the usual course. */

import { kindOf } from "../kinds/index.js";
import { h } from "../view.js";
import { t } from "../words.js";

/** Give the five actions: {id, label, key, request, can, next}. Exactly one is `next`, if any can be done. */
export function actions(page, activity) {
  const { world } = page;
  const { state, round } = world.at(activity.id);
  const { asks, gathers } = kindOf(activity);
  // One's own page can be brought up to date after the talk; a vote that was shown has its second round instead.
  const again = state === "waiting" || state === "closed" || (gathers && state === "shown");
  const current = world.stage.activity === activity.id;
  const more = activity.rounds > round;
  const after = neighbour(world, activity, 1);
  const act = (action) => ({ type: "Act", action, activity: activity.id, seen: world.stage.seq });
  const usual = !current || state === "waiting" ? "open" : state === "open" ? (asks ? "close" : "next") : state === "closed" ? "show" : more ? "again" : "next";
  const all = [
    { id: "open", label: t("Open"), key: letter(t("O (key for Open)")), request: act("open"), can: current ? again : true },
    { id: "close", label: t("Close"), key: letter(t("C (key for Close)")), request: act("close"), can: asks && state === "open" },
    { id: "show", label: t("Show"), key: letter(t("S (key for Show)")), request: act("show"), can: asks && (state === "open" || state === "closed") },
    { id: "again", label: t("Second round"), key: letter(t("R (key for Second round)")), request: act("again"), can: asks && more && (state === "closed" || state === "shown") },
    { id: "next", label: t("Next"), key: "→", request: current ? act("next") : { ...act("open"), activity: after?.id }, can: Boolean(after) },
  ];
  const shown = asks ? all : all.filter((one) => one.id === "open" || one.id === "next");
  return shown.map((one) => ({ ...one, can: one.can && !world.stage.ended, next: one.id === usual }));
}

/** The key's letter stands first in its text, so that each language has its own. */
function letter(text) {
  return text.charAt(0).toUpperCase();
}

/** Give the activity that many places further on the agenda, over the ends of sessions. */
export function neighbour(world, activity, by) {
  const all = world.welcome.sessions.flatMap((session) => world.agenda(session.id));
  const at = all.findIndex((one) => one.id === activity.id);
  return at < 0 ? undefined : all[at + by];
}

export async function perform(page, action) {
  if (!action?.can) return;
  const reply = await page.act(action.request);
  if (reply?.type === "Stage") page.ui.chosen = undefined; // follow the group again
}

/** Say in one line what is sensible now; the line is always there, so that nothing moves. */
export function hint(page, activity) {
  return h("p", { class: "hint", role: "status" }, advice(page, activity));
}

function advice({ world }, activity) {
  const { state, round } = world.at(activity.id);
  const { asks, gathers } = kindOf(activity);
  const { here, done } = world.room;
  if (world.stage.ended) return t("This group has ended. Everything stays readable.");
  if (!world.stage.activity) return t("Open the screen for the room and let everybody in. Then press Open.");
  if (world.stage.activity !== activity.id) return t("You are looking ahead; the group does not see this. Press Open to go there together.");
  if (!asks) return state === "open" ? t("Talk it through together. Then press Next.") : t("Press Open to show this to the group.");
  if (state === "waiting") return t("Press Open: then everybody can answer.");
  if (state === "open" && world.openNow(world.sessionOf(activity.id).id).length > 1) return t("Everybody answers in their own order. Press Close all in the list when most are done.");
  if (state === "open") return here > 0 && done >= here ? t("Everybody who is here is done. Press Close.") : t("People are answering. Press Close when most are done.");
  if (state === "closed" && gathers) return t("Bring together what says the same, let through what the group may see. Then press Show.");
  if (state === "closed") return t("Look at the result first, only you see it. Then press Show.");
  return activity.rounds > round ? t("Talk about it with the group. Then press Second round.") : t("Talk about what you see. Then press Next.");
}

export function controls(page, activity) {
  return h(
    "div",
    { class: "controls", role: "group", "aria-label": t("Lead the group") },
    actions(page, activity).map((one) =>
      h(
        "button",
        { type: "button", key: one.id, "data-action": one.id, class: one.next && one.can ? "primary" : "secondary", disabled: !one.can, "aria-keyshortcuts": one.key === "→" ? "ArrowRight" : one.key, onclick: (event) => event.detail < 2 && perform(page, one) },
        h("span", null, one.label),
        h("kbd", { "aria-hidden": "true" }, one.key),
      ),
    ),
  );
}

/** Listen to the keys, except where someone writes or chooses. */
export function listenToKeys(page, chosen) {
  const { ui } = page;
  ui.chosenNow = chosen;
  if (ui.keys) return;
  ui.keys = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || !ui.chosenNow || !page.el.isConnected) return;
    if (event.target.closest?.("input, textarea, select, [contenteditable], [role=slider]")) return;
    const key = event.key === "ArrowRight" ? "→" : event.key.toUpperCase();
    const action = actions(page, ui.chosenNow).find((one) => one.key === key);
    if (!action) return;
    event.preventDefault();
    perform(page, action);
  };
  document.addEventListener("keydown", ui.keys);
  page.onStop(() => document.removeEventListener("keydown", ui.keys));
}
