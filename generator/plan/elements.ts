import type { PlannedClass, TypedElement, ValueMap } from './planned.js';

/** The properties, parameters and return values that the class itself declares. */
export function* typedElements(planned: PlannedClass): Generator<TypedElement, void, undefined> {
  yield* planned.properties;
  for (const { parameters, result } of planned.methods) {
    yield* parameters;
    if (result !== null) yield result;
  }
}

/** The map that gives an element its type, or null. Bytes are a `Uint8Array` even when they have names. */
export function mapType({ type, map }: Pick<TypedElement, 'type' | 'map'>): ValueMap | null {
  return type.kind === 'octets' ? null : map;
}
