import { COMPUTER, DOMAIN } from './demo-machine.js';

/** A user or a group, as what runs and what has rights names it. */
export interface Principal {
  readonly domain: string;
  readonly name: string;
  readonly sid: string;
  /** The logon session in which it runs processes. */
  readonly logonId?: string;
}

/** The identifiers of the machine and of its domain, to which each of their accounts adds a number. */
export const COMPUTER_SID = 'S-1-5-21-2735178410-1390204528-3119027816';
export const DOMAIN_SID = 'S-1-5-21-1004336348-1177238915-682003330';

const AUTHORITY = 'NT AUTHORITY';

export const SYSTEM: Principal = { domain: AUTHORITY, name: 'SYSTEM', sid: 'S-1-5-18', logonId: '999' };
export const LOCAL_SERVICE: Principal = { domain: AUTHORITY, name: 'LOCAL SERVICE', sid: 'S-1-5-19', logonId: '997' };
export const NETWORK_SERVICE: Principal = {
  domain: AUTHORITY,
  name: 'NETWORK SERVICE',
  sid: 'S-1-5-20',
  logonId: '996',
};
export const ADMINISTRATOR: Principal = {
  domain: COMPUTER,
  name: 'Administrator',
  sid: `${COMPUTER_SID}-500`,
  logonId: '1203344',
};
export const ADMINISTRATORS: Principal = { domain: 'BUILTIN', name: 'Administrators', sid: 'S-1-5-32-544' };
export const USERS: Principal = { domain: 'BUILTIN', name: 'Users', sid: 'S-1-5-32-545' };
export const EVERYONE: Principal = { domain: '', name: 'Everyone', sid: 'S-1-1-0' };
/** The administrator of the domain who is logged in. */
export const ALICE: Principal = { domain: DOMAIN, name: 'alice', sid: `${DOMAIN_SID}-1104`, logonId: '482193' };
/** The account of the service that makes backups. */
const BACKUP: Principal = { domain: DOMAIN, name: 'svc-backup', sid: `${DOMAIN_SID}-1131` };

const PRINCIPALS = [SYSTEM, LOCAL_SERVICE, NETWORK_SERVICE, ADMINISTRATOR, ALICE, BACKUP];

/** The account that a service names: `LocalSystem`, `NT AUTHORITY\LocalService`, `.\Administrator`; null for none. */
export function principalNamed(account: string): Principal | null {
  const words = account.toLowerCase().replace(/^\.\\/, `${COMPUTER.toLowerCase()}\\`);
  if (words === 'localsystem') return SYSTEM;
  const isNamed = ({ domain, name }: Principal) =>
    `${domain}\\${name}`.toLowerCase() === words.replace(/(local|network)service$/, '$1 service');
  return PRINCIPALS.find(isNamed) ?? null;
}
