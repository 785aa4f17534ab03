import type { Session } from 'mi-codegen/runtime';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  Win32_NetworkAdapter,
  Win32_NetworkAdapterConfiguration,
  Win32_NetworkAdapterSetting,
} from '../../../../generated/root/cimv2/index.js';
import { demoSession } from './demo-session.js';

let session: Session;
beforeEach(async () => {
  session = await demoSession();
});

const read = (Index: number) => Win32_NetworkAdapterConfiguration.$get(session, { Index });
const at = (Index: number) => Win32_NetworkAdapterConfiguration.$at(session, { Index });

it('is adapters, each with a configuration', async () => {
  for await (const adapter of Win32_NetworkAdapter.$enumerate(session)) {
    const [configuration] = await adapter.$associators(Win32_NetworkAdapterSetting).toArray();
    expect(configuration?.MACAddress).toBe(adapter.MACAddress);
    expect(configuration?.IPEnabled).toBe(adapter.NetEnabled);
  }
});

describe('addresses', () => {
  it('are set, and got from a server', async () => {
    const given = { IPAddress: ['192.0.2.99'], SubnetMask: ['255.255.255.0'] };
    expect(await at(1).EnableStatic(given)).toEqual({ ReturnValue: 0 });
    expect(await read(1)).toMatchObject({ DHCPEnabled: false, IPAddress: ['192.0.2.99'], DHCPServer: null });
    expect(await at(1).RenewDHCPLease()).toEqual({ ReturnValue: 100 });
    expect(await at(1).EnableDHCP()).toEqual({ ReturnValue: 0 });
    expect(await read(1)).toMatchObject({ DHCPEnabled: true, IPAddress: ['198.51.100.57'] });
    expect(await at(1).ReleaseDHCPLease()).toEqual({ ReturnValue: 0 });
    expect((await read(1)).IPAddress).toEqual(['0.0.0.0']);
    expect(await at(1).RenewDHCPLease()).toEqual({ ReturnValue: 0 });
    expect((await read(1)).IPAddress).toEqual(['198.51.100.57']);
  });

  it.each([
    [0, ['192.0.2.999'], ['255.255.255.0'], 70],
    [0, ['192.0.2.9'], ['255.0.255.0'], 66],
    [0, ['192.0.2.9'], [], 68],
    [2, ['192.0.2.9'], ['255.255.255.0'], 84],
  ])('of adapter %i are not %j with the masks %j: %i', async (index, IPAddress, SubnetMask, code) => {
    expect(await at(index).EnableStatic({ IPAddress, SubnetMask })).toEqual({ ReturnValue: code });
  });
});

it('has gateways, servers of names and other settings', async () => {
  expect(await at(0).SetGateways({ DefaultIPGateway: ['192.0.2.2'] })).toEqual({ ReturnValue: 0 });
  expect(await at(0).SetGateways({ DefaultIPGateway: ['x'] })).toEqual({ ReturnValue: 71 });
  expect(await at(0).SetDNSServerSearchOrder({ DNSServerSearchOrder: ['2001:db8::1'] })).toEqual({ ReturnValue: 0 });
  expect(await at(0).SetDNSServerSearchOrder({ DNSServerSearchOrder: ['x'] })).toEqual({ ReturnValue: 70 });
  expect(await at(0).SetDNSDomain({ DNSDomain: 'example.org' })).toEqual({ ReturnValue: 0 });
  expect(await at(0).SetTcpipNetbios({ TcpipNetbiosOptions: 2 })).toEqual({ ReturnValue: 0 });
  expect(await at(2).SetIPConnectionMetric({ IPConnectionMetric: 5 })).toEqual({ ReturnValue: 84 });
  const DNSDomainSuffixSearchOrder = ['example.org'];
  await Win32_NetworkAdapterConfiguration.SetDNSSuffixSearchOrder(session, { DNSDomainSuffixSearchOrder });
  expect(await read(0)).toMatchObject({
    DefaultIPGateway: ['192.0.2.2'],
    GatewayCostMetric: [256],
    DNSServerSearchOrder: ['2001:db8::1'],
    DNSDomain: 'example.org',
    TcpipNetbiosOptions: 2,
    DNSDomainSuffixSearchOrder,
  });
});

it('has adapters that are disabled and enabled', async () => {
  const adapter = await Win32_NetworkAdapter.$get(session, { DeviceID: '0' });
  expect(await adapter.Disable()).toEqual({ ReturnValue: 0 });
  expect(await adapter.$refresh()).toMatchObject({ NetEnabled: false, NetConnectionStatus: 0 });
  expect((await read(0)).IPEnabled).toBe(false);
  expect(await adapter.Enable()).toEqual({ ReturnValue: 0 });
  expect(await adapter.$refresh()).toMatchObject({ NetEnabled: true, NetConnectionStatus: 2 });
});
