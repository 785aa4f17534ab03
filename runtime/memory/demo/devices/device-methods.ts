import { CIM_LogicalDevice } from '../../../../generated/root/cimv2/CIM_LogicalDevice.js';
import { Win32_PnPDevicePropertyString } from '../../../../generated/root/cimv2/Win32_PnPDevicePropertyString.js';
import { Win32_PnPDevicePropertyStringArray } from '../../../../generated/root/cimv2/Win32_PnPDevicePropertyStringArray.js';
import { Win32_PnPEntity } from '../../../../generated/root/cimv2/Win32_PnPEntity.js';
import { Win32_PnPSignedDriver } from '../../../../generated/root/cimv2/Win32_PnPSignedDriver.js';
import { type DemoMachine, ifFound } from '../demo-machine.js';
import { ACPI } from './device-rows.js';

const WORKS = 0;
const DISABLED = 22;
/** WBEM_E_NOT_SUPPORTED, for a device that Windows cannot do without. */
const NOT_SUPPORTED = 0x8004_100c;

/** The types of properties, as Windows numbers them. */
const STRING = 18;
const GUID = 13;
const STRING_LIST = 8210;

const DEVICE = '{a45c254e-df1c-4efd-8020-67d146a850e0}';
const DRIVER = '{a8b865dd-2e3d-4094-ad97-e593a70c75d6}';

/** Provides the methods of devices. */
export function provideDevices({ provide, repository, session }: DemoMachine): void {
  async function enable({ PNPDeviceID }: Win32_PnPEntity, ConfigManagerErrorCode: typeof WORKS | typeof DISABLED) {
    if (isNeeded(PNPDeviceID ?? '')) return { ReturnValue: NOT_SUPPORTED };
    const Status = ConfigManagerErrorCode === WORKS ? 'OK' : 'Error';
    // The same device is an instance of its own class, too.
    for await (const device of CIM_LogicalDevice.$query(session, { where: { PNPDeviceID } })) {
      await repository.update(device, { ConfigManagerErrorCode, Status });
    }
    return { rebootNeeded: false, ReturnValue: 0 };
  }

  provide(Win32_PnPEntity, {
    Enable: (_, { instance }) => enable(instance, WORKS),
    Disable: (_, { instance }) => enable(instance, DISABLED),
    GetDeviceProperties: async ({ devicePropertyKeys: asked }, { instance }) => {
      const driver = await ifFound(Win32_PnPSignedDriver.$get(session, { Name: instance.DeviceID }));
      const isAsked = (name: string) => asked?.some((key) => key.toLowerCase() === name.toLowerCase()) ?? true;
      const found = propertiesOf(instance, driver).filter(([name, , , value]) => value !== null && isAsked(name));
      const deviceProperties = found.map(([KeyName, Key, Type, Data]) => {
        const common = { KeyName, Key, Type, DeviceID: instance.DeviceID };
        return typeof Data === 'string' || Data === null
          ? Win32_PnPDevicePropertyString.$new(session, { ...common, Data })
          : Win32_PnPDevicePropertyStringArray.$new(session, { ...common, Data });
      });
      return { deviceProperties: await Promise.all(deviceProperties), ReturnValue: 0 };
    },
  });
}

/** True for the devices that Windows runs from. */
function isNeeded(id: string): boolean {
  return id === ACPI || id.endsWith(String.raw`\4&2A1F3C7&0&000000`);
}

type Property = readonly [name: string, key: string, type: number, value: string | readonly string[] | null];

function propertiesOf(device: Win32_PnPEntity, driver: Win32_PnPSignedDriver | null): readonly Property[] {
  return [
    ['DEVPKEY_Device_InstanceId', '{78c34fc8-104a-4aca-9ea4-524d52996e57} 256', STRING, device.DeviceID],
    ['DEVPKEY_Device_DeviceDesc', `${DEVICE} 2`, STRING, device.Description],
    ['DEVPKEY_Device_HardwareIds', `${DEVICE} 3`, STRING_LIST, device.HardwareID],
    ['DEVPKEY_Device_Service', `${DEVICE} 6`, STRING, device.Service],
    ['DEVPKEY_Device_Class', `${DEVICE} 9`, STRING, device.PNPClass],
    ['DEVPKEY_Device_ClassGuid', `${DEVICE} 10`, GUID, device.ClassGuid],
    ['DEVPKEY_Device_Manufacturer', `${DEVICE} 13`, STRING, device.Manufacturer],
    ['DEVPKEY_Device_FriendlyName', `${DEVICE} 14`, STRING, device.Name],
    ['DEVPKEY_Device_DriverVersion', `${DRIVER} 3`, STRING, driver?.DriverVersion ?? null],
    ['DEVPKEY_Device_DriverDesc', `${DRIVER} 4`, STRING, driver?.Description ?? null],
    ['DEVPKEY_Device_DriverInfPath', `${DRIVER} 5`, STRING, driver?.InfName ?? null],
    ['DEVPKEY_Device_DriverProvider', `${DRIVER} 9`, STRING, driver?.DriverProviderName ?? null],
  ];
}
