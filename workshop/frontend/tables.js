/** Released tables (`workshop.privacy`) joined with the programme's texts, in the order to show. */

/** rounds: [{round, people, bars: [{id, label, short, people}]} | {round, tooFew}], shift: {stayed, moved, flows} | null. */
export function voteTable(result, activity) {
  const { rounds = {}, shift } = result.table;
  const choices = activity.choices ?? [];
  const named = (id) => choices.find((choice) => choice.id === id) ?? { id, label: id, short: id };
  return {
    choices,
    rounds: Object.entries(rounds)
      .sort(([one], [other]) => Number(one) - Number(other))
      .map(([round, row]) =>
        row.too_few
          ? { round: Number(round), tooFew: true }
          : {
              round: Number(round),
              people: row.people,
              leftOut: row.left_out ?? 0,
              bars: choices.map((choice) => ({ ...choice, people: row.counts?.[choice.id] ?? 0 })),
            },
      ),
    shift: shift
      ? {
          tooFew: Boolean(shift.too_few),
          stayed: shift.stayed,
          moved: shift.moved,
          flows: (shift.flows ?? []).map((flow) => ({ from: named(flow.from), to: named(flow.to), people: flow.people })),
        }
      : null,
  };
}

/** scales: [{id, title, mean | null, tooFew, statements: [{id, text, people, counts: [n…], unknown, mean} | {id, text, tooFew}]}]. */
export function ratingTable(result, activity) {
  const given = byId(result.table.scales);
  const steps = activity.rating?.steps ?? [];
  return {
    steps,
    unknown: activity.rating?.unknown ?? "",
    scales: (activity.scales ?? []).map((scale) => {
      const row = given[scale.id] ?? { too_few: true };
      const rows = byId(row.statements);
      return {
        id: scale.id,
        title: scale.title,
        mean: row.mean ?? null,
        tooFew: Boolean(row.too_few),
        statements: scale.statements.map((statement) => {
          const count = rows[statement.id];
          if (!count || count.too_few) return { ...statement, tooFew: true };
          const counts = steps.map((step) => count.counts?.[String(step.value)] ?? 0);
          return { ...statement, people: count.people, counts, unknown: count.unknown ?? 0, mean: count.mean ?? null };
        }),
      };
    }),
  };
}

/** rows: [{id, label, rank, points, places: [people…]}] in the group's order; places, people; tied: whether any rank is shared. */
export function rankingTable(result, activity) {
  const labels = Object.fromEntries((activity.options ?? []).map((option) => [option.id, option.label]));
  const rows = (result.table.options ?? []).map((row) => ({ ...row, label: labels[row.id] ?? row.label ?? row.id }));
  const tied = new Set(rows.map((row) => row.rank)).size < rows.length;
  return { rows, places: activity.places, people: result.table.people ?? 0, tied };
}

/** sides: [{id, title, mean | null, points: [{id, text, people, counts: [n…], mean} | {id, text, tooFew}]}], weights: [{value, label}]. */
export function balanceTable(result, activity) {
  const given = byId(result.table.sides);
  const weights = activity.weights ?? [];
  return {
    weights,
    sides: (activity.sides ?? []).map((side) => {
      const rows = byId(given[side.id]?.points);
      return {
        ...side,
        mean: given[side.id]?.mean ?? null,
        points: side.points.map((point) => {
          const row = rows[point.id];
          if (!row || row.too_few) return { ...point, tooFew: true };
          return { ...point, people: row.people, mean: row.mean, counts: weights.map((weight) => row.counts?.[String(weight.value)] ?? 0) };
        }),
      };
    }),
  };
}

/** Tables come as lists with ids or as objects by id. */
function byId(rows) {
  return Array.isArray(rows) ? Object.fromEntries(rows.map((row) => [row.id, row])) : (rows ?? {});
}
