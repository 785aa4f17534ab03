import { describe, expect, it } from 'vitest';
import { checkSchema, SchemaIndex } from '../../../../generator/model/index.js';
import { bundledNamespaces } from '../../../../generator/source/bundled/bundled-files.js';
import { loadBundled } from '../../../../generator/source/bundled/bundled-source.js';
import type { LoadedSchema } from '../../../../generator/source/schema-source.js';
import { type CimClass, type CimProperty, type CimSchema, isSystemName } from '../../../../runtime/schema/index.js';
import {
  chainOf,
  direction,
  features,
  findProperty,
  hasKey,
  isTrue,
  methodSignature,
  qualifier,
  typedElements,
  typeOf,
} from './bundled-schema.js';

/** Classes with no key, as their direct subclasses have none; abstract ones, singletons and events need no mention. */
const KEYLESS: Readonly<Record<string, string>> = {
  StdRegProv: 'has static methods only',
  Win32_SecurityDescriptorHelper: 'has static methods only',
  Win32_DefragAnalysis: 'is the value of an out-parameter only',
  Win32_FolderRedirectionHealth: 'is embedded only',
  Win32_PnPDeviceProperty: 'is the value of an out-parameter only',
  CIM_USBDevice: 'has instances of its subclasses only',
  CIM_USBHub: 'has instances of its subclasses only',
  CIM_USBControllerHasHub: 'has instances of its subclasses only',
  CIM_Error: 'is embedded only',
  MSFT_DedupProperties: 'is embedded only',
  MSFT_FileShareAccessControlEntry: 'is embedded only',
  MSFT_NetAdapter_Group_Affinity: 'is embedded only',
  MSFT_NetAdapter_RdmaStatistics: 'is embedded only',
  MSFT_NetAdapter_RscStatistics: 'is embedded only',
  MSFT_PhysicalExtent: 'is the value of an out-parameter only',
  MSFT_ReplicationSettings: 'is the value of a parameter only',
  MSFT_StorageDiagnoseResult: 'is the value of an out-parameter only',
  MSFT_StorageExtendedStatus: 'is the value of an out-parameter only',
  MSFT_StorageJobOutParams: 'is the value of an out-parameter only',
  MSFT_StorageSetting: 'has static methods only',
  MSFT_Synchronized: 'is the value of a parameter only',
  Msvm_Error: 'is embedded only',
  Msvm_KvpExchangeDataItem: 'is embedded only',
  Msvm_VirtualHardDiskState: 'is embedded only',
  Msvm_VHDSetInformation: 'is embedded only',
  Msvm_VHDSnapshotInformation: 'is embedded only',
  Msvm_NetworkConnectionDiagnosticInformation: 'is embedded only',
};

/** References that lead to other classes than those that they override: so they are in Windows. */
const NOT_NARROWED = [
  'Win32_SessionProcess.Dependent',
  'MSFT_NetIPInterfaceAdapter.Antecedent',
  'MSFT_NetIPInterfaceAdapter.Dependent',
  'MSFT_NetRuleInProfile.GroupComponent',
];

/** How many classes each namespace has, WMI's system classes not counted. */
const COUNTS: Readonly<Record<string, number>> = {
  'root/cimv2': 457,
  'root/default': 12,
  'root/microsoft/windows/storage': 69,
  'root/standardcimv2': 107,
  'root/subscription': 5,
  'root/virtualization/v2': 154,
};

it('has these namespaces, with so many classes', () => {
  const counts = bundledNamespaces().map((namespace) => [namespace, bundled(namespace).classes.length]);
  expect(Object.fromEntries(counts)).toEqual(COUNTS);
});

it('loads several namespaces at once as it loads each', () => {
  const all = loadBundled(bundledNamespaces()).schema.classes;
  for (const namespace of bundledNamespaces()) {
    const own = all.filter((cls) => cls.namespace === namespace);
    expect(own).toEqual(loadBundled([namespace]).schema.classes);
  }
});

