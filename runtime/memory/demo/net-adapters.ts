import { MSFT_DNSClientServerAddress } from '../../../generated/root/standardcimv2/MSFT_DNSClientServerAddress.js';
import { MSFT_NetAdapter } from '../../../generated/root/standardcimv2/MSFT_NetAdapter.js';
import { MSFT_NetConnectionProfile } from '../../../generated/root/standardcimv2/MSFT_NetConnectionProfile.js';
import { MSFT_NetIPAddress } from '../../../generated/root/standardcimv2/MSFT_NetIPAddress.js';
import { MSFT_NetIPInterface } from '../../../generated/root/standardcimv2/MSFT_NetIPInterface.js';
import { MSFT_NetTCPConnection } from '../../../generated/root/standardcimv2/MSFT_NetTCPConnection.js';
import { MSFT_NetUDPEndpoint } from '../../../generated/root/standardcimv2/MSFT_NetUDPEndpoint.js';
import { COMPUTER, type DemoMachine, DNS_DOMAIN, STARTED } from './demo-machine.js';
import { ADAPTERS, type AdapterRow } from './network.js';

const IPV4 = 2;
const IPV6 = 23;
const HOST = `${COMPUTER}.${DNS_DOMAIN}`;

const LISTEN = 2;
const ESTABLISHED = 5;

/** Connections: their ends, their state, and the process that has them. */
const CONNECTIONS: readonly (readonly [
  local: string,
  localPort: number,
  remote: string,
  remotePort: number,
  state: typeof LISTEN | typeof ESTABLISHED,
  process: number,
])[] = [
  ['0.0.0.0', 80, '0.0.0.0', 0, LISTEN, 4],
  ['0.0.0.0', 135, '0.0.0.0', 0, LISTEN, 996],
  ['0.0.0.0', 445, '0.0.0.0', 0, LISTEN, 4],
  ['0.0.0.0', 3389, '0.0.0.0', 0, LISTEN, 2216],
  ['0.0.0.0', 5985, '0.0.0.0', 0, LISTEN, 4],
  ['192.0.2.20', 3389, '192.0.2.150', 51_820, ESTABLISHED, 2216],
  ['192.0.2.20', 49_712, '192.0.2.10', 389, ESTABLISHED, 836],
  ['192.0.2.20', 445, '192.0.2.151', 50_113, ESTABLISHED, 4],
];

const ENDPOINTS = [
  ['0.0.0.0', 123, 2028],
  ['0.0.0.0', 3389, 2216],
  ['192.0.2.20', 137, 4],
] as const;

/** Adds the network as Windows 8 and later tell of it, and the methods of adapters. */
export async function addNetAdapters(machine: DemoMachine): Promise<void> {
  const { insert } = machine;
  for (const row of ADAPTERS) {
    await addAdapter(machine, row);
    await addInterface(machine, row);
  }
  for (const [LocalAddress, LocalPort, RemoteAddress, RemotePort, State, OwningProcess] of CONNECTIONS) {
    await insert(MSFT_NetTCPConnection, {
      InstanceID: `${LocalAddress}++${LocalPort}++${RemoteAddress}++${RemotePort}`,
      LocalAddress,
      LocalPort,
      RemoteAddress,
      RemotePort,
      State,
      OwningProcess,
      AppliedSetting: State === ESTABLISHED ? 0 : null,
      CreationTime: STARTED,
    });
  }
  for (const [LocalAddress, LocalPort, OwningProcess] of ENDPOINTS) {
    const InstanceID = `${LocalAddress}++${LocalPort}`;
    const values = { InstanceID, LocalAddress, LocalPort, OwningProcess, CreationTime: STARTED };
    await insert(MSFT_NetUDPEndpoint, values);
  }
  provideNetAdapters(machine);
}

