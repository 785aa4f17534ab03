import { Win32_IP4RouteTable } from '../../../generated/root/cimv2/Win32_IP4RouteTable.js';
import { Win32_NetworkAdapter } from '../../../generated/root/cimv2/Win32_NetworkAdapter.js';
import { Win32_NetworkAdapterConfiguration } from '../../../generated/root/cimv2/Win32_NetworkAdapterConfiguration.js';
import { Win32_NetworkAdapterSetting } from '../../../generated/root/cimv2/Win32_NetworkAdapterSetting.js';
import { COMPUTER, type DemoMachine, DNS_DOMAIN, type Located, OF_SYSTEM, PRESENT, STARTED } from './demo-machine.js';

/** An adapter, and how it is set up. */
export interface AdapterRow {
  readonly index: number;
  readonly interfaceIndex: number;
  readonly name: string;
  readonly connection: string;
  readonly service: string;
  readonly guid: string;
  readonly mac: string;
  readonly isConnected: boolean;
  readonly byDhcp: boolean;
  readonly addresses: readonly string[];
  readonly masks: readonly string[];
  readonly gateway: string | null;
  readonly dns: readonly string[];
}

export const ADAPTERS: readonly AdapterRow[] = [
  {
    index: 0,
    interfaceIndex: 4,
    name: 'Fabrikam Gigabit Adapter',
    connection: 'Ethernet',
    service: 'fbkmnic',
    guid: '{5D6B7E10-2C4A-4F8B-9E31-7A0C5B2D8F61}',
    mac: '00:00:5E:00:53:01',
    isConnected: true,
    byDhcp: false,
    addresses: ['192.0.2.20', 'fe80::200:5eff:fe00:5301'],
    masks: ['255.255.255.0', '64'],
    gateway: '192.0.2.1',
    dns: ['192.0.2.10', '192.0.2.11'],
  },
  {
    index: 1,
    interfaceIndex: 7,
    name: 'Fabrikam Gigabit Adapter #2',
    connection: 'Storage',
    service: 'fbkmnic',
    guid: '{8A3F1C52-6E9D-4B07-A5C4-1D2E7F9B0A62}',
    mac: '00:00:5E:00:53:02',
    isConnected: true,
    byDhcp: true,
    addresses: ['198.51.100.34', 'fe80::200:5eff:fe00:5302'],
    masks: ['255.255.255.0', '64'],
    gateway: null,
    dns: ['198.51.100.2'],
  },
  {
    index: 2,
    interfaceIndex: 9,
    name: 'Fabrikam Gigabit Adapter #3',
    connection: 'Spare',
    service: 'fbkmnic',
    guid: '{C4E7B920-3D18-4A6F-8B52-9F0E1A7C5D63}',
    mac: '00:00:5E:00:53:03',
    isConnected: false,
    byDhcp: true,
    addresses: [],
    masks: [],
    gateway: null,
    dns: [],
  },
];

/** Routes: where they lead, by which interface and next hop, and their metric. */
const ROUTES: readonly (readonly [destination: string, mask: string, index: number, hop: string, metric: number])[] = [
  ['0.0.0.0', '0.0.0.0', 4, '192.0.2.1', 271],
  ['127.0.0.0', '255.0.0.0', 1, '0.0.0.0', 331],
  ['127.0.0.1', '255.255.255.255', 1, '0.0.0.0', 331],
  ['192.0.2.0', '255.255.255.0', 4, '0.0.0.0', 271],
  ['192.0.2.20', '255.255.255.255', 4, '0.0.0.0', 271],
  ['198.51.100.0', '255.255.255.0', 7, '0.0.0.0', 271],
  ['198.51.100.34', '255.255.255.255', 7, '0.0.0.0', 271],
  ['224.0.0.0', '240.0.0.0', 1, '0.0.0.0', 331],
];

const CONNECTED = 2;
const DISCONNECTED = 7;

