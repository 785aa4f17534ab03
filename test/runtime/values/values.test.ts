import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CimDateTime, CimInstance, CimInterval, CimReference } from '../../../runtime/index.js';
import { element, key } from '../fake-handler.js';

const digits = (length: number, max: number) =>
  fc.integer({ min: 0, max }).map((value) => String(value).padStart(length, '0'));
const hidden = (field: fc.Arbitrary<string>, length: number) =>
  fc.oneof({ weight: 4, arbitrary: field }, fc.constant('*'.repeat(length)));
const day = fc
  .date({ min: new Date('0000-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10).replaceAll('-', ''));
const fraction = fc
  .tuple(digits(6, 999_999), fc.nat({ max: 6 }))
  .map(([text, known]) => text.slice(0, known).padEnd(6, '*'));
const time = fc
  .tuple(hidden(digits(2, 23), 2), hidden(digits(2, 59), 2), hidden(digits(2, 59), 2))
  .map((t) => t.join(''));
const offset = fc.tuple(fc.constantFrom('+', '-'), hidden(digits(3, 999), 3)).map(([sign, minutes]) => sign + minutes);
const datetimeText = fc
  .tuple(fc.oneof(day, fc.constant('********')), time, fraction, offset)
  .map(([date, clock, micro, utc]) => `${date}${clock}.${micro}${utc}`);
const intervalText = fc
  .tuple(hidden(digits(8, 99_999_999), 8), time, fraction)
  .map(([days, clock, micro]) => `${days}${clock}.${micro}:000`);

describe('CimDateTime', () => {
  it('gives back every text that it reads', () => {
    fc.assert(fc.property(datetimeText, (text) => CimDateTime.parse(text).toString() === text));
  });

  it('gives back every moment that it is made from', () => {
    const date = fc.date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9998-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(date, fc.integer({ min: -999, max: 999 }), (moment, minutes) => {
        const value = CimDateTime.from(moment, minutes);
        expect(value.offsetMinutes).toBe(minutes);
        expect(value.toDate().getTime()).toBe(moment.getTime());
      }),
    );
  });

  it('shows its parts', () => {
    const { year, month, day, hour, minute, second, microsecond, offsetMinutes } =
      CimDateTime.parse('20240229123456.789012-090');
    expect([year, month, day, hour, minute, second, microsecond, offsetMinutes]).toEqual([
      2024, 2, 29, 12, 34, 56, 789_012, -90,
    ]);
  });

  it('shows null for what a wildcard hides', () => {
    const { year, month, hour, microsecond, offsetMinutes } = CimDateTime.parse('2024********56.78****+***');
    expect([year, month, hour, microsecond, offsetMinutes]).toEqual([2024, null, null, null, null]);
  });

  it.each([
    ['20240301000000.000000+060', '2024-02-29T23:00:00.000Z'],
    ['20230301003000.000000+060', '2023-02-28T23:30:00.000Z'],
    ['20240229233000.999999-060', '2024-03-01T00:30:00.999Z'],
    ['19691231235959.999500+000', '1969-12-31T23:59:59.999Z'],
    ['00500203040506.123***+000', '0050-02-03T04:05:06.123Z'],
  ])('%s is the moment %s', (text, moment) => {
    expect(CimDateTime.parse(text).toDate().toISOString()).toBe(moment);
  });

  it('compares moments to the microsecond, whatever their offset', () => {
    const at = (text: string) => CimDateTime.parse(text);
    expect(at('20240101010000.000001+060').compare(at('20240101000000.000000+000'))).toBe(1);
    expect(at('20240101010000.000000+060').compare(at('20240101000000.000000+000'))).toBe(0);
    expect(at('20231231235959.999999+000').compare(at('20240101000000.000000+000'))).toBe(-1);
  });

  it('has no moment where a wildcard hides it', () => {
    const value = CimDateTime.parse('2024**01000000.000000+000');
    const error = new RangeError(
      'the datetime 2024**01000000.000000+000 is not a known moment: a wildcard hides a part of it',
    );
    expect(() => value.toDate()).toThrow(error);
    expect(() => value.compare(value)).toThrow(error);
  });

  it.each([
    ['', 'it has 0 characters instead of 25 (yyyymmddhhmmss.mmmmmm±utc)'],
    ['20240229000000.000000+0000', 'it has 26 characters instead of 25 (yyyymmddhhmmss.mmmmmm±utc)'],
    ['00000001000000.000000:000', 'it is not of the form yyyymmddhhmmss.mmmmmm±utc'],
    ['2024-02-29T00:00:00.0000Zx', 'it has 26 characters instead of 25 (yyyymmddhhmmss.mmmmmm±utc)'],
    ['20*40229000000.000000+000', 'it is not of the form yyyymmddhhmmss.mmmmmm±utc'],
    ['20240229000000.00*000+000', 'it is not of the form yyyymmddhhmmss.mmmmmm±utc'],
    ['20241329000000.000000+000', 'the month 13 is not between 1 and 12'],
    ['20240029000000.000000+000', 'the month 00 is not between 1 and 12'],
    ['20240100000000.000000+000', 'the day 00 is not between 1 and 31'],
    ['20230229000000.000000+000', 'the month has no day 29'],
    ['****0230000000.000000+000', 'the month has no day 30'],
    ['20240229240000.000000+000', 'the hour 24 is not between 0 and 23'],
    ['20240229006000.000000+000', 'the minute 60 is not between 0 and 59'],
    ['20240229000060.000000+000', 'the second 60 is not between 0 and 59'],
  ])('refuses "%s": %s', (text, reason) => {
    expect(() => CimDateTime.parse(text)).toThrow(new SyntaxError(`invalid CIM datetime "${text}": ${reason}`));
  });

  it('refuses dates and offsets that have no datetime', () => {
    expect(() => CimDateTime.from(new Date(Number.NaN))).toThrow(
      new RangeError('a CIM datetime needs a valid Date of the years 0 to 9999'),
    );
    expect(() => CimDateTime.from(new Date('+010000-01-01T00:00:00Z'))).toThrow(RangeError);
    expect(() => CimDateTime.from(new Date(), 1000)).toThrow(
      new RangeError('a UTC offset is a whole number of minutes from -999 to 999, not 1000'),
    );
    expect(() => CimDateTime.from(new Date(), 0.5)).toThrow(RangeError);
  });
});

describe('CimInterval', () => {
  it('gives back every text that it reads', () => {
    fc.assert(fc.property(intervalText, (text) => CimInterval.parse(text).toString() === text));
  });

  it('adds up its parts', () => {
    const interval = CimInterval.from({ days: 1, hours: 25, minutes: 61, seconds: 61, microseconds: 1_000_001 });
    expect(String(interval)).toBe('00000002020202.000001:000');
    expect([interval.days, interval.hours, interval.minutes, interval.seconds, interval.microseconds]).toEqual([
      2, 2, 2, 2, 1,
    ]);
    expect(interval.toMilliseconds()).toBe(((2 * 24 + 2) * 3600 + 122) * 1000 + 0.001);
    expect(String(CimInterval.from({}))).toBe('00000000000000.000000:000');
  });

  it('compares', () => {
    expect(CimInterval.from({ minutes: 90 }).compare(CimInterval.from({ hours: 1 }))).toBe(1);
    expect(CimInterval.from({ minutes: 60 }).compare(CimInterval.from({ hours: 1 }))).toBe(0);
    expect(CimInterval.from({ days: 1 }).compare(CimInterval.from({ days: 2 }))).toBe(-1);
  });

  it('has no length where a wildcard hides it', () => {
    const interval = CimInterval.parse('********000000.000000:000');
    expect(interval.days).toBeNull();
    expect(() => interval.toMilliseconds()).toThrow(
      new RangeError('the interval ********000000.000000:000 is not a known span: a wildcard hides a part of it'),
    );
  });

  it.each([
    ['1:00', 'it has 4 characters instead of 25 (ddddddddhhmmss.mmmmmm:000)'],
    ['00000001000000.000000:001', 'it is not of the form ddddddddhhmmss.mmmmmm:000'],
    ['20240229000000.000000+000', 'it is not of the form ddddddddhhmmss.mmmmmm:000'],
    ['00000001240000.000000:000', 'the hour 24 is not between 0 and 23'],
  ])('refuses "%s": %s', (text, reason) => {
    expect(() => CimInterval.parse(text)).toThrow(new SyntaxError(`invalid CIM interval "${text}": ${reason}`));
  });

  it('refuses parts that are no whole numbers, and sums that are too long', () => {
    const message = 'the parts of an interval are whole numbers that are not negative, not';
    expect(() => CimInterval.from({ days: -1 })).toThrow(new RangeError(`${message} -1`));
    expect(() => CimInterval.from({ seconds: 0.5 })).toThrow(new RangeError(`${message} 0.5`));
    expect(() => CimInterval.from({ days: 100_000_000 })).toThrow(
      new RangeError('an interval is shorter than 100,000,000 days'),
    );
  });
});

describe('CimInstance', () => {
  const instance = new CimInstance('X', [
    key('Name', 'string', 'n'),
    element('__proto__', 'uint64', 2n ** 60n),
    element('small', 'sint64', -5n),
    element('bytes', 'uint8', Uint8Array.of(1, 255)),
    element('when', 'datetime', CimInterval.from({ days: 1 })),
    element('many', 'uint64', [1n, null, 2n ** 60n]),
    element('ref', 'reference', new CimReference('Y', [key('k', 'boolean', true)])),
    element('inner', 'instance', new CimInstance('Z', [element('a', 'boolean', false)])),
    element('none', 'string', null),
  ]);

  it('finds elements in any letter case', () => {
    expect(instance.get('NAME')).toBe('n');
    expect(instance.element('name')).toBe(instance.elements[0]);
    expect(instance.get('none')).toBeNull();
    expect(instance.get('missing')).toBeUndefined();
    expect(instance.get('constructor')).toBeUndefined();
  });

  it('becomes JSON without loss of digits', () => {
    expect(JSON.stringify(instance)).toBe(
      '{"Name":"n","__proto__":"1152921504606846976","small":-5,"bytes":[1,255],"when":"00000001000000.000000:000",' +
        '"many":[1,null,"1152921504606846976"],"ref":"Y.k=TRUE","inner":{"a":false},"none":null}',
    );
  });

  it('is readable under inspection', () => {
    expect(inspect(instance, { breakLength: Number.POSITIVE_INFINITY })).toBe(
      "X { Name: 'n', ['__proto__']: 1152921504606846976n, small: -5n, bytes: Uint8Array(2) [ 1, 255 ], " +
        'when: CimInterval(00000001000000.000000:000), many: [ 1n, null, 1152921504606846976n ], ' +
        'ref: CimReference(Y.k=TRUE), inner: Z { a: false }, none: null }',
    );
  });

  it('keeps its own list of elements', () => {
    const elements = [element('a', 'boolean', true)];
    const copy = new CimInstance('X', elements);
    elements.push(element('b', 'boolean', true));
    expect(copy.elements).toHaveLength(1);
  });
});

describe('CimReference', () => {
  it.each([
    [[key('Handle', 'string', '4')], 'root/cimv2:C.Handle="4"'],
    [[key('a', 'uint32', 4), key('b', 'sint64', -9n)], 'root/cimv2:C.a=4,b=-9'],
    [[key('a', 'boolean', false)], 'root/cimv2:C.a=FALSE'],
    [[key('a', 'string', 'C:\\x "y"')], 'root/cimv2:C.a="C:\\\\x \\"y\\""'],
    [[key('a', 'char16', "'")], "root/cimv2:C.a='\\''"],
    [[key('a', 'datetime', CimInterval.from({}))], 'root/cimv2:C.a="00000000000000.000000:000"'],
    [[], 'root/cimv2:C=@'],
  ])('writes the path %#', (keys, path) => {
    expect(String(new CimReference('C', keys, 'root/cimv2'))).toBe(path);
  });

  it('quotes a path inside a path', () => {
    const inner = new CimReference('P', [key('Id', 'string', 'a"b')]);
    expect(String(new CimReference('A', [key('Left', 'reference', inner)]))).toBe('A.Left="P.Id=\\"a\\\\\\"b\\""');
  });

  it('marks its keys', () => {
    const reference = new CimReference('C', [element('a', 'string', 'x')], 'root/cimv2');
    expect(reference.toInstance()).toEqual(new CimInstance('C', [key('a', 'string', 'x')], 'root/cimv2'));
  });

  it('may be the path of a class, or of the only instance of a singleton', () => {
    const [singleton, ofClass] = [new CimReference('C', [], 'root/v'), new CimReference('C', null, 'root/v')];
    expect([String(singleton), singleton.isClass, singleton.keys]).toEqual(['root/v:C=@', false, []]);
    expect([String(ofClass), ofClass.isClass, ofClass.keys]).toEqual(['root/v:C', true, []]);
  });

  it('is readable under inspection', () => {
    expect(inspect(new CimReference('C', [key('a', 'string', 'x')]))).toBe('CimReference(C.a="x")');
  });
});

describe('what reads a text', () => {
  it.each([
    ['CimReference', CimReference],
    ['CimDateTime', CimDateTime],
    ['CimInterval', CimInterval],
  ])('%s.parse says what else it was given', (name, { parse }) => {
    expect(() => parse(5 as never)).toThrow(new TypeError(`${name}.parse: it takes a string, not 5`));
    expect(() => parse(undefined as never)).toThrow(new TypeError(`${name}.parse: it takes a string, not undefined`));
  });

  it('reads no instance without a session', async () => {
    await expect(CimReference.parse('root/a:B.C=1').get(undefined as never)).rejects.toThrow(
      new TypeError('CimReference.get: it takes a session, not undefined'),
    );
  });
});
