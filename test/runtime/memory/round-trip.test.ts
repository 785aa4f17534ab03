import { beforeEach, describe, expect, it } from 'vitest';
import { MemoryRepository } from '../../../runtime/memory/index.js';
import type { ProtocolSession } from '../../../runtime/protocol.js';
import type { CimType } from '../../../runtime/schema/index.js';
import { CimDateTime, CimInstance, CimInterval, CimReference, type CimValue } from '../../../runtime/values/index.js';
import { instance, mof, requests, run } from './harness.js';

const embedded = (text: string) => instance('Unknown', ['Text', 'string', text]);
const reference = (text: string) =>
  new CimReference('Unknown', [{ name: 'Id', type: 'string', array: false, value: text }]);

/** Two values of each type. */
const VALUES: Readonly<Record<CimType, readonly [CimValue, CimValue]>> = {
  boolean: [true, false],
  uint8: [0, 255],
  sint8: [-128, 127],
  uint16: [0, 65535],
  sint16: [-32768, 32767],
  uint32: [0, 4294967295],
  sint32: [-2147483648, 2147483647],
  uint64: [0n, 18446744073709551615n],
  sint64: [-9223372036854775808n, 9223372036854775807n],
  real32: [0.5, -1e30],
  real64: [Number.MIN_VALUE, Number.MAX_VALUE],
  char16: ['a', '\u00ff'],
  datetime: [CimDateTime.parse('20240229235959.999999+060'), CimInterval.parse('00000001000000.000000:000')],
  string: ['', 'text \u{1F600}'],
  reference: [reference('a'), reference('b')],
  instance: [embedded('a'), embedded('b')],
};
const TYPES = Object.keys(VALUES) as CimType[];

const declared = (type: CimType) => ({ reference: 'Unknown ref', instance: 'object' })[type as string] ?? type;
const properties = TYPES.map((type) => `${declared(type)} S_${type}; ${declared(type)} A_${type}[];`);
const SCHEMA = mof(`class All { [Key] string Id; ${properties.join(' ')} };`);

/** The array of these values as it travels. */
const array = (type: CimType, values: readonly CimValue[]) =>
  (type === 'uint8' ? Uint8Array.from(values as number[]) : values) as CimValue;

let session: ProtocolSession;
beforeEach(async () => {
  session = await new MemoryRepository({ schema: SCHEMA }).newSession({});
});

describe.each(TYPES)('a property of the type %s', (type) => {
  const [first, second] = VALUES[type];

  it.each<[string, boolean, CimValue, CimValue]>([
    ['as a scalar', false, first, second],
    ['as an array', true, array(type, [first, second]), array(type, [])],
  ])('is created, read, modified, set to null, and deleted: %s', async (_, isArray, before, after) => {
    const name = `${isArray ? 'A' : 'S'}_${type}`;
    const all = (value: CimValue) =>
      new CimInstance('All', [
        { name: 'Id', type: 'string', array: false, value: 'x' },
        { name, type, array: isArray, value },
      ]);
    const stored = async () => (await run(session, requests.getInstance(all(null)))).instances[0]?.element(name);

    expect((await run(session, requests.create(all(before)))).failure).toBeNull();
    expect(await stored()).toEqual({ name, type, array: isArray, value: before });
    for (const value of [after, null]) {
      expect((await run(session, requests.modify(all(value)))).failure).toBeNull();
      expect(await stored()).toEqual({ name, type, array: isArray, value });
    }
    expect((await run(session, requests.delete(all(null)))).failure).toBeNull();
    expect(await stored()).toBeUndefined();
  });

  it('is of no other type', async () => {
    const other = type === 'string' ? 'uint8' : 'string';
    const { failure } = await run(
      session,
      requests.create(instance('All', ['Id', 'string', 'x'], [`S_${type}`, other, null])),
    );
    const wanted = { reference: 'ref Unknown' }[type as string] ?? type;
    expect(failure).toBe(`TYPE_MISMATCH: root/test:All.S_${type}: expected ${wanted}, got ${other}`);
  });
});

describe('an array with nulls', () => {
  it.each(TYPES.filter((type) => type !== 'uint8'))('of %s', async (type) => {
    const value = [VALUES[type][0], null] as CimValue;
    const given = instance('All', ['Id', 'string', 'x'], [`A_${type}`, type, value]);
    expect((await run(session, requests.create(given))).failure).toBeNull();
    const { instances } = await run(session, requests.enumerate('All'));
    expect(instances[0]?.get(`A_${type}`)).toEqual(value);
  });
});

it('keeps its bytes to itself', async () => {
  const bytes = Uint8Array.of(1, 2, 3);
  const inner = Uint8Array.of(4);
  const given = instance(
    'All',
    ['Id', 'string', 'x'],
    ['A_uint8', 'uint8', bytes],
    ['A_instance', 'instance', [instance('Unknown', ['Inner', 'uint8', inner])]],
  );
  const read = async (request = requests.getInstance(given)) => {
    const { instances } = await run(session, request);
    const [embeddedOne] = instances.flatMap((one) => one.get('A_instance') as CimInstance[]);
    return [instances[0]?.get('A_uint8'), embeddedOne?.get('Inner')] as Uint8Array[];
  };
  const requested = [
    requests.create(given),
    requests.modify(given),
    requests.getInstance(given),
    requests.enumerate('All'),
    requests.enumerate('All', 'deepBaseOnly'),
    requests.query("SELECT * FROM All WHERE Id = 'x'"),
  ];
  for (const request of requested) for (const held of await read(request)) held?.fill(9);
  for (const held of [bytes, inner]) held.fill(9);
  expect(await read()).toEqual([Uint8Array.of(1, 2, 3), Uint8Array.of(4)]);
});
