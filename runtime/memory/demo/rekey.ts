import type { CimObject } from '../../v1/index.js';
import { CimInstance, CimReference } from '../../values/index.js';

type KeyValues = Readonly<Record<string, string>>;

/**
 * Gives an instance other keys, which clients cannot change: there is a new instance in its place, and the associations
 * that refer to it lead to the new one.
 */
export async function rekey(object: CimObject, keys: KeyValues): Promise<void> {
  const { $session: session, $path: path } = object;
  const namespace = path.namespace ?? '';
  const instance = await session.getInstance(namespace, path);
  const associations = await session.references(namespace, path).toArray();
  await session.create(namespace, withValues(instance, keys));
  for (const association of associations) {
    const elements = association.elements.map((element) => {
      const { value } = element;
      const leadsHere = value instanceof CimReference && leadsTo(value, instance);
      return leadsHere ? { ...element, value: withKeys(value, keys) } : element;
    });
    await session.delete(namespace, association);
    await session.create(namespace, new CimInstance(association.className, elements, association.namespace));
  }
  await object.$delete();
}

function leadsTo({ keys }: CimReference, instance: CimInstance): boolean {
  return keys.every(({ name, value }) => folded(value) === folded(instance.get(name)));
}

function folded(value: unknown): unknown {
  return typeof value === 'string' ? value.toLowerCase() : value;
}

function withKeys({ className, keys, namespace, host }: CimReference, values: KeyValues): CimReference {
  return new CimReference(className, withValues(new CimInstance(className, keys), values).elements, namespace, host);
}

function withValues({ className, elements, namespace }: CimInstance, values: KeyValues): CimInstance {
  const changed = elements.map((element) => ({ ...element, value: values[element.name] ?? element.value }));
  return new CimInstance(className, changed, namespace);
}
