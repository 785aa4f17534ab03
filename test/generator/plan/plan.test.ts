import { describe, expect, it } from 'vitest';
import { render } from '../../../generator/emit/render.js';
import { checkSchema, SchemaIndex } from '../../../generator/model/index.js';
import { fileKey } from '../../../generator/plan/file-key.js';
import { plan } from '../../../generator/plan/plan.js';
import type { LoadedSchema } from '../../../generator/source/schema-source.js';
import { schemaOf, schemaOfClasses } from '../../tools/schema.js';

const PROPERTY = { type: 'string', array: false, qualifiers: [] } as const;

/** The output for some classes of a schema; for all when none are named. */
function output(
  loaded: LoadedSchema,
  names?: readonly string[],
  namespaces: readonly string[] = [],
): Map<string, string> {
  const index = new SchemaIndex(loaded);
  const all = index.namespaces().flatMap((namespace) => index.classesIn(namespace));
  const classes = names === undefined ? all : all.filter(({ name }) => names.includes(name));
  return new Map(
    Array.from(render(plan(index, classes, { namespaces }), { extension: 'js', source: 'files' }), ({ path, text }) => [
      path,
      text,
    ]),
  );
}

function diagnostics(loaded: LoadedSchema): string[] {
  const index = new SchemaIndex(loaded);
  return plan(index, loaded.schema.classes, { namespaces: [] }).diagnostics.map(
    ({ severity, message }) => `${severity}: ${message}`,
  );
}

describe('files', () => {
  it('differ where some file system takes two names for one, whatever is selected', () => {
    const names = ['K\u03c3', 'K\u03c2', 'k\u03c3\u0301', '\u017f', 'S', 'Caf\u00e9', 'Cafe\u0301', 'index', 'Plain'];
    const loaded = schemaOfClasses(names.map((name) => ({ name })));
    const files = [...output(loaded).keys()].map((path) => path.replace('root/test/', ''));
    expect(new Set(files.map(fileKey)).size).toBe(names.length + 1);
    expect(files).toContain('Caf\u00e9.ts');
    expect(files).toContain('Cafe\u0301$.ts');
    for (const name of names) {
      const [only] = [...output(loaded, [name]).keys()];
      expect(files.map((file) => `root/test/${file}`)).toContain(only);
    }
  });

  it('of two namespaces lie in two folders', () => {
    const loaded = schemaOfClasses([{ namespace: 'root/\u00b5' }, { namespace: 'root/\u03bc' }]);
    expect([...output(loaded).keys()].filter((path) => path.includes('index'))).toEqual([
      'root/\u00b5/index.ts',
      'root/\u03bc$/index.ts',
    ]);
  });
});

describe('names that are no identifiers', () => {
  const evil = "X'); process.exit(); ('";

  it('are errors, and are never rendered', () => {
    const loaded = schemaOfClasses([
      { name: evil },
      {
        name: 'Good',
        properties: [
          { ...PROPERTY, name: evil },
          { ...PROPERTY, name: 'Ref', type: 'reference', className: evil },
        ],
        methods: [
          { name: evil, returnType: null, parameters: [], qualifiers: [] },
          { name: 'Do', returnType: null, parameters: [{ ...PROPERTY, name: evil }], qualifiers: [] },
        ],
      },
    ]);
    expect(diagnostics(loaded)).toEqual([
      `error: the class name ${JSON.stringify(evil)} is not an identifier`,
      `error: the property name ${JSON.stringify(evil)} in Good is not an identifier`,
      `error: the method name ${JSON.stringify(evil)} in Good is not an identifier`,
      `error: the parameter name ${JSON.stringify(evil)} in Good.Do is not an identifier`,
    ]);
    const texts = Array.from(output(loaded).values()).join('');
    expect(texts).not.toContain('process.exit');
    expect(texts).toContain("properties: 'Ref:ref',");
  });

  it('have at most 255 characters', () => {
    const [longest, longer] = ['A'.repeat(255), 'A'.repeat(256)];
    const property = { name: longer, type: 'string', array: false, qualifiers: [] } as const;
    const loaded = schemaOfClasses([{ name: longest, properties: [property] }, { name: longer }]);
    const shown = `"${'A'.repeat(50)}…"`;
    expect(diagnostics(loaded)).toEqual([
      `error: the class name ${shown} has 256 characters`,
      `error: the property name ${shown} in ${longest} has 256 characters`,
    ]);
  });

  it.each(['A\u200d', 'A\u3164', '\uffa0', 'A\ufe0f', 'A\u202e'])('are those with what is not seen, %j', (name) => {
    expect(diagnostics(schemaOfClasses([{ name }]))).toEqual([
      `error: the class name ${JSON.stringify(name)} is not an identifier`,
    ]);
    expect(diagnostics(schemaOfClasses([{ namespace: `root/${name}` }]))).toEqual([
      `error: ${JSON.stringify(`root/${name}`)} is no namespace`,
    ]);
  });

  it('are errors in a namespace too, which would be a path', () => {
    const loaded = schemaOfClasses([{ name: 'A', namespace: '../../etc' }]);
    expect(diagnostics(loaded)).toEqual(['error: "../../etc" is no namespace']);
    expect(output(loaded).size).toBe(0);
  });
});

