import type { ChangeKind } from '../../generator/diff/change-kinds.js';
import {
  type CimClass,
  type CimMethod,
  type CimParameter,
  type CimProperty,
  type CimQualifier,
  findQualifier,
  type Qualified,
  type SchemaValue,
} from '../../runtime/schema/index.js';

/** A change to a class, and what it is found as. */
export interface Edit {
  readonly kind: ChangeKind;
  /** The class with the change; null when the class is not fit for it. */
  edit(cimClass: CimClass): readonly [edited: CimClass | null, element: string | null] | null;
}

const FLAVOR = { overridable: true, toSubclass: true, toInstance: false, translatable: false };

const has = (element: Qualified, name: string): boolean => findQualifier(element, name)?.value === true;

function without<T extends Qualified>(element: T, ...names: readonly string[]): T {
  return { ...element, qualifiers: element.qualifiers.filter(({ name }) => !names.includes(name)) };
}

function withQualifier<T extends Qualified>(element: T, name: string, value: SchemaValue): T {
  const type = typeof value === 'boolean' ? 'boolean' : 'string';
  const qualifier: CimQualifier = { name, type, array: Array.isArray(value), value, flavor: FLAVOR };
  return { ...element, qualifiers: [...without(element, name).qualifiers, qualifier] };
}

/** Changes the first property that fits; null leaves it out. */
function property(
  kind: ChangeKind,
  fits: (property: CimProperty) => boolean,
  change: (property: CimProperty) => CimProperty | null,
): Edit {
  return {
    kind,
    edit(cimClass) {
      const found = cimClass.properties.find((each) => !has(each, 'Override') && fits(each));
      if (found === undefined) return null;
      const properties = cimClass.properties.flatMap((each) => (each === found ? (change(each) ?? []) : each));
      return [{ ...cimClass, properties }, `property ${found.name}`];
    },
  };
}

function method(
  kind: ChangeKind,
  fits: (method: CimMethod) => boolean,
  change: (method: CimMethod) => CimMethod | null,
): Edit {
  return {
    kind,
    edit(cimClass) {
      const found = cimClass.methods.find(fits);
      if (found === undefined) return null;
      const methods = cimClass.methods.flatMap((each) => (each === found ? (change(each) ?? []) : each));
      return [{ ...cimClass, methods }, `method ${found.name}`];
    },
  };
}

function parameter(
  kind: ChangeKind,
  fits: (parameter: CimParameter) => boolean,
  change: (parameter: CimParameter) => CimParameter | null,
): Edit {
  return {
    kind,
    edit(cimClass) {
      const found = cimClass.methods.flatMap((owner) => owner.parameters.map((each) => ({ owner, each })));
      // With another in-parameter, the options of the method stay where they are.
      const first = found.find(({ owner, each }) => fits(each) && owner.parameters.filter(isIn).length > 1);
      if (first === undefined) return null;
      const edited = first.owner.parameters.flatMap((each) => (each === first.each ? (change(each) ?? []) : each));
      const methods = cimClass.methods.map((each) => (each === first.owner ? { ...each, parameters: edited } : each));
      return [{ ...cimClass, methods }, `parameter ${first.owner.name}.${first.each.name}`];
    },
  };
}

const isIn = (each: CimParameter): boolean => findQualifier(each, 'In')?.value !== false && !has(each, 'Out');
const isPlain = (each: CimProperty): boolean =>
  !has(each, 'Key') && !has(each, 'Required') && findQualifier(each, 'Values') === undefined;

/** Changes the names of the values of the first property that has at least three of them. */
function values(
  kind: ChangeKind,
  edit: (keys: readonly string[], names: readonly string[]) => readonly (readonly string[])[],
): Edit {
  const keysOf = (each: CimProperty) => findQualifier(each, 'ValueMap')?.value as readonly string[];
  const namesOf = (each: CimProperty) => findQualifier(each, 'Values')?.value as readonly string[];
  const fits = (each: CimProperty) =>
    each.type === 'uint16' && keysOf(each)?.length > 2 && namesOf(each)?.every((name) => /^[A-Z][a-z]+$/.test(name));
  return {
    kind,
    edit(cimClass) {
      const found = cimClass.properties.find(fits);
      if (found === undefined) return null;
      const [keys = [], names = []] = edit(keysOf(found), namesOf(found));
      const edited = withQualifier(withQualifier(found, 'ValueMap', keys), 'Values', names);
      const properties = cimClass.properties.map((each) => (each === found ? edited : each));
      const name = kind === 'value-added' ? 'Further' : namesOf(found)[0];
      return [{ ...cimClass, properties }, `value ${cimClass.name}_${found.name}.${name}`];
    },
  };
}

