import type { Session } from 'mi-codegen/runtime';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  RegistryKeyChangeEvent as CimKeyEvent,
  StdRegProv as CimStdRegProv,
} from '../../../../generated/root/cimv2/index.js';
import {
  RegistryKeyChangeEvent,
  RegistryTreeChangeEvent,
  RegistryValueChangeEvent,
  StdRegProv,
} from '../../../../generated/root/default/index.js';
import { demoSession, firstOf } from './demo-session.js';

let session: Session;
beforeEach(async () => {
  session = await demoSession();
});

const HKCU = 0x8000_0001;
const HKLM = 0x8000_0002;
const HKU = 0x8000_0003;
const VERSION = 'SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion';
const KEY = 'SOFTWARE\\Test';

const value = (sValueName: string, sSubKeyName = KEY) => ({ hDefKey: HKLM, sSubKeyName, sValueName });
const key = (sSubKeyName: string, hDefKey = HKLM) => ({ hDefKey, sSubKeyName });

it('tells the version of Windows, in any letter case, in both of its namespaces', async () => {
  const name = { sSubKeyName: VERSION.toUpperCase(), sValueName: 'productname' };
  const found = { sValue: 'Windows Server 2022 Standard', ReturnValue: 0 };
  expect(await StdRegProv.GetStringValue(session, name)).toEqual(found);
  expect(await CimStdRegProv.GetStringValue(session, name)).toEqual(found);
});

it('has values of each type', async () => {
  const environment = 'SYSTEM\\CurrentControlSet\\Control\\Session Manager';
  expect(await StdRegProv.GetDWORDValue(session, value('UBR', VERSION))).toEqual({ uValue: 3207, ReturnValue: 0 });
  expect((await StdRegProv.GetQWORDValue(session, value('InstallTime', VERSION))).uValue).toBe(
    133_522_028_710_000_000n,
  );
  expect((await StdRegProv.GetBinaryValue(session, value('DigitalProductId', VERSION))).uValue).toHaveLength(13);
  expect(await StdRegProv.GetMultiStringValue(session, value('BootExecute', environment))).toEqual({
    sValue: ['autocheck autochk *'],
    ReturnValue: 0,
  });
  expect(await StdRegProv.GetExpandedStringValue(session, value('ComSpec', `${environment}\\Environment`))).toEqual({
    sValue: 'C:\\Windows\\system32\\cmd.exe',
    ReturnValue: 0,
  });
});

it('lists what is installed', async () => {
  const path = 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Uninstall';
  const { sNames } = await StdRegProv.EnumKey(session, key(path));
  const names = await Promise.all(
    (sNames ?? []).map((name) => StdRegProv.GetStringValue(session, value('DisplayName', `${path}\\${name}`))),
  );
  expect(names.map(({ sValue }) => sValue)).toContain('Fabrikam Backup');
});

it('lists values with their types', async () => {
  const { sNames, Types } = await StdRegProv.EnumValues(session, key(VERSION));
  const types = new Map(sNames?.map((name, index) => [name, Types?.[index]]));
  expect(['ProductName', 'DigitalProductId', 'UBR', 'InstallTime'].map((name) => types.get(name))).toEqual([
    1, 3, 4, 11,
  ]);
  expect(await StdRegProv.EnumKey(session, key(`${VERSION}\\Winlogon`))).toEqual({ sNames: null, ReturnValue: 0 });
});

it('takes values of each type', async () => {
  expect(await StdRegProv.CreateKey(session, key(`${KEY}\\Deep`))).toEqual({ ReturnValue: 0 });
  await StdRegProv.SetStringValue(session, { ...value('Text'), sValue: 'x' });
  await StdRegProv.SetExpandedStringValue(session, { ...value('Folder'), sValue: '%SystemRoot%\\%Constructor%' });
  await StdRegProv.SetBinaryValue(session, { ...value('Bytes'), uValue: Uint8Array.of(1, 2) });
  await StdRegProv.SetDWORDValue(session, { ...value('Number'), uValue: 7 });
  await StdRegProv.SetMultiStringValue(session, { ...value('List'), sValue: ['a', 'b'] });
  await StdRegProv.SetQWORDValue(session, { ...value('Large'), uValue: 2n ** 40n });
  expect(await StdRegProv.EnumValues(session, key(KEY))).toEqual({
    sNames: ['Text', 'Folder', 'Bytes', 'Number', 'List', 'Large'],
    Types: [1, 2, 3, 4, 7, 11],
    ReturnValue: 0,
  });
  expect((await StdRegProv.GetExpandedStringValue(session, value('FOLDER'))).sValue).toBe('C:\\Windows\\%Constructor%');
  expect((await StdRegProv.GetBinaryValue(session, value('Bytes'))).uValue).toEqual(Uint8Array.of(1, 2));
  expect((await StdRegProv.GetMultiStringValue(session, value('List'))).sValue).toEqual(['a', 'b']);
  expect((await StdRegProv.GetQWORDValue(session, value('Large'))).uValue).toBe(2n ** 40n);
});

