import { type Diagnostic, formatMarked, type Mark, markedPlace, plural, visibleLine } from '../diagnostics/index.js';
import type { Format, Style } from './style.js';

/** The most diagnostics with the same cause that are shown one by one. Of more, as many are shown in short. */
const SHOWN = 3;

const LOOKS: Readonly<Record<Parameters<Mark>[0], Format>> = { place: 'cyan', error: 'red', warning: 'yellow' };

export interface DiagnosticsReport {
  /** Whether each diagnostic is shown by itself. */
  readonly verbose: boolean;
}

/** All diagnostics, those with the same cause together where they are many; then how many there are. */
export function formatDiagnostics(
  diagnostics: readonly Diagnostic[],
  { verbose }: DiagnosticsReport,
  style: Style,
): string {
  const mark: Mark = (part, text) => style(LOOKS[part], text);
  const groups = verbose ? diagnostics.map((diagnostic) => [diagnostic]) : byCause(diagnostics);
  const texts = groups.map((group) => formatGroup(group, mark));
  return [...texts, counts(diagnostics)].join('\n');
}

/** The diagnostics with the same cause, in the order of the first of them. One without a cause is by itself. */
function byCause(diagnostics: readonly Diagnostic[]): (readonly Diagnostic[])[] {
  const groups = new Map<string | Diagnostic, Diagnostic[]>();
  for (const diagnostic of diagnostics) {
    // A cause names a class, and letter case does not count in names.
    const key = diagnostic.cause?.toLowerCase() ?? diagnostic;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [diagnostic]);
    else group.push(diagnostic);
  }
  return Array.from(groups.values());
}

function formatGroup(group: readonly Diagnostic[], mark: Mark): string {
  const [first] = group;
  if (first?.cause === undefined || group.length <= SHOWN) {
    return group.map((diagnostic) => formatMarked(diagnostic, mark)).join('\n');
  }
  const { severity, code, cause, help } = first;
  return [
    `${mark(severity, severity)}${visibleLine(` ${code}: ${cause}, which is needed in ${group.length} places`)}`,
    ...group.slice(0, SHOWN).map(({ message, place }) => `  ${markedPlace(place, mark)}${visibleLine(message)}`),
    `  ... and ${group.length - SHOWN} more: --verbose shows all`,
    ...(help === undefined ? [] : [visibleLine(`  help: ${help}`)]),
  ].join('\n');
}

function counts(diagnostics: readonly Diagnostic[]): string {
  const errors = diagnostics.filter((diagnostic) => diagnostic.severity === 'error').length;
  const warnings = diagnostics.length - errors;
  return [
    ...(errors > 0 ? [plural(errors, 'error', 'errors')] : []),
    ...(warnings > 0 ? [plural(warnings, 'warning', 'warnings')] : []),
  ].join(', ');
}
