import { visibleLine } from '../diagnostics/index.js';
import { kindWords } from './class-kinds.js';
import type { ListedClass } from './list-classes.js';
import { columns, cut, firstSentence, type Look } from './text-layout.js';

/**
 * A line for each class: its name, what it is, and the first sentence of its description.
 *
 * @param look with a width of `Infinity`, no line is cut
 */
export function classListText(classes: readonly ListedClass[], { style, width }: Look): string {
  const namespaces = [...new Set(classes.map(({ namespace }) => namespace))];
  return namespaces
    .map((namespace) => {
      const rows = classes.filter((each) => each.namespace === namespace).map(cells);
      const lines = columns(rows).map((line) => `${cut(line, width)}\n`);
      const title = namespaces.length > 1 ? `${style('bold', visibleLine(`${namespace}:`))}\n` : '';
      return `${title}${lines.join('')}`;
    })
    .join('\n');
}

function cells(listed: ListedClass): string[] {
  const marks = [...kindWords(listed), ...(listed.deprecated ? ['deprecated'] : [])];
  const kind = marks.length === 0 ? '' : `(${marks.join(', ')}) `;
  return [listed.name, `${kind}${firstSentence(listed.description ?? '')}`];
}
