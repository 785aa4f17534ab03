import { medians } from './medians.mjs';

/** The columns, by what was measured. Those with a head for ratios are compared with the floor. */
const COLUMNS = {
  wall: { head: 'wall ms', ratioHead: '× wall', unitOfPart: 'µs' },
  cpu: { head: 'CPU ms', ratioHead: '× CPU', unitOfPart: 'µs' },
  megabytes: { head: 'MB' },
  instructions: { head: 'instructions (M)', ratioHead: '× instructions', unitOfPart: 'k' },
};

/**
 * The figures of the rows: medians, and their ratios to those of the row's floor. A row with `units`, such as classes,
 * is compared by the unit, but for its memory. A row that comes `after` another has what it adds to it in each round.
 *
 * @param runs what was measured in each round, by the names of the rows
 */
export function figuresOf(rows, runs) {
  const all = new Map(rows.map((row) => [row.name, { units: row.units ?? 1, measured: medians(addedBy(row, runs)) }]));
  return rows.map(({ group, name, floor = null, after = null, units = null }) => ({
    group,
    name,
    after,
    units,
    ...all.get(name).measured,
    floor,
    ratios: floor === null ? null : ratios(all.get(name), all.get(floor)),
  }));
}

function addedBy({ name, after }, runs) {
  if (after === undefined) return runs.get(name);
  const before = runs.get(after);
  return runs.get(name).map((run, round) => mapValues(run, (value, measure) => value - before[round][measure]));
}

function ratios(row, floor) {
  return mapValues(row.measured, (value, measure) => {
    const base = floor.measured[measure];
    if (value === null || base === null) return null;
    return measure === 'megabytes' ? value / base : value / row.units / (base / floor.units);
  });
}

/** The figures as a table for people. */
export function table(figures) {
  const columns = Object.entries(COLUMNS).filter(([measure]) => measure in figures[0]);
  const compared = columns.filter(([, { ratioHead }]) => ratioHead !== undefined);
  const head = ['', ...columns.map(([, { head }]) => head), 'floor', ...compared.map(([, { ratioHead }]) => ratioHead)];
  const lines = figures.map((figure) => [
    figure.after === null ? figure.name : `+ ${figure.name}`,
    ...columns.map(([measure, { unitOfPart }]) => cell(figure[measure], figure.units, unitOfPart)),
    figure.floor ?? '',
    ...compared.map(([measure]) => figure.ratios?.[measure]?.toFixed(2) ?? ''),
  ]);
  const widths = head.map((title, column) => Math.max(title.length, ...lines.map((line) => line[column].length)));
  const isText = (column) => column === 0 || head[column] === 'floor';
  const pad = (text, column) => (isText(column) ? text.padEnd(widths[column]) : text.padStart(widths[column]));
  return [head, ...lines].map((line) => line.map(pad).join('  ').trimEnd()).join('\n');
}

/** A figure of a row with units is that of one unit, in thousandths. */
function cell(value, units, unitOfPart) {
  if (value === null) return '';
  if (units !== null && unitOfPart !== undefined) return `${((value / units) * 1000).toFixed(0)} ${unitOfPart}`;
  // No -0: differences are rounded, too.
  return String(Math.round(value) + 0);
}

function mapValues(object, change) {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value, key)]));
}