describe('what is decided for a class', () => {
  const MOF = `
    class A { [Key] string Id; uint32 Do([In] string X); };
    class A_Do_In { string Y; };
    class B : A { C REF Other; [ValueMap { "0" }, Values { "Zero" }] uint8 State; };
    class C : A { B REF Back; };
  `;

  it('does not depend on which other classes are generated', () => {
    const all = output(schemaOf(MOF));
    const some = output(schemaOf(MOF), ['A', 'B', 'C']);
    for (const name of ['A', 'B', 'C']) expect(some.get(`root/test/${name}.ts`)).toBe(all.get(`root/test/${name}.ts`));
  });

  it('does not depend on the order of declaration', () => {
    const loaded = schemaOf(MOF);
    const reversed = { ...loaded, schema: { ...loaded.schema, classes: loaded.schema.classes.toReversed() } };
    expect(Object.fromEntries(output(reversed))).toEqual(Object.fromEntries(output(loaded)));
  });

  it('counts a class that is not generated as absent', () => {
    const text = output(schemaOf(MOF), ['B']).get('root/test/B.ts');
    expect(text).toContain('export class B extends mi.CimObject {');
    expect(text).toContain('declare readonly Other: mi.CimReference | null;');
  });
});

describe('namespaces', () => {
  const loaded = schemaOf(
    'class A { };\n#pragma namespace ("ROOT/TEST")\nclass B { };\n#pragma namespace ("root/con")\nclass A { B REF Other; };',
  );

  it('are one whatever the letter case, and spelled as they were asked for', () => {
    expect(Array.from(output(loaded, undefined, ['Root/Test']).keys())).toEqual([
      'Root/Test/A.ts',
      'Root/Test/B.ts',
      'Root/Test/index.ts',
      'root/con$/A.ts',
      'root/con$/index.ts',
    ]);
    expect(output(loaded).get('root/test/B.ts')).toContain("class: 'root/test:B'");
  });

  it('know nothing of each other', () => {
    expect(output(loaded).get('root/con$/A.ts')).toContain('declare readonly Other: mi.CimReference | null;');
  });
});

describe('a long chain of superclasses', () => {
  it('is planned without recursion', () => {
    const names = Array.from({ length: 20_000 }, (_, at) => `C${at}`);
    const loaded = schemaOfClasses(names.map((name, at) => ({ name, superclass: names[at - 1] ?? null })));
    const index = new SchemaIndex(loaded);
    const { namespaces } = plan(index, loaded.schema.classes, { namespaces: [] });
    expect(namespaces[0]?.classes).toHaveLength(20_000);
  });

  it('may be a cycle', () => {
    const loaded = schemaOf('class A : B { [Key] string Id; }; class B : A { string Id; };');
    expect(checkSchema(new SchemaIndex(loaded)).map(({ code }) => code)).toEqual([
      'superclass-cycle',
      'superclass-cycle',
    ]);
    expect(output(loaded).get('root/test/A.ts')).toContain('export class A extends mi.CimObject {');
  });
});