async function addAdapter({ insert }: DemoMachine, row: AdapterRow): Promise<void> {
  const { index, interfaceIndex, name, connection, guid, mac, isConnected } = row;
  await insert(MSFT_NetAdapter, {
    DeviceID: guid,
    CreationClassName: 'MSFT_NetAdapter',
    SystemName: HOST,
    SystemCreationClassName: 'CIM_NetworkPort',
    Name: connection,
    InterfaceName: `ethernet_${32_768 + index}`,
    InterfaceDescription: name,
    InterfaceGuid: guid,
    InterfaceIndex: interfaceIndex,
    InterfaceType: 6,
    DeviceName: `\\Device\\${guid}`,
    HardwareInterface: true,
    ConnectorPresent: true,
    Virtual: false,
    Hidden: false,
    State: 2,
    InterfaceAdminStatus: 1,
    InterfaceOperationalStatus: isConnected ? 1 : 2,
    MediaConnectState: isConnected ? 1 : 2,
    MediaDuplexState: 2,
    NdisMedium: 0,
    NdisPhysicalMedium: 14,
    PermanentAddress: mac.replaceAll(':', ''),
    NetworkAddresses: [mac.replaceAll(':', '')],
    Speed: isConnected ? 1_000_000_000n : 0n,
    TransmitLinkSpeed: isConnected ? 1_000_000_000n : 0n,
    ReceiveLinkSpeed: isConnected ? 1_000_000_000n : 0n,
    FullDuplex: true,
    MtuSize: 1500,
    DriverName: String.raw`\SystemRoot\System32\drivers\fbkmnic.sys`,
    DriverDescription: name,
    DriverProvider: 'Fabrikam',
    DriverVersionString: '4.1.0.12',
    DriverDate: '2023-11-02',
  });
}

async function addInterface({ insert }: DemoMachine, row: AdapterRow): Promise<void> {
  const { interfaceIndex, connection, byDhcp, addresses, masks, dns, isConnected } = row;
  const of = { InterfaceIndex: interfaceIndex, InterfaceAlias: connection };
  const system = { SystemName: '', SystemCreationClassName: '', CreationClassName: '' };
  await insert(MSFT_NetIPInterface, {
    ...of,
    ...system,
    Name: `${interfaceIndex};IPv4`,
    AddressFamily: IPV4,
    ConnectionState: isConnected ? 1 : 0,
    Dhcp: byDhcp ? 1 : 0,
    InterfaceMetric: 15,
    AutomaticMetric: 1,
    NlMtu: 1500,
    Store: 1,
  });
  for (const [index, address] of addresses.entries()) {
    const isIPv4 = !address.includes(':');
    await insert(MSFT_NetIPAddress, {
      ...of,
      ...system,
      Name: `${interfaceIndex};${address}`,
      IPAddress: address,
      IPv4Address: isIPv4 ? address : null,
      IPv6Address: isIPv4 ? null : address,
      AddressFamily: isIPv4 ? IPV4 : IPV6,
      AddressState: 4,
      PrefixLength: isIPv4 ? 24 : Number(masks[index]),
      PrefixOrigin: isIPv4 ? (byDhcp ? 3 : 1) : 2,
      SuffixOrigin: isIPv4 ? (byDhcp ? 3 : 1) : 4,
      SkipAsSource: false,
      Type: 1,
      Store: 1,
    });
  }
  await insert(MSFT_DNSClientServerAddress, {
    ...of,
    ...system,
    Name: `${interfaceIndex}`,
    AddressFamily: IPV4,
    ServerAddresses: dns,
  });
  if (!isConnected) return;
  await insert(MSFT_NetConnectionProfile, {
    ...of,
    InstanceID: `{${interfaceIndex}}`,
    Name: connection === 'Ethernet' ? DNS_DOMAIN : 'Unidentified network',
    NetworkCategory: connection === 'Ethernet' ? 2 : 0,
    IPv4Connectivity: connection === 'Ethernet' ? 4 : 1,
    IPv6Connectivity: 1,
  });
}

function provideNetAdapters({ provide, repository }: DemoMachine): void {
  const change = async (adapter: MSFT_NetAdapter, isEnabled: boolean) => {
    const status = isEnabled && adapter.MediaConnectState === 1 ? 1 : 2;
    const values = { InterfaceAdminStatus: isEnabled ? 1 : 2, InterfaceOperationalStatus: status } as const;
    await repository.update(adapter, { ...values, State: isEnabled ? 2 : 3 });
    return { CmdletOutput: await adapter.$refresh(), ReturnValue: 0 };
  };
  provide(MSFT_NetAdapter, {
    Enable: (_, { instance }) => change(instance, true),
    Disable: (_, { instance }) => change(instance, false),
    Restart: (_, { instance }) => change(instance, true),
    Rename: async ({ NewName: Name }, { instance }) => {
      await repository.update(instance, { Name });
      return { CmdletOutput: await instance.$refresh(), ReturnValue: 0 };
    },
  });
}
