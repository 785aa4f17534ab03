import type { Win32_Account } from '../../../generated/root/cimv2/Win32_Account.js';
import { Win32_AccountSID } from '../../../generated/root/cimv2/Win32_AccountSID.js';
import { Win32_ComputerSystem } from '../../../generated/root/cimv2/Win32_ComputerSystem.js';
import {
  Win32_Group_Rename_ReturnValue as GroupRenamed,
  Win32_Group,
} from '../../../generated/root/cimv2/Win32_Group.js';
import { Win32_GroupUser } from '../../../generated/root/cimv2/Win32_GroupUser.js';
import { Win32_LoggedOnUser } from '../../../generated/root/cimv2/Win32_LoggedOnUser.js';
import { Win32_LogonSession } from '../../../generated/root/cimv2/Win32_LogonSession.js';
import { Win32_NTDomain } from '../../../generated/root/cimv2/Win32_NTDomain.js';
import { Win32_SID } from '../../../generated/root/cimv2/Win32_SID.js';
import { Win32_SystemAccount } from '../../../generated/root/cimv2/Win32_SystemAccount.js';
import { Win32_SystemUsers } from '../../../generated/root/cimv2/Win32_SystemUsers.js';
import {
  Win32_UserAccount_Rename_ReturnValue as UserRenamed,
  Win32_UserAccount,
} from '../../../generated/root/cimv2/Win32_UserAccount.js';
import { Win32_UserProfile } from '../../../generated/root/cimv2/Win32_UserProfile.js';
import type { CimReference } from '../../v1/index.js';
import { DISABLED, GROUPS, LOGON_SESSIONS, MEMBERS, SYSTEM_ACCOUNTS, USER_ACCOUNTS } from './account-rows.js';
import { COMPUTER, type DemoMachine, DNS_DOMAIN, DOMAIN, ifFound, later, PRESENT, STARTED } from './demo-machine.js';
import { ADMINISTRATOR, ALICE, LOCAL_SERVICE, NETWORK_SERVICE, SYSTEM } from './principals.js';
import { rekey } from './rekey.js';
import { sidBytes } from './security.js';

const USER = 1;
const GROUP = 2;
const ALIAS = 4;
const WELL_KNOWN_GROUP = 5;

/** Adds users, groups and their members, who is logged on, and the methods of accounts. */
export async function addAccounts(machine: DemoMachine): Promise<void> {
  const { insert, session } = machine;
  const accounts = new Map<string, CimReference<Win32_Account>>();
  const computer = Win32_ComputerSystem.$at(session, { Name: COMPUTER }).$path;
  for (const [domain, name, sid, text] of USER_ACCOUNTS) {
    const isLocal = domain === COMPUTER;
    const { $path: path } = await insert(Win32_UserAccount, {
      ...account(domain, name, sid, isLocal ? text : ''),
      SIDType: USER,
      AccountType: 512,
      FullName: isLocal ? '' : text,
      Disabled: DISABLED.has(name),
      Lockout: false,
      PasswordChangeable: true,
      PasswordExpires: !/^(?:Guest|svc-.*)$/.test(name),
      PasswordRequired: name !== 'Guest',
      Status: DISABLED.has(name) ? 'Degraded' : 'OK',
    });
    accounts.set(`${domain}\\${name}`, path);
    if (isLocal) await insert(Win32_SystemUsers, { GroupComponent: computer, PartComponent: path });
  }
  for (const [domain, name, sid, text] of GROUPS) {
    const SIDType = domain === COMPUTER ? ALIAS : GROUP;
    const { $path } = await insert(Win32_Group, {
      ...account(domain, name, sid, text),
      SIDType,
      Status: 'OK',
    });
    accounts.set(`${domain}\\${name}`, $path);
  }
  for (const [domain, name, sid, text] of SYSTEM_ACCOUNTS) {
    const values = { ...account(domain, name, sid, text), SIDType: WELL_KNOWN_GROUP, Status: 'OK' } as const;
    accounts.set(`${domain}\\${name}`, (await insert(Win32_SystemAccount, values)).$path);
  }
  await addIdentifiers(machine, accounts);
  await addMembers(machine, accounts);
  await addSessions(machine, accounts);
  await addProfiles(machine);
  await addDomain(machine);
  provideAccounts(machine);
}

type Accounts = ReadonlyMap<string, CimReference<Win32_Account>>;

function account(domain: string, name: string, sid: string, description: string) {
  return {
    Domain: domain,
    Name: name,
    Caption: `${domain}\\${name}`,
    Description: description,
    SID: sid,
    LocalAccount: domain === COMPUTER,
  };
}

async function addIdentifiers({ insert }: DemoMachine, accounts: Accounts): Promise<void> {
  for (const [domain, name, sid] of [...USER_ACCOUNTS, ...GROUPS, ...SYSTEM_ACCOUNTS]) {
    const bytes = sidBytes(sid);
    const { $path } = await insert(Win32_SID, {
      SID: sid,
      BinaryRepresentation: bytes,
      SidLength: bytes.length,
      AccountName: name,
      ReferencedDomainName: domain,
    });
    const Element = accounts.get(`${domain}\\${name}`);
    await insert(Win32_AccountSID, { Element, Setting: $path });
  }
}

