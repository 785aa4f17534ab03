import {
  CIM_LogicalDevice,
  CIM_LogicalDevice_SetPowerState_ReturnValue as Power,
} from '../../../generated/root/cimv2/CIM_LogicalDevice.js';
import { Win32_ComputerShutdownEvent } from '../../../generated/root/cimv2/Win32_ComputerShutdownEvent.js';
import {
  Win32_ComputerSystem_JoinDomainOrWorkgroup_ReturnValue as Joined,
  Win32_ComputerSystem_Rename_ReturnValue as Renamed,
  Win32_ComputerSystem,
} from '../../../generated/root/cimv2/Win32_ComputerSystem.js';
import { Win32_OperatingSystem } from '../../../generated/root/cimv2/Win32_OperatingSystem.js';
import { COMPUTER, type DemoMachine, DNS_DOMAIN, DOMAIN } from './demo-machine.js';
import type { Registry } from './registry.js';

const HKLM = 0x8000_0002;
const CONTROL = String.raw`SYSTEM\CurrentControlSet\Control\ComputerName\ComputerName`;
const TCPIP = String.raw`SYSTEM\CurrentControlSet\Services\Tcpip\Parameters`;

/** The errors of Windows for a name that no computer may have, and for one who may not shut it down. */
const INVALID_COMPUTER_NAME = 1210;

/** The flags of Win32Shutdown: to log off, which 0 does, is none of them. */
const SHUTS_DOWN = 0b1011;

const LOG_OFF = 0;
const SHUTDOWN = 1;

/**
 * Provides the methods of the computer, of its Windows and of its devices. A new name or domain is written to the
 * registry alone: Windows takes it at its next start, and the demo machine never starts anew. To shut it down raises an
 * event, and it goes on.
 */
export function provideComputer({ provide, repository }: DemoMachine, registry: Registry): void {
  const shutDown = async (Type: 0 | 1) => {
    await repository.indicate(Win32_ComputerShutdownEvent, { MachineName: COMPUTER, Type });
    return { ReturnValue: 0 } as const;
  };

  provide(Win32_ComputerSystem, {
    Rename: async ({ Name }) => {
      if (!/^(?!\d+$)[a-z\d-]{1,15}$/i.test(Name)) return { ReturnValue: INVALID_COMPUTER_NAME };
      await registry.set(HKLM, CONTROL, 'ComputerName', Name.toUpperCase());
      await registry.set(HKLM, TCPIP, 'NV Hostname', Name);
      return { ReturnValue: Renamed.Success };
    },
    JoinDomainOrWorkgroup: async ({ Name, FJoinOptions, UserName, Password }, { instance }) => {
      const isDomain = ((FJoinOptions ?? 0) & 1) !== 0;
      if (!isDomain) {
        await repository.update(instance, { PartOfDomain: false, Workgroup: Name, Domain: Name, DomainRole: 2 });
        return { ReturnValue: Joined.Success };
      }
      if (!isOwnDomain(Name)) return { ReturnValue: Joined['No Such Domain'] };
      if (instance.PartOfDomain) return { ReturnValue: Joined['Already Joined'] };
      if (!UserName || !Password) return { ReturnValue: Joined['Logon Failure'] };
      await repository.update(instance, { PartOfDomain: true, Workgroup: null, Domain: DNS_DOMAIN, DomainRole: 3 });
      return { ReturnValue: Joined.Success };
    },
    UnjoinDomainOrWorkgroup: async (_, { instance }) => {
      if (!instance.PartOfDomain) return { ReturnValue: Joined['Not Joined'] };
      const changes = { PartOfDomain: false, Workgroup: 'WORKGROUP', Domain: 'WORKGROUP', DomainRole: 2 } as const;
      await repository.update(instance, changes);
      return { ReturnValue: Joined.Success };
    },
  });
  provide(Win32_OperatingSystem, {
    Reboot: () => shutDown(SHUTDOWN),
    Shutdown: () => shutDown(SHUTDOWN),
    Win32Shutdown: ({ Flags }) => shutDown((Flags & SHUTS_DOWN) === 0 ? LOG_OFF : SHUTDOWN),
    Win32ShutdownTracker: ({ Flags }) => shutDown((Flags & SHUTS_DOWN) === 0 ? LOG_OFF : SHUTDOWN),
    SetDateTime: async ({ LocalDateTime }, { instance }) => {
      await repository.update(instance, { LocalDateTime });
      return { ReturnValue: 0 };
    },
  });
  // No device of the machine saves power, and none is reset.
  provide(CIM_LogicalDevice, {
    SetPowerState: () => ({ ReturnValue: Power['Not Supported'] }),
    Reset: () => ({ ReturnValue: Power['Not Supported'] }),
  });
}

function isOwnDomain(name: string): boolean {
  return [DOMAIN, DNS_DOMAIN].some((own) => own.toLowerCase() === name.toLowerCase());
}
