import { isIP, isIPv4 } from 'node:net';
import { Win32_NetworkAdapter } from '../../../generated/root/cimv2/Win32_NetworkAdapter.js';
import {
  Win32_NetworkAdapterConfiguration_EnableStatic_ReturnValue as Result,
  Win32_NetworkAdapterConfiguration,
} from '../../../generated/root/cimv2/Win32_NetworkAdapterConfiguration.js';
import type { DemoMachine } from './demo-machine.js';
import { now } from './demo-machine.js';

type ConfigurationResult = (typeof Result)[keyof typeof Result];

/** What a DHCP server gives a configuration. */
const LEASE = { IPAddress: ['198.51.100.57'], IPSubnet: ['255.255.255.0'], DHCPServer: '198.51.100.1' } as const;
const NO_LEASE = { IPAddress: ['0.0.0.0'], IPSubnet: ['0.0.0.0'], DHCPServer: null, DHCPLeaseObtained: null } as const;

/** Provides the methods of network adapters and of their configurations. */
export function provideNetwork({ provide, repository, session }: DemoMachine): void {
  provide(Win32_NetworkAdapter, {
    Enable: (_, { instance }) => enable(instance, true),
    Disable: (_, { instance }) => enable(instance, false),
  });
  provide(Win32_NetworkAdapterConfiguration, {
    EnableStatic: async ({ IPAddress, SubnetMask }, { instance }) => {
      if (!instance.IPEnabled) return { ReturnValue: Result['IP Not Enabled'] };
      if (IPAddress.length !== SubnetMask.length) return { ReturnValue: Result['Invalid Parameter'] };
      if (!IPAddress.every(isAddress)) return { ReturnValue: Result['Invalid IP Address'] };
      if (!SubnetMask.every(isMask)) return { ReturnValue: Result['Invalid Subnet Mask'] };
      const changes = { DHCPEnabled: false, DHCPServer: null, DHCPLeaseObtained: null };
      await repository.update(instance, { ...changes, IPAddress, IPSubnet: SubnetMask });
      return { ReturnValue: Result.Success };
    },
    EnableDHCP: (_, { instance }) => lease(instance, { DHCPEnabled: true }),
    RenewDHCPLease: (_, { instance }) => {
      return instance.DHCPEnabled ? lease(instance, {}) : { ReturnValue: Result['DHCP Not Enabled'] };
    },
    ReleaseDHCPLease: async (_, { instance }) => {
      if (!instance.DHCPEnabled) return { ReturnValue: Result['DHCP Not Enabled'] };
      await repository.update(instance, NO_LEASE);
      return { ReturnValue: Result.Success };
    },
    SetGateways: async ({ DefaultIPGateway, GatewayCostMetric }, { instance }) => {
      const gateways = DefaultIPGateway ?? [];
      if (!gateways.every(isAddress)) return { ReturnValue: Result['Invalid Gateway'] };
      if (gateways.length > 5) return { ReturnValue: Result['Too Many Gateways'] };
      const none = gateways.length === 0;
      return change(instance, {
        DefaultIPGateway: none ? null : gateways,
        GatewayCostMetric: none ? null : (GatewayCostMetric ?? gateways.map(() => 256)),
      });
    },
    SetDNSServerSearchOrder: async ({ DNSServerSearchOrder }, { instance }) => {
      const servers = DNSServerSearchOrder ?? null;
      if (servers?.every((server) => isIP(server) !== 0) === false)
        return { ReturnValue: Result['Invalid IP Address'] };
      return change(instance, { DNSServerSearchOrder: servers });
    },
    SetDNSDomain: ({ DNSDomain }, { instance }) => change(instance, { DNSDomain: DNSDomain ?? '' }),
    SetDNSSuffixSearchOrder: async ({ DNSDomainSuffixSearchOrder }) => {
      for await (const one of Win32_NetworkAdapterConfiguration.$query(session, { where: { IPEnabled: true } })) {
        await repository.update(one, { DNSDomainSuffixSearchOrder: DNSDomainSuffixSearchOrder ?? null });
      }
      return { ReturnValue: Result.Success };
    },
    SetDynamicDNSRegistration: ({ FullDNSRegistrationEnabled, DomainDNSRegistrationEnabled }, { instance }) =>
      change(instance, {
        FullDNSRegistrationEnabled,
        DomainDNSRegistrationEnabled: DomainDNSRegistrationEnabled ?? false,
      }),
    SetIPConnectionMetric: ({ IPConnectionMetric }, { instance }) => change(instance, { IPConnectionMetric }),
    SetTcpipNetbios: ({ TcpipNetbiosOptions }, { instance }) => {
      if (TcpipNetbiosOptions > 2) return { ReturnValue: Result['Invalid Parameter'] };
      return change(instance, { TcpipNetbiosOptions });
    },
    SetWINSServer: ({ WINSPrimaryServer, WINSSecondaryServer }, { instance }) =>
      change(instance, { WINSPrimaryServer: WINSPrimaryServer ?? '', WINSSecondaryServer: WINSSecondaryServer ?? '' }),
  });

  /** An adapter without a cable stays unconnected. */
  async function enable(adapter: Win32_NetworkAdapter, isEnabled: boolean) {
    const hasCable = adapter.NetConnectionID !== 'Spare';
    const NetConnectionStatus = isEnabled ? (hasCable ? 2 : 7) : 0;
    await repository.update(adapter, { NetEnabled: isEnabled && hasCable, NetConnectionStatus });
    const Index = adapter.Index ?? 0;
    const configuration = Win32_NetworkAdapterConfiguration.$at(session, { Index });
    await repository.update(configuration, { IPEnabled: isEnabled && hasCable });
    return { ReturnValue: 0 } as const;
  }

  type Values = Parameters<typeof repository.update<Win32_NetworkAdapterConfiguration>>[1];

  async function change(
    configuration: Win32_NetworkAdapterConfiguration,
    values: Values,
  ): Promise<{ ReturnValue: ConfigurationResult }> {
    if (!configuration.IPEnabled) return { ReturnValue: Result['IP Not Enabled'] };
    await repository.update(configuration, values);
    return { ReturnValue: Result.Success };
  }

  function lease(configuration: Win32_NetworkAdapterConfiguration, values: Values) {
    return change(configuration, { ...values, ...LEASE, DHCPLeaseObtained: now() });
  }
}

const isAddress = (text: string) => isIPv4(text) && text !== '0.0.0.0';

/** A mask is ones, and then zeros. */
function isMask(text: string): boolean {
  if (!isIPv4(text)) return false;
  const bits = text.split('.').map((part) => Number(part).toString(2).padStart(8, '0'));
  return /^1+0*$/.test(bits.join(''));
}
