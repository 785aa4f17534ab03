import { MSFT_NetAddressFilter } from '../../../generated/root/standardcimv2/MSFT_NetAddressFilter.js';
import { MSFT_NetApplicationFilter } from '../../../generated/root/standardcimv2/MSFT_NetApplicationFilter.js';
import { MSFT_NetFirewallProfile } from '../../../generated/root/standardcimv2/MSFT_NetFirewallProfile.js';
import { MSFT_NetFirewallRule } from '../../../generated/root/standardcimv2/MSFT_NetFirewallRule.js';
import { MSFT_NetFirewallRuleFilterByAddress } from '../../../generated/root/standardcimv2/MSFT_NetFirewallRuleFilterByAddress.js';
import { MSFT_NetFirewallRuleFilterByApplication } from '../../../generated/root/standardcimv2/MSFT_NetFirewallRuleFilterByApplication.js';
import { MSFT_NetFirewallRuleFilterByProtocolPort } from '../../../generated/root/standardcimv2/MSFT_NetFirewallRuleFilterByProtocolPort.js';
import { MSFT_NetFirewallRuleInProfile } from '../../../generated/root/standardcimv2/MSFT_NetFirewallRuleInProfile.js';
import { MSFT_NetProtocolPortFilter } from '../../../generated/root/standardcimv2/MSFT_NetProtocolPortFilter.js';
import type { DemoMachine } from './demo-machine.js';

const ENABLED = 1;
const DISABLED = 2;
const IN = 1;
const OUT = 2;
const ALLOW = 2;
const BLOCK = 4;

/** The profiles by the bits with which rules name them; 0 is all. */
const PROFILES = [
  ['Domain', 1],
  ['Private', 2],
  ['Public', 4],
] as const;

/** A rule: what it is called, the group it belongs to, and which packets it is about. */
type RuleRow = readonly [
  id: string,
  name: string,
  group: string,
  direction: typeof IN | typeof OUT,
  action: typeof ALLOW | typeof BLOCK,
  enabled: typeof ENABLED | typeof DISABLED,
  profiles: number,
  protocol: string,
  ports: string,
  program: string,
];

const SVCHOST = String.raw`%SystemRoot%\system32\svchost.exe`;
const WINRM = 'Windows Remote Management';
const SHARING = 'File and Printer Sharing';
const WMI = 'Windows Management Instrumentation (WMI)';

const RULES: readonly RuleRow[] = [
  [
    'RemoteDesktop-UserMode-In-TCP',
    'Remote Desktop - User Mode (TCP-In)',
    'Remote Desktop',
    IN,
    ALLOW,
    ENABLED,
    0,
    'TCP',
    '3389',
    SVCHOST,
  ],
  [
    'RemoteDesktop-UserMode-In-UDP',
    'Remote Desktop - User Mode (UDP-In)',
    'Remote Desktop',
    IN,
    ALLOW,
    ENABLED,
    0,
    'UDP',
    '3389',
    SVCHOST,
  ],
  ['WINRM-HTTP-In-TCP', `${WINRM} (HTTP-In)`, WINRM, IN, ALLOW, ENABLED, 1, 'TCP', '5985', 'System'],
  ['WINRM-HTTP-In-TCP-PUBLIC', `${WINRM} (HTTP-In)`, WINRM, IN, ALLOW, ENABLED, 4, 'TCP', '5985', 'System'],
  ['FPS-SMB-In-TCP', `${SHARING} (SMB-In)`, SHARING, IN, ALLOW, ENABLED, 0, 'TCP', '445', 'System'],
  ['FPS-NB_Session-In-TCP', `${SHARING} (NB-Session-In)`, SHARING, IN, ALLOW, DISABLED, 0, 'TCP', '139', 'System'],
  [
    'FPS-ICMP4-ERQ-In',
    `${SHARING} (Echo Request - ICMPv4-In)`,
    SHARING,
    IN,
    ALLOW,
    DISABLED,
    0,
    'ICMPv4',
    'RPC',
    'Any',
  ],
  ['WMI-RPCSS-In-TCP', `${WMI} (DCOM-In)`, WMI, IN, ALLOW, DISABLED, 0, 'TCP', '135', SVCHOST],
  ['WMI-WINMGMT-In-TCP', `${WMI} (WMI-In)`, WMI, IN, ALLOW, DISABLED, 0, 'TCP', 'Any', SVCHOST],
  [
    'IIS-WebServerRole-HTTP-In-TCP',
    'World Wide Web Services (HTTP Traffic-In)',
    'World Wide Web Services (HTTP)',
    IN,
    ALLOW,
    ENABLED,
    0,
    'TCP',
    '80',
    'System',
  ],
  [
    'CoreNet-DHCP-In',
    'Core Networking - Dynamic Host Configuration Protocol (DHCP-In)',
    'Core Networking',
    IN,
    ALLOW,
    ENABLED,
    0,
    'UDP',
    '68',
    SVCHOST,
  ],
  [
    'CoreNet-DNS-Out-UDP',
    'Core Networking - DNS (UDP-Out)',
    'Core Networking',
    OUT,
    ALLOW,
    ENABLED,
    0,
    'UDP',
    'Any',
    SVCHOST,
  ],
  [
    '{6F1B2C3D-8E4A-4B5C-9D7F-0A1E2B3C4D5E}',
    'Fabrikam Remote Agent',
    'Fabrikam',
    IN,
    ALLOW,
    ENABLED,
    1,
    'TCP',
    '9443',
    String.raw`C:\Program Files\Fabrikam\agent.exe`,
  ],
  ['{7A2C3D4E-9F5B-4C6D-8E80-1B2F3C4D5E6F}', 'Block Telnet', '', OUT, BLOCK, ENABLED, 0, 'TCP', '23', 'Any'],
];