/** Adds the network adapters with their configurations, and the routes. */
export async function addNetwork(machine: DemoMachine): Promise<void> {
  const { insert } = machine;
  for (const row of ADAPTERS) {
    const { $path: Element } = await addAdapter(machine, row);
    const { $path: Setting } = await addConfiguration(machine, row);
    await insert(Win32_NetworkAdapterSetting, { Element, Setting });
  }
  for (const [destination, mask, InterfaceIndex, NextHop, metric] of ROUTES) {
    await insert(Win32_IP4RouteTable, {
      Destination: destination,
      Mask: mask,
      InterfaceIndex,
      NextHop,
      Name: destination,
      Caption: destination,
      Description: `${destination} - ${mask} - ${NextHop}`,
      Type: NextHop === '0.0.0.0' ? 3 : 4,
      Protocol: 2,
      Age: 0,
      Metric1: metric,
      Metric2: -1,
      Metric3: -1,
      Metric4: -1,
      Metric5: -1,
      Information: '0.0',
    });
  }
}

/** What Plug and Play calls an adapter. */
export function adapterIdOf({ index }: AdapterRow): string {
  return String.raw`PCI\VEN_1AF4&DEV_1041&SUBSYS_11001AF4&REV_01\3&11583659&0&0${index}`;
}

function addAdapter({ insert }: DemoMachine, row: AdapterRow): Promise<Located<Win32_NetworkAdapter>> {
  const { index, interfaceIndex, name, connection, service, guid, mac, isConnected } = row;
  return insert(Win32_NetworkAdapter, {
    DeviceID: `${index}`,
    Index: index,
    InterfaceIndex: interfaceIndex,
    Name: name,
    Caption: `[0000000${index}] ${name}`,
    Description: name,
    ProductName: name,
    Manufacturer: 'Fabrikam',
    ServiceName: service,
    GUID: guid,
    MACAddress: mac,
    PermanentAddress: mac.replaceAll(':', ''),
    NetConnectionID: connection,
    NetConnectionStatus: isConnected ? CONNECTED : DISCONNECTED,
    NetEnabled: isConnected,
    PhysicalAdapter: true,
    Installed: true,
    AdapterType: 'Ethernet 802.3',
    AdapterTypeId: 0,
    Speed: isConnected ? 1_000_000_000n : null,
    MaxNumberControlled: 0,
    TimeOfLastReset: STARTED,
    Availability: 3,
    PNPDeviceID: adapterIdOf(row),
    PowerManagementSupported: false,
    ConfigManagerErrorCode: 0,
    ConfigManagerUserConfig: false,
    Status: isConnected ? 'OK' : null,
    CreationClassName: 'Win32_NetworkAdapter',
    ...OF_SYSTEM,
  });
}

function addConfiguration(
  { insert }: DemoMachine,
  row: AdapterRow,
): Promise<Located<Win32_NetworkAdapterConfiguration>> {
  const { index, interfaceIndex, name, service, guid, mac, isConnected, byDhcp, addresses, masks, gateway, dns } = row;
  return insert(Win32_NetworkAdapterConfiguration, {
    Index: index,
    InterfaceIndex: interfaceIndex,
    SettingID: guid,
    Caption: `[0000000${index}] ${name}`,
    Description: name,
    ServiceName: service,
    MACAddress: mac,
    DHCPEnabled: byDhcp,
    DHCPServer: byDhcp && isConnected ? '198.51.100.1' : null,
    DHCPLeaseObtained: byDhcp && isConnected ? PRESENT : null,
    IPEnabled: isConnected,
    IPAddress: isConnected ? addresses : null,
    IPSubnet: isConnected ? masks : null,
    DefaultIPGateway: gateway === null ? null : [gateway],
    GatewayCostMetric: gateway === null ? null : [256],
    IPConnectionMetric: isConnected ? 15 : null,
    DNSHostName: isConnected ? COMPUTER.toLowerCase() : null,
    DNSDomain: isConnected ? DNS_DOMAIN : null,
    DNSDomainSuffixSearchOrder: isConnected ? [DNS_DOMAIN] : null,
    DNSServerSearchOrder: isConnected ? dns : null,
    DNSEnabledForWINSResolution: isConnected ? false : null,
    FullDNSRegistrationEnabled: isConnected ? true : null,
    DomainDNSRegistrationEnabled: isConnected ? false : null,
    WINSEnableLMHostsLookup: isConnected ? true : null,
    WINSScopeID: isConnected ? '' : null,
    TcpipNetbiosOptions: isConnected ? 0 : null,
    IPFilterSecurityEnabled: isConnected ? false : null,
    DatabasePath: String.raw`%SystemRoot%\System32\drivers\etc`,
  });
}
