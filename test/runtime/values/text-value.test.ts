import { describe, expect, it } from 'vitest';
import type { CimType } from '../../../runtime/schema/index.js';
import { CimDateTime, CimInterval, OutOfRangeError, valueOfText } from '../../../runtime/values/index.js';
import { bytesOfText, decodeOctets, encodeOctets } from '../../../runtime/values/octet-string.js';

const { NaN: nan, POSITIVE_INFINITY: infinity } = Number;

describe('valueOfText', () => {
  it.each<[CimType, unknown, readonly string[]]>([
    ['boolean', true, ['true', 'TRUE', 'True', 'yes', 'YES', '1', ' true\n']],
    ['boolean', false, ['false', 'FALSE', 'no', 'No', '0', '\t0 ']],
    ['uint8', 81, ['81', '+81', ' 81 ', '0x51', '0X51', '0121', '1010001b', '1010001B']],
    ['sint8', -128, ['-128', '-0x80', '-0200', '-10000000b']],
    ['uint8', 0, ['0', '-0', '00', '0b', '0x0']],
    ['uint64', 2n ** 64n - 1n, ['18446744073709551615', '0xFFFFFFFFFFFFFFFF']],
    ['sint64', -(2n ** 63n), ['-9223372036854775808']],
    ['real64', 1.5, ['1.5', '+1.5', '15e-1', '0.15E+1', ' 1.5 ']],
    ['real64', 31, ['31', '0x1F', '037', '11111b', '31.', '31.0']],
    ['real64', 0, ['0', '-0', '-0.0', '.0']],
    ['real64', infinity, ['INF', '+INF', 'inf', 'Infinity']],
    ['real32', -infinity, ['-INF', '-inf', '-Infinity', ' -INF ']],
    ['real32', nan, ['NaN', 'nan', 'NAN']],
    ['char16', 'A', ['A', '65', '0x41', '0101', '1000001b', ' 65']],
    ['char16', '7', ['7', '55']],
    ['char16', ' ', [' ', '32']],
    ['string', ' 5 ', [' 5 ']],
  ])('reads %s %o', (type, value, texts) => {
    expect(texts.map((text) => valueOfText(text, type))).toEqual(texts.map(() => value));
  });

  it.each<[CimType, string, string]>([
    ['boolean', 'maybe', '"maybe" is no value of the type boolean'],
    ['boolean', '2', '"2" is no value of the type boolean'],
    ['boolean', '', '"" is no value of the type boolean'],
    ['boolean', 'constructor', '"constructor" is no value of the type boolean'],
    ['uint8', '', '"" is no value of the type uint8'],
    ['uint8', '1x', '"1x" is no value of the type uint8'],
    ['uint8', '1 2', '"1 2" is no value of the type uint8'],
    ['uint8', '09', '"09" is no value of the type uint8'],
    ['uint8', 'TRUE', '"TRUE" is no value of the type uint8'],
    ['uint8', '1.0', '"1.0" is no value of the type uint8'],
    ['uint8', 'NaN', '"NaN" is no value of the type uint8'],
    ['real32', '1,5', '"1,5" is no value of the type real32'],
    ['char16', '', '"" is no value of the type char16'],
    ['char16', 'AB', '"AB" is no value of the type char16'],
    ['instance', 'X', '"X" is no value of the type instance'],
    ['uint8', 'x'.repeat(1000), `"${'x'.repeat(40)}…" is no value of the type uint8`],
    ['uint8', '1'.repeat(1000), `"${'1'.repeat(40)}…" is no value of the type uint8`],
  ])('reads no %s in %j', (type, text, reason) => {
    expect(() => valueOfText(text, type)).toThrow(new SyntaxError(reason));
  });

  it.each<[CimType, string, string]>([
    ['uint8', '256', '256 is out of the range of uint8, 0 to 255'],
    ['uint8', '-1', '-1 is out of the range of uint8, 0 to 255'],
    ['sint8', '0xFF', '255 is out of the range of sint8, -128 to 127'],
    ['uint64', '18446744073709551616', '18446744073709551616 is out of the range of uint64, 0 to 18446744073709551615'],
    ['char16', '65536', '65536 is out of the range of char16'],
    ['real32', '1e39', '1e+39 is out of the range of real32'],
    ['real32', '1'.padEnd(61, '0'), `${'1'.padEnd(40, '0')}… is out of the range of real32`],
    ['real64', '1e309', '1e309 is out of the range of real64'],
    ['real64', '-1e309', '-1e309 is out of the range of real64'],
    ['real64', '1'.padEnd(310, '0'), `${'1'.padEnd(40, '0')}… is out of the range of real64`],
  ])('knows the range of %s: %j', (type, text, reason) => {
    expect(() => valueOfText(text, type)).toThrow(new OutOfRangeError(reason));
  });
});

