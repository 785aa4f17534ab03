import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readMofFiles, readMofText } from '../../../../generator/source/mof/index.js';
import type { LoadedSchema } from '../../../../generator/source/schema-source.js';
import { loadFiles, NAMESPACE, parse, said } from './support.js';

function classNames({ schema }: LoadedSchema): string[] {
  return schema.classes.map(({ namespace, name }) => `${namespace}:${name}`);
}

describe('encodings', () => {
  const text = 'class Größe { string A = "½ ☃"; };';
  const utf8 = [...new TextEncoder().encode(text)];
  const utf16 = [...text].flatMap((character) => [character.charCodeAt(0) & 0xff, character.charCodeAt(0) >> 8]);
  const swapped = utf16.map((_, index) => utf16[index ^ 1] ?? 0);

  it.each([
    ['UTF-8', utf8],
    ['UTF-8 with byte order mark', [0xef, 0xbb, 0xbf, ...utf8]],
    ['UTF-16LE with byte order mark', [0xff, 0xfe, ...utf16]],
    ['UTF-16BE with byte order mark', [0xfe, 0xff, ...swapped]],
    ['UTF-16LE', utf16],
    ['UTF-16BE', swapped],
  ])('%s', (_, bytes) => {
    const loaded = loadFiles({ 'a.mof': Uint8Array.from(bytes) }, ['a.mof']);
    expect(said(loaded)).toEqual([]);
    expect(loaded.schema.classes[0]).toMatchObject({ name: 'Größe', properties: [{ defaultValue: '½ ☃' }] });
  });

  it('Windows-1252, for what is no UTF-8', () => {
    const bytes = Uint8Array.from(
      [...'class X { string A = "'].map((c) => c.charCodeAt(0)).concat(0x93, 0xe9, 0x94, 0x22, 0x3b, 0x7d, 0x3b),
    );
    const loaded = loadFiles({ 'a.mof': bytes }, ['a.mof']);
    expect(said(loaded)).toEqual([]);
    expect(loaded.schema.classes[0]?.properties[0]?.defaultValue).toBe('“é”');
  });

  it.each([
    ['an odd number of bytes', 'UTF-16LE', [0xff, 0xfe, 0x63, 0, 0x6c]],
    ['line ends converted by git', 'UTF-16LE', [0xff, 0xfe, 0x2f, 0, 0x2f, 0, 0x0d, 0, 0x0d, 0x0a, 0, 0x63]],
    ['an odd number of bytes', 'UTF-16BE', [0xfe, 0xff, 0, 0x63, 0]],
  ])('with %s is an error (%s)', (_, encoding, bytes) => {
    expect(loadFiles({ 'a.mof': Uint8Array.from(bytes) }, ['a.mof']).diagnostics).toEqual([
      {
        severity: 'error',
        code: 'mof-broken-encoding',
        message: `the file begins as ${encoding} but is torn in the middle of a character`,
        help: 'its line ends were converted as if it were bytes (git autocrlf does that): get the original file, or save it as UTF-8',
        place: { file: 'a.mof', line: 1, column: 1, length: 1, sourceLine: '' },
      },
    ]);
  });

  it('of an empty file is any', () => {
    expect(said(loadFiles({ 'a.mof': '' }, ['a.mof']))).toEqual([]);
  });
});

