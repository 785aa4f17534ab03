import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instanceText, parseInstance } from '../../../runtime/cim-xml/index.js';
import { CIM_TYPES, type CimType, INTEGER_RANGES, isIntegerType } from '../../../runtime/schema/index.js';
import {
  type CimElement,
  CimInstance,
  CimReference,
  type CimScalar,
  type CimValue,
  parseDatetime,
} from '../../../runtime/values/index.js';

/** What XML can hold. */
const text = fc
  .string({ unit: 'binary' })
  .map((units) => units.replace(/[^\t\n\r\x20-\uD7FF\uE000-\uFFFD]/gu, '\r\n '));
const name = fc.stringMatching(/^[A-Za-z_]\w{0,5}$/);
const namespace = fc.constantFrom(null, 'root/cimv2', 'root/a.b/c-d');

function scalar(type: CimType, depth: number): fc.Arbitrary<CimScalar> {
  if (isIntegerType(type)) {
    const [min, max] = INTEGER_RANGES[type];
    const integer = fc.bigInt({ min, max });
    return type.endsWith('64') ? integer : integer.map(Number);
  }
  switch (type) {
    case 'boolean':
      return fc.boolean();
    case 'real32':
      return fc.float().map((value) => value + 0);
    case 'real64':
      return fc.double().map((value) => value + 0);
    case 'char16':
      return fc.integer({ min: 0x20, max: 0xd7ff }).map((code) => String.fromCharCode(code));
    case 'datetime':
      return fc
        .constantFrom('20300131235959.000000-000', '**************.******:000', '00000001000000.123456:000')
        .map((written) => parseDatetime(written));
    case 'reference':
      return path(depth);
    case 'instance':
      return instance(depth - 1);
    default:
      return text;
  }
}

function path(depth: number): fc.Arbitrary<CimReference> {
  const types = CIM_TYPES.filter((type) => type !== 'instance' && (type !== 'reference' || depth > 0));
  const key = fc.constantFrom(...types).chain((type) => element(name, type, false, depth - 1, false));
  const host = fc.constantFrom(null, 'SRV', '10.0.0.1:5985');
  return fc
    .tuple(name, fc.option(fc.array(key, { maxLength: 3 })), namespace, host)
    .map(([className, keys, space, at]) => {
      return new CimReference(className, keys, space, space === null ? null : at);
    });
}

function element(
  named: fc.Arbitrary<string>,
  type: CimType,
  array: boolean,
  depth: number,
  mayBeNull = true,
): fc.Arbitrary<CimElement> {
  const item = scalar(type, depth);
  const items = fc.array(type === 'uint8' ? item : fc.option(item), { maxLength: 3 });
  const some: fc.Arbitrary<CimValue> = array
    ? items.map((list) => (type === 'uint8' ? Uint8Array.from(list as number[]) : list))
    : item;
  const value = mayBeNull ? fc.option(some) : some;
  return fc.tuple(named, value).map(([its, given]) => ({ name: its, type, array, value: given }));
}

function instance(depth: number): fc.Arbitrary<CimInstance> {
  const types = CIM_TYPES.filter((type) => type !== 'instance' || depth > 0);
  const property = fc
    .tuple(fc.constantFrom(...types), fc.boolean())
    .chain(([type, array]) => element(name, type, array, depth));
  return fc
    .tuple(name, fc.array(property, { maxLength: 5 }))
    .map(([className, elements]) => new CimInstance(className, elements));
}