it('is what the package has, where the build has made JSON of it', async () => {
  const built: typeof import('mi-codegen') = await import(
    new URL('../../../../dist/generator/index.js', import.meta.url).href
  );
  expect(built.bundledNamespaces()).toEqual(bundledNamespaces());
  expect(built.loadBundled(bundledNamespaces()).schema).toEqual(loadBundled(bundledNamespaces()).schema);
});

describe.each(bundledNamespaces())('the bundled schema of %s', (namespace) => {
  const { loaded, schema, classes } = bundled(namespace);

  it('loads without diagnostics', () => {
    expect(loaded.diagnostics).toEqual([]);
    expect(schema.instances).toEqual([]);
  });

  it('has no dangling name and no redeclaration that does not fit', () => {
    expect(checkSchema(new SchemaIndex(loaded))).toEqual([]);
  });

  it("has WMI's system classes, each once", () => {
    const names = loaded.schema.classes.map(({ name }) => name);
    expect(names).toContain('__EventFilter');
    expect(new Set(names).size).toBe(names.length);
  });

  it('declares every class in its namespace, after its superclass', () => {
    const declared = new Set<string | null>([null]);
    const wrong = classes.filter((cls) => {
      const isAfter = declared.has(cls.superclass) || isSystemName(cls.superclass ?? '');
      declared.add(cls.name);
      return cls.namespace !== namespace || !isAfter;
    });
    expect(wrong.map(({ name }) => name)).toEqual([]);
  });

  it('gives every concrete class a key, but for events, singletons and those without instances of their own', () => {
    const isSingleton = (cls: CimClass) => chainOf(loaded.schema, cls).some((link) => isTrue(link, 'Singleton'));
    const needsKey = (cls: CimClass) => !isTrue(cls, 'Abstract') && !isSingleton(cls) && !isEvent(loaded.schema, cls);
    const keyless = classes.filter((cls) => needsKey(cls) && !hasKey(loaded.schema, cls));
    const isKnown = (cls: CimClass) => [cls.name, cls.superclass ?? ''].some((name) => KEYLESS[name] !== undefined);
    expect(keyless.filter((cls) => !isKnown(cls)).map((cls) => cls.name)).toEqual([]);
  });

  it('says of every parameter which way it goes', () => {
    const directions = classes.flatMap((cls) => cls.methods).flatMap((method) => method.parameters.map(direction));
    expect(directions).not.toContain('');
  });

  it('describes everything in a short sentence', () => {
    const isShort = (text: unknown) => typeof text === 'string' && /^\S.{0,298}\.$/.test(text) && !/ {2}/.test(text);
    const wrong = features(schema).filter(([, element]) => !isShort(qualifier(element, 'Description')?.value));
    expect(wrong.map(([path]) => path)).toEqual([]);
  });

  it('declares each element once', () => {
    const paths = features(schema).map(([path]) => path.toLowerCase());
    expect(new Set(paths).size).toBe(paths.length);
  });

  it('declares every qualifier it uses', () => {
    const declared = schema.qualifierDeclarations.map((declaration) => declaration.name);
    const used = features(schema).flatMap(([, element]) => element.qualifiers.map(({ name }) => name));
    expect(declared).toEqual(expect.arrayContaining([...new Set(used)]));
  });

  it('pairs every code with a name, codes and names being distinct', () => {
    const pairs = [
      ['ValueMap', 'Values'],
      ['BitMap', 'BitValues'],
    ] as const;
    const wrong = features(schema).filter(([, element]) =>
      pairs.some((pair) => {
        const [keys, values] = pair.map((name) => (qualifier(element, name)?.value ?? []) as readonly string[]);
        return keys?.length !== values?.length || [keys, values].some((list) => new Set(list).size !== list?.length);
      }),
    );
    expect(wrong.map(([path]) => path)).toEqual([]);
  });

  it('embeds only classes it has', () => {
    const names = new Set(loaded.schema.classes.map((cls) => cls.name));
    const embedded = typedElements(schema).flatMap(([path, element]) => {
      const name = qualifier(element, 'EmbeddedInstance')?.value ?? (element.type === 'instance' && element.className);
      return typeof name === 'string' && !names.has(name) ? [`${path}: ${name}`] : [];
    });
    expect(embedded).toEqual([]);
  });

  it('links only classes it has, and narrows references on the way down', () => {
    const wrong = references(schema).filter(({ cls, reference }) => {
      const target = chainOf(loaded.schema, classNamed(loaded.schema, reference.className as string));
      const overridden = inheritedProperty(loaded.schema, cls, reference.name);
      return overridden !== undefined && !target.some(({ name }) => name === overridden.className);
    });
    const paths = wrong.map(({ cls, reference }) => `${cls.name}.${reference.name}`);
    expect(paths.filter((path) => !NOT_NARROWED.includes(path))).toEqual([]);
  });

  it('says of every class with a key that is a reference that it is an association', () => {
    const withLinks = references(schema).filter(({ reference }) => isKey(reference));
    const isAssociation = (cls: CimClass) => chainOf(loaded.schema, cls).some((link) => isTrue(link, 'Association'));
    expect(withLinks.filter(({ cls }) => !isAssociation(cls)).map(({ cls }) => cls.name)).toEqual([]);
  });

  it('marks what is redeclared with Override, and nothing else, and keeps its type', () => {
    const wrong = classes.flatMap((cls) =>
      cls.properties.flatMap((property) => {
        const overridden = inheritedProperty(loaded.schema, cls, property.name);
        const isRight =
          qualifier(property, 'Override')?.value === overridden?.name &&
          (overridden === undefined || property.type === overridden.type);
        return isRight ? [] : [`${cls.name}.${property.name}`];
      }),
    );
    expect(wrong).toEqual([]);
  });
});

