import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CimDateTime,
  type CimElement,
  CimInstance,
  CimInterval,
  CimReference,
  type CimValue,
  MiError,
  type Session,
} from '../../../runtime/index.js';
import { CIM_TYPES, type CimType, INTEGER_RANGES, isIntegerType } from '../../../runtime/schema/index.js';
import { CimObject, cimClass, type Invocation, invoke } from '../../../runtime/v1/index.js';
import { encodeOctets } from '../../../runtime/values/octet-string.js';
import { collect } from '../../tools/collect.js';
import { answering, element, type FakeHandler, fakeSession, key } from '../fake-handler.js';
import { Test_All } from './generated/Test_All.js';
import { Test_Part } from './generated/Test_Part.js';

const NS = 'root/test';

const KEYS = 'Id:uint32!;Wide:uint64!;On:boolean!;Letter:char16!;Since:datetime!;Owner:ref(Test_Node)!';

/** A class with a key of each kind. It has a method, and refers to itself. */
class Test_Node extends CimObject {
  static {
    cimClass(Test_Node, {
      revision: 2,
      class: `${NS}:Test_Node`,
      properties: `${KEYS};Size:uint64*;Peer:ref(Test_Node);Peers:ref(Test_Node)[];Any:ref`,
      methods: { 'Stop(<Peer:ref(Test_Node),>Left:uint64,>Names:string[])uint32': { Done: 0, Busy: 5 } },
    });
  }
  declare readonly $about?: {
    key: { Id: 1; Wide: 1; On: 1; Letter: 1; Since: 1; Owner: 1 };
    write: { Size: 1 };
  };
  declare readonly Id: number;
  declare readonly Wide: bigint;
  declare readonly On: boolean;
  declare readonly Letter: string;
  declare readonly Since: CimDateTime;
  declare readonly Owner: CimReference<Test_Node>;
  declare Size: bigint | null;
  declare readonly Peer: CimReference<Test_Node> | null;
  Stop(args?: { readonly Peer?: CimReference }): Invocation<Stopped> {
    return invoke(this, 'Stop', args);
  }
}

interface Stopped {
  readonly Left: bigint | null;
  readonly Names: readonly string[] | null;
  readonly ReturnValue: number | null;
}

const SINCE = CimDateTime.parse('20240229123456.123456+060');
const owner = new CimReference<Test_Node>('Test_Node', [key('Id', 'uint32', 7)], NS);
const keys = { Id: 7, Wide: 2n ** 63n, On: true, Letter: 'x', Since: SINCE, Owner: owner };
const KEY_ELEMENTS = [
  key('Id', 'uint32', 7),
  key('Wide', 'uint64', 2n ** 63n),
  key('On', 'boolean', true),
  key('Letter', 'char16', 'x'),
  key('Since', 'datetime', SINCE),
  key('Owner', 'reference', owner),
];

/** What a server without types sends in place of an element. */
function asText(given: CimElement): CimElement {
  const { value, type } = given;
  return { ...given, type: 'string', value: value === null ? null : textOf(value, type) };
}

function textOf(value: NonNullable<CimValue>, type: CimType): string | readonly (string | null)[] {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) return value.map((item) => (item === null ? null : String(textOf(item, type))));
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  return String(value);
}

/** A session whose every answer is an instance of the class with these elements. */
async function sessionOf(
  elements: readonly CimElement[],
  className = 'Test_All',
): Promise<{ readonly session: Session; readonly handler: FakeHandler }> {
  return fakeSession(async (sink) => {
    await sink.instanceResult(new CimInstance(className, elements, NS));
    return null;
  });
}

async function objectOf(elements: readonly CimElement[]): Promise<Test_All> {
  const { session } = await sessionOf([key('Id', 'string', 'a'), ...elements]);
  return Test_All.$get(session, { Id: 'a' });
}

/** What a member is made of one received element. */
async function member(name: string, type: CimType, value: CimValue): Promise<unknown> {
  return Object.entries(await objectOf([element(name, type, value)])).find(([each]) => each === name)?.[1];
}

const digits = (count: number) => fc.stringMatching(new RegExp(`^[0-9]{${count}}$`));
const datetimes = fc.oneof(
  fc.date({ noInvalidDate: true, min: new Date(0), max: new Date('2100-01-01') }).map((date) => CimDateTime.from(date)),
  digits(8).map((days) => CimInterval.parse(`${days}010203.000004:000`)),
);

