import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { DiagnosticError, generate, loadCimXml, parseCimXml, parseMof, printCimXml } from 'mi-codegen';
import { afterAll, describe, expect, it } from 'vitest';
import { formatDiagnostic } from '../../../../generator/diagnostics/index.js';
import { readCimXmlFiles } from '../../../../generator/source/cim-xml/index.js';
import type { CimInstanceDeclaration, CimSchema } from '../../../../runtime/schema/index.js';
import { schema as anySchema } from '../mof/arbitrary-schema.js';

const NS = 'root/test';
const folder = mkdtempSync(join(tmpdir(), 'mi-codegen-cim-xml-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The path of a file with this content. */
function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** What is said of a text, as the command prints it. */
function said(text: string): string {
  try {
    parseCimXml(text, { namespace: NS, file: 'a.xml' });
    return '';
  } catch (error) {
    return (error as DiagnosticError).diagnostics.map(formatDiagnostic).join('\n');
  }
}

describe('a text that is no CIM-XML', () => {
  it.each([
    [
      '<CLASS NAME="X">\n  <PROPERTY NAME="P" TYPE="text"/>\n</CLASS>',
      [
        'a.xml:2:3 - error cim-xml-mistake: TYPE="text" names no CIM type',
        '  2 |   <PROPERTY NAME="P" TYPE="text"/>',
        '    |   ^^^^^^^^^',
      ],
    ],
    [
      '<a>\n<b></a>',
      [
        "a.xml:2:4 - error cim-xml-mistake: the text is no well-formed XML: Expected closing tag 'b' (opened in line 2, col 1) instead of closing tag 'a'",
        '  2 | <b></a>',
        '    |    ^',
      ],
    ],
    [' \n', ['a.xml:1:1 - error cim-xml-no-xml: the text is empty']],
    [
      'class X { };',
      [
        'a.xml:1:1 - error cim-xml-no-xml: the text is no XML: that begins with <',
        '  help: MOF is a source of its own: --mof, or loadMof()',
      ],
    ],
  ])('%j is refused with its place', (text, lines) => {
    expect(said(text)).toBe(lines.join('\n'));
  });

  it.each([
    ['http://schemas.xmlsoap.org/soap/envelope/', '<faultcode>x</faultcode><faultstring>no such class</faultstring>'],
    [
      'http://www.w3.org/2003/05/soap-envelope',
      '<s:Code><s:Value>s:Sender</s:Value></s:Code>\n<s:Reason>\n<s:Text xml:lang="en">no such class</s:Text></s:Reason>',
    ],
  ])('says with what fault a server answered: %s', (namespace, fault) => {
    const answer = `<s:Envelope xmlns:s="${namespace}"><s:Body><s:Fault>${fault}</s:Fault></s:Body></s:Envelope>`;
    expect(said(answer)).toContain('cim-xml-mistake: the server answered with a fault: no such class');
  });

  it('says with what a server answered', () => {
    const answer =
      '<CIM CIMVERSION="2.0" DTDVERSION="2.0"><MESSAGE ID="1" PROTOCOLVERSION="1.0"><SIMPLERSP><IMETHODRESPONSE NAME="GetClass">' +
      '<ERROR CODE="6" DESCRIPTION="no such class"/></IMETHODRESPONSE></SIMPLERSP></MESSAGE></CIM>';
    expect(said(answer)).toContain('error cim-xml-server-error: the server answered with the error 6: no such class');
  });
});

describe('a file', () => {
  it('is read in UTF-8, UTF-16 and Windows-1252, whatever it declares', () => {
    const text = '<?xml version="1.0" encoding="ISO-8859-1"?><CLASS NAME="Größe"/>';
    const files = [
      file('utf8.xml', `\uFEFF${text}`),
      file('utf16.xml', Buffer.from(`\uFEFF${text}`, 'utf16le')),
      file('latin1.xml', Buffer.from(text, 'latin1')),
    ];
    for (const path of files) {
      const { schema } = loadCimXml([path], { namespace: NS });
      expect(schema.classes.map(({ name }) => name)).toEqual(['Größe']);
    }
  });

  it('is refused in an encoding that would be misread', () => {
    const bytes = Buffer.from('<?xml version="1.0" encoding="Shift_JIS"?><CLASS NAME="\xe9"/>', 'latin1');
    const { diagnostics } = readCimXmlFiles([file('sjis.xml', bytes)], { namespace: NS });
    expect(diagnostics).toMatchObject([{ code: 'cim-xml-encoding', message: /not in UTF-8/ }]);
  });

  it('that cannot be read does not keep the others from it', () => {
    const good = file('good.xml', '<CLASS NAME="Good"/>');
    symlinkSync(good, join(folder, 'again.xml'));
    const names = [join(folder, 'none.xml'), good, join(folder, 'again.xml'), folder];
    const { schema, diagnostics, files } = readCimXmlFiles(names, { namespace: NS });
    expect(schema.classes).toHaveLength(1);
    expect(files).toEqual([good]);
    expect(diagnostics.map(({ message }) => message.replaceAll(folder, '…'))).toEqual([
      'cannot read "…/none.xml": there is no such file',
      'cannot read "…": it is a folder',
    ]);
  });

  it.each([
    [['loadCimXml', 'a.xml', {}], 'loadCimXml() takes an array of paths: loadCimXml(paths, { namespace })'],
    [['loadCimXml', [], { limits: { depth: 'x' } }], "loadCimXml() takes a string as namespace: 'root/cimv2'"],
    [
      ['loadCimXml', [], { namespace: NS, limits: { depth: 0 } }],
      'loadCimXml() takes an object of whole numbers from 1 as limits',
    ],
    [
      ['loadCimXml', [], { namespace: NS, limits: { dept: 1 } }],
      'loadCimXml() takes no limits.dept; did you mean "depth"?',
    ],
    [['parseCimXml', 5, {}], 'parseCimXml() takes a text of CIM-XML: parseCimXml(text, { namespace })'],
    [['parseCimXml', '', { namespace: NS, fil: 'x' }], 'parseCimXml() takes no fil; did you mean "file"?'],
    [['printCimXml', []], 'printCimXml() takes a schema: loadMof(…).schema'],
  ] as const)('has arguments that are checked: %j', ([name, ...args], message) => {
    const functions = { loadCimXml, parseCimXml, printCimXml };
    const call = functions[name] as (...given: readonly unknown[]) => unknown;
    expect(() => call(...args)).toThrow(new TypeError(message));
  });
});

/** A class as a server answers it, with what it inherits. */
function whole(name: string, superclass: string, elements: string): string {
  return `<CLASS NAME="${name}" SUPERCLASS="${superclass}">${elements}</CLASS>`;
}

const KEY = '<QUALIFIER NAME="Key" TYPE="boolean" OVERRIDABLE="false"><VALUE>true</VALUE></QUALIFIER>';
const ID = `<PROPERTY NAME="Id" TYPE="string" CLASSORIGIN="Base" PROPAGATED="true">${KEY}</PROPERTY>`;
const MARKED =
  '<PROPERTY NAME="Id" TYPE="string" PROPAGATED="true">' +
  '<QUALIFIER NAME="key" PROPAGATED="true" TYPE="boolean" TOINSTANCE="true"><VALUE>TRUE</VALUE></QUALIFIER>' +
  '<QUALIFIER NAME="Size" PROPAGATED="true" TYPE="sint32"><VALUE>64</VALUE></QUALIFIER></PROPERTY>';
const LEVEL = '<PROPERTY NAME="Level" TYPE="uint8" CLASSORIGIN="Middle" PROPAGATED="true"/>';
const OWN = '<PROPERTY NAME="Own" TYPE="string" CLASSORIGIN="Leaf" PROPAGATED="false"/>';
const RESET = '<METHOD NAME="Reset" TYPE="uint32" CLASSORIGIN="Base" PROPAGATED="true"/>';

const names = (elements: readonly { readonly name: string }[] | undefined): string[] =>
  (elements ?? []).map(({ name }) => name);

it("a class is read in WMI's own words", () => {
  const text =
    '<CLASS NAME="A"><QUALIFIER NAME="dynamic" PROPAGATED="true" TYPE="boolean" AMENDED="true"><VALUE>TRUE</VALUE></QUALIFIER>' +
    '<PROPERTY NAME="__PATH" CLASSORIGIN="___SYSTEM" TYPE="string"/>' +
    '<PROPERTY.ARRAY NAME="__DERIVATION" TYPE="string"/>' +
    '<PROPERTY.OBJECT NAME="P" REFERENCECLASS="B"/><PROPERTY.OBJECTARRAY NAME="Q"/>' +
    '<METHOD NAME="Nothing" TYPE=""><PARAMETER.OBJECT NAME="O" REFERENCECLASS="B"/>' +
    '<PARAMETER.OBJECTARRAY NAME="R"/></METHOD>' +
    '<METHOD.OBJECT NAME="Object" REFERENCECLASS="B"/><METHOD.REFERENCE NAME="Reference" REFERENCECLASS="B"/></CLASS>';
  const [cimClass] = parseCimXml(text, { namespace: NS }).schema.classes;
  const object = { type: 'instance', array: false, className: 'B', qualifiers: [] };
  expect(cimClass?.properties).toEqual([
    { name: 'P', ...object },
    { name: 'Q', type: 'instance', array: true, qualifiers: [] },
  ]);
  expect(cimClass?.methods).toMatchObject([
    {
      name: 'Nothing',
      returnType: null,
      parameters: [
        { name: 'O', ...object },
        { name: 'R', array: true },
      ],
    },
    { name: 'Object', returnType: 'instance' },
    { name: 'Reference', returnType: 'reference' },
  ]);
});

describe('a class that a server answered with what it inherits', () => {
  const size = '<QUALIFIER NAME="Size" TYPE="uint32"><VALUE>64</VALUE></QUALIFIER>';
  const base = `<CLASS NAME="Base"><PROPERTY NAME="Id" TYPE="string">${KEY}${size}</PROPERTY><METHOD NAME="Reset" TYPE="uint32"/></CLASS>`;
  const middle = whole('Middle', 'Base', ID + LEVEL.replace('true', 'false') + RESET);
  const leaf = whole('Leaf', 'Middle', ID + LEVEL + OWN + RESET);

  it('holds its own elements, in whatever order the classes come', () => {
    for (const texts of [
      [base, middle, leaf],
      [leaf, middle, base],
    ]) {
      const files = texts.map((text, index) => file(`${index}.xml`, text));
      const { schema } = loadCimXml(files, { namespace: NS });
      const own = Object.fromEntries(schema.classes.map((each) => [each.name, names(each.properties)]));
      expect(own).toEqual({ Base: ['Id'], Middle: ['Level'], Leaf: ['Own'] });
      expect(schema.classes.flatMap(({ methods }) => methods)).toHaveLength(1);
    }
  });

  it.each([
    ['a property that only says where it stems from', '<PROPERTY NAME="Id" TYPE="string" CLASSORIGIN="Base"/>'],
    ['flavors that are not told', `${ID.replace(' OVERRIDABLE="false"', '')}${RESET}`],
    ['a qualifier that is marked, with another type of its value', MARKED + RESET],
  ])('holds nothing of the superclass, with %s', (_, elements) => {
    const { schema } = parseCimXml(base, { namespace: NS });
    const { schema: read } = readCimXmlFiles(
      [file('derived.xml', whole('Derived', 'Base', elements))],
      { namespace: NS },
      schema.classes,
    );
    expect(read.classes).toMatchObject([{ name: 'Derived', properties: [], methods: [] }]);
  });

  it('keeps a flavor of its own, and takes NULL for no value', () => {
    const { schema } = parseMof(
      'Qualifier Version : string = null, Scope(any), Flavor(Restricted); [Version("1")] class Base { string P = NULL; };',
      { namespace: NS },
    );
    const elements =
      '<QUALIFIER NAME="Version" TYPE="string" OVERRIDABLE="false"><VALUE>1</VALUE></QUALIFIER>' +
      '<PROPERTY NAME="P" TYPE="string" PROPAGATED="true"/>';
    const paths = [file('derived.xml', whole('Derived', 'Base', elements))];
    const { schema: read } = readCimXmlFiles(paths, { namespace: NS }, schema.classes);
    const flavor = { overridable: false, toSubclass: true, toInstance: false, translatable: false };
    expect(read.classes).toMatchObject([{ qualifiers: [{ name: 'Version', flavor }], properties: [] }]);
  });

  it('holds what it declares anew, though it is marked as inherited', () => {
    const anew = ID.replace(
      '</PROPERTY>',
      '<QUALIFIER NAME="Override" TYPE="string"><VALUE>Id</VALUE></QUALIFIER></PROPERTY>',
    );
    const { schema } = loadCimXml([file('0.xml', base), file('1.xml', whole('Derived', 'Base', anew))], {
      namespace: NS,
    });
    expect(names(schema.classes[1]?.properties[0]?.qualifiers)).toEqual(['Override']);
  });

  it('stays whole where the superclass is not known', () => {
    const { schema } = parseCimXml(leaf, { namespace: NS });
    expect(names(schema.classes[0]?.properties)).toEqual(['Id', 'Level', 'Own']);
    expect(names(schema.classes[0]?.methods)).toEqual(['Reset']);
  });

  it('may have superclasses that hold only their own elements, also in MOF', async () => {
    const mof = file(
      'base.mof',
      'class Base { [Key] string Id; uint32 Reset(); }; class Middle : Base { uint8 Level; };',
    );
    const out = join(folder, 'out');
    const source = { kind: 'files', mof: [mof], cimXml: [file('leaf.xml', leaf)] } as const;
    const result = await generate({ namespaces: [NS], source, out });
    expect(result).toMatchObject({ source: 'files', classes: 3, methods: 1, filesRead: 2, diagnostics: [] });
    const text = result.files.map(({ path }) => path);
    expect(text.some((path) => path.endsWith('Leaf.ts'))).toBe(true);
  });

  it('has places', () => {
    const loaded = parseCimXml(`\n${leaf}`, { namespace: NS, file: 'a.xml' });
    const [cimClass] = loaded.schema.classes;
    expect(loaded.locate(cimClass as object)).toMatchObject({ file: 'a.xml', line: 2, column: 1, length: 6 });
    expect(loaded.locate(cimClass?.properties[2] as object)).toMatchObject({ line: 2, length: 9 });
  });
});

/** A schema without what CIM-XML has no form for. */
function asCimXmlHolds({ qualifierDeclarations, classes, instances }: CimSchema): CimSchema {
  const schema = {
    qualifierDeclarations: qualifierDeclarations.map(withoutNull),
    classes,
    instances: instances.map(({ alias: _, ...instance }) => instance),
  };
  return JSON.parse(JSON.stringify(schema), (key, value: unknown) => {
    if (typeof value === 'string') return value.replace(/[^\t\n\r\x20-\uD7FF\uE000-\uFFFD]/g, '?');
    if (key === 'properties' || key === 'parameters') return (value as object[]).map(withoutNull);
    if (typeof value !== 'object' || value === null) return value;
    if ('alias' in value) return null;
    if ('className' in value && 'properties' in value) return asTyped(value as CimInstanceDeclaration);
    // Nothing tells whether a qualifier without a value is an array.
    return 'flavor' in value && 'value' in value && value.value === null ? { ...value, array: false } : value;
  }) as CimSchema;
}

/** In an instance of an unknown class, an array has the type of its first item. */
function asTyped({ properties, className, ...rest }: CimInstanceDeclaration): CimInstanceDeclaration {
  const typed = properties.map(({ name, value = null }) => {
    const isMixed = className.length > 5 && Array.isArray(value) && value.some((item) => typeof item === 'string');
    return { name, qualifiers: [], value: isMixed ? value.map((item) => item && String(item)) : value };
  });
  return { ...rest, className, qualifiers: [], properties: typed };
}

/** A default value that is null is none, and a value that is none is null. No class gives an object a default value. */
function withoutNull<T extends object>(element: T): T {
  if (
    'defaultValue' in element &&
    (element.defaultValue === null || ('type' in element && element.type === 'instance'))
  ) {
    const { defaultValue: _, ...rest } = element;
    return rest as T;
  }
  return 'type' in element ? element : { value: null, ...element, qualifiers: [] };
}

describe('a schema', () => {
  it('is the same when it has been printed', () => {
    const { schema } = parseMof(
      String.raw`
      Qualifier Key : boolean = false, Scope(property, reference), Flavor(DisableOverride);
      Qualifier Note : string[] = {"a", ""}, Scope(any), Flavor(Restricted, Translatable);
      [Note{"<&>\r\n\"", ""}] class A { [Key] string K; uint64 N = 18446744073709551615; string E = ""; real64 R = "-INF";
        datetime D = "20240229000000.000000+000"; boolean B[] = {true, null}; uint8 F[4]; char16 C = 'x'; A ref Next;
        [EmbeddedInstance("A")] string Text; A Object_; void M([In] A ref P[], [Out, EmbeddedObject] string Q); };
      class B : A { [Override("K")] string K; };
      #pragma namespace ("root/other")
      class C { string S; };
      instance of C { S = "x"; };`,
      { namespace: NS },
    );
    expect(parseCimXml(printCimXml(schema), { namespace: 'root/no' }).schema).toEqual(schema);
  });

  it('of any kind is the same when it has been printed', () => {
    fc.assert(
      fc.property(anySchema.map(asCimXmlHolds), (schema) => {
        expect(parseCimXml(printCimXml(schema), { namespace: NS }).schema).toEqual(schema);
      }),
      { numRuns: 500 },
    );
  });

  it('has instances with the types of their classes', () => {
    const { schema } = parseMof(
      `class A { [Key] uint8 K; uint64 Big; datetime When; A ref Next; [EmbeddedInstance("A")] string Text; A Parts[]; };
      instance of A { K = 1; Big = 18446744073709551615; When = "20240229000000.000000+000"; Next = "A.K=2";
        Text = "instance of A { K = 3; };"; Parts = { instance of A { K = 4; }, NULL }; };
      instance of Unknown { N = 5; T = "t"; };`,
      { namespace: NS },
    );
    expect(parseCimXml(printCimXml(schema), { namespace: NS }).schema).toEqual(schema);
  });

  it.each([
    ['[Note("a\\x0008")] class A { };', /^A\.Note has the character U\+0008, which XML cannot hold$/],
    ['class A { A ref R = "a b"; };', /^A\.R cannot be written in CIM-XML: invalid object path "a b"/],
    ['class A { A ref R; }; instance of A as $X { R = $X; };', /^A\.R cannot be written in CIM-XML: its value is the /],
  ])('%s cannot be printed', (mof, message) => {
    const { schema } = parseMof(mof, { namespace: NS });
    expect(() => printCimXml(schema)).toThrow(RangeError);
    expect(() => printCimXml(schema)).toThrow(message);
  });

  it('has one spelling of its namespaces', () => {
    const path = (name: string) =>
      `<LOCALNAMESPACEPATH><NAMESPACE NAME="root"/><NAMESPACE NAME="${name}"/></LOCALNAMESPACEPATH>`;
    const group = (name: string, cls: string) =>
      `<DECLGROUP>${path(name)}<VALUE.OBJECT><CLASS NAME="${cls}"/></VALUE.OBJECT></DECLGROUP>`;
    const text = `<CIM><DECLARATION>${group('TEST', 'A')}${group('test', 'B')}${group('Other', 'C')}</DECLARATION></CIM>`;
    const { schema } = parseCimXml(text, { namespace: NS });
    expect(schema.classes.map(({ namespace, name }) => `${namespace}:${name}`)).toEqual([
      'root/test:A',
      'root/test:B',
      'root/Other:C',
    ]);
  });

  it('is refused for any text, or read: nothing else', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(() => parseCimXml(text, { namespace: NS })).toThrow(DiagnosticError);
      }),
    );
  });
});
