import assert from 'node:assert/strict';
import type { Session } from '../../../runtime/index.js';
import {
  CimDateTime,
  type CimElement,
  CimInstance,
  CimInterval,
  CimReference,
  type CimValue,
} from '../../../runtime/values/index.js';
import { DELIVERIES, type Delivery, element, NAMESPACE, parameters, path, sessionTest } from './tools/native-test.js';

const time = (text: string): CimDateTime => CimDateTime.parse(text);
const span = (text: string): CimInterval => CimInterval.parse(text);

function point(x: number, label: string | null = null): CimInstance {
  const text = label === null ? null : new CimInstance('Test_Label', [element('Text', 'string', label)]);
  return new CimInstance('Test_Point', [
    element('X', 'sint32', x),
    element('Y', 'sint32', null),
    element('Label', 'instance', text),
  ]);
}

function reference(id: string): CimReference {
  return new CimReference('Test_Base', [element('Id', 'string', id)], NAMESPACE);
}

/** Values of every type, by the parameter of Test_Service.Echo that takes them. */
const VALUES: readonly (readonly [name: string, type: CimElement['type'], ...values: CimValue[]])[] = [
  ['Boolean', 'boolean', true, false],
  ['Uint8', 'uint8', 0, 255],
  ['Sint8', 'sint8', -128, 127],
  ['Uint16', 'uint16', 0, 65_535],
  ['Sint16', 'sint16', -32_768, 32_767],
  ['Uint32', 'uint32', 0, 4_294_967_295],
  ['Sint32', 'sint32', -2_147_483_648, 2_147_483_647],
  ['Uint64', 'uint64', 0n, 9_007_199_254_740_993n, 2n ** 64n - 1n],
  ['Sint64', 'sint64', -(2n ** 63n), 2n ** 63n - 1n],
  ['Real32', 'real32', 0.5, -1.25, Number.POSITIVE_INFINITY],
  ['Real64', 'real64', Math.PI, -5e-324, Number.NaN],
  ['Char16', 'char16', 'a', '€', '\ud834'],
  ['Datetime', 'datetime', time('20260717093015.123456+060'), span('00000012030405.000006:000')],
  ['String', 'string', '', 'plain', 'non-BMP \u{1D11E} and \u{1F600}', 'line\nand "quotes"'],
  ['Reference', 'reference', reference('a'), reference('"quoted" \\ and ,')],
  ['Embedded', 'instance', point(1), point(2, 'deep \u{1F600}')],
  ['EmbeddedObject', 'instance', point(3, 'any class')],
  ['Booleans', 'boolean', [], [true, false, true]],
  ['Uint8s', 'uint8', new Uint8Array(), new Uint8Array([0, 1, 255])],
  ['Sint8s', 'sint8', [], [-128, 127]],
  ['Uint16s', 'uint16', [], [0, 65_535]],
  ['Sint16s', 'sint16', [], [-32_768, 32_767]],
  ['Uint32s', 'uint32', [], [0, 4_294_967_295]],
  ['Sint32s', 'sint32', [], [-2_147_483_648, 2_147_483_647]],
  ['Uint64s', 'uint64', [], [0n, 2n ** 64n - 1n]],
  ['Sint64s', 'sint64', [], [-(2n ** 63n), 2n ** 63n - 1n]],
  ['Real32s', 'real32', [], [0.5, -0.5]],
  ['Real64s', 'real64', [], [0.1, 1e300]],
  ['Char16s', 'char16', [], ['a', '中']],
  ['Datetimes', 'datetime', [], [time('00000101000000.000000+720'), span('99999999235959.999999:000')]],
  ['Strings', 'string', [], ['', 'one', '\u{1F600}']],
  ['References', 'reference', [], [reference('a'), reference('b')]],
  ['EmbeddedArray', 'instance', [], [point(1), point(2, 'two')]],
];

/** Gives the element to Test_Service.Echo. */
async function echo(session: Session, sent: CimElement, delivery: Delivery): Promise<CimElement | undefined> {
  const outbound = await session.invoke(NAMESPACE, 'Test_Service', 'Echo', parameters(sent), { delivery });
  assert.equal(outbound.get('ReturnValue'), 0);
  assert.deepEqual(
    outbound.elements.map(({ name }) => name),
    ['ReturnValue', sent.name],
  );
  return outbound.element(sent.name);
}

for (const delivery of DELIVERIES) {
  for (const [name, type, ...values] of VALUES) {
    const array = Array.isArray(values[0]) || values[0] instanceof Uint8Array;
    sessionTest(`${name} goes out and comes back (${delivery})`, {}, async (session) => {
      for (const value of [...values, null]) {
        const sent = element(name, type, value, array);
        assert.deepEqual(await echo(session, sent, delivery), sent);
      }
    });
  }
}

for (const text of ['**************.******+***', '****0717******.******+060', '********0304**.******:000']) {
  sessionTest(`the wildcards of ${text} go out and come back`, {}, async (session) => {
    const sent = element('Datetime', 'datetime', text[21] === ':' ? span(text) : time(text));
    const received = await echo(session, sent, 'callbacks');
    assert.equal(String(received?.value), text);
  });
}

sessionTest('a string of 20 million characters goes out and comes back', {}, async (session) => {
  const sent = element('String', 'string', `${'0123456789'.repeat(2_000_000)}\u{1F600}`);
  const received = await echo(session, sent, 'callbacks');
  assert.equal(received?.value === sent.value, true);
});

sessionTest('arrays of 100,000 items go out and come back', {}, async (session) => {
  const numbers = Array.from({ length: 100_000 }, (_, index) => index);
  for (const sent of [
    element('Uint32s', 'uint32', numbers),
    element('Strings', 'string', numbers.map(String)),
    element('Uint8s', 'uint8', new Uint8Array(numbers)),
  ]) {
    assert.deepEqual(await echo(session, sent, 'callbacks'), sent);
  }
});

