import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { build, missing, type Variant } from './build.mjs';
import { BINARIES, runInWine, runNodeInWine, windowsNodeMissing, wineMissing } from './windows/wine.mjs';

/** Everything can be had on Linux; elsewhere there is no Wine, and sanitizers are rare. */
const required = process.env['CI'] === 'true' && process.platform === 'linux';

/** A test that needs something of the machine: skipped with the reason where it is absent, a failure in CI on Linux. */
function itNeeds(absent: string | null, name: string, test: () => void): void {
  if (absent === null) {
    it(name, test);
  } else if (required) {
    it(name, () => {
      throw new Error(`CI needs it: ${absent}`);
    });
  } else {
    it.skip(`${name} (${absent})`, test);
  }
}

interface Output {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const run = (program: string, ...args: readonly string[]): Output => spawnSync(program, args, { encoding: 'utf8' });

function expectGreen({ status, stdout, stderr }: Output): void {
  expect(stderr).toBe('');
  expect(stdout).toMatch(/^(ok [a-z ]+\r?\n){27}27 cases, 0 failures\r?\n$/);
  expect(status).toBe(0);
}

const constants = (text: string): Record<string, number> => JSON.parse(text) as Record<string, number>;
const valgrindMissing = (): string | null =>
  spawnSync('valgrind', ['--version']).error === undefined ? null : 'valgrind is not installed';
const script = fileURLToPath(new URL('windows/constants.mjs', import.meta.url));

describe('the library under test, driven by its C client', () => {
  for (const variant of ['native', 'address', 'thread'] satisfies Variant[]) {
    itNeeds(missing(variant), `does all it promises (${variant})`, () => {
      expectGreen(run(build(variant).client));
    });
  }

  // Valgrind runs one thread at a time, so the cases that race through thousands of results are left to the sanitizers.
  itNeeds(missing('native') ?? valgrindMissing(), 'touches no memory that is not its own (valgrind)', () => {
    const args = ['--quiet', '--error-exitcode=9', '--leak-check=full', '--show-leak-kinds=definite'];
    const cases = ['instances', 'echo', 'classes', 'options', 'changes', 'stale objects', 'out of order'];
    const { status, stdout, stderr } = run('valgrind', ...args, build('native').client, ...cases);
    expect(stderr).toBe('');
    expect(stdout).toContain('7 cases, 0 failures');
    expect(status).toBe(0);
  });

  itNeeds(missing('windows') ?? wineMissing(), 'does all it promises as a Windows DLL (Wine)', () => {
    expectGreen(runInWine(build('windows').client, []));
  });
});

describe('the constants of the ABI', () => {
  itNeeds(
    missing('windows') ?? windowsNodeMissing(),
    'are those of this platform but for the width of characters',
    () => {
      const windows = runNodeInWine([script, build('windows').library]);
      expect(windows.stderr).toBe('');
      const here = run(process.execPath, script, build('native').library);
      expect(constants(windows.stdout)).toEqual({ ...constants(here.stdout), 'sizeof MI_Char': 2 });
      expect(constants(here.stdout)).toMatchObject({ 'sizeof MI_Char': 1, 'sizeof MI_Value': 40 });
    },
  );
});

describe('the packages for Windows', () => {
  type Lock = { readonly packages: Readonly<Record<string, { readonly version?: string }>> };
  const lock = (path: string): Lock => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')) as Lock;
  const ours = lock('../../package-lock.json');
  const windows = lock('windows/package-lock.json');

  it.each(BINARIES)('%s has the version that this repository uses', (name) => {
    const version = windows.packages[`node_modules/${name}`]?.version;
    expect(version).toMatch(/^\d/);
    expect(ours.packages[`node_modules/${name}`]?.version).toBe(version);
  });
});
