import { sep } from 'node:path';
import { Writable } from 'node:stream';
import { WriteStream } from 'node:tty';
import { main } from '../../generator/cli/main.js';

/** What a run of the command wrote, and its exit code. */
export interface CommandRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs the command in this process, as a pipe would see it.
 *
 * @param folder a folder whose path stands as `…` in what is written; times stand as `(… s)`
 * @param isTTY true for what a terminal with colours would see
 */
export async function runCommand(words: readonly string[], folder?: string, isTTY = false): Promise<CommandRun> {
  const written = { stdout: '', stderr: '' };
  const stream = (name: keyof typeof written) =>
    Object.assign(new Writable(), {
      isTTY,
      getColorDepth: WriteStream.prototype.getColorDepth,
      write(text: string) {
        written[name] += text;
        return true;
      },
    }) as Writable as NodeJS.WriteStream;
  const code = await main(words, { stdout: stream('stdout'), stderr: stream('stderr') });
  const readable = (text: string) =>
    (folder === undefined ? text : text.replaceAll(`${folder}${sep}`, '…/').replaceAll(folder, '…')).replace(
      /\(\d+\.\d\d s\)/g,
      '(… s)',
    );
  return { code, stdout: readable(written.stdout), stderr: readable(written.stderr) };
}
