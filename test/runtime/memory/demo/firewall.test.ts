import type { Session } from 'mi-codegen/runtime';
import { beforeEach, expect, it } from 'vitest';
import { Win32_Process } from '../../../../generated/root/cimv2/index.js';
import {
  MSFT_DNSClientServerAddress,
  MSFT_NetAdapter,
  MSFT_NetFirewallRule,
  MSFT_NetFirewallRuleFilterByProtocolPort,
  MSFT_NetFirewallRuleInProfile,
  MSFT_NetIPAddress,
  MSFT_NetTCPConnection,
} from '../../../../generated/root/standardcimv2/index.js';
import { demoSession } from './demo-session.js';

let session: Session;
beforeEach(async () => {
  session = await demoSession();
});

const rule = async (InstanceID: string) => {
  const [found] = await MSFT_NetFirewallRule.$query(session, { where: { InstanceID } }).toArray();
  if (found === undefined) throw new Error(`there is no rule ${InstanceID}`);
  return found;
};

it('lets in what its rules say, each with its ports and profiles', async () => {
  const open: (string | undefined)[] = [];
  const where = { Enabled: 1, Direction: 1, Action: 2 } as const;
  for await (const each of MSFT_NetFirewallRule.$query(session, { where })) {
    const [filter] = await each.$associators(MSFT_NetFirewallRuleFilterByProtocolPort).toArray();
    open.push(filter?.LocalPort?.join());
  }
  expect(open).toEqual(['3389', '3389', '5985', '5985', '445', '80', '68', '9443']);
  const role = { role: 'PartComponent' } as const;
  const winrm = await rule('WINRM-HTTP-In-TCP');
  const profiles = await winrm.$associators(MSFT_NetFirewallRuleInProfile, role).toArray();
  expect(profiles).toMatchObject([{ Name: 'Domain' }]);
  const all = await (await rule('FPS-SMB-In-TCP')).$associators(MSFT_NetFirewallRuleInProfile).toArray();
  expect(all).toHaveLength(3);
});

it('has rules that are enabled and disabled', async () => {
  const ping = await rule('FPS-ICMP4-ERQ-In');
  expect(ping.Enabled).toBe(2);
  expect(await ping.Enable()).toEqual({ ReturnValue: 0 });
  expect((await ping.$refresh()).Enabled).toBe(1);
  expect(await ping.Disable()).toEqual({ ReturnValue: 0 });
  expect((await ping.$refresh()).Enabled).toBe(2);
});

it('has adapters with addresses and servers of names', async () => {
  const adapters = await MSFT_NetAdapter.$enumerate(session).toArray();
  expect(adapters.map(({ Name }) => Name)).toEqual(['Ethernet', 'Storage', 'Spare']);
  const where = { InterfaceAlias: 'Ethernet', AddressFamily: 2 } as const;
  const addresses = await MSFT_NetIPAddress.$query(session, { where }).toArray();
  expect(addresses.map(({ IPAddress, PrefixLength }) => [IPAddress, PrefixLength])).toEqual([['192.0.2.20', 24]]);
  const [dns] = await MSFT_DNSClientServerAddress.$query(session, { where }).toArray();
  expect(dns?.ServerAddresses).toEqual(['192.0.2.10', '192.0.2.11']);
});

it('has adapters that are renamed, disabled and enabled', async () => {
  const [adapter] = await MSFT_NetAdapter.$query(session, { where: { Name: 'Ethernet' } }).toArray();
  expect((await adapter?.Disable())?.CmdletOutput).toMatchObject({ InterfaceAdminStatus: 2, State: 3 });
  expect((await adapter?.Enable())?.CmdletOutput).toMatchObject({ InterfaceOperationalStatus: 1, State: 2 });
  expect((await adapter?.Rename({ NewName: 'LAN' }))?.CmdletOutput?.Name).toBe('LAN');
});

it('has connections of processes that are there', async () => {
  const connections = await MSFT_NetTCPConnection.$enumerate(session).toArray();
  for (const { OwningProcess } of connections) {
    await Win32_Process.$get(session, { Handle: `${OwningProcess}` });
  }
  expect(connections.filter(({ State }) => State === 5)).toHaveLength(3);
});
