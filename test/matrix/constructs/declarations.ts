import { BASE, type Construct, type Constructs, list, mof, times } from './construct.js';

/** A schema of which all namespaces are generated. */
const spaces = (size: number, text: (size: number) => string): Construct =>
  mof(size, text, { namespaces: ['root/**'] });

const ERROR = 'class A { uint32 P; };';

/** Namespaces, files, instances, amendments, choices, and what is wrong in a schema. */
export const DECLARATIONS: Constructs = {
  namespaces: spaces(40, (n) => times(n, (i) => `#pragma namespace("root/n${i}")\nclass A { [Key] string K; };`)),
  'namespaces that were not asked for': mof(
    60,
    (n) => `${ERROR}\n${times(n, (i) => `#pragma namespace("root/n${i}")\nclass A { };`)}`,
  ),
  // Each of n folders has a path of n names.
  'a deep namespace': spaces(12, (n) => `#pragma namespace("root${'/a'.repeat(n)}")\nclass A { };`),
  'namespaces that differ in letter case': spaces(40, (n) =>
    times(n, (i) => `#pragma namespace("root/${i % 2 === 0 ? 'A' : 'a'}${i % 7}")\nclass A${i} { };`),
  ),
  'a namespace with a long name': spaces(
    50,
    (n) => `#pragma namespace("root/${'x'.repeat(n)}")\n${times(20, (i) => `class A${i} { };`)}`,
  ),
  'one class in many namespaces, with a superclass': spaces(30, (n) =>
    times(n, (i) => `#pragma namespace("root/n${i}")\nclass A { }; class B : A { };`),
  ),
  'locale pragmas': mof(200, (n) => `${times(n, () => '#pragma locale("en_US")')} ${ERROR}`),
  'unknown pragmas': mof(200, (n) => `${times(n, (i) => `#pragma p${i}("x")`)} ${ERROR}`),
  'system classes': mof(40, (n) => times(n, (i) => `class E${i} : __ExtrinsicEvent { uint32 P; };`)),
  files: {
    size: 60,
    input: (n) => ({
      files: Object.fromEntries(Array.from({ length: n }, (_, i) => [`f${i}.mof`, `class A${i} { };`])),
    }),
  },
  'included files': {
    size: 60,
    input: (n) => ({
      files: {
        'schema.mof': times(n, (i) => `#pragma include("part/f${i}.inc")`),
        ...Object.fromEntries(Array.from({ length: n }, (_, i) => [`part/f${i}.inc`, `class A${i} { };`])),
      },
    }),
  },
  'files that include each other': {
    size: 15,
    input: (n) => ({
      files: {
        'schema.mof': '#pragma include("f0.inc")',
        ...Object.fromEntries(
          Array.from({ length: n }, (_, i) => [
            `f${i}.inc`,
            `class A${i} { };${i + 1 < n ? `\n#pragma include("f${i + 1}.inc")` : ''}`,
          ]),
        ),
      },
    }),
  },
  'missing files': mof(60, (n) => `${ERROR}\n${times(n, (i) => `#pragma include("gone${i}.mof")`)}`),
  instances: mof(200, (n) => `${BASE}\n${times(n, (i) => `instance of Base { Id = "i${i}"; Number = ${i}; };`)}`),
  'instances of missing classes': mof(
    200,
    (n) => `${ERROR}\n${times(n, (i) => `instance of Gone${i} { Id = "x"; };`)}`,
  ),
  'instances with missing properties': mof(
    150,
    (n) => `${BASE}\n${times(n, (i) => `instance of Base { Gone${i} = "x"; };`)}`,
  ),
  'instances of a class at the end of a chain': mof(
    49,
    (n) =>
      `class A0 { [Key] string K; };
      ${times(n, (i) => `class A${i + 1} : A${i} { uint32 P${i}; };`)}
      ${times(n, (i) => `instance of A${n} { K = "${i}"; P0 = 1; };`)}`,
  ),
  'values in an instance': mof(
    200,
    (n) => `class A { ${times(n, (i) => `uint32 P${i};`)} };\ninstance of A { ${times(n, (i) => `P${i} = ${i};`)} };`,
  ),
  aliases: mof(
    150,
    (n) =>
      `${BASE} class L { Base REF R; };\n${times(n, (i) => `instance of Base as $A${i} { Id = "i${i}"; };\ninstance of L { R = $A${i}; };`)}`,
  ),
  'aliases of one name': mof(150, (n) => `${BASE}\n${times(n, (i) => `instance of Base as $A { Id = "i${i}"; };`)}`),
  'aliases that nothing bears': mof(
    100,
    (n) => `class L { L REF R; };\n${times(n, (i) => `instance of L { R = $A${i}; };`)}`,
  ),
  'instances in instances': mof(
    100,
    (n) =>
      `class A { [Key] string K; A Inner; };\n${times(n, (i) => `instance of A { K = "${i}"; Inner = instance of A { K = "x"; }; };`)}`,
  ),
  'arrays in instances': mof(
    60,
    (n) => `class A { uint32 P[]; };\n${times(n, () => `instance of A { P = { ${list(8, String)} }; };`)}`,
  ),
  'a long array in an instance': mof(
    500,
    (n) => `class A { uint32 P[]; };\ninstance of A { P = { ${list(n, String)} }; };`,
  ),
  amendments: mof(
    60,
    (n) =>
      `${times(n, (i) => `class A${i} { uint32 P; };`)}\n#pragma namespace("root/test/ms_409")\n${times(n, (i) => `[Description("x") : Amended] class A${i} { [Description("y") : Amended] uint32 P; };`)}`,
  ),
  'amendments of the properties of a class': mof(
    100,
    (n) =>
      `class A { ${times(n, (i) => `uint32 P${i};`)} };\n#pragma namespace("root/test/ms_409")\n[Amendment] class A { ${times(n, (i) => `[Description("x") : Amended] uint32 P${i};`)} };`,
  ),
  'amendments of the methods of a class': mof(
    60,
    (n) =>
      `class A { ${times(n, (i) => `uint32 M${i}([In] uint32 P);`)} };\n#pragma namespace("root/test/ms_409")\n[Amendment] class A { ${times(n, (i) => `[Description("x") : Amended] uint32 M${i}([Description("y") : Amended] uint32 P);`)} };`,
  ),
  'amendments of missing classes': mof(
    100,
    (n) => `${ERROR}\n#pragma namespace("root/test/ms_409")\n${times(n, (i) => `[Amendment] class Gone${i} { };`)}`,
  ),
  'chosen classes': {
    size: 60,
    input: (n) => ({
      files: { 'schema.mof': times(2 * n, (i) => `class A${i} { };`) },
      options: { classes: Array.from({ length: n }, (_, i) => `A${i}`) },
    }),
  },
  'excluded classes': {
    size: 60,
    input: (n) => ({
      files: { 'schema.mof': times(2 * n, (i) => `class A${i} { };`) },
      options: { exclude: Array.from({ length: n }, (_, i) => `A${i}`) },
    }),
  },
  'chosen classes that do not exist': {
    size: 120,
    input: (n) => ({
      files: { 'schema.mof': times(n, (i) => `class A${i} { };`) },
      options: { classes: Array.from({ length: n }, (_, i) => `Gone${i}`) },
    }),
  },
  'excluded superclasses': mof(60, (n) => times(n, (i) => `class Base${i} { }; class A${i} : Base${i} { };`), {
    exclude: ['Base*'],
  }),
  'a class that needs many others': mof(
    49,
    (n) =>
      `class Top { [Key] string K; };\n${times(n, (i) => `class A${i} : ${i === 0 ? 'Top' : `A${i - 1}`} { Top REF R; };`)} class End : A${n - 1} { };`,
    { classes: ['End'] },
  ),
  'classes that need each other': mof(60, (n) => times(n, (i) => `class A${i} { A${(i + 1) % n} REF Next; };`), {
    classes: ['A0'],
  }),
  'syntax errors': mof(200, (n) => times(n, (i) => `class A${i} { uint32 ; };`)),
  'syntax errors in one class': mof(200, (n) => `class A { ${times(n, () => 'uint32 ;')} };`),
  'unknown words': mof(300, (n) => times(n, (i) => `word${i}`)),
  'strings without an end': mof(200, (n) => times(n, (i) => `class A${i} { string P = "x; };`)),
  'brackets without an end': mof(1_000, (n) => `class A ${'{'.repeat(n)}`),
  'types that do not exist': mof(150, (n) => `class A { ${times(n, (i) => `uint33 P${i};`)} };`),
  'misspelt classes': mof(
    150,
    (n) => `${times(n, (i) => `class Widget${i} { };`)} class A { ${times(n, (i) => `Wigdet${i} REF R${i};`)} };`,
  ),
  'names that may not be generated': mof(100, (n) => `class A { ${times(n, (i) => `uint32 \u00aa\u0345${i};`)} };`),
  'values that do not fit': mof(150, (n) => `class A { ${times(n, (i) => `uint8 P${i} = 300;`)} };`),
  'datetimes that do not exist': mof(
    100,
    (n) => `class A { ${times(n, (i) => `datetime P${i} = "20240230000000.000000+000";`)} };`,
  ),
  'warnings on one line': mof(
    100,
    (n) => `class A { ${times(n, (i) => `[MaxLen(9)] uint8 P${i};`).replaceAll('\n', ' ')} };`,
  ),
};
