/** What associations and references promise. Compiled by tsc, never run. */
import { CimReference, type Session } from 'mi-codegen/runtime';
import type * as mi from 'mi-codegen/runtime/v1';
import { type Win32_LogonSession, type Win32_Process, Win32_SessionProcess } from '../../generated/root/cimv2/index.js';
import {
  Test_Dependency,
  type Test_Device,
  Test_Disk,
  Test_DiskPath,
  type Test_Element,
  Test_Lost,
  Test_Port,
  Test_System,
  Test_SystemDevice,
} from '../golden/associations/expected/index.js';

type Eq<A, B> = (<X>() => X extends A ? 1 : 2) extends <X>() => X extends B ? 1 : 2 ? true : false;
function is<_T extends true>(): void {}
type Item<I> = I extends AsyncIterable<infer T> ? T : never;

declare const session: Session;
declare const system: Test_System;
declare const disk: Test_Disk;
declare const device: Test_Device;
declare const element: Test_Element;
declare const port: Test_Port;
declare const either: Test_Disk | Test_System;
declare const process: Win32_Process;
declare const logonSession: Win32_LogonSession;
declare const selected: mi.Selected<Test_Disk, 'Size'>;

class MyDisk extends Test_Disk {
  readonly mine: number = 1;
}
class MyLink extends Test_SystemDevice {
  readonly mine: number = 1;
}
declare const mine: MyDisk;

export async function associators(): Promise<void> {
  for await (const each of system.$associators(Test_SystemDevice)) is<Eq<typeof each, Test_Device>>();
  for await (const each of device.$associators(Test_SystemDevice)) is<Eq<typeof each, Test_System>>();

  // An object of a subclass of the end's class.
  const ofDisk = disk.$associators(Test_SystemDevice, { timeout: 5 });
  is<Eq<Item<typeof ofDisk>, Test_System>>();

  // Both ends are of one class.
  const dependents = disk.$associators(Test_Dependency);
  is<Eq<Item<typeof dependents>, Test_Element>>();

  // Three ends.
  const ofPath = disk.$associators(Test_DiskPath);
  is<Eq<Item<typeof ofPath>, Test_Port>>();
  const ofPort = port.$associators(Test_DiskPath);
  is<Eq<Item<typeof ofPort>, Test_Port | Test_Disk>>();
  const disks = port.$associators(Test_DiskPath, { resultRole: 'Disk' });
  is<Eq<Item<typeof disks>, Test_Disk>>();
  const peers = port.$associators(Test_DiskPath, { role: 'Initiator', resultRole: 'Target' });
  is<Eq<Item<typeof peers>, Test_Port>>();

  // The association declares a reference again, with a class that is unrelated to the one before.
  const sessions = process.$associators(Win32_SessionProcess);
  is<Eq<Item<typeof sessions>, Win32_LogonSession>>();
  const processes = logonSession.$associators(Win32_SessionProcess);
  is<Eq<Item<typeof processes>, Win32_Process>>();

  // A role tells which end an object stands at, and a class which results are wanted.
  const antecedents = disk.$associators(Test_Dependency, { role: 'Dependent', resultRole: 'Antecedent' });
  is<Eq<Item<typeof antecedents>, Test_Element>>();
  const onlyDisks = system.$associators(Test_SystemDevice, { resultClass: Test_Disk });
  is<Eq<Item<typeof onlyDisks>, Test_Disk>>();
  const alsoDisks = port.$associators(Test_DiskPath, { resultClass: Test_Disk });
  is<Eq<Item<typeof alsoDisks>, Test_Disk>>();

  // An object of either class, one that was read in part, and one of a class that extends a generated one.
  const ofEither = either.$associators(Test_SystemDevice);
  is<Eq<Item<typeof ofEither>, Test_Device | Test_System>>();
  const ofPart = selected.$associators(Test_SystemDevice);
  is<Eq<Item<typeof ofPart>, Test_System>>();
  const ofMine = mine.$references(MyLink);
  is<Eq<Item<typeof ofMine>, MyLink>>();

  // Where a class was not generated, its instances stay as they travel.
  const lost = system.$associators(Test_Lost);
  is<Eq<Item<typeof lost>, Test_System | mi.CimObject | mi.CimInstance>>();
  const found = system.$associators(Test_Lost, { resultClass: Test_Disk });
  is<Eq<Item<typeof found>, Test_Disk>>();

  // @ts-expect-error no reference of the association leads to a port
  port.$associators(Test_SystemDevice);
  // @ts-expect-error any element: it may be no system and no device
  element.$associators(Test_SystemDevice);
  // @ts-expect-error not an association
  system.$associators(Test_Disk);
  // @ts-expect-error the reference leads to systems
  disk.$associators(Test_SystemDevice, { role: 'Antecedent' });
  // @ts-expect-error no such reference
  disk.$associators(Test_SystemDevice, { resultRole: 'Antecedant' });
  // @ts-expect-error a property that is no reference
  system.$associators(Test_SystemDevice, { resultRole: 'Removable' });
  // @ts-expect-error a port is no device
  system.$associators(Test_SystemDevice, { resultClass: Test_Port });
  // @ts-expect-error an unknown option
  system.$associators(Test_SystemDevice, { resltRole: 'Dependent' });
}

