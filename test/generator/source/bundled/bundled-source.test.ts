import { describe, expect, it } from 'vitest';
import { checkSchema, SchemaIndex } from '../../../../generator/model/index.js';
import { type CimClass, type CimProperty, isEmbeddedString } from '../../../../runtime/schema/index.js';
import {
  bundledSchema,
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

/** Properties and methods each class declares itself. */
const COUNTS: Readonly<Record<string, readonly [properties: number, methods: number]>> = {
  CIM_ManagedSystemElement: [5, 0],
  CIM_LogicalElement: [0, 0],
  CIM_System: [6, 0],
  CIM_ComputerSystem: [1, 0],
  CIM_UnitaryComputerSystem: [6, 1],
  CIM_LogicalDevice: [14, 2],
  CIM_Setting: [3, 0],
  Win32_MethodParameterClass: [0, 0],
  CIM_Process: [13, 0],
  Win32_Process: [30, 7],
  Win32_ProcessStartup: [14, 0],
  CIM_Service: [6, 2],
  Win32_BaseService: [13, 10],
  Win32_Service: [4, 2],
  CIM_OperatingSystem: [23, 2],
  Win32_OperatingSystem: [39, 5],
  Win32_ComputerSystem: [48, 3],
  CIM_SoftwareElement: [12, 0],
  CIM_BIOSElement: [3, 0],
  Win32_BIOS: [15, 0],
  Win32_QuickFixEngineering: [6, 0],
  CIM_Processor: [11, 0],
  Win32_Processor: [29, 0],
  CIM_PhysicalElement: [10, 0],
  CIM_PhysicalComponent: [3, 0],
  CIM_Chip: [1, 0],
  CIM_PhysicalMemory: [9, 0],
  Win32_PhysicalMemory: [10, 0],
  CIM_StorageExtent: [5, 0],
  CIM_LogicalDisk: [2, 0],
  Win32_LogicalDisk: [15, 3],
  CIM_StorageVolume: [0, 0],
  Win32_Volume: [21, 9],
  Win32_DefragAnalysis: [27, 0],
  CIM_MediaAccessDevice: [10, 0],
  CIM_DiskDrive: [0, 0],
  Win32_DiskDrive: [23, 0],
  CIM_DiskPartition: [2, 0],
  Win32_DiskPartition: [9, 0],
  CIM_NetworkAdapter: [5, 0],
  Win32_NetworkAdapter: [17, 2],
  Win32_NetworkAdapterConfiguration: [58, 41],
  __SecurityRelatedClass: [0, 0],
  __Trustee: [6, 0],
  __ACE: [7, 0],
  __SecurityDescriptor: [6, 0],
  Win32_Trustee: [5, 0],
  Win32_ACE: [6, 0],
  Win32_SecurityDescriptor: [5, 0],
  Win32_Account: [5, 0],
  Win32_UserAccount: [9, 1],
  Win32_Share: [6, 4],
  CIM_LogicalFile: [27, 14],
  CIM_DataFile: [2, 0],
  StdRegProv: [0, 20],
  Win32_NTEventlogFile: [6, 2],
  Win32_NTLogEvent: [16, 0],
  CIM_Dependency: [2, 0],
  CIM_ServiceServiceDependency: [3, 0],
  Win32_DependentService: [2, 0],
  CIM_MediaPresent: [2, 0],
  Win32_DiskDriveToDiskPartition: [2, 0],
  CIM_BasedOn: [4, 0],
  CIM_LogicalDiskBasedOnPartition: [2, 0],
  Win32_LogicalDiskToPartition: [2, 0],
  CIM_ElementSetting: [2, 0],
  Win32_DeviceSettings: [2, 0],
  Win32_NetworkAdapterSetting: [2, 0],
  CIM_Component: [2, 0],
  CIM_SystemComponent: [2, 0],
  Win32_SystemServices: [2, 0],
};

/** Classes that are not abstract and have no key. */
const KEYLESS = {
  StdRegProv: 'has static methods only',
  Win32_DefragAnalysis: 'is the value of an out-parameter only',
};

const loaded = bundledSchema();
const { schema, diagnostics } = loaded;
const classes = schema.classes;

describe('the bundled schema of root/cimv2', () => {
  it('loads without diagnostics', () => {
    expect(diagnostics).toEqual([]);
    expect(schema.instances).toEqual([]);
  });

  it('has no dangling name and no redeclaration that does not fit', () => {
    expect(checkSchema(new SchemaIndex(loaded))).toEqual([]);
  });

  it('has these classes, with so many properties and methods', () => {
    const counts = classes.map((cls) => [cls.name, [cls.properties.length, cls.methods.length]]);
    expect(Object.fromEntries(counts)).toEqual(COUNTS);
    expect(counts).toHaveLength(Object.keys(COUNTS).length);
  });

  it('declares every class in root/cimv2, after its superclass', () => {
    const declared = new Set<string | null>([null]);
    for (const cls of classes) {
      expect(cls.namespace).toBe('root/cimv2');
      expect(declared, cls.name).toContain(cls.superclass);
      declared.add(cls.name);
    }
  });

  it('gives every concrete class a key, but for those without instances of their own', () => {
    const keyless = classes.filter((cls) => !isTrue(cls, 'Abstract') && !hasKey(schema, cls)).map((cls) => cls.name);
    expect(keyless.sort()).toEqual(Object.keys(KEYLESS).sort());
  });

  it('says of every parameter which way it goes', () => {
    const directions = classes.flatMap((cls) => cls.methods).flatMap((method) => method.parameters.map(direction));
    expect(new Set(directions)).toEqual(new Set(['in', 'out']));
  });

  it('describes everything in a short sentence', () => {
    for (const [path, element] of features(schema)) {
      const text = qualifier(element, 'Description')?.value;
      expect(text, path).toMatch(/^\S.{0,298}\.$/);
      expect(text, path).not.toMatch(/ {2}/);
    }
  });

  it('declares each element once', () => {
    const paths = features(schema).map(([path]) => path.toLowerCase());
    expect(new Set(paths).size).toBe(paths.length);
  });

  it('declares every qualifier it uses, and uses every one it declares', () => {
    const declared = schema.qualifierDeclarations.map((declaration) => declaration.name).sort();
    const used = features(schema).flatMap(([, element]) => element.qualifiers.map(({ name }) => name));
    expect([...new Set(used)].sort()).toEqual(declared);
  });

  it('pairs every code with a name, codes and names being distinct', () => {
    const pairs = [
      ['ValueMap', 'Values'],
      ['BitMap', 'BitValues'],
    ] as const;
    for (const [path, element] of features(schema)) {
      for (const [codes, names] of pairs) {
        const keys = (qualifier(element, codes)?.value ?? []) as readonly string[];
        const values = (qualifier(element, names)?.value ?? []) as readonly string[];
        expect(values.length, path).toBe(keys.length);
        expect(new Set(keys).size, path).toBe(keys.length);
        expect(new Set(values).size, path).toBe(values.length);
      }
    }
  });

  it('embeds only classes it has', () => {
    const names = new Set(classes.map((cls) => cls.name));
    const elements = typedElements(schema).map(([, element]) => element);
    const embedded = elements.filter(({ type }) => type === 'instance').map(({ className }) => className);
    expect(embedded).toHaveLength(21);
    expect(embedded.filter((name) => !names.has(String(name)))).toEqual([]);
    // WMI has no embedded instance in a string here: such ones would be sent as texts.
    expect(elements.filter(isEmbeddedString)).toEqual([]);
  });

  it('links only classes it has, and narrows references on the way down', () => {
    const narrowed = references().flatMap(({ cls, reference }) => {
      expect(
        chainOf(schema, cls).some((link) => isTrue(link, 'Association')),
        cls.name,
      ).toBe(true);
      const target = classNamed(reference.className as string);
      const overridden = inheritedProperty(cls, reference.name);
      if (overridden === undefined) return [];
      const base = classNamed(overridden.className as string);
      expect(chainOf(schema, target), `${cls.name}.${reference.name}`).toContain(base);
      return target === base ? [] : [`${cls.name}.${reference.name}`];
    });
    expect(narrowed).toHaveLength(20);
  });

  it('marks what is redeclared with Override, and nothing else, and keeps its type', () => {
    for (const cls of classes) {
      for (const property of cls.properties) {
        const overridden = inheritedProperty(cls, property.name);
        const path = `${cls.name}.${property.name}`;
        expect(qualifier(property, 'Override')?.value, path).toBe(overridden?.name);
        if (overridden !== undefined) expect(property.type, path).toBe(overridden.type);
      }
    }
  });
});

describe('types people rely on', () => {
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
    const found = chainOf(schema, classNamed(className)).flatMap((cls) => cls.properties.filter(isKey));
    expect([...new Set(found.map(({ name }) => name))].sort()).toEqual(keys);
  });
});

function classNamed(name: string): CimClass {
  const found = classes.find((cls) => cls.name === name);
  if (found === undefined) throw new Error(`the bundled schema has no class ${name}`);
  return found;
}

function references(): { cls: CimClass; reference: CimProperty }[] {
  return classes.flatMap((cls) =>
    cls.properties.flatMap((reference) => (reference.type === 'reference' ? [{ cls, reference }] : [])),
  );
}

function inheritedProperty(cls: CimClass, name: string): CimProperty | undefined {
  const inherited = chainOf(schema, cls).slice(1);
  return inherited.flatMap(({ properties }) => properties).find((property) => property.name === name);
}

function isKey(property: CimProperty): boolean {
  return isTrue(property, 'Key');
}
