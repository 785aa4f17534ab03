import { BASE, CHAIN, type Constructs, list, mof, times } from './construct.js';

/** Classes A1, A2 and so on that all derive from A0, each with a body. */
const star = (n: number, root: string, body: (index: number) => string) =>
  `class A0 { ${root} };\n${times(n, (i) => `class A${i + 1} : A0 { ${body(i)} };`)}`;

/** The same classes, of which each derives from the one before. */
const chain = (n: number, root: string, body: (index: number) => string) =>
  `class A0 { ${root} };\n${times(n, (i) => `class A${i + 1} : A${i} { ${body(i)} };`)}`;

/** The same, in the order of their names backwards: a class is sorted before its superclass. */
const backwards = (n: number, root: string, body: (index: number) => string) =>
  `class A${n} { ${root} };\n${times(n, (i) => `class A${n - i - 1} : A${n - i} { ${body(i)} };`)}`;

const keys = (n: number) => times(n, (i) => `[Key] string K${i};`);
const writables = (n: number) => times(n, (i) => `[Write] string W${i};`);
const methods = (n: number) => times(n, (i) => `uint32 M${i}([In] uint32 A, [Out] uint32 B);`);
const properties = (n: number) => times(n, (i) => `uint32 P${i};`);

/** What classes inherit, redeclare and add. */
export const INHERITANCE: Constructs = {
  'subclasses of a class': mof(100, (n) => star(n, '[Key] string K;', () => '')),
  'a chain of subclasses': mof(CHAIN, (n) => chain(n, '[Key] string K;', () => '')),
  'chains of subclasses': mof(10, (n) =>
    times(
      n,
      (i) =>
        `class A${i}_0 { [Key] string K; };\n${times(19, (at) => `class A${i}_${at + 1} : A${i}_${at} { uint32 P${at}; };`)}`,
    ),
  ),
  'a chain declared backwards': mof(
    CHAIN,
    (n) => `${times(n, (i) => `class A${n - i} : A${n - i - 1} { uint32 P${i}; };`)} class A0 { [Key] string K; };`,
  ),
  'chains that are too deep': mof(300, (n) => chain(n, '[Key] string K;', () => '')),
  'a cycle of superclasses': mof(
    100,
    (n) => `class A0 : A${n} { };\n${times(n, (i) => `class A${i + 1} : A${i} { };`)}`,
  ),
  'subclasses with a new property, of a class with many': mof(60, (n) =>
    star(n, properties(n), (i) => `uint32 New${i};`),
  ),
  'subclasses with a new key, of a class with many': mof(60, (n) => star(n, keys(n), (i) => `[Key] string New${i};`)),
  'subclasses with a new writable property, of a class with many': mof(60, (n) =>
    star(n, writables(n), (i) => `[Write] string New${i};`),
  ),
  'subclasses with a new key, of a class with many writable properties': mof(60, (n) =>
    star(n, writables(n), (i) => `[Key] string New${i};`),
  ),
  'subclasses with a new method, of a class with many': mof(60, (n) =>
    star(n, methods(n), (i) => `uint32 New${i}([In] uint32 A);`),
  ),
  'a chain in which each class has a new property': mof(CHAIN, (n) =>
    chain(n, '[Key] string K;', (i) => `uint32 P${i};`),
  ),
  'a chain in which each class has a new key': mof(CHAIN, (n) =>
    chain(n, '[Key] string K;', (i) => `[Key] uint32 K${i};`),
  ),
  'a chain in which each class has a new writable property': mof(CHAIN, (n) =>
    chain(n, '[Key] string K;', (i) => `[Write] uint32 W${i};`),
  ),
  'a chain in which each class has a new method': mof(CHAIN, (n) =>
    chain(n, '[Key] string K;', (i) => `uint32 M${i}([In] uint32 A);`),
  ),
  'a chain below a class with many properties': mof(CHAIN, (n) =>
    chain(n, properties(4 * n), (i) => `uint32 New${i};`),
  ),
  'a chain below a class with many keys': mof(CHAIN, (n) => chain(n, keys(4 * n), (i) => `[Key] uint32 New${i};`)),
  'a chain below a class with many methods': mof(CHAIN, (n) => chain(n, methods(2 * n), (i) => `uint32 New${i}();`)),
  'a chain in which each class redeclares a property': mof(CHAIN, (n) =>
    chain(n, 'uint32 P;', () => '[Override("P")] uint32 P;'),
  ),
  'a chain in which each class makes a property writable': mof(CHAIN, (n) =>
    chain(n, '[Write] uint32 P;', () => '[Override("P"), Write] uint32 P;'),
  ),
  'a chain in which each class overrides a method': mof(CHAIN, (n) =>
    chain(
      n,
      'uint32 M([In] uint32 A, [Out] uint32 B);',
      () => '[Override("M")] uint32 M([In] uint32 A, [Out] uint32 B);',
    ),
  ),
  'a chain in which each class overrides a method without parameters': mof(CHAIN, (n) =>
    chain(n, 'uint32 M();', () => '[Override("M")] uint32 M();'),
  ),
  'a chain in which each class overrides a method that had no parameters': mof(CHAIN, (n) =>
    chain(n, 'uint32 M();', () => '[Override("M")] uint32 M([In] uint32 A);'),
  ),
  'a chain in which each class adds a parameter': mof(20, (n) =>
    chain(n, 'uint32 M([In] uint32 A);', (i) => `uint32 M([In] uint32 A, [In] uint32 P${i});`),
  ),
  'a chain in which a method is static and not, in turns': mof(CHAIN, (n) =>
    chain(n, 'uint32 M();', (i) => (i % 2 === 0 ? '[Static(true)] uint32 M();' : '[Static(false)] uint32 M();')),
  ),
  'a chain in which a name is a property and a method, in turns': mof(CHAIN, (n) =>
    chain(n, 'uint32 M();', (i) => (i % 2 === 0 ? 'uint32 M;' : 'uint32 M();')),
  ),
  'a chain in which each class adds a qualifier': mof(CHAIN, (n) =>
    chain(n, 'uint32 P;', (i) => `[Q${i}("x")] uint32 P;`),
  ),
  'a chain of redeclared references, each to a subclass': mof(
    CHAIN,
    (n) =>
      `${chain(n, '[Key] string K;', () => '')} class L0 { A0 REF R; };\n${times(n, (i) => `class L${i + 1} : L${i} { A${i + 1} REF R; };`)}`,
  ),
  'a chain of redeclared references, each to another class': mof(
    CHAIN,
    (n) =>
      `${times(n + 1, (i) => `class B${i} { [Key] string K; };`)} ${chain(n, 'B0 REF R;', (i) => `B${i + 1} REF R;`)}`,
  ),
  'a chain of redeclared embedded instances, each of another class': mof(
    CHAIN,
    (n) => `${times(n + 1, (i) => `class B${i} { [Key] string K; };`)} ${chain(n, 'B0 E;', (i) => `B${i + 1} E;`)}`,
  ),
  'subclasses that redeclare a property, of a class with many': mof(60, (n) =>
    star(n, properties(n), (i) => `[Override("P${i}")] uint32 P${i};`),
  ),
  'subclasses that redeclare a property, in another letter case': mof(60, (n) =>
    star(n, properties(n), (i) => `uint32 p${i};`),
  ),
  'subclasses that override a method, of a class with many': mof(60, (n) =>
    star(n, methods(n), (i) => `[Override("M${i}")] uint32 M${i}([In] uint32 A, [Out] uint32 B);`),
  ),
  'a subclass that redeclares many properties': mof(
    100,
    (n) => `class A { ${properties(n)} }; class B : A { ${properties(n)} };`,
  ),
  'a subclass that overrides many methods': mof(60, (n) => `class A { ${methods(n)} }; class B : A { ${methods(n)} };`),
  'a method with many parameters that is overridden': mof(
    60,
    (n) =>
      `class A { uint32 M(${list(n, (i) => `[In] uint32 P${i}`)}); }; class B : A { uint32 M(${list(n, (i) => `[In] uint32 P${i}`)}); };`,
  ),
  'overrides of nothing': mof(
    100,
    (n) => `${chain(100, '', () => '')} class B : A100 { ${times(n, (i) => `[Override("X${i}")] uint32 X${i};`)} };`,
  ),
  'overrides that change qualifiers': mof(
    60,
    (n) => `${star(n, '[Key] string K; [Read : DisableOverride] string S;', () => '[Read(false)] string S;')}`,
  ),
  'redeclared properties of other types': mof(60, (n) => star(n, 'uint32 P;', () => 'string P;')),
  'detached classes': mof(60, (n) =>
    star(n, 'uint32 P; uint32 M([In] uint32 A);', () => 'string P; uint32 M([In] string A);'),
  ),
  'detached classes with many methods': mof(
    60,
    (n) => `class A { uint32 P; ${methods(n)} }; class B : A { string P; ${methods(n)} };`,
  ),
  'detached classes with many static methods': mof(
    60,
    (n) =>
      `class A { ${times(n, (i) => `[Static] uint32 M${i}([In] uint32 A);`)} }; class B : A { ${times(n, (i) => `[Static] uint32 M${i}([In] string A);`)} };`,
  ),
  'detached classes below a class with many keys': mof(60, (n) => star(n, `${keys(n)} uint32 P;`, () => 'string P;')),
  'a chain of detached classes': mof(CHAIN, (n) =>
    chain(n, '[Key] string K; uint32 P;', (i) => (i % 2 === 0 ? 'string P;' : 'uint32 P;')),
  ),
  'classes that detach each other, one after the other': mof(
    60,
    (n) =>
      `${BASE} class D0 : Base { string Number; };
      ${times(n, (i) => `class C${n - i} : Base { uint32 M([Out] Base P); };`)}
      ${times(n, (i) => `class D${n - i} : C${n - i} { uint32 M([Out] D${n - i - 1} P); };`)}`,
  ),
  'a class that others detach, one after the other': mof(
    60,
    (n) =>
      `${BASE} class D0 : Base { string Number; };
      ${times(n, (i) => `class C${n - i} : Base { uint32 M([Out] Base P); };`)}
      ${times(n, (i) => `class D${n - i} : C${n - i} { uint32 M([Out] D${n - i - 1} P); };`)}
      class X { ${times(n, (i) => `uint32 M${i}([Out] Base P);`)} };
      class Y : X { ${times(n, (i) => `uint32 M${i}([Out] D${i} P);`)} };`,
  ),
  'a chain with names backwards': mof(CHAIN, (n) => backwards(n, '[Key] string K;', (i) => `uint32 P${i};`)),
  'missing superclasses': mof(120, (n) => times(n, (i) => `class A${i} : Gone${i} { uint32 P; };`)),
  'one missing superclass': mof(100, (n) => times(n, (i) => `class A${i} : Gone { [Override("P")] uint32 P; };`)),
  'associations between two classes': mof(
    60,
    (n) =>
      `${BASE} ${times(n, (i) => `[Association] class L${i} { [Key] Base REF Antecedent; [Key] Base REF Dependent; };`)}`,
  ),
  'associations of many classes': mof(40, (n) =>
    times(
      n,
      (i) => `class A${i} { [Key] string K; }; [Association] class L${i} { [Key] A${i} REF X; [Key] A0 REF Y; };`,
    ),
  ),
  indications: mof(
    60,
    (n) => `class CIM_Indication { };\n${times(n, (i) => `[Indication] class I${i} : CIM_Indication { uint32 P; };`)}`,
  ),
};