describe('a datetime', () => {
  it.each([
    // XML Schema
    ['1984-01-01T00:00:00Z', '19840101000000.000000+000'],
    ['1984-01-01T00:00:00', '19840101000000.000000+000'],
    ['1984-01-01t00:00:00.5z', '19840101000000.500000+000'],
    ['1984-01-01T00:00:00.1234567+01:00', '19840101000000.123456+060'],
    ['1984-01-01T23:59:59.999999-14:00', '19840101235959.999999-840'],
    ['1984-01-01T00:00:00-00:00', '19840101000000.000000-000'],
    ['1984-01-01Z', '19840101000000.000000+000'],
    ['1984-01-01+05:30', '19840101000000.000000+330'],
    // WQL
    ['2021-01-02 03:04:05:006', '20210102030405.006000+000'],
    ['2021-01-02 03:04:05:6', '20210102030405.006000+000'],
    ['2021-01-02 03:04:05.6', '20210102030405.600000+000'],
    ['2021-01-02 03:04:05', '20210102030405.000000+000'],
    ['2021-01-02 3:04', '20210102030400.000000+000'],
    ['2021-01-02', '20210102000000.000000+000'],
    ['2021/1/2', '20210102000000.000000+000'],
    ['20210102', '20210102000000.000000+000'],
    ['20210102 3:04 PM', '20210102150400.000000+000'],
    ['2021.1.2 12:30 AM', '20210102003000.000000+000'],
    ['2021-01-02 12:30PM', '20210102123000.000000+000'],
    ['2021-01-02 3 pm', '20210102150000.000000+000'],
    [' 2021-01-02\n', '20210102000000.000000+000'],
    // DSP0004
    ['20210102030405.00****-000', '20210102030405.00****-000'],
    [' ****0102030405.000000+*** ', '****0102030405.000000+***'],
  ])('is written as %j', (text, characters) => {
    const value = valueOfText(text, 'datetime');
    expect(value).toBeInstanceOf(CimDateTime);
    expect(String(value)).toBe(characters);
    expect(String(CimDateTime.parse(text.trim()))).toBe(characters);
  });

  it.each([
    ['P1DT2H', '00000001020000.000000:000'],
    ['PT5.5S', '00000000000005.500000:000'],
    ['PT0.0000019S', '00000000000000.000001:000'],
    ['P0D', '00000000000000.000000:000'],
    ['P0Y0M1DT0H0M0S', '00000001000000.000000:000'],
    ['PT36H90M61S', '00000001133101.000000:000'],
    ['P99999999DT23H59M59.999999S', '99999999235959.999999:000'],
    [' 00000001020000.000000:000', '00000001020000.000000:000'],
  ])('that is an interval is written as %j', (text, characters) => {
    const value = valueOfText(text, 'datetime');
    expect(value).toBeInstanceOf(CimInterval);
    expect(String(value)).toBe(characters);
    expect(String(CimInterval.parse(text.trim()))).toBe(characters);
  });

  it.each([
    ['2021-02-29', 'datetime', 'the month has no day 29'],
    ['20240230000000.000000+000', 'datetime', 'the month has no day 30'],
    ['2021-00-01T00:00:00Z', 'datetime', 'the month 00 is not between 1 and 12'],
    ['2021-01-01T00:00:60Z', 'datetime', 'the second 60 is not between 0 and 59'],
    ['2021-01-01T24:00:00Z', 'datetime', 'the hour 24 is not between 0 and 23'],
    ['20210229', 'datetime', 'the month has no day 29'],
    ['202112', 'datetime', 'it has 6 characters instead of 25 (yyyymmddhhmmss.mmmmmm±utc)'],
    ['2021112', 'datetime', 'it has 7 characters instead of 25 (yyyymmddhhmmss.mmmmmm±utc)'],
    ['20210102030405', 'datetime', 'it has 14 characters instead of 25 (yyyymmddhhmmss.mmmmmm±utc)'],
    ['01/02/2021', 'datetime', 'the order of day and month depends on the language: write yyyy-mm-dd'],
    ['1-2-21 12:00', 'datetime', 'the order of day and month depends on the language: write yyyy-mm-dd'],
    ['yesterday', 'datetime', 'it has 9 characters instead of 25 (yyyymmddhhmmss.mmmmmm±utc)'],
    ['', 'datetime', 'it has 0 characters instead of 25 (yyyymmddhhmmss.mmmmmm±utc)'],
    ['2021-01-02 3', 'datetime', 'it has 12 characters instead of 25 (yyyymmddhhmmss.mmmmmm±utc)'],
    ['2021-01-02T00:00:00+15:00', 'datetime', 'it is not of the form yyyymmddhhmmss.mmmmmm±utc'],
    ['P1Y', 'interval', 'years and months have no fixed length; an interval of CIM counts days'],
    ['P1M', 'interval', 'years and months have no fixed length; an interval of CIM counts days'],
    ['-P1D', 'interval', 'an interval of CIM is not negative'],
    ['P100000000D', 'interval', 'an interval is shorter than 100,000,000 days'],
    ['P', 'interval', 'it has 1 characters instead of 25 (ddddddddhhmmss.mmmmmm:000)'],
    ['PT', 'interval', 'it has 2 characters instead of 25 (ddddddddhhmmss.mmmmmm:000)'],
    ['00000001240000.000000:000', 'interval', 'the hour 24 is not between 0 and 23'],
  ])('is not %j', (text, kind, reason) => {
    expect(() => valueOfText(text, 'datetime')).toThrow(
      new SyntaxError(`invalid CIM ${kind} ${JSON.stringify(text)}: ${reason}`),
    );
  });

  it.each([
    ['blanks', `2021-01-01${' '.repeat(200_000)}x`],
    ['a fraction', `2021-01-01 00:00:00.${'1'.repeat(200_000)}x`],
    ['days', `P${'1'.repeat(200_000)}D`],
  ])('is no trap: %s without end', (_, text) => {
    expect(() => valueOfText(text, 'datetime')).toThrow(SyntaxError);
  });
});

describe('bytes', () => {
  const bytes = Uint8Array.of(1, 2, 0xfe, 0xff);

  it.each([
    ['with their length', encodeOctets(bytes)],
    ['without it', '0x0102FEFF'],
    ['in base64', 'AQL+/w=='],
    ['in base64 on two lines', 'AQL+\r\n/w=='],
  ])('come as an octet string %s', (_, text) => {
    expect(decodeOctets(text)).toEqual(bytes);
  });

  it('come as base64', () => {
    expect(bytesOfText('AQL+/w==')).toEqual(bytes);
    expect(bytesOfText('')).toEqual(new Uint8Array());
    expect(decodeOctets('')).toEqual(new Uint8Array());
    expect(decodeOctets('0x00000004')).toEqual(new Uint8Array());
  });

  it.each(['0x1', 'AQ', 'A===', '????', 'AQL-'])('are not %j', (text) => {
    expect(() => decodeOctets(text)).toThrow(new SyntaxError(`no octet string: ${JSON.stringify(text)}`));
    expect(() => bytesOfText(text)).toThrow(new SyntaxError(`no base64: ${JSON.stringify(text)}`));
  });
});
