import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { runCommand } from '../../tools/run-command.js';

let folder: string;
let mof: string;

beforeEach(() => {
  // A terminal of a build server has no colours.
  for (const name of ['NO_COLOR', 'NODE_DISABLE_COLORS', 'FORCE_COLOR', 'CI', 'TEAMCITY_VERSION'])
    vi.stubEnv(name, undefined);
  vi.stubEnv('TERM', 'xterm-256color');
  folder = mkdtempSync(join(tmpdir(), 'mi-codegen-colour-'));
  mof = join(folder, 'schema.mof');
  writeFileSync(mof, 'class A { [Key] string Id; uint32 M(); };\n');
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

const generate = (...words: string[]) => ['root/test', '--mof', mof, '--out', join(folder, 'out'), ...words];

/** What a terminal sees. Its text is what a pipe gets. */
async function onTerminal(...words: string[]) {
  const piped = await runCommand(words, folder);
  const { code, stdout, stderr } = await runCommand(words, folder, true);
  const plain = { code, stdout: stripVTControlCharacters(stdout), stderr: stripVTControlCharacters(stderr) };
  expect(plain).toEqual(piped);
  return { stdout: shown(stdout), stderr: shown(stderr) };
}

const NAMES = new Map(
  [1, 31, 32, 33, 36].map((code, at) => [`${code}`, ['bold', 'red', 'green', 'yellow', 'cyan'][at]]),
);

/** Colours as `<red>…</>`. */
function shown(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  return text.replace(/\x1b\[(\d+)m/g, (_, code) => `<${NAMES.get(code) ?? '/'}>`);
}

describe('on a terminal', () => {
  it('a diagnostic has a place, a severity and a caret in colours', async () => {
    writeFileSync(mof, 'class A { uint8 x = 256; };\nclass B : Missing { };\n');
    const { stderr } = await onTerminal(...generate('--dry-run'));
    expect(stderr).toContain('<cyan>…/schema.mof:1:21</> - <red>error</> mof-out-of-range: 256 is');
    expect(stderr).toContain('\n    |                     <red>^^^</>\n');
    writeFileSync(mof, 'class B : Missing { };\n');
    const warned = await onTerminal(...generate('--dry-run'));
    expect(warned.stderr).toContain('<cyan>…/schema.mof:1:7</> - <yellow>warning</> missing-superclass: ');
    expect(warned.stderr).toContain('\n    |       <yellow>^</>\n');
  });

  it('so have diagnostics with the same cause', async () => {
    writeFileSync(mof, 'class A : M { };\nclass B : M { };\nclass C : M { };\nclass D : M { };\n');
    const { stderr } = await onTerminal(...generate('--dry-run'));
    expect(stderr).toMatch(/^<yellow>warning<\/> missing-superclass: .*\n {2}<cyan>…\/schema\.mof:1:7<\/> - class A /);
  });

  it('files and their diff are in colours', async () => {
    expect((await onTerminal(...generate('--dry-run'))).stdout).toMatch(/^<green>created <\/> root\/test\/A\.ts\n/);
    await runCommand(generate());
    writeFileSync(mof, 'class A { [Key] string Id; string Name; };\nclass B { };\n');
    const { stdout } = await onTerminal(...generate('--check'));
    expect(stdout).toMatch(/^<yellow>changed <\/> root\/test\/A\.ts\n<green>created <\/> root\/test\/B\.ts\n/);
    expect(stdout).toContain('\n<bold>--- a/root/test/A.ts</>\n<bold>+++ b/root/test/A.ts</>\n<cyan>@@ -5,');
    expect(stdout).toContain('\n<green>+  declare readonly Name: string | null;</>\n');
    expect(stdout).toMatch(/\n<red>- {2}M\(.*<\/>\n/);
  });

  it('what breaks and what is noted is in colours', async () => {
    const changed = join(folder, 'new.mof');
    writeFileSync(changed, 'class A { [Key] string Id; };\n#pragma namespace("root/other")\nclass B { };');
    const { stdout } = await onTerminal('diff', mof, changed, '--namespace', 'root/test');
    expect(stdout).toMatch(/^<bold>root\/test:A<\/>\n {2}<red>BREAKING<\/> {2}method M is gone\n<bold>/);
    const { stderr } = await onTerminal('root/cimv2', '--bundled', '--dry-run', '--class', 'Win32_Process');
    expect(stderr).toMatch(/^<cyan>note:<\/> /);
  });

  it('there is no colour where NO_COLOR says so', async () => {
    vi.stubEnv('NO_COLOR', '1');
    writeFileSync(mof, 'class B : Missing { };\n');
    const { stderr } = await runCommand(generate(), folder, true);
    expect(stderr).toBe(stripVTControlCharacters(stderr));
  });
});

it('in a pipe there are colours where FORCE_COLOR says so', async () => {
  vi.stubEnv('FORCE_COLOR', '1');
  writeFileSync(mof, 'class B : Missing { };\n');
  expect(shown((await runCommand(generate(), folder)).stderr)).toContain('<yellow>warning</>');
});