describe('the text of an instance', () => {
  it('is read as the same instance', () => {
    fc.assert(
      fc.property(instance(2), (given) => {
        expect(parseInstance(instanceText(given))).toEqual(given);
      }),
      { numRuns: 500 },
    );
  });

  it('is as short as WMI takes it', () => {
    const elements: CimElement[] = [
      { name: 'ElementName', type: 'string', array: false, value: 'a<b>&"c"\r\n' },
      { name: 'Generation', type: 'uint16', array: false, value: 0 },
      { name: 'Secure', type: 'boolean', array: false, value: false },
      { name: 'Notes', type: 'string', array: true, value: ['', 'x'] },
      { name: 'None', type: 'string', array: true, value: [] },
      { name: 'Parent', type: 'string', array: false, value: null },
    ];
    expect(instanceText(new CimInstance('Msvm_VirtualSystemSettingData', elements, 'root/virtualization/v2'))).toBe(
      '<INSTANCE CLASSNAME="Msvm_VirtualSystemSettingData">' +
        '<PROPERTY NAME="ElementName" TYPE="string"><VALUE>a&lt;b&gt;&amp;"c"&#13;\n</VALUE></PROPERTY>' +
        '<PROPERTY NAME="Generation" TYPE="uint16"><VALUE>0</VALUE></PROPERTY>' +
        '<PROPERTY NAME="Secure" TYPE="boolean"><VALUE>false</VALUE></PROPERTY>' +
        '<PROPERTY.ARRAY NAME="Notes" TYPE="string"><VALUE.ARRAY><VALUE></VALUE><VALUE>x</VALUE></VALUE.ARRAY></PROPERTY.ARRAY>' +
        '<PROPERTY.ARRAY NAME="None" TYPE="string"><VALUE.ARRAY/></PROPERTY.ARRAY>' +
        '<PROPERTY NAME="Parent" TYPE="string"/></INSTANCE>',
    );
  });

  it.each(['\0', 'a\bc', '\uFFFF', '\uD800'])('does not hold %j, and says whose it is', (value) => {
    const held = new CimInstance('X', [{ name: 'Caption', type: 'string', array: true, value: ['', value] }]);
    expect(() => instanceText(held)).toThrow(RangeError);
    expect(() => instanceText(held)).toThrow(/^Caption has the character U\+[0-9A-F]{4}, which XML cannot hold$/);
  });

  it('is read with a byte order mark, a declaration of another encoding, and in VALUE.OBJECT', () => {
    const written =
      '\uFEFF<?xml version="1.0" encoding="utf-16"?>\r\n<VALUE.OBJECT><INSTANCE CLASSNAME="X"/></VALUE.OBJECT>\n';
    expect(parseInstance(written)).toEqual(new CimInstance('X', []));
  });
});

/** A reference whose key is another one, and so on. */
function nestedPath(levels: number): string {
  const open = '<INSTANCENAME CLASSNAME="A"><KEYBINDING NAME="K"><VALUE.REFERENCE>'.repeat(levels);
  const close = '</VALUE.REFERENCE></KEYBINDING></INSTANCENAME>'.repeat(levels);
  const inner = '<CLASSNAME NAME="A"/>';
  return `<PROPERTY.REFERENCE NAME="P"><VALUE.REFERENCE>${open}${inner}${close}</VALUE.REFERENCE></PROPERTY.REFERENCE>`;
}

/** The only property of an instance. */
function property(written: string): CimElement | undefined {
  return parseInstance(`<INSTANCE CLASSNAME="X">${written}</INSTANCE>`).elements[0];
}

