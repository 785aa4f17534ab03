import { foldName } from '../schema/index.js';
import { CimReference } from '../values/index.js';
import { shown } from '../values/shown.js';
import type { ArgumentPlace } from './class-call.js';
import { declaredPath, knownClass } from './declared-key.js';
import type { DeclaredElement, GeneratedClass } from './generated-class.js';
import type { Loading } from './loading.js';
import { stateOf } from './object-state.js';

/** A path as a value of a reference. */
export function* referenceInput(
  value: unknown,
  declaration: DeclaredElement,
  place: ArgumentPlace,
): Loading<CimReference> {
  const path = pathInput(value, declaration, place);
  const { className, owner } = declaration;
  yield* checkClass(path, declaration, 'refer to', place);
  const needsClass = className !== null && path.keys.length > 0 && knownClass(path, owner.namespace, owner) === null;
  return needsClass && (yield* owner.load(className)) !== null ? pathInput(path, declaration, place) : path;
}

/**
 * The path with keys of the declared types, as far as the classes are loaded.
 * @throws MiArgumentError when it is not the path of an object.
 */
export function pathInput(value: unknown, { className, owner }: DeclaredElement, place: ArgumentPlace): CimReference {
  if (value instanceof CimReference) {
    const known = knownClass(value, owner.namespace, owner) ?? owner.find(owner.namespace, className ?? '');
    return known === null ? value : typedPath(value, known, place);
  }
  const help = stateOf(value) === undefined ? '' : ': use its $path';
  return place.refuse(`must be a CimReference, not ${shown(value)}${help}`);
}

function typedPath(path: CimReference, generated: GeneratedClass, place: ArgumentPlace): CimReference {
  try {
    return declaredPath(path, generated);
  } catch (error) {
    if (error instanceof SyntaxError) place.refuse(`has a wrong path: ${error.message}`);
    throw error;
  }
}

/** Refuses a class that is known not to be the declared one or a subclass. Other classes are left to the server. */
export function* checkClass(
  { className: name, namespace }: Pick<CimReference, 'className' | 'namespace'>,
  { className, owner }: DeclaredElement,
  verb: string,
  place: ArgumentPlace,
): Loading<void> {
  if (className === null || foldName(className) === foldName(name)) return;
  // This loads the superclasses of the declared class too, so that they are known.
  yield* owner.load(className);
  const known = owner.find(namespace ?? owner.namespace, name) ?? (yield* owner.load(name));
  if (known?.isA(className) === false) {
    place.refuse(`must ${verb} an instance of ${className}, and ${known.name} is not derived from it`);
  }
}