describe('includes', () => {
  it('are relative to the including file, and come in their place', () => {
    const loaded = loadFiles(
      {
        'all/root.mof': '#pragma include ("parts/a.mof")\nclass R {};\n#pragma include ("parts\\\\b.mof")',
        'all/parts/a.mof': '#pragma include ("../c.mof")\nclass A {};',
        'all/parts/b.mof': 'class B {};',
        'all/c.mof': 'class C {};',
      },
      ['all/root.mof'],
    );
    expect(said(loaded)).toEqual([]);
    expect(classNames(loaded)).toEqual(['root/test:C', 'root/test:A', 'root/test:R', 'root/test:B']);
    const files = loaded.files.map((file) => file.replaceAll('\\', '/'));
    expect(files).toEqual(['all/root.mof', 'all/parts/a.mof', 'all/c.mof', 'all/parts/b.mof']);
  });

  it('are searched in the include directories, behind the own folder', () => {
    const loaded = loadFiles(
      {
        'x/root.mof': '#pragma include ("a.mof")\n#pragma include ("b.mof")',
        'x/a.mof': 'class Near {};',
        'lib/a.mof': 'class Far {};',
        'more/b.mof': 'class B {};',
      },
      ['x/root.mof'],
      { includeDirs: ['lib', 'more'] },
    );
    expect(said(loaded)).toEqual([]);
    expect(classNames(loaded)).toEqual(['root/test:Near', 'root/test:B']);
  });

  it('may go in a circle, and name a file that is named already', () => {
    const loaded = loadFiles(
      {
        'a.mof': '#pragma include ("b.mof")\nclass A {}; instance of A {};',
        'b.mof': '#pragma include ("a.mof")\nclass B {}; instance of B {};',
      },
      ['a.mof', './b.mof', 'a.mof'],
    );
    expect(said(loaded)).toEqual([]);
    expect(classNames(loaded)).toEqual(['root/test:B', 'root/test:A']);
    expect(loaded.schema.instances).toHaveLength(2);
    expect(loaded.files).toEqual(['a.mof', 'b.mof']);
  });

  it('bring a file into each namespace that includes it', () => {
    const loaded = loadFiles(
      {
        'root.mof': '#pragma include ("a.mof")\n#pragma namespace ("root/two")\n#pragma include ("a.mof")',
        'a.mof': 'class A { datetime D = "now"; };',
      },
      ['root.mof'],
    );
    expect(classNames(loaded)).toEqual(['root/test:A', 'root/two:A']);
    expect(said(loaded)).toEqual([
      '1:24 warning mof-datetime: invalid CIM datetime "now": it has 3 characters instead of 25 (yyyymmddhhmmss.mmmmmm±utc)',
    ]);
  });

  it('keep the namespace they change, but the next file begins anew', () => {
    const loaded = loadFiles(
      {
        'a.mof': '#pragma include ("ns.mof")\nclass A {};',
        'b.mof': 'class B {};',
        'ns.mof': '#pragma namespace ("root/other")',
      },
      ['a.mof', 'b.mof'],
    );
    expect(classNames(loaded)).toEqual(['root/other:A', 'root/test:B']);
  });

  it('may be written as #include, with a warning', () => {
    const loaded = loadFiles({ 'a.mof': '#include ("b.mof")', 'b.mof': 'class B {};' }, ['a.mof']);
    expect(said(loaded)).toEqual(['1:1 warning mof-include-without-pragma: #include is taken for #pragma include']);
    expect(classNames(loaded)).toEqual(['root/test:B']);
  });

  it('that are not there are an error at their place', () => {
    expect(loadFiles({ 'x/a.mof': 'class A {};\n#pragma include ("b.mof")' }, ['x/a.mof']).diagnostics).toEqual([
      {
        severity: 'error',
        code: 'mof-include-not-found',
        message: 'cannot read the included file "b.mof": there is no such file',
        help: 'it is searched beside the including file and in the include directories',
        place: { file: 'x/a.mof', line: 2, column: 18, length: 7, sourceLine: '#pragma include ("b.mof")' },
      },
    ]);
  });

  it('with a backslash that was read as an escape are told with a way out', () => {
    expect(parse(String.raw`#pragma include ("Core\b.mof")`).diagnostics).toMatchObject([
      {
        code: 'mof-include-not-found',
        message: 'cannot read the included file "Core\b.mof": a text by itself includes nothing',
        help: String.raw`write \\ for a backslash`,
      },
    ]);
  });

  it('of a system folder of Windows are a warning', () => {
    const loaded = loadFiles({ 'a.mof': '#pragma include ("%SYSTEMROOT%\\\\x.mof")' }, ['a.mof']);
    expect(said(loaded)).toEqual([
      '1:18 warning mof-include-not-found: cannot read the included file "%SYSTEMROOT%\\x.mof": there is no such file',
    ]);
    expect(loaded.diagnostics[0]?.help).toBe('if the schema needs it, give "x.mof" with the other files');
  });

  it.each([
    { line: '#include ("%SYSTEMROOT%\\system32\\wbem\\wdm.mof")', want: '11 mof-include-not-found' },
    { line: '#include ("no\\such.mof")', want: '11 mof-include-not-found' },
    { line: '#include ("sub\\dir.mof")', want: '1 mof-include-without-pragma' },
    { line: '#pragma include ("sub\\dir.mof")', want: '22 mof-unknown-escape' },
    { line: '#pragma include ("%x%\\new\\a.mof")', want: '18 mof-include-not-found' },
  ])('have one diagnostic a line: $line', ({ line, want }) => {
    const loaded = loadFiles({ 'a.mof': line, 'sub/dir.mof': 'class X {};' }, ['a.mof']);
    expect(loaded.diagnostics.map(({ code, place }) => `${place?.column} ${code}`)).toEqual([want]);
  });

  it('name the file as it is written', () => {
    const { diagnostics } = loadFiles({ 'a.mof': '#include ("%x%\\new.mof")' }, ['a.mof']);
    expect(diagnostics[0]?.help).toBe('if the schema needs it, give "new.mof" with the other files');
  });

  it('of a text by itself are an error', () => {
    expect(said(parse('#pragma include ("b.mof")'))).toEqual([
      '1:18 error mof-include-not-found: cannot read the included file "b.mof": a text by itself includes nothing',
    ]);
  });

  it('end where they are too deep', () => {
    const files = Object.fromEntries(
      Array.from({ length: 300 }, (_, index) => [
        `${index}.mof`,
        `#pragma include ("${index + 1}.mof")\nclass C${index} {};`,
      ]),
    );
    const loaded = loadFiles(files, ['0.mof']);
    expect(said(loaded)).toEqual(['1:18 error mof-include-too-deep: files are included more than 200 deep']);
    expect(loaded.diagnostics[0]?.place?.file).toBe('200.mof');
    expect(loaded.schema.classes).toHaveLength(201);
  });
});