describe('a property', () => {
  it.each([
    ['boolean', ' TRUE ', true],
    ['boolean', 'True', true],
    ['sint8', '-0x0F', -15],
    ['uint8', '101b', 5],
    ['uint32', '010', 10],
    ['real64', '-008.5', -8.5],
    ['uint32', '+4294967295', 4_294_967_295],
    ['real32', '1.0000000e+00', 1],
    ['real64', '-INF', Number.NEGATIVE_INFINITY],
    ['char16', ' ', ' '],
    ['char16', '&#8;', '\b'],
    ['char16', String.raw`\x0008`, '\b'],
    ['char16', '&#55357;', '\uD83D'],
    ['string', '', ''],
    ['string', ' \n', ' \n'],
    ['uint32', '\n', null],
    ['datetime', '', null],
  ])('of the type %s has %j as %j', (type, written, value) => {
    const read = property(
      `<PROPERTY NAME="P" TYPE="${type}" CLASSORIGIN="Y" PROPAGATED="TRUE"><VALUE>${written}</VALUE></PROPERTY>`,
    );
    expect(read).toEqual({ name: 'P', type, array: false, value });
  });

  it.each([
    [
      '<PROPERTY.ARRAY NAME="P" TYPE="uint8"><VALUE.ARRAY><VALUE>1</VALUE><VALUE>255</VALUE></VALUE.ARRAY></PROPERTY.ARRAY>',
      Uint8Array.of(1, 255),
    ],
    ['<PROPERTY.ARRAY NAME="P" TYPE="string"/>', null],
    ['<PROPERTY.ARRAY NAME="P" TYPE="string"><VALUE.ARRAY/></PROPERTY.ARRAY>', []],
    [
      '<PROPERTY.ARRAY NAME="P" TYPE="sint8"><VALUE.ARRAY><VALUE.NULL/><VALUE>1</VALUE></VALUE.ARRAY></PROPERTY.ARRAY>',
      [null, 1],
    ],
  ])('%s has an array', (written, value) => {
    expect(property(written)?.value).toEqual(value);
  });

  it('has an embedded instance as text, at any depth', () => {
    const embed = (inner: CimInstance): CimInstance =>
      new CimInstance('X', [{ name: 'P', type: 'instance', array: false, value: inner }]);
    let [written, expected] = ['<INSTANCE CLASSNAME="X"/>', new CimInstance('X', [])];
    for (let depth = 0; depth < 5; depth += 1) {
      const escaped = written.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
      const attribute = ['EmbeddedObject', 'EMBEDDEDOBJECT', 'embeddedobject'][depth % 3];
      written = `<INSTANCE CLASSNAME="X"><PROPERTY NAME="P" TYPE="string" ${attribute}="instance"><VALUE>${escaped}</VALUE></PROPERTY></INSTANCE>`;
      expected = embed(expected);
    }
    expect(parseInstance(written)).toEqual(expected);
  });

  it('has an embedded instance in VALUE.OBJECT', () => {
    const object = '<VALUE.OBJECT><INSTANCE CLASSNAME="Y"/></VALUE.OBJECT>';
    expect(property(`<PROPERTY.OBJECT NAME="P">${object}</PROPERTY.OBJECT>`)?.value).toEqual(new CimInstance('Y', []));
    const array = `<PROPERTY.OBJECTARRAY NAME="P"><VALUE.OBJECTARRAY>${object}<VALUE.NULL/></VALUE.OBJECTARRAY></PROPERTY.OBJECTARRAY>`;
    expect(property(array)).toEqual({
      name: 'P',
      type: 'instance',
      array: true,
      value: [new CimInstance('Y', []), null],
    });
  });

  it.each(['<CLASS NAME="Y"/>', '<INSTANCE/>', '<INSTANCE', 'hello', ''])(
    'has a text that holds no instance: %j',
    (text) => {
      const escaped = text.replaceAll('<', '&lt;');
      const written = `<PROPERTY NAME="P" TYPE="string" EmbeddedObject="object"><VALUE>${escaped}</VALUE></PROPERTY>`;
      expect(property(written)).toEqual({ name: 'P', type: 'string', array: false, value: text });
    },
  );

  it('has texts in texts as texts, where they are too deep', () => {
    let text = '<INSTANCE CLASSNAME="X"/>';
    for (let depth = 0; depth < 40; depth += 1) {
      const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
      text = `<INSTANCE CLASSNAME="X"><PROPERTY NAME="P" TYPE="string" EmbeddedObject="instance"><VALUE>${escaped}</VALUE></PROPERTY></INSTANCE>`;
    }
    let [levels, value]: [number, CimValue] = [0, parseInstance(text)];
    for (; value instanceof CimInstance; levels += 1) value = value.get('P') ?? null;
    expect([levels, typeof value]).toEqual([33, 'string']);
  });

  it.each([
    ['<PROPERTY NAME="P" TYPE="uint8"><VALUE>256</VALUE></PROPERTY>', 'column 57: 256 is out of the range of uint8'],
    ['<PROPERTY NAME="P" TYPE="object"/>', 'column 25: TYPE="object" names no CIM type'],
    ['<PROPERTY NAME="1" TYPE="string"/>', 'column 25: NAME="1" is no name of CIM'],
    ['<PROPERTY TYPE="string"/>', 'column 25: <PROPERTY> has no attribute NAME'],
    [
      '<PROPERTY NAME="P" TYPE="string"><VALUE/><VALUE/></PROPERTY>',
      'column 66: <VALUE> is not expected in <PROPERTY>',
    ],
    ['<PROPERTY NAME="P" TYPE="string">x</PROPERTY>', 'column 25: <PROPERTY> has the text "x" in it'],
    ['<PROPERTY NAME="P" TYPE="string"><VALUE>x<b/></VALUE></PROPERTY>', 'column 66: <b> is not expected in <VALUE>'],
    [
      '<PROPERTY.REFERENCE NAME="P"><VALUE.REFERENCE/></PROPERTY.REFERENCE>',
      'column 54: <VALUE.REFERENCE> has no path in it',
    ],
    [
      '<PROPERTY.REFERENCE NAME="P"><VALUE.REFERENCE><VALUE>a b</VALUE></VALUE.REFERENCE></PROPERTY.REFERENCE>',
      'column 71: invalid object path "a b"',
    ],
    ['<METHOD NAME="M"/>', 'column 25: <METHOD> is not expected in <INSTANCE>'],
    ['<PROPERTY.REFERENCE NAME="P" REFERENCECLASS="a b"/>', 'column 25: REFERENCECLASS="a b" is no name of CIM'],
    [nestedPath(5), 'column 401: references are nested as keys more than 4 levels deep'],
  ])('%s is refused', (written, message) => {
    expect(() => property(written)).toThrow(`line 1, ${message}`);
  });
});

