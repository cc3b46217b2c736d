/** Requests from the page to its kernel, each with exactly one reply (`workshop.messages`). */

import { t } from "./words.js";

const PATIENCE = 12000; // ms before a reply counts as not coming

/** Make a reply for when nobody can be reached; whoever asked keeps what it holds and asks again. */
export function unavailable() {
  return { type: "Refused", reason: "unavailable", text: t("No connection just now. We keep trying.") };
}

/**
 * Give a function `ask(request) → Promise(reply)` over a widget model; it never rejects.
 * Each reply is also given to `taken(reply)` before whoever asked sees it.
 */
export function asker(model, taken = () => {}) {
  const waiting = new Map();
  let number = Math.floor(Math.random() * 2 ** 40); // two tabs on one kernel must not take each other's replies

  function settle(id, reply) {
    const one = waiting.get(id);
    if (!one) return;
    waiting.delete(id);
    clearTimeout(one.timer);
    taken(reply);
    one.resolve(reply);
  }

  const answered = (content) => settle(content?.answered, content?.reply ?? unavailable());
  const connection = (state) => {
    if (state !== "live") for (const id of [...waiting.keys()]) settle(id, unavailable());
  };
  model.on("msg:custom", answered);
  model.on("connection", connection);

  function ask(request) {
    return new Promise((resolve) => {
      const id = ++number;
      waiting.set(id, { resolve, timer: setTimeout(() => settle(id, unavailable()), PATIENCE) });
      if (model.send({ ask: id, request }) === false) settle(id, unavailable());
    });
  }
  ask.stop = () => {
    model.off("msg:custom", answered);
    model.off("connection", connection);
    connection("lost");
  };
  return ask;
}
