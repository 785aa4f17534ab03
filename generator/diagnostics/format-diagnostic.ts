import { type Diagnostic, type Place, placeText } from './diagnostic.js';

/** A diagnostic for people: place, severity and message; then the source line with a caret, and the way out. */
export function formatDiagnostic(diagnostic: Diagnostic): string {
  const { place, severity, code, message, help } = diagnostic;
  const lines = [`${placeText(place)}${severity} ${code}: ${message}`];
  if (place?.sourceLine !== undefined) lines.push(...codeFrame(place, place.sourceLine));
  if (help !== undefined) lines.push(`  help: ${help}`);
  return lines.map(printable).join('\n');
}

/** Replaces control characters, so that the text of a file cannot command the terminal. */
function printable(text: string): string {
  return text.replace(/(?![\t\n])\p{Cc}/gu, '\ufffd');
}

const FRAME_WIDTH = 100;

function codeFrame(place: Place, sourceLine: string): string[] {
  // A line may be very long, for example in a generated file: show only the part around the place.
  const start = Math.max(0, Math.min(place.column - 1 - FRAME_WIDTH / 2, sourceLine.length - FRAME_WIDTH));
  const shown = sourceLine.slice(start, start + FRAME_WIDTH);
  const column = place.column - 1 - start;
  // Tabs in front of the caret stay tabs, so that it stands under its character at any tab width.
  const indent = shown.slice(0, column).replace(/[^\t]/g, ' ');
  const carets = '^'.repeat(Math.max(1, Math.min(place.length, shown.length - column)));
  const gutter = String(place.line);
  return [`  ${gutter} | ${shown}`, `  ${' '.repeat(gutter.length)} | ${indent}${carets}`];
}