describe('a path', () => {
  it.each([
    ['<INSTANCENAME CLASSNAME="X"/>', 'X=@'],
    ['<INSTANCENAME CLASSNAME="X"><KEYVALUE>a"b</KEYVALUE></INSTANCENAME>', String.raw`X="a\"b"`],
    [
      '<INSTANCENAME CLASSNAME="X"><KEYBINDING NAME="K"><KEYVALUE VALUETYPE="numeric">-1</KEYVALUE></KEYBINDING></INSTANCENAME>',
      'X.K=-1',
    ],
    [
      '<INSTANCENAME CLASSNAME="X"><KEYBINDING NAME="K"><KEYVALUE VALUETYPE="boolean">true</KEYVALUE></KEYBINDING></INSTANCENAME>',
      'X.K=TRUE',
    ],
    ['<CLASSNAME NAME="X"/>', 'X'],
    [String.raw`<VALUE>\\SRV\root\cimv2:X.K="a"</VALUE>`, String.raw`\\SRV\root\cimv2:X.K="a"`],
    [
      '<LOCALCLASSPATH><LOCALNAMESPACEPATH><NAMESPACE NAME="root"/><NAMESPACE NAME="cimv2"/></LOCALNAMESPACEPATH><CLASSNAME NAME="X"/></LOCALCLASSPATH>',
      'root/cimv2:X',
    ],
    [
      '<INSTANCEPATH><NAMESPACEPATH><HOST>SRV</HOST><LOCALNAMESPACEPATH><NAMESPACE NAME="root"/></LOCALNAMESPACEPATH></NAMESPACEPATH><INSTANCENAME CLASSNAME="X"/></INSTANCEPATH>',
      String.raw`\\SRV\root:X=@`,
    ],
  ])('%s is read', (written, expected) => {
    const reference = property(
      `<PROPERTY.REFERENCE NAME="P"><VALUE.REFERENCE>${written}</VALUE.REFERENCE></PROPERTY.REFERENCE>`,
    );
    expect(String(reference?.value)).toBe(expected);
  });
});
