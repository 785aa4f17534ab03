import { medians } from './processes.mjs';

/**
 * The figures of the rows: medians, and their ratios to those of the row's floor. A row with `units`, such as classes,
 * is compared by the unit. A row that comes `after` another has only what it adds to it.
 */
export function figuresOf(rows, runs) {
  const all = new Map(rows.map((row) => [row.name, { units: row.units ?? 1, ...medians(runs.get(row.name)) }]));
  return rows.map(({ group, name, floor, after, units }) => {
    const whole = all.get(name);
    const before = after === undefined ? { wall: 0, cpu: 0 } : all.get(after);
    const added = { ...whole, wall: difference(whole.wall, before.wall), cpu: whole.cpu - before.cpu };
    const base = floor === undefined ? undefined : all.get(floor);
    return {
      group,
      name,
      ...(units === undefined ? {} : { units }),
      ...pick(added),
      floor: floor ?? null,
      wallRatio: ratio(added, base, 'wall'),
      cpuRatio: ratio(added, base, 'cpu'),
      memoryRatio: ratio({ ...added, units: 1 }, base && { ...base, units: 1 }, 'megabytes'),
    };
  });
}

/** The figures as a table for people. */
export function table(figures) {
  const head = ['', 'wall', 'CPU', 'MB', 'floor', '× wall', '× CPU'];
  const lines = figures.map(({ name, wall, cpu, megabytes, floor, wallRatio, cpuRatio }) => [
    name,
    whole(wall),
    whole(cpu),
    whole(megabytes),
    floor ?? '',
    times(wallRatio),
    times(cpuRatio),
  ]);
  const widths = head.map((title, column) => Math.max(title.length, ...lines.map((line) => line[column].length)));
  const isText = (column) => column === 0 || column === 4;
  const pad = (cell, column) => (isText(column) ? cell.padEnd(widths[column]) : cell.padStart(widths[column]));
  return [head, ...lines].map((line) => line.map(pad).join('  ').trimEnd()).join('\n');
}

function pick({ wall, cpu, megabytes }) {
  return { wall, cpu, megabytes };
}

function difference(value, before) {
  return value === null ? null : value - before;
}

function ratio(figure, base, key) {
  if (base === undefined || figure[key] === null || base[key] === null) return null;
  return figure[key] / figure.units / (base[key] / base.units);
}

function whole(value) {
  return value === null ? '' : value.toFixed(0);
}

function times(value) {
  return value === null ? '' : value.toFixed(2);
}