/** Adds the firewall with its profiles, its rules and what they filter, and the methods of rules. */
export async function addFirewall(machine: DemoMachine): Promise<void> {
  for (const [Name] of PROFILES) await addProfile(machine, Name);
  for (const row of RULES) await addRule(machine, row);
  const { provide, repository } = machine;
  provide(MSFT_NetFirewallRule, {
    Enable: async (_, { instance }) => {
      await repository.update(instance, { Enabled: ENABLED });
      return { ReturnValue: 0 };
    },
    Disable: async (_, { instance }) => {
      await repository.update(instance, { Enabled: DISABLED });
      return { ReturnValue: 0 };
    },
  });
}

const profileKey = (name: string) => ({ InstanceID: `MSFT|FW|FirewallProfile|${name}` });

async function addProfile({ insert }: DemoMachine, Name: string): Promise<void> {
  await insert(MSFT_NetFirewallProfile, {
    ...profileKey(Name),
    Name,
    Enabled: 1,
    DefaultInboundAction: BLOCK,
    DefaultOutboundAction: ALLOW,
    AllowInboundRules: 2,
    AllowLocalFirewallRules: 2,
    AllowLocalIPsecRules: 2,
    AllowUserApps: 2,
    AllowUserPorts: 2,
    AllowUnicastResponseToMulticast: 2,
    NotifyOnListen: 0,
    EnableStealthModeForIPsec: 2,
    LogFileName: String.raw`%systemroot%\system32\LogFiles\Firewall\pfirewall.log`,
    LogMaxSizeKilobytes: 4096n,
    LogAllowed: 0,
    LogBlocked: 0,
    LogIgnored: 2,
    DisabledInterfaceAliases: ['NotConfigured'],
  });
}

async function addRule({ insert, session }: DemoMachine, row: RuleRow): Promise<void> {
  const [id, name, group, Direction, Action, Enabled, Profiles, protocol, ports, program] = row;
  const { $path: GroupComponent } = await insert(MSFT_NetFirewallRule, {
    InstanceID: id,
    CreationClassName: `MSFT|FW|FirewallRule|${id}`,
    PolicyRuleName: '',
    SystemCreationClassName: '',
    SystemName: '',
    ElementName: name,
    DisplayName: name,
    DisplayGroup: group === '' ? null : group,
    RuleGroup: group === '' ? null : group,
    Enabled,
    Direction,
    Action,
    Profiles,
    EdgeTraversalPolicy: 0,
    LooseSourceMapping: false,
    LocalOnlyMapping: false,
    PrimaryStatus: 1,
    StatusCode: 65_536,
    Status: 'The rule was parsed successfully from the store. (65536)',
    PolicyStoreSource: 'PersistentStore',
    PolicyStoreSourceType: 1,
    EnforcementStatus: [0],
  });
  const isLocal = Direction === IN;
  const between = { LocalPort: [isLocal ? ports : 'Any'], RemotePort: [isLocal ? 'Any' : ports] };
  const port = await insert(MSFT_NetProtocolPortFilter, {
    ...filterKey(id),
    ...between,
    Protocol: protocol,
    IcmpType: ['Any'],
  });
  await insert(MSFT_NetFirewallRuleFilterByProtocolPort, { GroupComponent, PartComponent: port.$path });
  const any = { LocalAddress: ['Any'], RemoteAddress: ['Any'] };
  const address = await insert(MSFT_NetAddressFilter, { ...filterKey(id), ...any });
  await insert(MSFT_NetFirewallRuleFilterByAddress, { GroupComponent, PartComponent: address.$path });
  const application = await insert(MSFT_NetApplicationFilter, { ...filterKey(id), AppPath: program });
  await insert(MSFT_NetFirewallRuleFilterByApplication, {
    GroupComponent,
    PartComponent: application.$path,
  });
  for (const [profile, bit] of PROFILES) {
    if (Profiles !== 0 && (Profiles & bit) === 0) continue;
    const { $path } = MSFT_NetFirewallProfile.$at(session, profileKey(profile));
    await insert(MSFT_NetFirewallRuleInProfile, { GroupComponent: $path, PartComponent: GroupComponent });
  }
}

function filterKey(id: string) {
  return {
    InstanceID: id,
    CreationClassName: `MSFT|FW|FirewallRule|${id}`,
    Name: '',
    SystemCreationClassName: '',
    SystemName: '',
  };
}
