import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { commandOptions } from './command-options.mjs';
import { nativeOptions } from './native-options.mjs';

interface Figure {
  readonly group: string;
  readonly name: string;
  readonly after: string | null;
  readonly floor: string | null;
  readonly ratios: Readonly<Record<string, number | null>> | null;
  readonly wall: number;
  readonly cpu: number;
  readonly megabytes: number | null;
}

const program = fileURLToPath(new URL('command.mjs', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'mi-codegen-bench-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Three classes, one of which Windows has, too. */
const schema = join(folder, 'schema.mof');
writeFileSync(
  schema,
  `class CIM_Disk { [Key, Description("Its name.")] string Name; };
   class Win32_Disk : CIM_Disk { [Units("Bytes")] uint64 Size; };
   [Association] class CIM_DiskOnDisk { [Key] CIM_Disk ref Upper; [Key] CIM_Disk ref Lower; };\n`,
);

const OTHER = 'cat schema.mof;';
const PHASES = ['load', 'read', 'lex', 'parse', 'compile', 'resolve', 'plan', 'render', 'write'];

function bench(...args: readonly string[]) {
  const { status, stderr } = spawnSync(process.execPath, [program, ...args], { cwd: folder, encoding: 'utf8' });
  return { status, stderr };
}

function figures(...args: readonly string[]): readonly Figure[] {
  const file = join(folder, 'figures.json');
  expect(bench('--rounds', '1', '--json', file, ...args)).toEqual({ status: 0, stderr: '' });
  return JSON.parse(readFileSync(file, 'utf8')).figures;
}

describe('npm run bench', () => {
  const groups = ['command', 'start-up', 'phases', 'sizes', 'windows'];
  const all = figures(schema, '--beside', OTHER, ...groups.flatMap((group) => ['--only', group]));

  it('has a row for all that its groups measure', () => {
    expect(all.map(({ group, name }) => `${group}: ${name}`)).toEqual([
      'floors: node -e 0',
      'floors: node empty.mjs',
      'floors: read only',
      'floors: read and write',
      'command: to disk',
      'command: unchanged',
      'command: --check',
      'command: --check --no-cache',
      'command: --class CIM_DiskOnDisk',
      `command: ${OTHER}`,
      'start-up: --version',
      'start-up: --help',
      'start-up: import mi-codegen/runtime',
      'start-up: import one class',
      'start-up: import all classes',
      ...PHASES.map((name) => `phases: ${name}`),
      'sizes: 1x of the schema, a class',
      'sizes: 4x of the schema, a class',
      'sizes: 16x of the schema, a class',
      'windows: to disk, a class',
      'windows: with amendments in UTF-16, a class',
    ]);
  });

  it.each(all.filter(({ after }) => after === null))('measures $name', ({ name, wall, cpu, megabytes }) => {
    expect(wall).toBeGreaterThan(0);
    expect(cpu).toBeGreaterThanOrEqual(0);
    expect(megabytes === null).toBe(name === OTHER);
  });

  it('says what each phase adds, and to what', () => {
    const phases = all.filter(({ group }) => group === 'phases');
    expect(phases.map(({ after }) => after)).toEqual(['node empty.mjs', ...PHASES.slice(0, -1)]);
    expect(phases.flatMap(({ wall, cpu, megabytes }) => [wall, cpu, megabytes])).not.toContain(null);
  });

  it('compares all others with a floor', () => {
    const compared = all.filter(({ floor }) => floor !== null);
    expect(new Set(compared.map(({ group }) => group))).toEqual(new Set(groups.filter((group) => group !== 'phases')));
    const ratios = compared.flatMap(({ ratios }) => [ratios?.['wall'], ratios?.['cpu']]);
    expect(ratios.every((ratio) => typeof ratio === 'number')).toBe(true);
  });

  it('writes the default schema as Windows has it', () => {
    expect(figures('--only', 'windows').map(({ name }) => name)).toEqual([
      'to disk, a class',
      'with amendments in UTF-16, a class',
    ]);
  });

  it('says which row failed, and ends with its messages', () => {
    const other = 'echo before; echo message >&2; exit 3';
    expect(bench(schema, '--rounds', '1', '--only', 'command', '--beside', other)).toEqual({
      status: 1,
      stderr: 'echo before; echo message >&2…: ended with code 3\nbefore\nmessage\n',
    });
  });

  it.each([
    { args: ['--rounds', '0'], message: '--rounds 0: not a positive integer' },
    { args: ['--rounds', '2.5'], message: '--rounds 2.5: not a positive integer' },
    { args: ['--count', '--rounds', '2'], message: '--rounds: with --count, each is run once' },
    { args: ['--count', '--beside', 'ls'], message: '--beside: with --count, only Node can be measured' },
    {
      args: ['--only', 'tsc', '--beside', 'ls'],
      message: '--beside is for the group command, which --only leaves out',
    },
    { args: ['--only', 'tsc', '--class', 'A'], message: '--class is for the group command, which --only leaves out' },
    { args: ['--json', 'none/a.json'], message: '--json none/a.json: its folder does not exist' },
    { args: ['none.mof'], message: 'none.mof: there is no such file' },
    { args: ['a.mof', 'b.mof'], message: 'a.mof b.mof: name one file, the main file of a schema' },
    {
      args: ['--only', 'all'],
      message: '--only all: there is no such group. There are command, start-up, phases, sizes, windows, tsc',
    },
  ])('refuses $args', ({ args, message }) => {
    expect(() => commandOptions(args, [...groups, 'tsc'])).toThrow(new Error(message));
  });

  it('says without a stack what is wrong', () => {
    const message = '--class A: the schema has no such class\n';
    expect(bench(schema, '--class', 'A')).toEqual({ status: 1, stderr: message });
  });

  it('shows the first lines of the messages of a schema with many errors', () => {
    const file = join(folder, 'errors.mof');
    writeFileSync(file, Array.from({ length: 40 }, (_, index) => `class A${index} { string };\n`).join(''));
    const { status, stderr } = bench(file);
    expect(status).toBe(1);
    const lines = stderr.trimEnd().split('\n');
    expect(lines[0]).toBe(`${file}: ended with code 1`);
    expect(lines).toHaveLength(22);
    expect(lines.at(-1)).toMatch(/^\(and \d+ more lines\)$/);
  });
});

describe('npm run bench:native', () => {
  afterEach(() => vi.unstubAllEnvs());
  const server = {
    class: 'root/cimv2:A',
    properties: 'Id:uint32!',
    key: { Id: 1 },
    method: '+M()uint32',
    arguments: {},
  };

  it.each([
    {
      name: 'a server without a library',
      library: '',
      said: null,
      message: 'set MI_LIBRARY to the library that reaches the server',
    },
    { name: 'a file that is not there', library: 'a', said: null, message: 'there is no such file' },
    {
      name: 'a server without a key',
      library: 'a',
      said: { ...server, key: undefined },
      message: 'it needs "key", an object',
    },
    {
      name: 'a server with no method',
      library: 'a',
      said: { ...server, method: 1 },
      message: 'it needs "method", a string',
    },
    {
      name: 'a class without a namespace',
      library: 'a',
      said: { ...server, class: 'A' },
      message: '"class" is a namespace and a class, as in root/cimv2:CIM_Disk',
    },
  ])('refuses $name', ({ library, said, message }) => {
    vi.stubEnv('MI_LIBRARY', library);
    const file = join(folder, 'server.json');
    rmSync(file, { force: true });
    if (said !== null) writeFileSync(file, JSON.stringify(said));
    const start = library === '' ? '--server' : `--server ${file}`;
    expect(() => nativeOptions(['--server', file])).toThrow(new Error(`${start}: ${message}`));
  });

  it('refuses no rounds', () => {
    expect(() => nativeOptions(['--rounds', 'x'])).toThrow(new Error('--rounds x: not a positive integer'));
  });
});
