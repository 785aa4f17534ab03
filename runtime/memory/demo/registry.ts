import { RegistryKeyChangeEvent as CimKeyEvent } from '../../../generated/root/cimv2/RegistryKeyChangeEvent.js';
import { RegistryTreeChangeEvent as CimTreeEvent } from '../../../generated/root/cimv2/RegistryTreeChangeEvent.js';
import { RegistryValueChangeEvent as CimValueEvent } from '../../../generated/root/cimv2/RegistryValueChangeEvent.js';
import { RegistryKeyChangeEvent } from '../../../generated/root/default/RegistryKeyChangeEvent.js';
import { RegistryTreeChangeEvent } from '../../../generated/root/default/RegistryTreeChangeEvent.js';
import { RegistryValueChangeEvent } from '../../../generated/root/default/RegistryValueChangeEvent.js';
import type { DemoMachine } from './demo-machine.js';
import { ALICE } from './principals.js';
import { PRODUCTS } from './product-rows.js';
import { REGISTRY } from './registry-rows.js';
import { RegistryKey, type RegistryValue } from './registry-tree.js';
import { SERVICES } from './service-rows.js';

/** The errors of Windows that the registry returns. */
export const REGISTRY_ERRORS = {
  success: 0,
  /** There is no such value. */
  noValue: 1,
  /** There is no such key. */
  noKey: 2,
  accessDenied: 5,
  invalidHandle: 6,
  /** WBEM_E_TYPE_MISMATCH: the value is of another type. */
  typeMismatch: 0x8004_1005,
} as const;

export type RegistryError = (typeof REGISTRY_ERRORS)[keyof typeof REGISTRY_ERRORS];

/** The key with one for each product that is installed. */
export const UNINSTALL: string = String.raw`SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall`;

/** Keys of the machine that only the system may read and write. */
const CLOSED = /^(?:SAM|SECURITY)$/i;

const HKLM = 0x8000_0002;

/** The handle of a hive; without one it is HKEY_LOCAL_MACHINE. */
export type Hive = number | null | undefined;

/** A key that a caller may use, or the error that it gets. */
type Opened =
  | { readonly key: RegistryKey; readonly error: null }
  | { readonly key: null; readonly error: RegistryError };

/** A key at the top: some of these are also below another one. */
interface RootKey {
  readonly name: string;
  readonly key: RegistryKey;
}

/** The registry of a machine. */
export class Registry {
  readonly #machine: DemoMachine;
  readonly #hives: ReadonlyMap<number, RootKey>;

  constructor(machine: DemoMachine) {
    this.#machine = machine;
    this.#hives = hives();
  }

  /** Opens a key. */
  open(hive: Hive, path: string): Opened {
    const root = this.#hives.get(hive ?? HKLM);
    if (root === undefined) return { key: null, error: REGISTRY_ERRORS.invalidHandle };
    if (isClosed(hive, path)) return { key: null, error: REGISTRY_ERRORS.accessDenied };
    let key: RegistryKey | undefined = root.key;
    for (const name of namesIn(path)) key = key?.key(name);
    return key === undefined ? { key: null, error: REGISTRY_ERRORS.noKey } : { key, error: null };
  }

  /** Makes a key, and those above it that are not there. */
  async create(hive: Hive, path: string): Promise<RegistryError> {
    const root = this.#hives.get(hive ?? HKLM);
    if (root === undefined) return REGISTRY_ERRORS.invalidHandle;
    if (isClosed(hive, path)) return REGISTRY_ERRORS.accessDenied;
    let { key } = root;
    let above: string[] = [];
    for (const name of namesIn(path)) {
      const isNew = key.key(name) === undefined;
      key = key.create(name);
      if (isNew) await this.#changed(root, above, null);
      above = [...above, key.name];
    }
    return REGISTRY_ERRORS.success;
  }

  /** Deletes a key that has no others in it. */
  async deleteKey(hive: Hive, path: string): Promise<RegistryError> {
    const { key, error } = this.open(hive, path);
    if (key === null) return error;
    const names = namesIn(path);
    const above = this.open(hive, names.slice(0, -1).join('\\'));
    if (key.keys.length > 0 || above.key === null || names.length === 0) return REGISTRY_ERRORS.accessDenied;
    above.key.deleteKey(key.name);
    await this.#changedAt(hive, names.slice(0, -1), null);
    return REGISTRY_ERRORS.success;
  }

  async set(hive: Hive, path: string, name: string, value: RegistryValue): Promise<RegistryError> {
    const { key, error } = this.open(hive, path);
    if (key === null) return error;
    key.set(name, value);
    await this.#changedAt(hive, namesIn(path), name);
    return REGISTRY_ERRORS.success;
  }