describe('aliases of files', () => {
  it('are known in what a file includes, and in what includes it', () => {
    const loaded = loadFiles(
      {
        'a.mof': '#pragma include ("b.mof")\ninstance of X as $A { R = $B; };',
        'b.mof': 'instance of X as $B { R = $A; };',
      },
      ['a.mof'],
    );
    expect(said(loaded)).toEqual([]);
    expect(loaded.schema.instances.map(({ properties }) => properties[0]?.value)).toEqual([
      { alias: '$A' },
      { alias: '$B' },
    ]);
  });

  it('may be the same where files do not know each other', () => {
    const one = 'instance of X as $P {}; instance of Y { R = $P; };';
    const loaded = loadFiles({ 'a.mof': one, 'b.mof': one }, ['a.mof', 'b.mof']);
    expect(said(loaded)).toEqual([]);
    expect(loaded.schema.instances.map(({ alias }) => alias)).toEqual(['$P', undefined, '$P_2', undefined]);
    expect(loaded.schema.instances[3]?.properties[0]?.value).toEqual({ alias: '$P_2' });
  });
});

describe('files', () => {
  it('that cannot be read are an error, and do not keep others from being read', () => {
    const loaded = loadFiles({ 'b.mof': 'class B {};' }, ['a.mof', 'b.mof']);
    expect(loaded.diagnostics).toEqual([
      { severity: 'error', code: 'mof-unreadable-file', message: 'cannot read "a.mof": there is no such file' },
    ]);
    expect(classNames(loaded)).toEqual(['root/test:B']);
    expect(loaded.files).toEqual(['b.mof']);
  });

  it('tell what they have to say in their order', () => {
    const loaded = loadFiles({ 'a.mof': 'class A { uint8 X = 256; };\nx;', 'b.mof': 'y;' }, ['b.mof', 'a.mof']);
    expect(loaded.diagnostics.map(({ place }) => `${place?.file}:${place?.line}`)).toEqual([
      'b.mof:1',
      'a.mof:1',
      'a.mof:2',
    ]);
  });

  it('tell where a class that they declare differently was declared before', () => {
    const loaded = loadFiles({ 'a.mof': 'class X {};', 'b.mof': '\nclass X { uint8 A; };' }, ['a.mof', 'b.mof']);
    expect(loaded.diagnostics).toEqual([
      {
        severity: 'warning',
        code: 'mof-redeclared-class',
        message: 'the class "X" was declared differently before; this declaration holds',
        help: 'the other one is at a.mof:1:7; keep one of them, or put them into different namespaces',
        place: { file: 'b.mof', line: 2, column: 7, length: 1, sourceLine: 'class X { uint8 A; };' },
      },
    ]);
  });

  it('may amend classes of other files, given before', () => {
    const loaded = loadFiles(
      {
        'a.mfl': '#pragma namespace("root/test/ms_409")\n[AMENDMENT, Description("d") : Amended] class A {};',
        'a.mof': 'class A {};',
      },
      ['a.mfl', 'a.mof'],
    );
    expect(said(loaded)).toEqual([]);
    expect(loaded.schema.classes).toMatchObject([{ namespace: 'root/test', qualifiers: [{ name: 'Description' }] }]);
  });

  it('have a name in diagnostics, which a text may be given', () => {
    expect(readMofText('x', { namespace: NAMESPACE }).diagnostics[0]?.place?.file).toBe('input.mof');
    expect(readMofText('x', { file: 'my.mof', namespace: NAMESPACE }).diagnostics[0]?.place?.file).toBe('my.mof');
  });
});

