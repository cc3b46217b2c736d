/**
 * The kinds of activity in the browser: a new kind is one file here and its line below.
 *
 * A kind offers, each from `ctx` ({ page, world, outbox, activity, round, state }):
 * `answer` (the form), `asked` (what was asked, above an answer or a result), `given` (one's own answer, to read), `done(ctx, round)`, `result` (light, for everybody),
 * `large` (the screen), `wall` (the screen's result, when bars of our own serve better than charts), `desk` (the facilitator); `asks`: whether there is anything
 * to answer; `hides(here, other)`: whether one's answers to `other` are out of reach while `here` is open; `gathers`: whether the facilitator brings
 * what people wrote together under themes; `sheet(ctx)`: what is printed instead of the page.
 */

import { ranking } from "./ranking.js";
import { reading } from "./reading.js";
import { scale } from "./scale.js";
import { table } from "./table.js";
import { vote } from "./vote.js";
import { weighing } from "./weighing.js";
import { h } from "../view.js";
import { t } from "../words.js";

const KINDS = { reading, scale, vote, ranking, weighing, table };

const unknown = {
  asks: false,
  done: () => true,
  answer: () => h("p", { class: "quiet" }, t("This page is older than the programme. Load it again.")),
  given: () => null,
  result: () => null,
  large: ({ activity }) => h("h1", null, activity.title),
  desk: () => null,
};

export function kindOf(activity) {
  return KINDS[activity?.kind] ?? unknown;
}