  async deleteValue(hive: Hive, path: string, name: string): Promise<RegistryError> {
    const { key, error } = this.open(hive, path);
    if (key === null) return error;
    if (!key.deleteValue(name)) return REGISTRY_ERRORS.noKey;
    await this.#changedAt(hive, namesIn(path), name);
    return REGISTRY_ERRORS.success;
  }

  #changedAt(hive: Hive, names: readonly string[], value: string | null): Promise<void> {
    const root = this.#hives.get(hive ?? HKLM);
    return root === undefined ? Promise.resolve() : this.#changed(root, names, value);
  }

  /**
   * Tells of a change: of a value, of its key, and of each tree that has the key.
   * @param names of the keys that lead to the one that has changed.
   * @param value the name of the value; null where a key in it has been made or deleted.
   */
  async #changed({ name: Hive }: RootKey, names: readonly string[], value: string | null): Promise<void> {
    const { repository } = this.#machine;
    const KeyPath = names.join('\\');
    if (value !== null) {
      for (const event of [RegistryValueChangeEvent, CimValueEvent]) {
        await repository.indicate(event, { Hive, KeyPath, ValueName: value });
      }
    }
    for (const event of [RegistryKeyChangeEvent, CimKeyEvent]) await repository.indicate(event, { Hive, KeyPath });
    for (let length = names.length; length >= 0; length -= 1) {
      const RootPath = names.slice(0, length).join('\\');
      for (const event of [RegistryTreeChangeEvent, CimTreeEvent]) await repository.indicate(event, { Hive, RootPath });
    }
  }
}

function namesIn(path: string): readonly string[] {
  return path.split('\\').filter((name) => name !== '');
}

function isClosed(hive: Hive, path: string): boolean {
  const [first = ''] = namesIn(path);
  return (hive ?? HKLM) === HKLM && CLOSED.test(first);
}

/** The hives by their handles, with what they hold when the machine is made. */
function hives(): ReadonlyMap<number, RootKey> {
  const machine = new RegistryKey('HKEY_LOCAL_MACHINE');
  const users = new RegistryKey('HKEY_USERS');
  const user = users.create(ALICE.sid);
  const roots: Readonly<Record<string, RegistryKey>> = { HKLM: machine, HKU: users, HKCU: user };
  for (const [path, values] of [...Object.entries(REGISTRY), ...serviceKeys(), ...productKeys()]) {
    const [root = '', ...names] = path.split('\\');
    const key = names.reduce((above, name) => above.create(name), roots[root] ?? machine);
    for (const [name, value] of Object.entries(values)) key.set(name, value);
  }
  const classes = machine.create('SOFTWARE').create('Classes');
  const control = machine.create('SYSTEM').create('CurrentControlSet');
  const profile = control.create('Hardware Profiles').create('Current');
  return new Map([
    [0x8000_0000, { name: 'HKEY_CLASSES_ROOT', key: classes }],
    [0x8000_0001, { name: 'HKEY_CURRENT_USER', key: user }],
    [HKLM, { name: machine.name, key: machine }],
    [0x8000_0003, { name: users.name, key: users }],
    [0x8000_0005, { name: 'HKEY_CURRENT_CONFIG', key: profile }],
  ]);
}

const START_TYPES: Readonly<Record<string, number>> = { Auto: 2, Delayed: 2, Manual: 3, Disabled: 4 };

function serviceKeys(): [path: string, values: Readonly<Record<string, RegistryValue>>][] {
  return SERVICES.map(([name, displayName, start, account, path, , needs]) => [
    `HKLM\\SYSTEM\\CurrentControlSet\\Services\\${name}`,
    {
      DisplayName: displayName,
      ImagePath: { expand: path.startsWith('-') ? String.raw`%SystemRoot%\system32\svchost.exe ${path}` : path },
      ObjectName: account,
      Start: START_TYPES[start] ?? 3,
      Type: path.startsWith('-') ? 0x20 : 0x10,
      ErrorControl: 1,
      ...(start === 'Delayed' ? { DelayedAutostart: 1 } : {}),
      ...(needs === '' ? {} : { DependOnService: needs.split(' ') }),
    },
  ]);
}

function productKeys(): [path: string, values: Readonly<Record<string, RegistryValue>>][] {
  return PRODUCTS.map(({ code, name, vendor, version, folder, installed, size }) => [
    `HKLM\\${UNINSTALL}\\${code}`,
    {
      DisplayName: name,
      DisplayVersion: version,
      Publisher: vendor,
      InstallDate: installed,
      InstallLocation: folder,
      EstimatedSize: size,
      UninstallString: { expand: `MsiExec.exe /X${code}` },
      WindowsInstaller: 1,
    },
  ]);
}