describe('returns', () => {
  it('2 where there is no key, and 1 where there is no value', async () => {
    const missing = { sValue: null, ReturnValue: 2 };
    expect(await StdRegProv.GetStringValue(session, value('x', 'SOFTWARE\\Nothing'))).toEqual(missing);
    expect(await StdRegProv.GetStringValue(session, value('x', VERSION))).toEqual({ sValue: null, ReturnValue: 1 });
    const write = { ...value('x', 'SOFTWARE\\Nothing'), uValue: 1 };
    expect(await StdRegProv.SetDWORDValue(session, write)).toEqual({ ReturnValue: 2 });
    expect(await StdRegProv.EnumKey(session, key('Nothing'))).toEqual({ sNames: null, ReturnValue: 2 });
    expect(await StdRegProv.EnumValues(session, key('Nothing'))).toEqual({ sNames: null, Types: null, ReturnValue: 2 });
    expect(await StdRegProv.DeleteValue(session, value('x', VERSION))).toEqual({ ReturnValue: 2 });
    expect(await StdRegProv.DeleteKey(session, key('SOFTWARE\\Nothing'))).toEqual({ ReturnValue: 2 });
  });

  it('5 where access is denied', async () => {
    for (const path of ['SAM', '\\SAM', 'security\\Policy']) {
      expect(await StdRegProv.CheckAccess(session, key(path))).toEqual({ bGranted: false, ReturnValue: 5 });
      expect(await StdRegProv.CreateKey(session, key(`${path}\\New`))).toEqual({ ReturnValue: 5 });
    }
    expect(await StdRegProv.CheckAccess(session, key(VERSION))).toEqual({ bGranted: true, ReturnValue: 0 });
    // A key with others in it is not deleted.
    expect(await StdRegProv.DeleteKey(session, key('SOFTWARE\\Microsoft'))).toEqual({ ReturnValue: 5 });
  });

  it('other errors of Windows for a wrong type, and for a hive that is not there', async () => {
    const wrong = await StdRegProv.GetDWORDValue(session, value('ProductName', VERSION));
    expect(wrong).toEqual({ uValue: null, ReturnValue: 0x8004_1005 });
    expect(await StdRegProv.CreateKey(session, { hDefKey: 1 as never, sSubKeyName: 'x' })).toEqual({ ReturnValue: 6 });
  });
});

it('has the settings of a user in two hives', async () => {
  await StdRegProv.SetStringValue(session, { hDefKey: HKCU, sSubKeyName: 'Environment', sValueName: 'A', sValue: 'b' });
  const { sNames } = await StdRegProv.EnumKey(session, key('', HKU));
  const found = await Promise.all(
    (sNames ?? []).map((name) =>
      StdRegProv.GetStringValue(session, { hDefKey: HKU, sSubKeyName: `${name}\\Environment`, sValueName: 'A' }),
    ),
  );
  expect(found.map(({ sValue }) => sValue)).toEqual(['b', null]);
});

it('deletes keys and values', async () => {
  await StdRegProv.CreateKey(session, key(`${KEY}\\Deep`));
  await StdRegProv.SetStringValue(session, { ...value('Text'), sValue: 'x' });
  expect(await StdRegProv.DeleteValue(session, value('TEXT'))).toEqual({ ReturnValue: 0 });
  expect(await StdRegProv.DeleteKey(session, key(KEY))).toEqual({ ReturnValue: 5 });
  expect(await StdRegProv.DeleteKey(session, key(`${KEY}\\Deep`))).toEqual({ ReturnValue: 0 });
  expect(await StdRegProv.DeleteKey(session, key(KEY))).toEqual({ ReturnValue: 0 });
  expect((await StdRegProv.EnumKey(session, key(KEY))).ReturnValue).toBe(2);
});

it('tells subscribers of changes: of a value, of its key, and of trees that have it', async () => {
  const where = { Hive: 'HKEY_LOCAL_MACHINE', KeyPath: VERSION };
  const events = [
    firstOf(RegistryValueChangeEvent.$subscribe(session, { where: { ...where, ValueName: 'Test' } })),
    firstOf(RegistryKeyChangeEvent.$subscribe(session, { where })),
    firstOf(CimKeyEvent.$subscribe(session, { where })),
    firstOf(RegistryTreeChangeEvent.$subscribe(session, { where: { RootPath: 'SOFTWARE\\Microsoft' } })),
    firstOf(RegistryTreeChangeEvent.$subscribe(session, { where: { RootPath: '' } })),
  ];
  await StdRegProv.SetStringValue(session, { ...value('Test', VERSION), sValue: 'x' });
  expect((await Promise.all(events)).map(({ $className }) => $className)).toEqual([
    'RegistryValueChangeEvent',
    'RegistryKeyChangeEvent',
    'RegistryKeyChangeEvent',
    'RegistryTreeChangeEvent',
    'RegistryTreeChangeEvent',
  ]);
  const created = firstOf(RegistryKeyChangeEvent.$subscribe(session, { where: { KeyPath: 'SOFTWARE' } }));
  await StdRegProv.CreateKey(session, key(KEY));
  expect((await created).Hive).toBe('HKEY_LOCAL_MACHINE');
});
