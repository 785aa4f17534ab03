import { BASE, type Constructs, list, mof, times } from './construct.js';

const TYPES = ['boolean', 'sint8', 'uint64', 'real32', 'string', 'char16', 'datetime'];
const ofAllTypes = (i: number) => TYPES.map((type, at) => `${type} P${i}_${at}; ${type} Q${i}_${at}[];`).join(' ');

/** What one class can have many of. */
export const FEATURES: Constructs = {
  'properties in a class': mof(200, (n) => `class A { ${times(n, (i) => `uint32 P${i};`)} };`),
  'keys in a class': mof(200, (n) => `class A { ${times(n, (i) => `[Key] uint32 P${i};`)} };`),
  'writable properties in a class': mof(200, (n) => `class A { ${times(n, (i) => `[Write] string P${i};`)} };`),
  'properties of all types': mof(20, (n) => `class A { ${times(n, (i) => ofAllTypes(i))} };`),
  'properties with limits': mof(
    100,
    (n) =>
      `class A { ${times(n, (i) => `[MinLen(1), MaxLen(64)] string S${i}; [MinValue(1), MaxValue(9)] uint8 N${i};`)} };`,
  ),
  'properties with useless limits': mof(100, (n) => `class A { ${times(n, (i) => `[MaxLen(9)] uint8 N${i};`)} };`),
  'properties with impossible limits': mof(
    100,
    (n) => `class A { ${times(n, (i) => `[MinValue(9), MaxValue(1)] uint8 N${i};`)} };`,
  ),
  'properties with defaults': mof(
    100,
    (n) => `class A { ${times(n, (i) => `uint32 P${i} = ${i}; string S${i} = "x";`)} };`,
  ),
  'properties with arrays as defaults': mof(
    60,
    (n) => `class A { ${times(n, (i) => `uint8 P${i}[] = { ${list(8, String)} };`)} };`,
  ),
  'properties with defaults of a wrong type': mof(
    60,
    (n) => `class A { ${times(n, (i) => `uint8 P${i} = "x${i}";`)} };`,
  ),
  'fixed arrays': mof(100, (n) => `class A { ${times(n, (i) => `uint8 P${i}[${i + 1}]; uint16 Q${i}[4];`)} };`),
  'datetimes and intervals': mof(
    60,
    (n) =>
      `class A { ${times(n, (i) => `datetime T${i}; [SubType("interval")] datetime I${i}; datetime D${i}Date;`)} };`,
  ),
  'octet strings': mof(
    60,
    (n) => `class A { ${times(n, (i) => `[OctetString] string O${i}; [OctetString] uint8 P${i}[];`)} };`,
  ),
  'properties of one name': mof(100, (n) => `class A { ${times(n, () => 'uint32 P;')} };`),
  'properties that differ in letter case': mof(
    100,
    (n) => `class A { ${times(n, (i) => `uint32 P${i}; uint32 p${i};`)} };`,
  ),
  'names that JavaScript needs': mof(40, (n) =>
    times(
      n,
      (i) =>
        `class A${i} { string constructor; string toString; uint32 then(); [Static] uint32 name([In] uint8 valueOf); };`,
    ),
  ),
  'properties and methods of one name': mof(
    60,
    (n) => `class A { ${times(n, (i) => `uint32 X${i};`)} ${times(n, (i) => `uint32 X${i}();`)} };`,
  ),
  'methods in a class': mof(200, (n) => `class A { ${times(n, (i) => `uint32 M${i}();`)} };`),
  'methods with parameters': mof(
    100,
    (n) => `class A { ${times(n, (i) => `uint32 M${i}([In] uint32 P, [Out] string Q, [In, Out] uint8 R[]);`)} };`,
  ),
  'static methods': mof(100, (n) => `class A { ${times(n, (i) => `[Static] uint32 M${i}([In] uint32 P);`)} };`),
  'static and instance methods': mof(
    100,
    (n) => `class A { ${times(n, (i) => `[Static] uint32 S${i}([In] uint32 P); uint32 I${i}([In] uint32 P);`)} };`,
  ),
  'void methods': mof(100, (n) => `class A { ${times(n, (i) => `void M${i}([In] uint32 P);`)} };`),
  'methods of one name': mof(100, (n) => `class A { ${times(n, (i) => `uint32 M([In] uint32 P${i});`)} };`),
  'methods that return values of a map': mof(
    60,
    (n) => `class A { ${times(n, (i) => `[ValueMap{"0", "${i + 1}"}, Values{"Ok", "No"}] uint32 M${i}();`)} };`,
  ),
  'methods that return instances': mof(
    60,
    (n) => `${BASE} class A { ${times(n, (i) => `[EmbeddedInstance("Base")] string M${i}();`)} };`,
  ),
  'parameters in a method': mof(200, (n) => `class A { uint32 M(${list(n, (i) => `[In] uint32 P${i}`)}); };`),
  'out-parameters in a method': mof(200, (n) => `class A { uint32 M(${list(n, (i) => `[Out] uint32 P${i}`)}); };`),
  'required parameters in a method': mof(
    100,
    (n) => `class A { uint32 M(${list(n, (i) => `[In, Required] string P${i}`)}); };`,
  ),
  'parameters with value maps': mof(
    60,
    (n) =>
      `class A { uint32 M(${list(n, (i) => `[In, ValueMap{"0", "${i + 1}"}, Values{"Ok", "No"}] uint32 P${i}`)}); };`,
  ),
  'parameters with descriptions': mof(
    60,
    (n) =>
      `class A { uint32 M(${list(n, (i) => `[In, Description("This is number ${i} of them.")] uint32 P${i}`)}); };`,
  ),
  'streamed parameters': mof(60, (n) => `class A { uint32 M(${list(n, (i) => `[Out, Stream] string P${i}[]`)}); };`),
  'parameters with the name of the return value': mof(
    60,
    (n) => `class A { ${times(n, (i) => `uint32 M${i}([In] uint32 ReturnValue, [Out] uint32 returnvalue);`)} };`,
  ),
  'parameters of no direction': mof(
    100,
    (n) => `class A { uint32 M(${list(n, (i) => `[In(false), Out(false)] uint32 P${i}`)}); };`,
  ),
  'parameters of one name': mof(100, (n) => `class A { uint32 M(${list(n, () => '[In] uint32 P')}); };`),
  'references to one class': mof(100, (n) => `${BASE} class A { ${times(n, (i) => `Base REF R${i};`)} };`),
  'references to many classes': mof(
    60,
    (n) => `${times(n, (i) => `class B${i} { [Key] string K; };`)} class A { ${times(n, (i) => `B${i} REF R${i};`)} };`,
  ),
  'references to missing classes': mof(150, (n) => `class A { ${times(n, (i) => `Gone${i} REF R${i};`)} };`),
  'references as parameters': mof(
    60,
    (n) => `${BASE} class A { ${times(n, (i) => `uint32 M${i}([In] Base REF R, [Out] Base REF S[]);`)} };`,
  ),
  'embedded instances': mof(
    60,
    (n) => `${BASE} class A { ${times(n, (i) => `[EmbeddedInstance("Base")] string E${i}; Base F${i};`)} };`,
  ),
  'embedded objects': mof(60, (n) => `class A { ${times(n, (i) => `[EmbeddedObject] string E${i}; object F${i};`)} };`),
};
