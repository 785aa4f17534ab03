import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../generator/cli/command.js';
import { parseCommandLine } from '../../../generator/cli/command-line.js';
import { generateCommand } from '../../../generator/cli/commands/generate-command.js';
import { COMMANDS, findCommand } from '../../../generator/cli/commands.js';
import { givenOptions, givenSource } from '../../../generator/cli/generate-flags.js';
import { targetsOf } from '../../../generator/cli/targets.js';

/** The options that a command line gives, once the command has taken them; null when the help was answered. */
async function parse(...words: string[]) {
  const printed: string[] = [];
  const call = findCommand(COMMANDS, words);
  const commandLine = await parseCommandLine(call, generateCommand, (text) => printed.push(text));
  if (commandLine === null) return { options: null, settings: undefined, printed: printed.join('\n') };
  const source = givenSource(commandLine);
  const given = { namespaces: commandLine.operands, ...givenOptions(commandLine) };
  return {
    options: source === null ? given : { ...given, source: { kind: source.kind, ...source.values } },
    settings: targetsOf(commandLine, null)[0]?.settings,
    printed: printed.join('\n'),
  };
}

describe('parseCommandLine', () => {
  it('needs a namespace only, and gives nothing but what was given', async () => {
    const { options, settings } = await parse('root/cimv2');
    expect(options).toEqual({ namespaces: ['root/cimv2'] });
    expect(settings).toMatchObject({
      namespaces: [{ namespace: 'root/cimv2', deep: false }],
      source: { kind: 'live', orBundled: true },
      classes: [],
      exclude: [],
      out: 'generated',
      importExtension: 'js',
      mode: 'write',
      clean: false,
      verify: false,
      strict: false,
    });
  });

  it('gives a flag that is false, which is not the same as none', async () => {
    expect((await parse('root/cimv2', '--clean', 'false', '--check', 'false')).options).toEqual({
      namespaces: ['root/cimv2'],
      clean: false,
    });
  });

  it('takes one value per repeatable option, wherever the namespace stands', async () => {
    const { options } = await parse(
      '--class',
      'A*',
      'root/cimv2',
      '--class',
      'B',
      '--mof',
      'x.mof',
      'root/wmi',
      '-I',
      'inc',
    );
    expect(options).toEqual({
      namespaces: ['root/cimv2', 'root/wmi'],
      classes: ['A*', 'B'],
      source: { kind: 'files', mof: ['x.mof'], includeDirs: ['inc'] },
    });
  });

  it.each([
    { words: ['root/cimv2', '--check'], mode: 'check' },
    { words: ['root/cimv2', '--dry-run'], mode: 'dry-run' },
  ])('$words means $mode', async ({ words, mode }) => {
    expect((await parse(...words)).options).toMatchObject({ mode });
  });

  it.each([
    { words: [], message: 'a namespace is needed, for example: mi-codegen root/cimv2' },
    { words: ['root/cimv2', '--clas', 'X'], message: 'Unknown argument: clas; did you mean --class?' },
    { words: ['root/cimv2', '--out'], message: 'Not enough arguments following: out' },
    { words: ['root/cimv2', '--protocol', 'WINRM', '--protocol', 'X'], message: '--protocol is given more than once' },
    {
      words: ['root/cimv2', '--mof', 'a.mof', '--destination', 'b'],
      message: '--mof and --destination exclude each other: a schema has one source',
    },
    {
      words: ['root/cimv2', '--authentication', 'None'],
      message:
        'Invalid values:\n  Argument: authentication, Given: "None", Choices: "Default", "NegoWithCreds", "Basic", "Digest", "Kerberos", "Ntlmdomain", "CredSSP"',
    },
    {
      words: ['root/cimv2', '--bundled', '--locale', 'de-DE'],
      message: '--bundled and --locale exclude each other: a schema has one source',
    },
    { words: ['root/cimv2', '--authentication', 'Basic'], message: '--authentication needs --username' },
    { words: ['root/cimv2', '-I', 'inc'], message: '--include-dir needs --mof' },
    { words: ['root/cimv2', '--cim-xml', 'a.xml', '-I', 'inc'], message: '--include-dir needs --mof' },
    { words: ['root/cimv2', '--no-out'], message: 'Unknown argument: no-out' },
    { words: ['root/cimv2', '--jsno'], message: 'Unknown argument: jsno; did you mean --json?' },
    { words: ['root/cimv2', '--hlep'], message: 'Unknown argument: hlep; did you mean --help?' },
    {
      words: ['root/cimv2', '--xclude', 'A', '--stric', '--zzzzzz'],
      message: 'Unknown arguments: xclude, stric, zzzzzz; did you mean --exclude, --strict?',
    },
    { words: ['root/cimv2', '--dryrun'], message: 'Unknown argument: dryrun; did you mean --dry-run?' },
    {
      words: ['root/cimv2', '--include-dirs', 'x'],
      message: 'Unknown argument: include-dirs; did you mean --include-dir?',
    },
    { words: ['root/cimv2', '--dry-run=yes'], message: '--dry-run takes no value' },
    { words: ['root/cimv2', '--quiet=false'], message: '--quiet takes no value' },
    { words: ['root/cimv2', '-q=false'], message: '-q takes no value' },
    { words: ['root/cimv2', '--q=1'], message: '--q takes no value' },
    { words: ['root/cimv2', '--out', ''], message: 'the value of --out is empty' },
    { words: ['root/cimv2', '--class', 'A', '--class', ''], message: 'the value of --class is empty' },
    {
      words: ['root/cimv2', '--mof', 'a.mof', 'b.MOF'],
      message: '"b.MOF" is not a namespace; write --mof before each file, or quote the glob: --mof "*.mof"',
    },
    {
      words: ['root/cimv2', '--cim-xml', 'a.xml', 'b.xml'],
      message: '"b.xml" is not a namespace; write --cim-xml before each file, or quote the glob: --cim-xml "*.xml"',
    },
    {
      words: ['root/cimv2', ''],
      message: '"" is not a namespace; a namespace is names separated by "/", for example root/cimv2',
    },
    {
      words: ['**'],
      message: '"**" is not a namespace; a namespace is names separated by "/", for example root/cimv2',
    },
    {
      words: ['--', '--check=1'],
      message: '"--check=1" is not a namespace; a namespace is names separated by "/", for example root/cimv2',
    },
    {
      words: ['//server01/root/cimv2'],
      message: '"//server01/root/cimv2" is not a namespace; to read from another computer: --destination server01',
    },
    { words: ['root/cimv2', '--password', 'x'], message: 'Unknown argument: password' },
    { words: ['root/cimv2', '--out', 'a', '--out', 'b'], message: '--out is given more than once' },
    {
      words: ['root/cimv2', '--check', '--dry-run'],
      message: '--check and --dry-run exclude each other: both write nothing, --check shows the difference',
    },
  ])('refuses $words', async ({ words, message }) => {
    await expect(parse(...words)).rejects.toThrow(message);
  });

  it('takes what stands behind -- for namespaces', async () => {
    const { options } = await parse('root/cimv2', '--check', '--', 'root/wmi', 'root/**');
    expect(options).toMatchObject({ namespaces: ['root/cimv2', 'root/wmi', 'root/**'], mode: 'check' });
  });

  it('takes what says where to read from', async () => {
    const words = [
      '--destination',
      'server01',
      '--protocol',
      'WINRM',
      '--username',
      'DOM\\me',
      '--authentication',
      'Basic',
      '--locale',
      'de-DE',
    ];
    expect((await parse('root/**', ...words)).settings?.source).toEqual({
      kind: 'live',
      destination: 'server01',
      protocol: 'WINRM',
      username: 'DOM\\me',
      authentication: 'Basic',
      locale: 'de-DE',
      orBundled: true,
    });
  });

  it('tells a machine that is named from one that happens to be there', async () => {
    const sourceOf = async (...words: string[]) => (await parse('root/cimv2', ...words)).settings?.source;
    expect(await sourceOf()).toEqual({ kind: 'live', orBundled: true });
    expect(await sourceOf('--locale', 'de-DE')).toEqual({ kind: 'live', orBundled: true, locale: 'de-DE' });
    expect(await sourceOf('--live')).toEqual({ kind: 'live' });
    expect(await sourceOf('--live', '--locale', 'de-DE')).toEqual({ kind: 'live', locale: 'de-DE' });
    await expect(parse('root/cimv2', '--live', '--bundled')).rejects.toThrow('--live and --bundled exclude each other');
  });

  it('answers --help with every option and examples', async () => {
    const { options, printed } = await parse('--help');
    expect(options).toBeNull();
    for (const option of [
      '--mof',
      '--class',
      '--exclude',
      '--out',
      '--dry-run',
      '--check',
      '--verify',
      '--strict',
      '--json',
      '--quiet',
    ]) {
      expect(printed).toContain(option);
    }
    expect(printed).toContain('mi-codegen root/cimv2');
  });

  it.each([
    ['shwo', 'show'],
    ['lst', 'list'],
    ['Show', 'show'],
    ['pul', 'pull'],
  ])('takes %s for the command %s', async (word, command) => {
    const message = `did you mean "mi-codegen ${command}"? A namespace "${word}" is written /${word}`;
    await expect(parse(word, 'Win32_Service', '--mermaid')).rejects.toThrow(new UsageError(message));
    expect((await parse(`/${word}`)).options).toEqual({ namespaces: [`/${word}`] });
  });

  it.each(['root', 'interop', 'shows/x', 'test'])('takes %s for a namespace', async (word) => {
    expect((await parse(word)).options).toEqual({ namespaces: [word] });
  });

  it('answers --help with the same text on every machine', async () => {
    const text = readFileSync(new URL('help.txt', import.meta.url), 'utf8').replaceAll('\r\n', '\n');
    expect(`${(await parse('--help')).printed}\n`).toBe(text);
  });

  it('answers --version', async () => {
    expect((await parse('--version')).printed).toMatch(/^\d+\.\d+\.\d+$/);
  });
});