describe('types people rely on', () => {
  const { schema } = bundled('root/cimv2');

  it.each([
    ['Win32_Process', 'WorkingSetSize', 'uint64'],
    ['Win32_Process', 'ProcessId', 'uint32'],
    ['Win32_Process', 'CreationDate', 'datetime'],
    ['Win32_Process', 'Handle', 'string'],
    ['Win32_LogicalDisk', 'Size', 'uint64'],
    ['Win32_LogicalDisk', 'FreeSpace', 'uint64'],
    ['Win32_Volume', 'Capacity', 'uint64'],
    ['Win32_ComputerSystem', 'TotalPhysicalMemory', 'uint64'],
    ['Win32_ComputerSystem', 'PauseAfterReset', 'sint64'],
    ['Win32_ComputerSystem', 'CurrentTimeZone', 'sint16'],
    ['Win32_ComputerSystem', 'OEMLogoBitmap', 'uint8[]'],
    ['Win32_OperatingSystem', 'FreePhysicalMemory', 'uint64'],
    ['Win32_NetworkAdapterConfiguration', 'IPAddress', 'string[]'],
    ['Win32_NetworkAdapterConfiguration', 'GatewayCostMetric', 'uint16[]'],
    ['Win32_NTLogEvent', 'Data', 'uint8[]'],
    ['Win32_DefragAnalysis', 'AverageFragmentsPerFile', 'real64'],
    ['Win32_SecurityDescriptor', 'DACL', 'instance(Win32_ACE)[]'],
    ['Win32_ACE', 'Trustee', 'instance(Win32_Trustee)'],
  ])('%s.%s is %s', (className, name, type) => {
    expect(typeOf(findProperty(schema, className, name))).toBe(type);
  });

  it.each([
    [
      'Win32_Process.Create',
      'static uint32 Create(in string CommandLine required, in string CurrentDirectory, ' +
        'in instance(Win32_ProcessStartup) ProcessStartupInformation, out uint32 ProcessId)',
    ],
    ['Win32_Process.Terminate', 'uint32 Terminate(in uint32 Reason)'],
    [
      'Win32_Service.SetSecurityDescriptor',
      'uint32 SetSecurityDescriptor(in instance(Win32_SecurityDescriptor) Descriptor required)',
    ],
    ['Win32_OperatingSystem.Win32Shutdown', 'uint32 Win32Shutdown(in sint32 Flags required, in sint32 Reserved)'],
    ['CIM_LogicalFile.GetEffectivePermission', 'boolean GetEffectivePermission(in uint32 Permissions required)'],
    [
      'StdRegProv.GetDWORDValue',
      'static uint32 GetDWORDValue(in uint32 hDefKey, in string sSubKeyName required, in string sValueName, out uint32 uValue)',
    ],
    [
      'StdRegProv.EnumValues',
      'static uint32 EnumValues(in uint32 hDefKey, in string sSubKeyName required, out string[] sNames, out sint32[] Types)',
    ],
    [
      'StdRegProv.SetBinaryValue',
      'static uint32 SetBinaryValue(in uint32 hDefKey, in string sSubKeyName required, in string sValueName, ' +
        'in uint8[] uValue required)',
    ],
  ])('%s', (path, signature) => {
    expect(methodSignature(schema, path)).toBe(signature);
  });

  it.each([
    ['Win32_Process', ['Handle']],
    ['Win32_Service', ['Name']],
    ['Win32_LogicalDisk', ['DeviceID']],
    ['Win32_NetworkAdapterConfiguration', ['Index']],
    ['Win32_UserAccount', ['Domain', 'Name']],
    ['Win32_NTLogEvent', ['Logfile', 'RecordNumber']],
    ['Win32_DependentService', ['Antecedent', 'Dependent']],
    ['Win32_DiskDriveToDiskPartition', ['Antecedent', 'Dependent']],
    ['Win32_LogicalDiskToPartition', ['Antecedent', 'Dependent']],
    ['Win32_NetworkAdapterSetting', ['Element', 'Setting']],
    ['Win32_SystemServices', ['GroupComponent', 'PartComponent']],
    ['Win32_BIOS', ['Name', 'SoftwareElementID', 'SoftwareElementState', 'TargetOperatingSystem', 'Version']],
  ])('the keys of %s are %j', (className, keys) => {
    const found = chainOf(schema, classNamed(schema, className)).flatMap((cls) => cls.properties.filter(isKey));
    expect([...new Set(found.map(({ name }) => name))].sort()).toEqual(keys);
  });
});