describe('files on disk', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'mof-'));
    mkdirSync(join(folder, 'Core'));
    writeFileSync(join(folder, 'root.mof'), '#pragma include ("CORE/cim_a.MOF")\n#pragma include ("core/none.mof")');
    writeFileSync(join(folder, 'Core', 'CIM_A.mof'), 'class CIM_A {};');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('are read, and included in any letter case', () => {
    const loaded = readMofFiles([join(folder, 'root.mof')], { namespace: NAMESPACE });
    expect(said(loaded)).toEqual([
      '2:18 error mof-include-not-found: cannot read the included file "core/none.mof": there is no such file',
    ]);
    expect(classNames(loaded)).toEqual(['root/test:CIM_A']);
  });

  it('may be folders, which is an error', () => {
    const [diagnostic] = readMofFiles([folder], { namespace: NAMESPACE }).diagnostics;
    expect(diagnostic?.message).toBe(`cannot read "${folder}": it is a folder`);
  });
});

it('wants a namespace', () => {
  expect(() => readMofFiles([], { namespace: '' })).toThrow(new RangeError('"" is no namespace of this machine'));
  expect(() => readMofText('', { namespace: '//server/root' })).toThrow(
    '"//server/root" is no namespace of this machine',
  );
});

it('finds the place of everything in the model', () => {
  const { schema, locate } = parse(`Qualifier Q : boolean;
[Q] class X {
  [Key] string P;
  uint32 M([In] string A);
};
instance of X { P = "1"; };`);
  const [cimClass] = schema.classes;
  const [property] = cimClass?.properties ?? [];
  const [method] = cimClass?.methods ?? [];
  const [instance] = schema.instances;
  const places = [
    schema.qualifierDeclarations[0],
    cimClass,
    cimClass?.qualifiers[0],
    property,
    property?.qualifiers[0],
    method,
    method?.parameters[0],
    method?.parameters[0]?.qualifiers[0],
    instance,
    instance?.properties[0],
  ].map((node) => {
    const place = locate(node ?? {});
    return place && `${place.file}:${place.line}:${place.column} ${place.length}`;
  });
  expect(places).toEqual(
    ['1:11 1', '2:11 1', '2:2 1', '3:16 1', '3:4 3', '4:10 1', '4:24 1', '4:13 2', '6:13 1', '6:17 1'].map(
      (place) => `test.mof:${place}`,
    ),
  );
  expect(locate({})).toBe(undefined);
});

it.each(['\n', '\r\n', '\r'])('counts lines that end with %j', (end) => {
  const text = `// a${end}${end}class X {${end}x};`;
  expect(parse(text).diagnostics[0]?.place).toEqual({
    file: 'test.mof',
    line: 4,
    column: 2,
    length: 1,
    sourceLine: 'x};',
  });
});
