import { type AnyNode, evaluate, parse, type ValueNode } from '@humanwhocodes/momoa';
import { isThrown, thrownText } from '../../runtime/values/shown.js';
import { createDiagnostic, type Diagnostic, DiagnosticError, type Place } from '../diagnostics/index.js';
import type { OptionPath } from '../options/option-mistakes.js';
import type { SourceText } from '../source/source-text.js';
import type { ConfigText } from './config-text.js';

/**
 * Reads a config in JSON. Comments, and a comma behind the last item, are allowed.
 *
 * @throws DiagnosticError with the place of what is no JSON
 */
export function readJsonConfig(source: SourceText): ConfigText {
  const root = parseJson(source);
  return { file: source.file, value: evaluate(root), placeOf: (path) => placeOf(source, root, path) };
}

function parseJson(source: SourceText): ValueNode {
  try {
    return parse(source.text, { mode: 'jsonc', ranges: true, allowTrailingCommas: true }).body;
  } catch (error) {
    if (!isThrown(error, Error)) throw error;
    const offset = 'offset' in error && typeof error.offset === 'number' ? error.offset : null;
    const diagnostic =
      offset === null
        ? createDiagnostic('error', 'config-syntax', `${source.file} is no JSON: ${thrownText(error)}`)
        : unexpected(source, offset);
    throw new DiagnosticError([diagnostic]);
  }
}

function unexpected(source: SourceText, offset: number): Diagnostic {
  const rest = source.text.slice(offset);
  const [found = ''] = /^(?:[\w$.+-]+|.)/su.exec(rest) ?? [];
  const what = rest.trim() === '' ? 'the end of the file' : `"${found}"`;
  const help = /^[A-Za-z_$']/.test(found) ? 'in JSON, names and texts stand in double quotes' : undefined;
  const place = source.place({ offset, length: found.length });
  return createDiagnostic('error', 'config-syntax', `${what} is not expected here`, help, place);
}

/** A part of the JSON: what is marked to show it, and its value. */
interface Part {
  readonly marked: AnyNode;
  readonly value: ValueNode;
}

/** The place of the name of a property, or of an item of a list; of what is around it where it is not there. */
function placeOf(source: SourceText, root: ValueNode, path: OptionPath): Place | undefined {
  let part: Part = { marked: root, value: root };
  for (const name of path) part = partOf(part.value, name) ?? part;
  if (part.marked.range === undefined) return undefined;
  const [offset, end] = part.marked.range;
  return source.place({ offset, length: end - offset });
}

function partOf(parent: ValueNode, name: string | number): Part | undefined {
  if (parent.type === 'Array') {
    const element = typeof name === 'number' ? parent.elements[name] : undefined;
    return element === undefined ? undefined : { marked: element.value, value: element.value };
  }
  if (parent.type !== 'Object') return undefined;
  // Of several properties with one name, the last counts.
  const member = parent.members.findLast((each) => each.name.type === 'String' && each.name.value === name);
  return member === undefined ? undefined : { marked: member.name, value: member.value };
}
