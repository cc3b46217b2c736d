/** The sessions and their activities: choose any, change the order, leave out, open all, see what divides. */

import { h } from "../view.js";
import { t } from "../words.js";

const STATES = () => ({ waiting: "", open: t("open"), closed: t("closed"), shown: t("shown") });

export function agenda(page, chosen) {
  const { world, ui } = page;
  const at = ui.session ?? world.sessionOf(chosen?.id)?.id ?? world.stage.session ?? world.welcome.sessions[0]?.id;
  return h(
    "nav",
    { class: "agenda", key: "agenda", "aria-label": t("Sessions and activities") },
    world.welcome.sessions.map((session) => {
      const open = session.id === at;
      const turn = () => {
        ui.session = open ? "" : session.id;
        ui.arranging = undefined;
        page.redraw();
      };
      return h(
        "section",
        { key: session.id, class: open ? "open" : "" },
        h("h2", null, h("button", { type: "button", "aria-expanded": String(open), onclick: turn }, h("span", null, session.title), h("span", { class: "chevron", "aria-hidden": "true" }))),
        open && (ui.arranging === session.id ? arrange(page, session) : list(page, session, chosen)),
      );
    }),
  );
}

function list(page, session, chosen) {
  const { world, ui } = page;
  const names = STATES();
  const choose = (one) => () => {
    ui.chosen = one.id === world.stage.activity ? undefined : one.id;
    page.redraw();
  };
  const activities = world.agenda(session.id);
  const votes = activities.some((one) => one.kind === "vote");
  const openNow = activities.filter((one) => world.at(one.id).state === "open" && one.items?.length);
  return [
    h(
      "ol",
      { class: "activities" },
      activities.map((one) => {
        const { state, round } = world.at(one.id);
        return h(
          "li",
          { key: one.id },
          h(
            "button",
            { type: "button", class: one.id === chosen?.id ? "here" : "", "aria-current": one.id === chosen?.id ? "true" : undefined, onclick: choose(one) },
            one.id === world.stage.activity && h("span", { class: "now", role: "img", "aria-label": t("The group is here"), title: t("The group is here") }, "▶"),
            h("span", { class: "title" }, one.title),
            one.sensitive && h("span", { class: "dot", role: "img", "aria-label": t("Sensitive"), title: t("Sensitive") }),
            state !== "waiting" && h("span", { class: `badge ${state}` }, round > 1 ? `${names[state]} · ${round}` : names[state]),
          ),
        );
      }),
    ),
    h(
      "div",
      { class: "tools" },
      h("button", { type: "button", class: "plain", onclick: () => ((ui.arranging = session.id), page.redraw()) }, t("Change the order")),
      votes && openNow.length < 2 && h("button", { type: "button", class: "plain", onclick: () => page.act({ type: "Act", action: "open_all", session: session.id, seen: world.stage.seq }) }, t("Open all situations")),
      openNow.length > 1 && h("button", { type: "button", class: "plain", onclick: () => page.act({ type: "Act", action: "close_all", session: session.id, seen: world.stage.seq }) }, t("Close all")),
      votes && h("button", { type: "button", class: "plain", onclick: () => divide(page, session) }, t("Which situations divide us most?")),
    ),
    ui.divided?.session === session.id && divided(page),
  ];
}

async function divide(page, session) {
  const reply = await page.act({ type: "GetDivided", session: session.id });
  if (reply?.type !== "Divided") return;
  page.ui.divided = { session: session.id, activities: reply.activities ?? [] };
  page.redraw();
}

function divided(page) {
  const { ui, world } = page;
  const rows = ui.divided.activities.filter(([id]) => world.activity(id));
  const choose = (id) => () => {
    ui.chosen = id;
    page.redraw();
  };
  return h(
    "div",
    { class: "divided", role: "status" },
    rows.length === 0 && h("p", { class: "quiet" }, t("There are not enough answers yet.")),
    rows.length > 0 && h("p", { class: "quiet" }, t("Most divided first")),
    h(
      "ol",
      null,
      rows.slice(0, 5).map(([id, much]) =>
        h("li", { key: id }, h("button", { type: "button", onclick: choose(id) }, h("span", null, world.activity(id).title), h("span", { class: "meter", "aria-hidden": "true" }, h("i", { style: { width: `${Math.round(100 * much)}%` } })))),
      ),
    ),
  );
}

function arrange(page, session) {
  const { world, ui } = page;
  const order = world.agenda(session.id).map((one) => one.id);
  const out = session.activities.filter((one) => !order.includes(one.id));
  const send = (activities) => page.act({ type: "Act", action: "agenda", session: session.id, activities, seen: world.stage.seq });
  const move = (n, by) => () => {
    const next = [...order];
    [next[n], next[n + by]] = [next[n + by], next[n]];
    send(next);
  };
  const row = (one, n) =>
    h(
      "li",
      { key: one.id },
      h("label", { class: "check" }, h("input", { type: "checkbox", checked: n >= 0, onchange: () => send(n >= 0 ? order.filter((id) => id !== one.id) : [...order, one.id]) }), h("span", null, one.title)),
      n >= 0 && h("button", { type: "button", class: "icon", "aria-disabled": n === 0 ? "true" : undefined, "aria-label": t("Move up: {title}", { title: one.title }), onclick: n === 0 ? undefined : move(n, -1) }, "↑"),
      n >= 0 && h("button", { type: "button", class: "icon", "aria-disabled": n === order.length - 1 ? "true" : undefined, "aria-label": t("Move down: {title}", { title: one.title }), onclick: n === order.length - 1 ? undefined : move(n, 1) }, "↓"),
    );
  return [
    h("p", { class: "quiet" }, t("Untick what you want to skip; move the rest with the arrows.")),
    h("ol", { class: "arrange" }, order.map((id, n) => row(world.activity(id), n)), out.map((one) => row(one, -1))),
    h("div", { class: "tools" }, h("button", { type: "button", class: "secondary", onclick: () => ((ui.arranging = undefined), page.redraw()) }, t("Ready"))),
  ];
}
