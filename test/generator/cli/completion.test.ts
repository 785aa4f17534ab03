import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { runCommand } from '../../tools/run-command.js';

beforeEach(() => {
  vi.stubEnv('SHELL', '/bin/bash');
  vi.stubEnv('ZSH_NAME', undefined);
});
afterEach(() => vi.unstubAllEnvs());

/** What the command answers when a shell asks for the last of these words. */
async function completed(...words: string[]): Promise<readonly string[]> {
  const { code, stdout, stderr } = await runCommand(['--get-yargs-completions', 'mi-codegen', ...words]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout.split('\n').slice(0, -1);
}

describe('the completion', () => {
  it('of the first word is a command', async () => {
    const commands = await completed('');
    expect(commands).toEqual(expect.arrayContaining(['pull', 'diff', 'init', 'completion']));
    expect(commands.filter((word) => word.startsWith('-'))).toEqual([]);
    expect(await completed('pull')).toEqual(commands);
  });

  it('of a dash is a flag of the command that stands first', async () => {
    const ofGenerate = await completed('--');
    expect(ofGenerate).toEqual(expect.arrayContaining(['--mof', '--check', '--import-extension', '--help']));
    expect(ofGenerate).not.toContain('--allow-breaking');
    expect(ofGenerate.filter((word) => !/^--[a-z][a-z-]+$/.test(word))).toEqual([]);
    expect(await completed('root/cimv2', '-')).toEqual(ofGenerate);
    const ofDiff = await completed('diff', '--');
    expect(ofDiff).toContain('--allow-breaking');
    expect(ofDiff).not.toContain('--check');
    expect(await completed('completion', '--')).toEqual(['--help', '--version']);
  });

  it('leaves out flags that are given, but for those that may be repeated', async () => {
    const flags = await completed('--json', '--out', 'x', '--mof', 'a.mof', '--check');
    expect(flags).not.toContain('--json');
    expect(flags).not.toContain('--out');
    expect(flags).toEqual(expect.arrayContaining(['--mof', '--check']));
  });

  it('of a value is one of its choices', async () => {
    expect(await completed('root/cimv2', '--import-extension', '')).toEqual(['js', 'ts']);
    expect(await completed('pull', 'root/cimv2', '--authentication', 'N')).toContain('NegoWithCreds');
  });

  it.each([
    [['--mof', '']],
    [['root/cimv2', '--out', 'sr']],
    [['-I', '']],
    [['--config', 'x']],
    [['diff', '']],
    [['root/cimv2', '']],
  ])('of %j is left to the shell, which knows paths', async (words) => {
    expect(await completed(...words)).toEqual([]);
  });

  it('has descriptions for zsh', async () => {
    vi.stubEnv('SHELL', '/usr/bin/zsh');
    expect(await completed('diff', '--')).toContain('--allow-breaking:exit with 0 also when something breaks');
    expect(await completed('--import-extension', '')).toEqual(['js', 'ts']);
  });
});

describe('mi-codegen completion', () => {
  it('prints the script of the shell', async () => {
    const { code, stdout, stderr } = await runCommand(['completion']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^###-begin-mi-codegen-completions-###\n.*\n###-end-mi-codegen-completions-###\n+$/s);
    expect(stdout).toContain('\n# Installation: mi-codegen completion >> ~/.bashrc\n');
    vi.stubEnv('SHELL', '/bin/zsh');
    expect((await runCommand(['completion'])).stdout).toMatch(/^#compdef mi-codegen\n/);
  });

  it('says so where there is no script for the shell', async () => {
    vi.stubEnv('SHELL', '/usr/bin/fish');
    const { code, stdout, stderr } = await runCommand(['completion']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('there is no script for fish; for another shell: SHELL=bash mi-codegen completion');
  });

  it('takes no words', async () => {
    expect(await runCommand(['completion', 'bash'])).toEqual({
      code: 2,
      stdout: '',
      stderr: 'mi-codegen: Unknown argument: bash\nTry "mi-codegen completion --help".\n',
    });
    expect((await runCommand(['completion', '--help'])).stdout).toMatch(/^mi-codegen completion\n\nPrints a script /);
  });
});

/** Whether there is a bash in which the script works: from 4 on. */
const hasBash = process.platform !== 'win32' && spawnSync('bash', ['-c', 'type mapfile']).status === 0;

it.skipIf(!hasBash)('bash completes with the script', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'mi-codegen-completion-'));
  try {
    const command = fileURLToPath(new URL('../../../dist/generator/bin.js', import.meta.url));
    const wrapper = `#!/bin/sh\nexec "${process.execPath}" "${command}" "$@"\n`;
    writeFileSync(join(folder, 'mi-codegen'), wrapper, { mode: 0o755 });
    const { stdout: script } = await runCommand(['completion']);
    const complete = (...words: string[]) => {
      const call = `COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)); _mi-codegen_yargs_completions`;
      const program = `${script}\n${call}; echo "\${COMPREPLY[@]}"`;
      const env = { ...process.env, PATH: `${folder}:${process.env['PATH']}` };
      const { stdout, stderr } = spawnSync('bash', ['--norc', '-c', program, 'bash', 'mi-codegen', ...words], {
        env,
        encoding: 'utf8',
      });
      return stdout + stderr;
    };
    expect(complete('pu')).toBe('pull\n');
    expect(complete('diff', '--allow-b')).toBe('--allow-breaking\n');
    expect(complete('root/cimv2', '--import-extension', '')).toBe('js ts\n');
    expect(complete('root/cimv2', '--mof', '')).toBe('\n');
  } finally {
    rmSync(folder, { recursive: true });
  }
});
