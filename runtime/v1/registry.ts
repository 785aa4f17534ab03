import { foldName } from '../schema/index.js';
import type { GeneratedClass } from './generated-class.js';
import type { CimConstructor } from './types.js';

/** Classes by `namespace:name`, folded. Classes know each other by name only, so their modules never meet in a cycle. */
const byName = new Map<string, GeneratedClass>();
const byConstructor = new WeakMap<object, GeneratedClass>();
/** By the constructors that users derive from generated ones. */
const derived = new WeakMap<object, GeneratedClass>();

export function register(generated: GeneratedClass): void {
  byName.set(keyOf(generated.namespace, generated.name), generated);
  byConstructor.set(generated.cls, generated);
}

/** The class of that name, in any letter case, if its module has been loaded. */
export function findClass(namespace: string, name: string): GeneratedClass | null {
  return byName.get(keyOf(namespace, name)) ?? null;
}

/** The generated class that a constructor is, or the nearest one it extends. */
export function nearestClass(cls: object | null): GeneratedClass | null {
  for (let link = cls; link !== null; link = Object.getPrototypeOf(link) as object | null) {
    const found = byConstructor.get(link);
    if (found !== undefined) return found;
  }
  return null;
}

/**
 * The generated class that a constructor is. For a class that the user derived from a generated one, it is that one with
 * the user's constructor, which makes the objects.
 * @throws TypeError when it is neither: a static method was taken off its class, say.
 */
export function generatedClass(cls: object | null | undefined): GeneratedClass {
  const found = nearestClass(cls ?? null);
  if (found === null) throw new TypeError('not a generated class: call static methods on the class that has them');
  if (found.cls === cls) return found;
  const own = derived.get(cls as CimConstructor) ?? found.derive(cls as CimConstructor);
  derived.set(own.cls, own);
  return own;
}

function keyOf(namespace: string, name: string): string {
  return foldName(`${namespace}:${name}`);
}