/** Values of a type, as a server that knows it sends them. */
function scalars(type: CimType): fc.Arbitrary<NonNullable<CimValue>> {
  if (isIntegerType(type)) {
    const [min, max] = INTEGER_RANGES[type];
    const integers = fc.bigInt({ min, max });
    return type === 'uint64' || type === 'sint64' ? integers : integers.map(Number);
  }
  switch (type) {
    case 'boolean':
      return fc.boolean();
    case 'real32':
      return fc.float({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
    case 'real64':
      return fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
    case 'char16':
      return fc.stringMatching(/^[a-z0-9"'\\ä]$/);
    case 'datetime':
      return datetimes;
    case 'reference':
      return fc.string().map((id) => new CimReference('Test_Base', [key('Id', 'string', id)], NS));
    default:
      return fc.string();
  }
}

/** `uint8` → `Uint8`, `reference` → `Ref`. */
const memberOf = (type: CimType) => (type === 'reference' ? 'Ref' : `${type.charAt(0).toUpperCase()}${type.slice(1)}`);

const elements = fc.constantFrom(...CIM_TYPES.filter((type) => type !== 'instance')).chain((type) => {
  const scalar = scalars(type).map((value) => element(memberOf(type), type, value, false));
  const items =
    type === 'uint8'
      ? fc.uint8Array()
      : fc.array(type === 'reference' ? scalars(type) : fc.option(scalars(type)), { minLength: 1 });
  const array = items.map((value) => element(`${memberOf(type)}s`, type, value as CimValue, true));
  return fc.oneof(scalar, array);
});

describe('a server that sends all values as text', () => {
  it('gives the same object as one that sends them typed', async () => {
    await fc.assert(
      fc.asyncProperty(elements, async (sent) => {
        const [typed, untyped] = [await objectOf([sent]), await objectOf([asText(sent)])];
        expect({ ...untyped }).toEqual({ ...typed });
        expect(untyped.$instance.elements[1]).toEqual(asText(sent));
      }),
    );
  });

  it('gives the same object where an array of one comes as its item', async () => {
    await fc.assert(
      fc.asyncProperty(
        elements.filter(({ value }) => Array.isArray(value) && value.length === 1 && value[0] !== null),
        async (sent) => {
          const [item] = asText(sent).value as readonly string[];
          const untyped = await objectOf([element(sent.name, 'string', item ?? null, false)]);
          // An empty text stands for no value, unless it is a string.
          if (item !== '' || sent.type === 'string') expect({ ...untyped }).toEqual({ ...(await objectOf([sent])) });
        },
      ),
    );
  });

  it.each<[string, CimType, CimValue, unknown]>([
    ['Uint64', 'uint32', 5, 5n],
    ['Uint64s', 'uint32', [5, null], [5n, null]],
    ['Uint8', 'uint64', 255n, 255],
    ['Boolean', 'uint8', 1, true],
    ['Boolean', 'sint32', 0, false],
    ['Boolean', 'string', ' False ', false],
    ['Real64', 'uint64', 2n ** 60n, 2 ** 60],
    ['Real32', 'uint8', 5, 5],
    ['Char16', 'uint16', 9, '\t'],
    ['Char16', 'string', '65', 'A'],
    ['Char16', 'string', ' ', ' '],
    ['Char16s', 'string', [' ', ''], [' ', null]],
    ['String', 'uint32', 5, '5'],
    ['String', 'datetime', SINCE, String(SINCE)],
    ['String', 'instance', new CimInstance('X', []), new CimInstance('X', [])],
    ['Strings', 'string', '', ['']],
    ['Uint16s', 'string', '', null],
    ['Uint16s', 'uint16', 7, [7]],
    ['Uint16s', 'uint8', Uint8Array.of(1, 2), [1, 2]],
    ['Uint16', 'uint16', [7], 7],
    ['Uint16', 'uint16', [], null],
    ['Uint16', 'string', '', null],
    ['Datetime', 'string', '', null],
    ['Instance', 'string', '', null],
    ['Uint8s', 'string', 'AQI=', Uint8Array.of(1, 2)],
    ['Uint8s', 'string', ['1', '0xff'], Uint8Array.of(1, 255)],
    ['Uint8s', 'string', '65', Uint8Array.of(65)],
    ['Uint8s', 'string', '', new Uint8Array()],
    ['Uint8s', 'uint8', 65, Uint8Array.of(65)],
    ['Uint8s', 'uint32', [1, 2], Uint8Array.of(1, 2)],
    ['Octetss', 'string', encodeOctets(Uint8Array.of(1)), [Uint8Array.of(1)]],
  ])('%s from %s %o', async (name, type, value, expected) => {
    expect(await member(name, type, value)).toEqual(expected);
  });

  it.each<[string, CimType, CimValue, string]>([
    ['Uint64', 'string', 'many', '"many" is no value of the type uint64'],
    ['Uint8', 'uint16', 256, '256 is out of the range of uint8, 0 to 255'],
    ['Uint8', 'string', '-1', '-1 is out of the range of uint8, 0 to 255'],
    ['Uint8', 'real64', 1.5, '1.5 is no value of the type uint8'],
    ['Uint16s', 'string', ['1', 'x'], '"x" is no value of the type uint16'],
    ['Uint16', 'uint16', [1, 2], '2 items instead of one value'],
    ['Boolean', 'uint8', 2, '2 is no value of the type boolean'],
    ['Real64', 'uint64', 2n ** 60n + 1n, '1152921504606846977 is no real64 exactly'],
    ['Uint8s', 'string', 'no base64!', 'no base64: "no base64!"'],
    ['Uint8s', 'string', ['1', null], 'item 1 is no uint8'],
    ['Uint8s', 'string', ['256'], '256 is out of the range of uint8, 0 to 255'],
    ['Uint64', 'instance', new CimInstance('X', []), 'an instance of X is no value of the type uint64'],
    ['Instance', 'reference', owner, 'a reference to Test_Node is no value of the type instance'],
    ['Datetime', 'boolean', true, 'true is no value of the type datetime'],
    ['Octets', 'uint32', 5, '5 is no octet string'],
  ])('names class and property: %s from %s %o', async (name, type, value, reason) => {
    const read = objectOf([element(name, type, value)]);
    await expect(read).rejects.toThrow(`Test_All.${name}, as the server sent it: ${reason}`);
    await expect(read).rejects.toBeInstanceOf(MiError);
    await expect(read).rejects.toMatchObject({ result: 'TYPE_MISMATCH' });
  });
});

describe('embedded instances of untyped values', () => {
  it('are objects of their class, in arrays and in each other', async () => {
    const inner = new CimInstance('Test_Part', [element('Size', 'string', '3')]);
    const outer = new CimInstance('Test_Part', [element('Size', 'uint64', 2n), element('Inner', 'instance', inner)]);
    const object = await objectOf([element('Instance', 'instance', outer), element('Instances', 'instance', outer)]);
    expect(object.Instance).toBeInstanceOf(Test_Part);
    expect(object.Instance?.Size).toBe(2);
    expect(object.Instance?.Inner?.Size).toBe(3);
    expect(object.Instances?.map(({ Size }) => Size)).toEqual([2]);
  });

  it('fail with their own class and property', async () => {
    const part = new CimInstance('Test_Part', [element('Size', 'string', '300')]);
    await expect(objectOf([element('Instance', 'instance', part)])).rejects.toThrow(
      'Test_Part.Size, as the server sent it: 300 is out of the range of uint8, 0 to 255',
    );
  });
});

describe('keys that came as text', () => {
  const open = () => sessionOf([...KEY_ELEMENTS.map(asText), element('Size', 'string', '1')], 'Test_Node');

  it('go back with the declared types, in all operations', async () => {
    const { session, handler } = await open();
    const node = await Test_Node.$get(session, keys);
    await node.$refresh();
    await node.$modify({ Size: 5n });
    await node.Stop();
    await collect(session.associators(NS, node.$path));
    await node.$delete();
    for (const request of handler.requests) {
      const { instance } = request as { readonly instance: CimInstance };
      expect(instance.elements.slice(0, KEY_ELEMENTS.length)).toEqual(KEY_ELEMENTS);
    }
    expect(handler.requests.map(({ kind }) => kind)).toEqual([
      ...['getInstance', 'getInstance', 'modify', 'invoke', 'associators', 'delete'],
    ]);
    expect(node.$path.keys).toEqual(KEY_ELEMENTS);
  });

  it('stay in $instance as they travelled, beside what was changed', async () => {
    const { session } = await open();
    const node = await Test_Node.$get(session, keys);
    await node.$modify({ Size: 5n });
    expect(node.$instance.element('Id')).toEqual(asText(key('Id', 'uint32', 7)));
    expect(node.$instance.element('Size')).toEqual(element('Size', 'uint64', 5n));
    expect(node.Size).toBe(5n);
  });

  it('are no keys when they are empty', async () => {
    const { session } = await sessionOf([key('Id', 'string', ''), ...KEY_ELEMENTS.slice(1)], 'Test_Node');
    const node = await Test_Node.$get(session, keys);
    expect(() => node.$path).toThrow('the object was read without a value for its key Id');
  });

  it('of references have the types that the class of the reference declares', async () => {
    const peer = new CimReference('Test_Node', KEY_ELEMENTS.map(asText), NS);
    const typed = new CimReference('Test_Node', KEY_ELEMENTS, NS);
    const sent = [
      element('Peer', 'reference', peer),
      element('Peers', 'string', String(typed)),
      element('Any', 'string', String(typed)),
    ];
    const { session, handler } = await sessionOf([...KEY_ELEMENTS, ...sent], 'Test_Node');
    const node = await Test_Node.$get(session, keys);
    expect({ ...node }).toMatchObject({
      Peer: { keys: KEY_ELEMENTS },
      Peers: [{ keys: KEY_ELEMENTS }],
      Any: { keys: KEY_ELEMENTS },
    });
    await node.Peer?.get(session);
    await node.Stop({ Peer: new CimReference('Test_Node', KEY_ELEMENTS.map(asText), NS) });
    expect(handler.requests.slice(1)).toMatchObject([
      { instance: { elements: KEY_ELEMENTS } },
      { inboundProperties: { elements: [{ value: { keys: KEY_ELEMENTS } }] } },
    ]);
  });

  it('of references are refused by name', async () => {
    const path = new CimReference('Test_Node', [key('Id', 'string', 'x')], NS);
    const { session } = await sessionOf([...KEY_ELEMENTS, element('Peer', 'reference', path)], 'Test_Node');
    await expect(Test_Node.$get(session, keys)).rejects.toThrow(
      'Test_Node.Peer, as the server sent it: its key Id: "x" is no value of the type uint32',
    );
    const node = Test_Node.$at(session, keys);
    await expect(node.Stop({ Peer: path })).rejects.toThrow('Test_Node.Stop: Peer has a wrong path: its key Id: "x"');
  });
});

describe('a method whose results come as text', () => {
  const nodeAnswering = async (...sent: readonly CimElement[]) => {
    const { session } = await fakeSession(answering(sent));
    return Test_Node.$at(session, keys);
  };

  it('has typed out-parameters', async () => {
    const node = await nodeAnswering(element('Left', 'string', '9'), element('Names', 'string', 'a'));
    expect({ ...(await node.Stop()) }).toEqual({ Left: 9n, Names: ['a'] });
  });

  it('succeeds with the code 0', async () => {
    const node = await nodeAnswering(element('ReturnValue', 'string', '0'));
    expect(await node.Stop().expectSuccess()).toMatchObject({ ReturnValue: 0 });
  });

  it('fails with a named code', async () => {
    const node = await nodeAnswering(element('ReturnValue', 'string', '5'));
    await expect(node.Stop().expectSuccess()).rejects.toThrow('Test_Node.Stop returned 5: Busy');
  });

  it('refuses what is none by method and parameter', async () => {
    const node = await nodeAnswering(element('ReturnValue', 'string', 'none'));
    await expect(node.Stop()).rejects.toThrow(
      'Test_Node.Stop.ReturnValue, as the server sent it: "none" is no value of the type uint32',
    );
  });

  it('has typed items of streams', async () => {
    const { session } = await fakeSession(async (sink) => {
      for (const each of ['1', '2']) await sink.streamedParameterResult(element('Bytes', 'string', each));
      await sink.streamedParameterResult(element('Files', 'uint32', 5));
      await sink.instanceResult(new CimInstance('__Parameters', [element('Total', 'string', '3')]));
      return null;
    });
    const outcome = await Test_All.$at(session, { Id: 'a' }).List();
    expect({ ...outcome }).toEqual({ Bytes: Uint8Array.of(1, 2), Files: ['5'], Parts: [], Total: 3n });
  });
});

describe('events', () => {
  it('have typed values, too', async () => {
    const { session } = await fakeSession(async (sink) => {
      const target = new CimInstance('Test_Node', [...KEY_ELEMENTS.map(asText), element('Size', 'string', '4')], NS);
      const elements = [element('TargetInstance', 'instance', target), element('TIME_CREATED', 'string', '1320')];
      const event = new CimInstance('__InstanceCreationEvent', elements, NS);
      await sink.indicationResult(event, null, null);
      return null;
    });
    const seen: unknown[] = [];
    for await (const { indication } of Test_Node.$created(session, { within: 1 })) {
      seen.push(indication.TargetInstance.Size, indication.TIME_CREATED);
    }
    expect(seen).toEqual([4n, 1320n]);
  });
});