async function addMembers({ insert, session }: DemoMachine, accounts: Accounts): Promise<void> {
  for (const [group, members] of MEMBERS) {
    const [Domain = '', Name = ''] = group.split('\\');
    const GroupComponent = Win32_Group.$at(session, { Domain, Name }).$path;
    for (const member of members) {
      await insert(Win32_GroupUser, { GroupComponent, PartComponent: accounts.get(member) });
    }
  }
}

async function addSessions({ insert }: DemoMachine, accounts: Accounts): Promise<void> {
  for (const [LogonId, account, LogonType, AuthenticationPackage, started] of LOGON_SESSIONS) {
    const StartTime = later(STARTED, started);
    const values = { LogonId, LogonType, AuthenticationPackage, StartTime };
    const { $path: Dependent } = await insert(Win32_LogonSession, values);
    await insert(Win32_LoggedOnUser, { Antecedent: accounts.get(account), Dependent });
  }
}

async function addProfiles({ insert }: DemoMachine): Promise<void> {
  const profiles = [
    [SYSTEM, String.raw`C:\Windows\system32\config\systemprofile`, true],
    [LOCAL_SERVICE, String.raw`C:\Windows\ServiceProfiles\LocalService`, true],
    [NETWORK_SERVICE, String.raw`C:\Windows\ServiceProfiles\NetworkService`, true],
    [ADMINISTRATOR, String.raw`C:\Users\Administrator`, false],
    [ALICE, String.raw`C:\Users\alice`, false],
  ] as const;
  for (const [{ sid }, LocalPath, Special] of profiles) {
    await insert(Win32_UserProfile, {
      SID: sid,
      LocalPath,
      Special,
      Loaded: true,
      RefCount: 1,
      LastUseTime: PRESENT,
      RoamingConfigured: false,
      RoamingPreference: null,
      RoamingPath: null,
      Status: 0,
      HealthStatus: 3,
    });
  }
}

async function addDomain({ insert }: DemoMachine): Promise<void> {
  await insert(Win32_NTDomain, {
    Name: `Domain: ${DOMAIN}`,
    Caption: DOMAIN,
    Description: DOMAIN,
    DomainName: DOMAIN,
    DnsForestName: DNS_DOMAIN,
    DomainControllerName: String.raw`\\DC01`,
    DomainControllerAddress: String.raw`\\192.0.2.10`,
    DomainControllerAddressType: 1,
    DomainGuid: '{1C7E5A3F-9D02-4B68-A1F4-5E0C2B7D9A61}',
    DcSiteName: 'Default-First-Site-Name',
    ClientSiteName: 'Default-First-Site-Name',
    DSDirectoryServiceFlag: true,
    DSDnsControllerFlag: false,
    DSDnsDomainFlag: false,
    DSDnsForestFlag: true,
    DSGlobalCatalogFlag: true,
    DSKerberosDistributionCenterFlag: true,
    DSPrimaryDomainControllerFlag: true,
    DSTimeServiceFlag: true,
    DSWritableFlag: true,
    Status: 'OK',
    CreationClassName: 'Win32_NTDomain',
  });
}

/** What Windows allows in the name of an account. */
const ACCOUNT_NAME = /^[^"/\\[\]:;|=,+*?<>@]{1,20}$/;

function provideAccounts({ provide, repository, session }: DemoMachine): void {
  provide(Win32_UserAccount, {
    Rename: async ({ Name }, { instance }) => {
      if (!ACCOUNT_NAME.test(Name)) return { ReturnValue: UserRenamed['Invalid Parameter'] };
      if (await isTaken(instance.Domain, Name)) return { ReturnValue: UserRenamed['Other API Error'] };
      await rename(instance, Name);
      return { ReturnValue: UserRenamed.Success };
    },
  });
  provide(Win32_Group, {
    Rename: async ({ Name }, { instance }) => {
      if (!ACCOUNT_NAME.test(Name)) return { ReturnValue: GroupRenamed['Invalid Parameter'] };
      if (instance.SID?.startsWith('S-1-5-32-')) return { ReturnValue: GroupRenamed['Special Group'] };
      if (await isTaken(instance.Domain, Name)) return { ReturnValue: GroupRenamed['Other API Error'] };
      await rename(instance, Name);
      return { ReturnValue: GroupRenamed.Success };
    },
  });

  async function rename(account: Win32_UserAccount | Win32_Group, Name: string): Promise<void> {
    const { Domain, SID } = account;
    await rekey(account, { Name, Caption: `${Domain}\\${Name}` });
    await ifFound(repository.update(Win32_SID.$at(session, { SID: SID ?? '' }), { AccountName: Name }));
  }

  async function isTaken(Domain: string, Name: string): Promise<boolean> {
    const user = await ifFound(Win32_UserAccount.$get(session, { Domain, Name }));
    return user !== null || (await ifFound(Win32_Group.$get(session, { Domain, Name }))) !== null;
  }
}
