import { plural, visibleLine } from '../diagnostics/index.js';
import type { FileChange, OutputFile } from '../emit/compare.js';
import type { Format, Style } from './style.js';

/** The most lines of a diff that are shown unless all are asked for. */
const MOST_LINES = 200;

const LOOKS: Readonly<Record<FileChange, Format>> = {
  created: 'green',
  changed: 'yellow',
  unchanged: 'dim',
  deleted: 'red',
  stale: 'red',
};

/** The files that differ, one a line: `changed  root/cimv2/Win32_Process.ts`. */
export function formatOutputFiles(files: readonly OutputFile[], style: Style): string {
  return files
    .filter(({ change }) => change !== 'unchanged')
    .map(({ path, change }) => `${style(LOOKS[change], change.padEnd(8))} ${visibleLine(path)}\n`)
    .join('');
}

/**
 * How the files differ, as a unified diff that `patch` understands, up to a limit.
 *
 * @param full whether there is no limit
 */
export async function formatDiff(files: readonly OutputFile[], full: boolean, style: Style): Promise<string> {
  const { createTwoFilesPatch } = await import('diff');
  const pending = files.filter((file) => file.before !== undefined && file.after !== undefined);
  const shown: string[] = [];
  for (const [index, { path, before = '', after = '' }] of pending.entries()) {
    const patch = createTwoFilesPatch(`a/${path}`, `b/${path}`, before, after).split('\n').slice(0, -1);
    const room = full ? patch.length : MOST_LINES - shown.length;
    shown.push(...patch.slice(0, room).map((line, number) => styledLine(line, number, style)));
    if (patch.length <= room) continue;
    const lines = plural(patch.length - room, 'more line', 'more lines');
    const others = plural(pending.length - index - 1, 'more file', 'more files');
    shown.push(visibleLine(`... and ${lines} of ${path}, and ${others}: --full shows all`));
    break;
  }
  return shown.map((line) => `${line}\n`).join('');
}

/** The lines of a patch that come before its changes: a ruler, and the names of the files. */
const HEAD_LINES = 3;

function styledLine(line: string, number: number, style: Style): string {
  if (number < HEAD_LINES) return style('bold', line);
  if (line.startsWith('@@')) return style('cyan', line);
  if (line.startsWith('+')) return style('green', line);
  return line.startsWith('-') ? style('red', line) : line;
}
