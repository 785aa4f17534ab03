import { BASE, type Constructs, list, mof, times } from './construct.js';

/** A property with a map of values. */
const map = (keys: string, names: string) => `class A { [ValueMap{${keys}}, Values{${names}}] uint32 P; };`;

/** Qualifiers and their values, and how MOF is written. */
export const TEXTS: Constructs = {
  'values in a map': mof(300, (n) =>
    map(
      list(n, (i) => `"${i}"`),
      list(n, (i) => `"Value ${i}"`),
    ),
  ),
  'ranges in a map': mof(200, (n) =>
    map(
      list(n, (i) => `"${i * 10}..${i * 10 + 5}"`),
      list(n, (i) => `"Range ${i}"`),
    ),
  ),
  'gaps in a map': mof(200, (n) =>
    map(
      list(n, (i) => `"${i * 10}", ".."`),
      list(n, (i) => `"Value ${i}", "Gap ${i}"`),
    ),
  ),
  'values of one name': mof(200, (n) =>
    map(
      list(n, (i) => `"${i}"`),
      list(n, () => '"Reserved"'),
    ),
  ),
  'one value in a map, many times': mof(200, (n) =>
    map(
      list(n, () => '"1"'),
      list(n, (i) => `"Name ${i}"`),
    ),
  ),
  'values with names of others': mof(200, (n) =>
    map(
      list(n, (i) => `"${i}"`),
      list(n, (i) => `"${i % 2 === 0 ? 'x' : `x (${i - 1})`}"`),
    ),
  ),
  'values without names': mof(200, (n) => `class A { [ValueMap{${list(n, (i) => `"${i}"`)}}] uint32 P; };`),
  'names without values': mof(200, (n) => `class A { [Values{${list(n, (i) => `"Name ${i}"`)}}] uint32 P; };`),
  'more names than values': mof(200, (n) =>
    map(
      list(n, (i) => `"${i}"`),
      list(n + 1, (i) => `"Name ${i}"`),
    ),
  ),
  'values that are no numbers': mof(200, (n) =>
    map(
      list(n, (i) => `"x${i}"`),
      list(n, (i) => `"Name ${i}"`),
    ),
  ),
  'torn maps': mof(100, (n) =>
    map(
      list(n, (i) => `"${2 * i}," "${2 * i + 1}"`),
      list(2 * n, (i) => `"Name ${i}"`),
    ),
  ),
  'maps of strings': mof(
    200,
    (n) => `class A { [ValueMap{${list(n, (i) => `"v${i}"`)}}, Values{${list(n, (i) => `"Name ${i}"`)}}] string P; };`,
  ),
  'maps of 64 bits': mof(
    200,
    (n) =>
      `class A { [ValueMap{${list(n, (i) => `"${i}000000000000"`)}}, Values{${list(n, (i) => `"Name ${i}"`)}}] uint64 P; };`,
  ),
  'maps in a class': mof(
    60,
    (n) => `class A { ${times(n, (i) => `[ValueMap{"${i}", "x"}, Values{"A", "B"}] uint32 P${i};`)} };`,
  ),
  'equal maps in a class': mof(
    60,
    (n) => `class A { ${times(n, (i) => `[ValueMap{"1", "2"}, Values{"A", "B"}] uint32 P${i};`)} };`,
  ),
  'equal maps in subclasses': mof(
    40,
    (n) =>
      `class A { [ValueMap{"1", "2"}, Values{"A", "B"}] uint32 P; };\n${times(n, (i) => `class B${i} : A { [Override("P"), ValueMap{"1", "2"}, Values{"A", "B"}] uint32 P; };`)}`,
  ),
  'subclasses that name inherited values': mof(
    40,
    (n) =>
      `class A { [ValueMap{${list(4 * n, (i) => `"${i}"`)}}] uint32 P; };\n${times(n, (i) => `class B${i} : A { [Override("P"), Values{"A", "B"}] uint32 P; };`)}`,
  ),
  'subclasses that redeclare values without names': mof(
    40,
    (n) =>
      `class A { [ValueMap{${list(4 * n, (i) => `"${i}"`)}}] uint32 P; };\n${times(n, (i) => `class B${i} : A { [Override("P")] uint32 P; };`)}`,
  ),
  'subclasses that redeclare a map': mof(
    40,
    (n) =>
      `class A { [ValueMap{${list(4 * n, (i) => `"${i}"`)}}, Values{${list(4 * n, (i) => `"N${i}"`)}}] uint32 P; };\n${times(n, (i) => `class B${i} : A { [Override("P")] uint32 P; };`)}`,
  ),
  'bit maps in a class': mof(
    60,
    (n) => `class A { ${times(n, (i) => `[BitMap{"0", "${1 + (i % 30)}"}, BitValues{"A", "B"}] uint32 P${i};`)} };`,
  ),
  'masks in a bit map': mof(
    200,
    (n) =>
      `class A { [BitMap{${list(n, (i) => `"0x${i.toString(16)}"`)}}, BitValues{${list(n, (i) => `"Mask ${i}"`)}}] uint32 P; };`,
  ),
  'qualifiers of a class': mof(200, (n) => `[${list(n, (i) => `Q${i}("x")`)}] class A { };`),
  'qualifiers of a property': mof(200, (n) => `class A { [${list(n, (i) => `Q${i}(${i})`)}] uint32 P; };`),
  'one qualifier, many times': mof(200, (n) => `class A { [${list(n, () => 'Q("x")')}] uint32 P; };`),
  'unknown qualifiers': mof(200, (n) => `class A { ${times(n, (i) => `[Q${i}(true)] uint32 P${i};`)} };`),
  'qualifier declarations': mof(
    200,
    (n) =>
      `${times(n, (i) => `Qualifier Q${i} : string = null, Scope(any), Flavor(Restricted);`)} class A { uint32 P; };`,
  ),
  'qualifier declarations of one name': mof(
    200,
    (n) => `${times(n, () => 'Qualifier Q : string = null, Scope(any);')} class A { uint32 P; };`,
  ),
  'qualifiers of a wrong type': mof(
    100,
    (n) => `Qualifier Q : boolean = false, Scope(any); class A { ${times(n, (i) => `[Q("x")] uint32 P${i};`)} };`,
  ),
  'qualifiers with flavors': mof(
    100,
    (n) => `class A { ${times(n, (i) => `[Q(true) : ToSubclass EnableOverride Translatable] uint32 P${i};`)} };`,
  ),
  'a long qualifier': mof(10_000, (n) => `class A { [Note("${'x '.repeat(n)}")] uint32 P; };`),
  'a long array in a qualifier': mof(300, (n) => `class A { [Note{${list(n, (i) => `"x${i}"`)}}] uint32 P; };`),
  'a long description': mof(2_000, (n) => `class A { [Description("${'Words and words. '.repeat(n)}")] uint32 P; };`),
  'a long description in one word': mof(10_000, (n) => `class A { [Description("${'x'.repeat(n)}")] uint32 P; };`),
  'a long description of markup': mof(
    2_000,
    (n) => `class A { [Description("${'<a> {b} `c` @d *e* _f_ &g; '.repeat(n)}")] uint32 P; };`,
  ),
  'a long description of stars': mof(5_000, (n) => `class A { [Description("${'*'.repeat(n)}")] uint32 P; };`),
  'a long description of underscores': mof(5_000, (n) => `class A { [Description("${'a_'.repeat(n)}")] uint32 P; };`),
  'a long description of ampersands': mof(5_000, (n) => `class A { [Description("${'&a'.repeat(n)}")] uint32 P; };`),
  'a long description of dashes': mof(
    5_000,
    (n) => `class A { [Description("a ${'-'.repeat(n)} ${'- '.repeat(n)}")] uint32 P; };`,
  ),
  'a long description of blanks': mof(
    10_000,
    (n) => `class A { [Description("a${' '.repeat(n)}b${'\\t'.repeat(n)}c")] uint32 P; };`,
  ),
  'a description of many lines': mof(2_000, (n) => `class A { [Description("${'A line.\\n'.repeat(n)}")] uint32 P; };`),
  'a long description beyond ASCII': mof(
    3_000,
    (n) => `class A { [Description("${'é ü\u200b '.repeat(n)}")] uint32 P; };`,
  ),
  'descriptions of classes': mof(60, (n) =>
    times(n, (i) => `[Description("This is number ${i} of the classes.")] class A${i} { };`),
  ),
  'an inherited description': mof(
    60,
    (n) =>
      `class A { [Description("${'Words and words. '.repeat(20 * n)}")] uint32 P; };\n${times(n, (i) => `class B${i} : A { [Override("P")] uint32 P; };`)}`,
  ),
  'an inherited description of a parameter': mof(
    60,
    (n) =>
      `class A { uint32 M([In, Description("${'Words and words. '.repeat(20 * n)}")] uint32 P); };
      ${times(n, (i) => `class B${i} : A { [Override("M")] uint32 M([In] uint32 P); };`)}`,
  ),
  'inherited units and replacements': mof(
    60,
    (n) =>
      `class A { [Units("${'x'.repeat(40 * n)}"), Deprecated{${list(10 * n, (i) => `"A.P${i}"`)}}] uint32 P; };
      ${times(n, (i) => `class B${i} : A { [Override("P")] uint32 P; };`)}`,
  ),
  deprecations: mof(100, (n) => `class A { ${times(n, (i) => `[Deprecated{"A.Q", "A.R"}] uint32 P${i};`)} };`),
  'many replacements': mof(200, (n) => `class A { [Deprecated{${list(n, (i) => `"A.Q${i}"`)}}] uint32 P; };`),
  'adjacent literals': mof(1_000, (n) => `class A { [Description(${times(n, () => '"Words. "')})] uint32 P; };`),
  'escapes in a string': mof(2_000, (n) => `class A { string P = "${'\\\\ \\" \\n \\x41 '.repeat(n)}"; };`),
  'unknown escapes in a string': mof(500, (n) => `class A { string P = "${'\\q'.repeat(n)}"; };`),
  'a long name of a property': mof(2_000, (n) => `class A { uint32 P${'x'.repeat(n)}; };`),
  'a long name of a class': mof(
    2_000,
    (n) =>
      `class A${'x'.repeat(n)} { ${times(Math.ceil(n / 20), (i) => `[ValueMap{"1"}, Values{"A"}] uint32 M${i}([In] uint32 P);`)} };`,
  ),
  'a long name of a method': mof(
    2_000,
    (n) =>
      `class A { uint32 M${'x'.repeat(n)}(${list(Math.ceil(n / 20), (i) => `[In, ValueMap{"1"}, Values{"A"}] uint32 P${i}`)}); };`,
  ),
  'a long number': mof(2_000, (n) => `class A { uint64 P = ${'0'.repeat(n)}1; real64 R = ${'1'.repeat(n)}.5; };`),
  comments: mof(1_000, (n) => `${times(n, (i) => `// Number ${i}\n/* and */`)} class A { };`),
  'a long comment': mof(10_000, (n) => `/*${'* / '.repeat(n)}*/ class A { };`),
  'comments that begin in a comment': mof(10_000, (n) => `/*${'/* // '.repeat(n)}*/ class A { };`),
  'blank lines': mof(10_000, (n) => `${'\n \t'.repeat(n)}class A { };`),
  semicolons: mof(1_000, (n) => `class A { };${';'.repeat(n)}`),
  'classes on one line': mof(100, (n) => times(n, (i) => `class A${i} : Gone { uint8 P = 1; };`).replaceAll('\n', ' ')),
  'a class that is declared again and again': mof(100, (n) => times(n, () => 'class A { [Key] string K; };')),
  classes: mof(100, (n) => times(n, (i) => `class A${i} { [Key] string K; };`)),
  'classes whose names differ in letter case': mof(60, (n) => times(n, (i) => `class A${i} { }; class a${i} { };`)),
  'classes of one file name': mof(64, (n) =>
    times(
      n,
      (i) =>
        `class A${Array.from(i.toString(2).padStart(9, '0'), (bit) => (bit === '0' ? '\u00b5' : '\u03bc')).join('')} { };`,
    ),
  ),
  'classes with names of TypeScript': mof(60, (n) =>
    times(n, (i) => `class ${['Object', 'string', 'mi', 'default', 'con', 'index', 'await'][i] ?? `then${i}`} { };`),
  ),
  'classes with names of parameters': mof(
    40,
    (n) =>
      `class A { ${times(n, (i) => `uint32 M${i}([In] uint32 P);`)} };\n${times(n, (i) => `class A_M${i}_In { };`)}`,
  ),
  // Of the square root of the size, since its names are that long.
  'one name, composed in many ways': mof(1_000, (size) => {
    const n = Math.round(Math.sqrt(size));
    const name = (length: number) => `a${'_a'.repeat(length)}`;
    return times(n, (i) => `class ${name(i)} { [ValueMap{"1"}, Values{"X"}] uint32 ${name(n - i)}; };`);
  }),
  'names of everything alike': mof(
    60,
    (n) => `${BASE} class A { ${times(n, (i) => `uint32 A${i}([In] uint32 A${i}_In, [Out] uint32 A${i}_Out);`)} };`,
  ),
};