export async function keysOnly(): Promise<void> {
  for await (const each of system.$associators(Test_SystemDevice, { keysOnly: true })) {
    const id: string = each.Id;
    // @ts-expect-error only the keys were read
    void each.Model;
    const whole = await each.$refresh();
    is<Eq<typeof whole, Test_Device>>();
    void id;
  }
  for await (const each of disk.$associators(Test_SystemDevice, { keysOnly: true })) await each.Restart();
  for await (const each of port.$associators(Test_DiskPath, { keysOnly: true })) void each.$path;
  const all = system.$associators(Test_SystemDevice, { keysOnly: false });
  is<Eq<Item<typeof all>, Test_Device>>();
}

export async function references(): Promise<void> {
  for await (const each of disk.$references(Test_SystemDevice)) {
    is<Eq<typeof each, Test_SystemDevice>>();
    const owner = await each.Antecedent.get(session);
    is<Eq<typeof owner, Test_System>>();
  }
  const asInitiator = port.$references(Test_DiskPath, { role: 'Initiator' });
  is<Eq<Item<typeof asInitiator>, Test_DiskPath>>();
  for await (const each of disk.$references(Test_SystemDevice, { keysOnly: true })) {
    is<Eq<typeof each.Dependent, CimReference<Test_Device>>>();
    // @ts-expect-error only the keys were read
    void each.Removable;
  }
  // @ts-expect-error no reference of the association leads to a port
  port.$references(Test_SystemDevice);
  // @ts-expect-error the reference leads to disks
  port.$references(Test_DiskPath, { role: 'Disk' });
}

declare const systemPath: CimReference<Test_System>;
declare const diskPath: CimReference<Test_Disk>;

export async function located(): Promise<void> {
  const here = Test_System.$at(session, { Id: 'a' });
  await here.Restart();
  is<Eq<typeof here.Id, string>>();
  // @ts-expect-error nothing but the keys is known
  void here.Owner;
  is<Eq<Awaited<ReturnType<typeof here.$refresh>>, Test_System>>();
  is<Eq<typeof here.$path, CimReference<Test_System>>>();
  const devices = here.$associators(Test_SystemDevice);
  is<Eq<Item<typeof devices>, Test_Device>>();
  await here.$delete();

  await Test_System.$at(session, systemPath).Restart();
  await Test_System.$at(session, system.$path).Restart();
  await Test_System.$at(session, CimReference.parse('Test_System.Id="a"')).Restart();
  // @ts-expect-error a path of another class
  Test_System.$at(session, diskPath);
  // @ts-expect-error a key is missing
  Test_Port.$at(session, { Name: 'a' });
  // @ts-expect-error not a key
  Test_System.$at(session, { Id: 'a', Owner: 'x' });
  // @ts-expect-error a key has a wrong type
  Test_System.$at(session, { Id: 5 });

  const got = await Test_System.$get(session, systemPath);
  is<Eq<typeof got, Test_System>>();
  void Test_Disk.$get(session, CimReference.parse('Test_Disk.Id="a"'));
  // @ts-expect-error a path of another class
  void Test_System.$get(session, diskPath);
  const association = await Test_SystemDevice.$get(session, { Antecedent: systemPath, Dependent: diskPath });
  is<Eq<typeof association, Test_SystemDevice>>();
}
