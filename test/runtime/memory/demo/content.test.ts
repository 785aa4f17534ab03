import type { Session } from 'mi-codegen/runtime';
import { MemoryRepository } from 'mi-codegen/runtime/memory';
import { beforeAll, expect, it } from 'vitest';
import { StdRegProv, Win32_Process, Win32_Service } from '../../../../generated/root/cimv2/index.js';
import { initialize } from '../../../../runtime/index.js';
import { type CimClass, type CimProperty, findQualifier } from '../../../../runtime/schema/index.js';
import { type CimInstance, CimReference } from '../../../../runtime/values/index.js';
import { demoSession } from './demo-session.js';

const NAMESPACES = [
  'root/cimv2',
  'root/default',
  'root/microsoft/windows/storage',
  'root/subscription',
  'root/standardcimv2',
  'root/virtualization/v2',
];
const DEEP = { polymorphism: 'deep' } as const;

let session: Session;
let instances: readonly CimInstance[];
beforeAll(async () => {
  session = await demoSession();
  instances = await allInstances(session);
});

/** All instances, each as one of its own class. */
async function allInstances(from: Session): Promise<readonly CimInstance[]> {
  const all: CimInstance[] = [];
  for (const namespace of NAMESPACES) {
    for await (const { name, qualifiers } of from.enumerateClasses(namespace, null, DEEP)) {
      if (findQualifier({ qualifiers }, 'Abstract')?.value === true) continue;
      all.push(...(await from.enumerate(namespace, name, { polymorphism: 'shallow' }).toArray()));
    }
  }
  return all;
}

const pathOf = ({ className, elements, namespace }: CimInstance) => {
  const keys = elements.filter(({ key }) => key === true);
  return new CimReference(className, keys, namespace).toString();
};

it('is several hundred instances of many classes', () => {
  expect(instances.length).toBeGreaterThan(600);
  expect(new Set(instances.map(({ className }) => className)).size).toBeGreaterThan(50);
});

it('has only references that lead to instances', async () => {
  const dangling: string[] = [];
  for (const instance of instances) {
    for (const { name, value } of instance.elements) {
      if (!(value instanceof CimReference)) continue;
      const namespace = value.namespace ?? instance.namespace ?? '';
      await session.getInstance(namespace, value).catch(() => dangling.push(`${pathOf(instance)} ${name}`));
    }
  }
  expect(dangling).toEqual([]);
});

it('has only values that the value maps and the longest texts of the schema allow', async () => {
  const schema = await classesOf(session);
  const wrong = instances.flatMap((instance) =>
    instance.elements.flatMap(({ name, value }) => {
      const mistakes = [value].flat().filter((item) => item !== null && !isAllowed(schema, instance, name, item));
      return mistakes.map((item) => `${instance.className}.${name}: ${String(item)}`);
    }),
  );
  expect([...new Set(wrong)]).toEqual([]);
});

it('says of which class its instances are, where Windows does', () => {
  const wrong = instances.filter((instance) => {
    const name = instance.get('CreationClassName') ?? instance.className;
    const isOther = name === 'CIM_LogicalFile' || name === '' || String(name).startsWith('MSFT|');
    return name !== instance.className && !isOther;
  });
  expect(wrong.map(pathOf)).toEqual([]);
});

it('has no text that its author has forgotten to fill in', () => {
  expect(instances.filter((one) => JSON.stringify(one).includes('${')).map(pathOf)).toEqual([]);
});

it('is the same each time', async () => {
  const others = await allInstances(await demoSession());
  expect(others.map((one) => JSON.stringify(one))).toEqual(instances.map((one) => JSON.stringify(one)));
});

it('shares nothing with another machine', async () => {
  const [changed, other] = [await demoSession(), await demoSession()];
  const key = { sSubKeyName: 'SOFTWARE\\Test' };
  await StdRegProv.CreateKey(changed, key);
  await Win32_Service.$at(changed, { Name: 'Spooler' }).StopService();
  await Win32_Service.$at(changed, { Name: 'Spooler' }).SetSecurityDescriptor({ Descriptor: { DACL: [] } });
  await Win32_Process.Create(changed, { CommandLine: 'cmd' });
  expect((await StdRegProv.EnumKey(other, key)).ReturnValue).toBe(2);
  const { Descriptor } = await Win32_Service.$at(other, { Name: 'Spooler' }).GetSecurityDescriptor();
  expect(Descriptor?.DACL).toHaveLength(3);
  const untouched = await allInstances(other);
  expect(untouched.map((one) => JSON.stringify(one))).toEqual(instances.map((one) => JSON.stringify(one)));
});

it('can be used with more classes and providers', async () => {
  const repository = await MemoryRepository.demo();
  repository.provide(Win32_Process, { Create: () => ({ ProcessId: 42, ReturnValue: 0 }) });
  const own = await (await initialize({ handler: repository })).newSession();
  expect(await Win32_Process.Create(own, { CommandLine: 'cmd' })).toEqual({ ProcessId: 42, ReturnValue: 0 });
});

type Schema = ReadonlyMap<string, CimClass>;

const folded = (text: string) => text.toLowerCase();

async function classesOf(from: Session): Promise<Schema> {
  const classes = new Map<string, CimClass>();
  for (const namespace of NAMESPACES) {
    for await (const cimClass of from.enumerateClasses(namespace, null, DEEP)) {
      classes.set(folded(`${namespace}:${cimClass.name}`), cimClass);
    }
  }
  return classes;
}

/** The declarations of a property, nearest first. */
function* declarations(schema: Schema, instance: CimInstance, property: string): Generator<CimProperty> {
  let name: string | null = instance.className;
  while (name !== null) {
    const cimClass: CimClass | undefined = schema.get(folded(`${instance.namespace}:${name}`));
    const own = cimClass?.properties.find((each) => folded(each.name) === folded(property));
    if (own !== undefined) yield own;
    name = cimClass?.superclass ?? null;
  }
}

function isAllowed(schema: Schema, instance: CimInstance, property: string, value: unknown): boolean {
  const declared = [...declarations(schema, instance, property)];
  const qualifier = (name: string) => {
    return declared.map((each) => findQualifier(each, name)?.value).find((each) => each !== undefined);
  };
  const longest = qualifier('MaxLen');
  if (typeof longest === 'number' && typeof value === 'string' && value.length > longest) return false;
  const map = qualifier('ValueMap');
  return !Array.isArray(map) || map.some((entry) => matches(String(entry), value));
}

/** True for an entry of a value map that is the value, or a range that has it. */
function matches(entry: string, value: unknown): boolean {
  const [from, to, ...more] = entry.split('..');
  if (to === undefined || more.length > 0) return entry === String(value);
  const number = Number(value);
  return (from === '' || number >= Number(from)) && (to === '' || number <= Number(to));
}
