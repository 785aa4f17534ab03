import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { FEATURES, GOLDEN } from './features.js';

/** The command as JavaScript, for a process of its own. */
const command = new URL('../../dist/generator/cli/main.js', import.meta.url).href;

const PROGRAM = `
  const [, command, golden, ...features] = process.argv;
  const { main } = await import(command);
  for (const feature of features) {
    const exitCode = await main(['root/test', '--mof', golden + feature + '/schema.mof', '--out', feature, '--quiet']);
    if (exitCode !== 0) console.log(feature, 'failed');
  }
  // What sets this process apart: Estonian has Z before T and a decimal comma, and it is another day on Kiritimati.
  const letters = ['T', 'Z'].sort((a, b) => a.localeCompare(b)).join('');
  console.log(letters, (1.5).toLocaleString(), new Date(0).getTimezoneOffset());`;

it('generates the golden files alike in another locale, time zone and folder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mi-codegen-machine-'));
  try {
    const env = { ...process.env, LC_ALL: 'et_EE.UTF-8', TZ: 'Pacific/Kiritimati' };
    const args = ['--input-type=module', '-e', PROGRAM, command, GOLDEN.replaceAll('\\', '/'), ...FEATURES];
    const { stdout } = spawnSync(process.execPath, args, { cwd: folder, env, encoding: 'utf8' });
    // Only Linux takes the locale from the environment.
    expect(stdout).toMatch(process.platform === 'linux' ? /^ZT 1,5 640\n$/ : /^.* 640\n$/);
    for (const feature of FEATURES) {
      expect(filesIn(join(folder, feature, 'root/test')), feature).toEqual(filesIn(`${GOLDEN}${feature}/expected`));
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});

function filesIn(folder: string): Readonly<Record<string, string>> {
  const names = readdirSync(folder).filter((name) => name.endsWith('.ts'));
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}