const NEW_PROPERTY: CimProperty = { name: 'Further', type: 'string', array: false, qualifiers: [] };
const NEW_METHOD: CimMethod = { name: 'Further', returnType: 'uint32', parameters: [], qualifiers: [] };

/** One edit for each kind of change that a class of CIM can undergo by itself. */
export const EDITS: readonly Edit[] = [
  { kind: 'class-gone', edit: () => [null, null] },
  { kind: 'spelling-changed', edit: (each) => [{ ...each, name: each.name.toLowerCase() }, null] },
  { kind: 'documentation-changed', edit: (each) => [withQualifier(each, 'Description', 'Another one.'), null] },
  {
    kind: 'property-added',
    edit: (each) => [{ ...each, properties: [...each.properties, NEW_PROPERTY] }, 'property Further'],
  },
  { kind: 'method-added', edit: (each) => [{ ...each, methods: [...each.methods, NEW_METHOD] }, 'method Further'] },
  property('property-gone', isPlain, () => null),
  property(
    'type-changed',
    (each) => isPlain(each) && each.type === 'string' && !each.array,
    (each) => ({ ...each, array: true }),
  ),
  property(
    'type-changed',
    (each) => isPlain(each) && each.type === 'uint32',
    (each) => ({ ...each, type: 'uint64' }),
  ),
  property(
    'type-changed',
    (each) => each.type === 'reference',
    (each) => ({ ...each, className: 'CIM_Indication' }),
  ),
  property(
    'cim-type-changed',
    (each) => isPlain(each) && each.type === 'uint16',
    (each) => ({ ...each, type: 'uint32' }),
  ),
  property(
    'key-added',
    (each) => isPlain(each) && each.type === 'string',
    (each) => withQualifier(each, 'Key', true),
  ),
  property(
    'key-gone',
    // Those of an association are mostly keys of a superclass, too.
    (each) => has(each, 'Key') && each.type === 'string',
    (each) => without(each, 'Key'),
  ),
  property(
    'write-lost',
    (each) => isPlain(each) && has(each, 'Write'),
    (each) => without(each, 'Write'),
  ),
  property(
    'write-gained',
    (each) => isPlain(each) && !has(each, 'Write'),
    (each) => withQualifier(each, 'Write', true),
  ),
  property(
    'null-possible',
    (each) => !has(each, 'Key') && has(each, 'Required'),
    (each) => without(each, 'Required'),
  ),
  property(
    'null-gone',
    (each) => isPlain(each) && !has(each, 'Write'),
    (each) => withQualifier(each, 'Required', true),
  ),
  property('spelling-changed', isPlain, (each) => ({ ...each, name: each.name.toUpperCase() })),
  property('documentation-changed', isPlain, (each) => withQualifier(each, 'Description', 'Another one.')),
  method(
    'method-gone',
    () => true,
    () => null,
  ),
  method(
    'static-changed',
    (each) => !has(each, 'Static'),
    (each) => withQualifier(each, 'Static', true),
  ),
  method(
    'return-gone',
    (each) => findQualifier(each, 'Values') === undefined,
    (each) => ({ ...each, returnType: null }),
  ),
  parameter('parameter-gone', isIn, () => null),
  parameter(
    'parameter-required',
    (each) => isIn(each) && !has(each, 'Required'),
    (each) => withQualifier(each, 'Required', true),
  ),
  parameter(
    'parameter-optional',
    (each) => isIn(each) && has(each, 'Required'),
    (each) => without(each, 'Required'),
  ),
  parameter('output-added', isIn, (each) => withQualifier(each, 'Out', true)),
  parameter(
    'type-changed',
    (each) => isIn(each) && each.type === 'string',
    (each) => ({ ...each, array: !each.array }),
  ),
  values('value-gone', (keys, names) => [keys.slice(1), names.slice(1)]),
  values('value-renamed', (keys, names) => [keys, ['Further', ...names.slice(1)]]),
  values('value-added', (keys, names) => [
    [...keys, '54321'],
    [...names, 'Further'],
  ]),
];
