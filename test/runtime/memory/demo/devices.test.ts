import type { Session } from 'mi-codegen/runtime';
import { beforeEach, expect, it } from 'vitest';
import {
  Win32_AssociatedProcessorMemory,
  Win32_CacheMemory,
  Win32_ComputerSystem,
  Win32_ComputerSystemProcessor,
  Win32_DesktopMonitor,
  Win32_DiskDrive,
  Win32_Keyboard,
  Win32_NetworkAdapter,
  Win32_PhysicalMemoryArray,
  Win32_PhysicalMemoryLocation,
  Win32_PnPDevicePropertyString,
  Win32_PnPDevicePropertyStringArray,
  Win32_PnPEntity,
  Win32_PnPSignedDriver,
  Win32_PointingDevice,
  Win32_Processor,
  Win32_SoundDevice,
  Win32_SystemDriverPNPEntity,
  Win32_USBController,
  Win32_USBControllerDevice,
  Win32_USBHub,
  Win32_VideoController,
} from '../../../../generated/root/cimv2/index.js';
import { demoSession, only } from './demo-session.js';

let session: Session;
beforeEach(async () => {
  session = await demoSession();
});

const entity = (PNPDeviceID: string | null) => Win32_PnPEntity.$get(session, { DeviceID: PNPDeviceID ?? '' });

it('are the disks, adapters and the like that other classes tell of', async () => {
  const others = [Win32_DiskDrive, Win32_NetworkAdapter, Win32_VideoController, Win32_Keyboard, Win32_DesktopMonitor];
  for (const cls of others) {
    for await (const { PNPDeviceID } of cls.$enumerate(session)) {
      expect(await entity(PNPDeviceID)).toMatchObject({ Present: true, Status: 'OK' });
    }
  }
  expect(await Win32_SoundDevice.$enumerate(session).toArray()).toEqual([]);
});

it('have signed drivers, which are in the list of the kernel', async () => {
  const devices = await Win32_PnPEntity.$enumerate(session).toArray();
  for (const device of devices.filter(({ Service }) => Service !== null)) {
    const driver = await only(device.$associators(Win32_SystemDriverPNPEntity));
    expect(driver).toMatchObject({ Name: device.Service, State: 'Running', ServiceType: 'Kernel Driver' });
    const [signed] = await Win32_PnPSignedDriver.$query(session, { where: { DeviceID: device.DeviceID } }).toArray();
    expect(signed).toMatchObject({ IsSigned: true, ClassGuid: device.ClassGuid });
  }
});

it('are connected to the USB controller, as the hub, the keyboard and the mouse are', async () => {
  const controller = await only(Win32_USBController.$enumerate(session));
  const connected = await controller.$associators(Win32_USBControllerDevice).toArray();
  const ids = connected.map(({ DeviceID }) => DeviceID);
  for (const cls of [Win32_USBHub, Win32_Keyboard, Win32_PointingDevice]) {
    expect(ids).toContain((await only(cls.$enumerate(session))).DeviceID);
  }
});

it('are disabled and enabled, but for those that Windows runs from', async () => {
  const keyboard = await only(Win32_Keyboard.$enumerate(session));
  const device = await entity(keyboard.PNPDeviceID);
  expect(await device.Disable()).toEqual({ rebootNeeded: false, ReturnValue: 0 });
  expect(await device.$refresh()).toMatchObject({ ConfigManagerErrorCode: 22, Status: 'Error' });
  expect(await keyboard.$refresh()).toMatchObject({ ConfigManagerErrorCode: 22, Status: 'Error' });
  expect(await device.Enable()).toEqual({ rebootNeeded: false, ReturnValue: 0 });
  expect((await keyboard.$refresh()).Status).toBe('OK');
  const system = await only(Win32_DiskDrive.$query(session, { where: { Index: 0 } }));
  const { ReturnValue } = await (await entity(system.PNPDeviceID)).Disable();
  expect(ReturnValue).not.toBe(0);
  expect((await system.$refresh()).Status).toBe('OK');
});

it('have properties, all or those that are asked for', async () => {
  const adapter = await only(Win32_NetworkAdapter.$enumerate(session));
  const device = await entity(adapter.PNPDeviceID);
  const { deviceProperties } = await device.GetDeviceProperties({
    devicePropertyKeys: ['DEVPKEY_Device_DriverVersion', 'DEVPKEY_Device_HardwareIds', 'DEVPKEY_Device_Unknown'],
  });
  const [ids, version, ...more] = deviceProperties ?? [];
  expect(ids).toBeInstanceOf(Win32_PnPDevicePropertyStringArray);
  expect(ids).toMatchObject({ Type: 8210, Data: device.HardwareID });
  expect(version).toBeInstanceOf(Win32_PnPDevicePropertyString);
  expect(version).toMatchObject({ KeyName: 'DEVPKEY_Device_DriverVersion', Type: 18, Data: '4.1.0.12' });
  expect(more).toEqual([]);
  expect((await device.GetDeviceProperties()).deviceProperties).toHaveLength(12);
});

it('belong to the computer: its processor with caches, and its memory', async () => {
  const computer = await only(Win32_ComputerSystem.$enumerate(session));
  const processor = await only(computer.$associators(Win32_ComputerSystemProcessor));
  expect(processor).toBeInstanceOf(Win32_Processor);
  const caches = await processor
    .$associators(Win32_AssociatedProcessorMemory, { resultClass: Win32_CacheMemory })
    .toArray();
  const sizes = caches.map(({ InstalledSize }) => InstalledSize);
  expect(sizes.slice(1)).toEqual([processor.L2CacheSize, processor.L3CacheSize]);
  const board = await only(Win32_PhysicalMemoryArray.$enumerate(session));
  const modules = await board.$associators(Win32_PhysicalMemoryLocation).toArray();
  expect(modules.map(({ DeviceLocator }) => DeviceLocator)).toEqual(['DIMM 0', 'DIMM 1']);
});
