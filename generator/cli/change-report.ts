import { plural, visibleLine } from '../diagnostics/index.js';
import type { SchemaChange } from '../diff/schema-change.js';
import type { Style } from './style.js';

const MARK = 'BREAKING';

/**
 * Changes for people, as lines: by class, those with breaking changes first, and in each class these changes first.
 *
 * @returns an empty text when there are none
 */
export function formatChanges(changes: readonly SchemaChange[], style: Style): string {
  const classes = new Map<string, SchemaChange[]>();
  for (const change of changes) {
    const group = classes.get(change.class);
    if (group === undefined) classes.set(change.class, [change]);
    else group.push(change);
  }
  const groups = Array.from(classes).toSorted(([, a], [, b]) => Number(breaks(b)) - Number(breaks(a)));
  return groups.map(([name, group]) => `${style('bold', visibleLine(name))}\n${changeLines(group, style)}`).join('');
}

/** How many changes there are, as one line. */
export function formatChangeCounts(changes: readonly SchemaChange[]): string {
  if (changes.length === 0) return 'Nothing has changed.';
  const breaking = changes.filter((change) => change.breaking);
  const classes = (some: readonly SchemaChange[]) =>
    plural(new Set(some.map((change) => change.class)).size, 'class', 'classes');
  const others = plural(changes.length - breaking.length, 'other change', 'other changes');
  if (breaking.length === 0) return `Nothing breaks callers; ${others} in ${classes(changes)}.`;
  return `${plural(breaking.length, 'breaking change', 'breaking changes')} in ${classes(breaking)}, ${others}.`;
}

function breaks(group: readonly SchemaChange[]): boolean {
  return group.some(({ breaking }) => breaking);
}

function changeLines(group: readonly SchemaChange[], style: Style): string {
  const ordered = group.toSorted((a, b) => Number(b.breaking) - Number(a.breaking));
  return ordered
    .map(({ breaking, message }) => {
      const mark = breaking ? style('red', MARK) : ' '.repeat(MARK.length);
      return `  ${mark}  ${visibleLine(message)}\n`;
    })
    .join('');
}
