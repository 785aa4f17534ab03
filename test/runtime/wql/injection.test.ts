import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CimDateTime, CimInterval, CimReference, isa, WQL, type WqlValue } from '../../../runtime/index.js';
import { ArgumentPlace } from '../../../runtime/v1/class-call.js';
import { generatedClass } from '../../../runtime/v1/generated-class.js';
import { instanceEventText } from '../../../runtime/v1/instance-events.js';
import { queryText } from '../../../runtime/v1/query.js';
import { Test_Person, Test_Thing } from '../../golden/queries/expected/index.js';
import { type Token, tokens, tokensAround } from './tokens.js';

/** What tries to leave its quotes: pieces of WQL, and any text. */
const PIECES = ["'", '"', '\\', "\\'", '\\\\', '%', '_', '[', ']', '^', '(', ')', '\n', '\r', '--', '/*', ';', ' OR '];
const hostileText = fc.string({ unit: fc.constantFrom(...PIECES, '’', '1=1', 'x') });
const anyText = fc
  .oneof(hostileText, fc.string({ unit: 'binary' }))
  .filter((value) => !value.includes('\0') && !/\p{Surrogate}/u.test(value));

const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
const sint64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
const dateTime = fc
  .tuple(fc.date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true }), fc.integer({ min: -999, max: 999 }))
  .map(([date, offset]) => CimDateTime.from(date, offset));
const interval = fc.record({ days: fc.nat(9999), microseconds: fc.nat() }).map((parts) => CimInterval.from(parts));
const path = fc
  .array(anyText, { maxLength: 3 })
  .map((keys) => keys.map((value, index) => ({ name: `K${index}`, type: 'string', array: false, value }) as const))
  .map((keys) => new CimReference('Test_Thing', keys, 'root/test'));

const string = (value: string): Token => ({ kind: 'string', value });
const number = (value: number | bigint): Token => ({ kind: 'number', text: String(value) });

/** The one token that a value is to be. */
function tokenOf(value: WqlValue): Token {
  if (typeof value === 'string') return string(value);
  if (typeof value === 'bigint') return number(value);
  if (typeof value === 'boolean') return { kind: 'word', text: value ? 'TRUE' : 'FALSE' };
  return value === null ? { kind: 'word', text: 'NULL' } : string(String(value));
}

/** Numbers are compared as such: 0.5 and 0.50 are the same literal. */
function numbersRead(found: readonly Token[]): unknown[] {
  return found.map((token) => (token.kind === 'number' ? Number(token.text) : token));
}

const thing = { generated: generatedClass(Test_Thing), place: new ArgumentPlace('Test_Thing', '$query') };

describe('no value leaves its literal', () => {
  it('in a WQL template', () => {
    const value = fc.oneof(anyText, fc.bigInt(), fc.boolean(), fc.constant(null), dateTime, interval, path);
    fc.assert(
      fc.property(value, value, (first, second) => {
        const statement = WQL`SELECT * FROM X WHERE (a = ${first}) AND b <> ${second} OR c = 'it\'s'`;
        expect(tokens(statement.text)).toEqual(
          tokensAround(String.raw`SELECT * FROM X WHERE (a = ?) AND b <> ? OR c = 'it\'s'`, [
            tokenOf(first),
            tokenOf(second),
          ]),
        );
      }),
      { numRuns: 1000 },
    );
  });

  it('a number in a WQL template, which is read back exactly', () => {
    fc.assert(
      fc.property(finite, (value) => {
        const [name, equals, literal, ...others] = tokens(WQL`x = ${value}`.text);
        expect([name, equals, others]).toEqual([{ kind: 'word', text: 'x' }, { kind: 'symbol', text: '=' }, []]);
        expect(numbersRead([literal as Token])).toEqual([value + 0]);
      }),
      { numRuns: 1000 },
    );
  });

  it('in a typed query', () => {
    const values = fc.record({ Name: anyText, like: anyText, Balance: sint64, Ratio: finite, Since: dateTime });
    fc.assert(
      fc.property(values, ({ Name, like, Balance, Ratio, Since }) => {
        const statement = queryText(
          {
            select: ['Name'],
            where: { Name: { ne: Name, like }, $or: [{ Balance }, { $not: { Ratio, Since: { gt: Since } } }] },
          },
          thing,
        );
        const expected = tokensAround(
          'SELECT Id, Number, Name FROM Test_Thing WHERE Name <> ? AND Name LIKE ? AND ' +
            '(Balance = ? OR NOT (Ratio = ? AND Since > ?))',
          [string(Name), string(like), number(Balance), number(Ratio + 0), string(Since.toString())],
        );
        expect(numbersRead(tokens(statement))).toEqual(numbersRead(expected));
      }),
      { numRuns: 1000 },
    );
  });

  it('in a subscription to events of instances, and in conditions on embedded objects', () => {
    fc.assert(
      fc.property(anyText, anyText, fc.double({ min: 0.001, max: 1e9, noNaN: true }), (name, before, within) => {
        const where = { Owner: isa(Test_Person, { Name: name }) };
        const subscription = { within, where, previous: { Name: before } };
        const statement = instanceEventText('__InstanceModificationEvent', thing, subscription as never);
        const expected = tokensAround(
          "SELECT * FROM __InstanceModificationEvent WITHIN ? WHERE TargetInstance ISA 'Test_Thing' AND " +
            "TargetInstance.Owner ISA 'Test_Person' AND TargetInstance.Owner.Name = ? AND PreviousInstance.Name = ?",
          [number(within), string(name), string(before)],
        );
        expect(numbersRead(tokens(statement))).toEqual(numbersRead(expected));
      }),
      { numRuns: 500 },
    );
  });
});