sessionTest('instances embedded a hundred deep go out and come back', {}, async (session) => {
  let nested = point(0);
  for (let depth = 1; depth <= 100; depth += 1) {
    nested = new CimInstance('Test_Point', [element('X', 'sint32', depth), element('Label', 'instance', nested)]);
  }
  const sent = element('EmbeddedObject', 'instance', nested);
  assert.deepEqual(await echo(session, sent, 'callbacks'), sent);
});

const REFUSED: readonly (readonly [sent: CimElement, reason: string])[] = [
  [element('Uint8', 'uint8', 256), '256 is outside the range of uint8'],
  [element('Sint8', 'sint8', -129), '-129 is outside the range of sint8'],
  [element('Uint64', 'uint64', 2n ** 64n), '18446744073709551616 is outside the range of uint64'],
  [element('Sint64', 'sint64', 1), 'a value of the type sint64 cannot be of the type number'],
  [element('Uint32', 'uint32', 1.5), 'a value of the type uint32 cannot be of the type number'],
  [element('Boolean', 'boolean', 1), 'a value of the type boolean cannot be of the type number'],
  [element('Char16', 'char16', 'ab'), 'a char16 is one UTF-16 unit, not "ab"'],
  [element('String', 'string', 'a\0b'), 'a string with the character U+0000 cannot be given to MI'],
  [
    element('Datetime', 'datetime', '20260717093015.123456+060'),
    'a value of the type datetime cannot be of the type string',
  ],
  [element('Reference', 'reference', point(1)), 'a value of the type reference cannot be of the type object'],
  [element('Strings', 'string', ['a', null]), 'an array of MI cannot hold null'],
  [element('Strings', 'string', 'a', true), 'a value of the type string[] cannot be of the type string'],
];

for (const [sent, reason] of REFUSED) {
  sessionTest(`${sent.name}: ${reason}`, {}, async (session) => {
    await assert.rejects(session.invoke(NAMESPACE, 'Test_Service', 'Echo', parameters(sent)), {
      name: 'MiError',
      result: 'INVALID_PARAMETER',
      message: `__Parameters.${sent.name}: ${reason}`,
    });
  });
}

sessionTest('a refused value inside an embedded instance is named, and nothing is left', {}, async (session) => {
  const bad = new CimInstance('Test_Point', [element('X', 'sint32', 2 ** 31)]);
  const sent = element('EmbeddedArray', 'instance', [point(1), bad]);
  await assert.rejects(session.invoke(NAMESPACE, 'Test_Service', 'Echo', parameters(sent)), {
    message: 'Test_Point.X: 2147483648 is outside the range of sint32',
  });
});

sessionTest('a path without the name of its key is refused', {}, async (session) => {
  const short = CimReference.parse('Test_Everything="all"');
  const message =
    'Test_Everything: the path leaves out the name of its key: write it, or use $at of the generated class, which knows it';
  await assert.rejects(session.getInstance(NAMESPACE, short), { result: 'INVALID_PARAMETER', message });
  const sent = element('Reference', 'reference', short);
  await assert.rejects(session.invoke(NAMESPACE, 'Test_Service', 'Echo', parameters(sent)), { message });
});

sessionTest('an instance of every type is read', {}, async (session) => {
  const all = await session.getInstance(NAMESPACE, path('Test_Everything', 'all'));
  assert.equal(all.className, 'Test_Everything');
  assert.equal(all.namespace, NAMESPACE);
  assert.deepEqual(all.element('Id'), { ...element('Id', 'string', 'all'), key: true });
  const values = Object.fromEntries(all.elements.map(({ name, value }) => [name, value]));
  const simple = { Boolean: true, Uint8: 200, Sint8: -100, Uint16: 60_000, Sint16: -30_000, Real32: 1.5, Char16: '€' };
  for (const [name, value] of Object.entries(simple)) assert.equal(values[name], value, name);
  assert.equal(values['Uint64'], 9_007_199_254_740_993n);
  assert.equal(values['Sint64'], -9_007_199_254_740_993n);
  assert.equal(String(values['Timestamp']), '20240229131415.123456-330');
  assert.equal(String(values['Interval']), '12345678235958.999999:000');
  assert.equal(values['String'], 'non-BMP \u{1D11E} and \u{1F600}');
  assert.equal(String(values['Reference']), 'root/test:Test_Everything.Id="null"');
  assert.deepEqual((values['Embedded'] as CimInstance).toJSON(), {
    X: 1,
    Y: -2,
    Label: new CimInstance('Test_Label', [element('Text', 'string', 'deep')]),
  });
  assert.deepEqual(values['Uint8s'], new Uint8Array([0, 1, 255]));
  assert.deepEqual(values['Sint64s'], [-(2n ** 63n), 2n ** 63n - 1n]);
  assert.deepEqual((values['Datetimes'] as readonly unknown[]).map(String), [
    '20240229131415.123456-330',
    '12345678235958.999999:000',
  ]);
  assert.equal((values['EmbeddedStrings'] as readonly CimInstance[])[1]?.get('X'), 9);
});

sessionTest('an instance of nulls, and one of empty values', {}, async (session) => {
  const nulls = await session.getInstance(NAMESPACE, path('Test_Everything', 'null'));
  assert.deepEqual(
    nulls.elements.filter(({ value }) => value !== null).map(({ name }) => name),
    ['Id'],
  );
  const empty = await session.getInstance(NAMESPACE, path('Test_Everything', 'empty'));
  assert.equal(empty.get('String'), '');
  assert.deepEqual(empty.get('Strings'), []);
  assert.deepEqual(empty.get('Uint8s'), new Uint8Array());
});
