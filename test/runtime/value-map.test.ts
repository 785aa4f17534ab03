import { flags, isKnown, type ValueMap, valueName } from 'mi-codegen/runtime';
import { ranges } from 'mi-codegen/runtime/v1';
import { describe, expect, it } from 'vitest';
import {
  Test_Share_AccessMask,
  Test_Share_Masks,
  Test_Share_Signed,
  Test_Share_SignedWide,
  Test_Share_Wide,
} from '../golden/bit-maps/expected/Test_Share.js';
import { Test_Switch_State, Test_Switch_Wanted } from '../golden/equal-maps/expected/Test_Switch.js';
import {
  Test_Service_Health,
  Test_Service_JobState,
  Test_Service_Names,
  Test_Service_OnlyRange,
  Test_Service_OpenStart,
  Test_Service_OpenText,
  Test_Service_State,
  Test_Service_SyncType,
  Test_Service_Wide,
} from '../golden/value-maps/expected/Test_Service.js';

const MAPS: Readonly<Record<string, ValueMap>> = {
  Health: Test_Service_Health,
  JobState: Test_Service_JobState,
  Names: Test_Service_Names,
  OnlyRange: Test_Service_OnlyRange,
  OpenStart: Test_Service_OpenStart,
  OpenText: Test_Service_OpenText,
  State: Test_Service_State,
  SyncType: Test_Service_SyncType,
  Wide: Test_Service_Wide,
};

const Overlapping: ValueMap = {};
ranges(Overlapping, { rest: '..', open: '5..', outer: '5..100', inner: '7..8' });

type Value = number | bigint | string | null;

describe('valueName', () => {
  it.each<readonly [map: string, value: Value, name: string | null]>([
    ['State', 1, 'Running'],
    ['State', 3, null],
    ['State', '1', null],
    ['State', 1n, null],
    ['State', null, null],
    ['Health', 'OK', 'Good'],
    ['Health', 'ok', null],
    ['Health', 'Good', null],
    ['Wide', 9007199254740993n, 'Odd'],
    ['Wide', 9007199254740992n, 'Some'],
    ['Wide', 2n, 'Some'],
    ['Wide', 1n, null],
    ['Wide', 2n ** 64n - 1n, 'All'],
    ['JobState', 3, 'Starting'],
    ['JobState', 0, 'Other'],
    ['JobState', 12, 'Other'],
    ['JobState', 13, 'DMTF Reserved'],
    ['JobState', 32767, 'DMTF Reserved'],
    ['JobState', 32768, 'Vendor Reserved'],
    ['JobState', 65535, 'Vendor Reserved'],
    ['JobState', null, null],
    ['OpenStart', -32768, 'Below'],
    ['OpenStart', -1, 'Below'],
    ['OpenStart', 0, 'Zero'],
    ['OpenStart', 1, null],
    ['SyncType', 5, 'DMTF Reserved'],
    ['SyncType', 8, 'Method Reserved'],
    ['SyncType', 32768, 'Vendor Specific'],
    ['OnlyRange', 100, 'Percent'],
    ['OnlyRange', 101, null],
    ['OpenText', 'A', 'First'],
    ['OpenText', 'B', 'Any other'],
    ['OpenText', '', 'Any other'],
    ['Names', 0, 'DMTF Reserved'],
    ['Names', 1, 'DMTF Reserved (1)'],
    ['Names', 2, '__proto__$'],
    ['Names', 5, 'constructor'],
    ['Names', 7, 'DMTF Reserved (6..7)'],
    ['Names', 255, 'DMTF Reserved (8..)'],
  ])('%s: %o is %o', (map, value, name) => {
    expect(valueName(MAPS[map] ?? {}, value)).toBe(name);
  });

  it('lets the narrowest range have the last word, whatever their order', () => {
    expect(valueName(Overlapping, 7)).toBe('inner');
    expect(valueName(Overlapping, 20)).toBe('outer');
    expect(valueName(Overlapping, 101)).toBe('open');
    expect(valueName(Overlapping, 1)).toBe('rest');
  });
});

describe('equal maps', () => {
  it('are one, with its ranges', () => {
    expect(Test_Switch_Wanted).toBe(Test_Switch_State);
    expect(valueName(Test_Switch_Wanted, 5)).toBe('Reserved');
  });
});

describe('isKnown', () => {
  it('is true for single values alone', () => {
    expect(isKnown(Test_Service_JobState, 2)).toBe(true);
    expect(isKnown(Test_Service_JobState, 13)).toBe(false);
    expect(isKnown(Test_Service_Wide, 9007199254740993n)).toBe(true);
    expect(isKnown(Test_Service_Wide, 9007199254740992n)).toBe(false);
  });
});

describe('flags', () => {
  it('are made of names', () => {
    expect(flags.of(Test_Share_AccessMask)).toBe(0);
    expect(flags.of(Test_Share_AccessMask, 'Read', 'Delete', 'Read')).toBe(0x10001);
    expect(flags.of(Test_Share_AccessMask, 'Read', 'Everything')).toBe(0x80000001);
    expect(flags.of(Test_Share_Wide)).toBe(0n);
    expect(flags.of(Test_Share_Wide, 'Last', 'Bit 53', 'First')).toBe(0x8020000000000001n);
    expect(flags.of(Test_Share_Signed, 'Last', 'First')).toBe(-32767);
    expect(flags.of(Test_Share_SignedWide, 'Last')).toBe(-(2n ** 63n));
  });

  it('are listed by name, and bits without a name are not', () => {
    expect(flags.list(Test_Share_AccessMask, 0)).toEqual([]);
    expect(flags.list(Test_Share_AccessMask, 0xffff_ffff)).toEqual(['Read', 'Write', 'Delete', 'Everything']);
    expect(flags.list(Test_Share_AccessMask, 0x8000_0004)).toEqual(['Everything']);
    expect(flags.list(Test_Share_Wide, 2n ** 64n - 1n)).toEqual(['First', 'Bit 31', 'Bit 53', 'Last']);
    expect(flags.list(Test_Share_Wide, 2n ** 53n)).toEqual(['Bit 53']);
    expect(flags.list(Test_Share_Signed, -32768)).toEqual(['Last']);
    expect(flags.list(Test_Share_Signed, -1)).toEqual(['First', 'Last']);
    expect(flags.list(Test_Share_SignedWide, 1n)).toEqual([]);
  });

  it('are set when all of their bits are', () => {
    expect(flags.has(Test_Share_Masks, 0xc, 'Two bits')).toBe(true);
    expect(flags.has(Test_Share_Masks, 0x5, 'Two bits')).toBe(false);
    expect(flags.has(Test_Share_Masks, 0x5, 'One bit')).toBe(true);
    expect(flags.has(Test_Share_Wide, 2n ** 63n, 'Last')).toBe(true);
    expect(flags.has(Test_Share_Wide, 2n ** 63n, 'Bit 31')).toBe(false);
  });

  it('must have a name', () => {
    const unknown = 'toString' as 'Read';
    const error = new TypeError('there is no flag "toString"');
    expect(() => flags.has(Test_Share_AccessMask, 1, unknown)).toThrow(error);
    expect(() => flags.of(Test_Share_AccessMask, unknown)).toThrow(error);
  });
});
