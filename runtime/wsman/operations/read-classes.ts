import { MiError } from '../../errors.js';
import type { EnumerateClassesRequest, GetClassRequest } from '../../protocol.js';
import { noResult } from '../../requests.js';
import {
  type CimClass,
  classKey,
  DEEPEST_INHERITANCE,
  foldName,
  nameOnly,
  sameAsInherited,
  withoutInherited,
} from '../../schema/index.js';
import { type ClassSchemas, readWholeClass, WHOLE_CLASS, type WholeClass } from '../class-schemas.js';
import { selectorNode } from '../request-text.js';
import { CLASS_SCHEMA_URI, NAMESPACE_SELECTOR } from '../wire-names.js';
import type { Call } from './call.js';
import { enumerated } from './enumeration.js';
import { itemParts } from './item-parts.js';
import type { Shared } from './read-instances.js';

/** `GetClass`: the class without what it inherits, which its superclass tells. */
export async function getClass(call: Call<GetClassRequest>, schemas: ClassSchemas): Promise<void> {
  const { namespace, className, options } = call.request;
  const whole = await schemas.read(namespace, className, options.timeout ?? null, call.operation.signal);
  const own = await ownPart(whole, (superclass) => superclassOf(superclass, namespace, schemas));
  await call.operation.deliver((sink) => sink.classResult(own));
}

/** `EnumerateClasses`. Servers list all classes of a namespace: which of them are asked for is decided here. */
export async function enumerateClasses(
  call: Call<EnumerateClassesRequest>,
  shared: Shared,
  schemas: ClassSchemas,
): Promise<void> {
  const { namespace, className, namesOnly, polymorphism } = call.request;
  const known = new Map<string, WholeClass>();
  const asked = {
    resourceUri: CLASS_SCHEMA_URI,
    selectors: [selectorNode(NAMESPACE_SELECTOR, namespace)],
    maxElements: shared.maxElements,
    options: namesOnly ? WHOLE_CLASS.slice(0, 1) : WHOLE_CLASS,
  };
  for await (const { items, reply } of enumerated(call, asked, shared.inBackground)) {
    for (const item of items) {
      const { object } = itemParts(item);
      if (object === null) return noResult('enumerateClasses', 'class');
      const whole = readWholeClass(namesOnly ? { ...object, children: [] } : object, reply, namespace, call.subject);
      known.set(classKey(namespace, whole.cimClass.name), whole);
    }
  }
  if (className !== null && !known.has(classKey(namespace, className))) {
    throw new MiError('INVALID_CLASS', `${call.subject}: there is no such class in ${namespace}`);
  }
  const all = [...known.values()].filter((whole) => isBelow(whole, className, polymorphism, known));
  for (const whole of all) {
    const cimClass = namesOnly
      ? nameOnly(whole.cimClass)
      : await ownPart(whole, async (superclass) => {
          return known.get(classKey(namespace, superclass)) ?? superclassOf(superclass, namespace, schemas);
        });
    await call.operation.deliver((sink) => sink.classResult(cimClass));
  }
}

type FindWhole = (className: string) => Promise<WholeClass | null>;

async function superclassOf(name: string, namespace: string, schemas: ClassSchemas): Promise<WholeClass | null> {
  return (await schemas.load(namespace, name))?.whole ?? null;
}

/** The class without what it inherits. One whose superclass the server does not give stays whole. */
async function ownPart({ cimClass, marked }: WholeClass, find: FindWhole): Promise<CimClass> {
  const superclass = cimClass.superclass === null ? null : await find(cimClass.superclass);
  return superclass === null ? cimClass : withoutInherited(cimClass, superclass.cimClass, sameAsInherited(marked));
}

/** Whether a class is among those below another one, or below none. */
function isBelow(
  { cimClass }: WholeClass,
  ancestor: string | null,
  polymorphism: EnumerateClassesRequest['polymorphism'],
  known: ReadonlyMap<string, WholeClass>,
): boolean {
  const { namespace, superclass } = cimClass;
  if (polymorphism === 'shallow') return foldName(superclass ?? '') === foldName(ancestor ?? '');
  if (ancestor === null) return true;
  let name = superclass;
  for (let level = 0; name !== null && level < DEEPEST_INHERITANCE; level += 1) {
    if (foldName(name) === foldName(ancestor)) return true;
    name = known.get(classKey(namespace, name))?.cimClass.superclass ?? null;
  }
  return false;
}
