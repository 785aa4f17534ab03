import { StdRegProv as CimStdRegProv } from '../../../generated/root/cimv2/StdRegProv.js';
import { StdRegProv } from '../../../generated/root/default/StdRegProv.js';
import type { MethodProviders } from '../method-providers.js';
import type { DemoMachine } from './demo-machine.js';
import { REGISTRY_ERRORS as ERRORS, type Hive, Registry, type RegistryError } from './registry.js';
import { VARIABLES } from './registry-rows.js';
import type { Expandable, RegistryValue } from './registry-tree.js';

/** What names a value. */
interface ValueName {
  readonly hDefKey?: Hive;
  readonly sSubKeyName: string;
  readonly sValueName?: string | null | undefined;
}

/** Adds the registry: its methods are in two namespaces. */
export function addRegistry(machine: DemoMachine): Registry {
  const registry = new Registry(machine);
  machine.provide(StdRegProv, providers(registry));
  machine.provide(CimStdRegProv, providers(registry));
  return registry;
}

function providers(registry: Registry): MethodProviders<typeof StdRegProv> & MethodProviders<typeof CimStdRegProv> {
  /** The value of a name where it is of that type; else the error that the caller gets. */
  function read<T extends RegistryValue>(
    { hDefKey, sSubKeyName, sValueName }: ValueName,
    isOfType: (value: RegistryValue) => value is T,
  ): { readonly value: T | null; readonly ReturnValue: RegistryError } {
    const { key, error } = registry.open(hDefKey, sSubKeyName);
    const value = key?.value(sValueName ?? '');
    if (value === undefined) return { value: null, ReturnValue: error ?? ERRORS.noValue };
    if (!isOfType(value)) return { value: null, ReturnValue: ERRORS.typeMismatch };
    return { value, ReturnValue: ERRORS.success };
  }
  async function write({ hDefKey, sSubKeyName, sValueName }: ValueName, value: RegistryValue) {
    return { ReturnValue: await registry.set(hDefKey, sSubKeyName, sValueName ?? '', value) };
  }

  return {
    CreateKey: async ({ hDefKey, sSubKeyName }) => ({ ReturnValue: await registry.create(hDefKey, sSubKeyName) }),
    DeleteKey: async ({ hDefKey, sSubKeyName }) => ({ ReturnValue: await registry.deleteKey(hDefKey, sSubKeyName) }),
    DeleteValue: async ({ hDefKey, sSubKeyName, sValueName }) => {
      return { ReturnValue: await registry.deleteValue(hDefKey, sSubKeyName, sValueName ?? '') };
    },
    EnumKey: ({ hDefKey, sSubKeyName }) => {
      const { key, error } = registry.open(hDefKey, sSubKeyName);
      return { sNames: orNull(key?.keys.map(({ name }) => name)), ReturnValue: error ?? ERRORS.success };
    },
    EnumValues: ({ hDefKey, sSubKeyName }) => {
      const { key, error } = registry.open(hDefKey, sSubKeyName);
      return {
        sNames: orNull(key?.values.map(([name]) => name)),
        Types: orNull(key?.values.map(([, value]) => typeOf(value))),
        ReturnValue: error ?? ERRORS.success,
      };
    },
    CheckAccess: ({ hDefKey, sSubKeyName }) => {
      const { error } = registry.open(hDefKey, sSubKeyName);
      return { bGranted: error === null, ReturnValue: error ?? ERRORS.success };
    },
    SetStringValue: (args) => write(args, args.sValue),
    GetStringValue: (args) => {
      const { value, ReturnValue } = read(args, isString);
      return { sValue: value, ReturnValue };
    },
    SetExpandedStringValue: (args) => write(args, { expand: args.sValue }),
    GetExpandedStringValue: (args) => {
      const { value, ReturnValue } = read(args, isExpandable);
      return { sValue: value === null ? null : expanded(value), ReturnValue };
    },
    SetMultiStringValue: (args) => write(args, [...args.sValue]),
    GetMultiStringValue: (args) => {
      const { value, ReturnValue } = read(args, isList);
      return { sValue: value, ReturnValue };
    },
    SetDWORDValue: (args) => write(args, args.uValue),
    GetDWORDValue: (args) => {
      const { value, ReturnValue } = read(args, isNumber);
      return { uValue: value, ReturnValue };
    },
    SetQWORDValue: (args) => write(args, args.uValue),
    GetQWORDValue: (args) => {
      const { value, ReturnValue } = read(args, isBigint);
      return { uValue: value, ReturnValue };
    },
    SetBinaryValue: (args) => write(args, args.uValue),
    GetBinaryValue: (args) => {
      const { value, ReturnValue } = read(args, isBytes);
      return { uValue: value, ReturnValue };
    },
  };
}

/** WMI gives null for a list without items. */
function orNull<T>(items: readonly T[] | undefined): readonly T[] | null {
  return items === undefined || items.length === 0 ? null : items;
}

/** The number of a type: REG_SZ, REG_EXPAND_SZ, REG_BINARY, REG_DWORD, REG_MULTI_SZ, REG_QWORD. */
function typeOf(value: RegistryValue): 1 | 2 | 3 | 4 | 7 | 11 {
  if (isString(value)) return 1;
  if (isNumber(value)) return 4;
  if (isBigint(value)) return 11;
  if (isBytes(value)) return 3;
  return isList(value) ? 7 : 2;
}

const isString = (value: RegistryValue): value is string => typeof value === 'string';
const isNumber = (value: RegistryValue): value is number => typeof value === 'number';
const isBigint = (value: RegistryValue): value is bigint => typeof value === 'bigint';
const isBytes = (value: RegistryValue): value is Uint8Array => value instanceof Uint8Array;
const isList = (value: RegistryValue): value is readonly string[] => Array.isArray(value);
const isExpandable = (value: RegistryValue): value is Expandable => typeOf(value) === 2;

/** The text with the values of its variables. A variable that is not known stays as it is. */
function expanded({ expand }: Expandable): string {
  return expand.replace(/%([^%]+)%/g, (text, name: string) => VARIABLES.get(name.toLowerCase()) ?? text);
}