/** A bundled schema, and what its files declare: the schema without the system classes that every namespace has. */
function bundled(namespace: string): { loaded: LoadedSchema; schema: CimSchema; classes: readonly CimClass[] } {
  const loaded = loadBundled([namespace]);
  const classes = loaded.schema.classes.filter(({ name }) => !isSystemName(name));
  return { loaded, schema: { ...loaded.schema, classes }, classes };
}

function classNamed({ classes }: CimSchema, name: string): CimClass {
  const found = classes.find((cls) => cls.name === name);
  if (found === undefined) throw new Error(`the bundled schema has no class ${name}`);
  return found;
}

function references({ classes }: CimSchema): { cls: CimClass; reference: CimProperty }[] {
  return classes.flatMap((cls) =>
    cls.properties.flatMap((reference) => (reference.type === 'reference' ? [{ cls, reference }] : [])),
  );
}

function isEvent(schema: CimSchema, cls: CimClass): boolean {
  return chainOf(schema, cls).some((link) => link.name === '__Event' || isTrue(link, 'Indication'));
}

function inheritedProperty(schema: CimSchema, cls: CimClass, name: string): CimProperty | undefined {
  const inherited = chainOf(schema, cls).slice(1);
  return inherited.flatMap(({ properties }) => properties).find((property) => property.name === name);
}

function isKey(property: CimProperty): boolean {
  return isTrue(property, 'Key');
}
