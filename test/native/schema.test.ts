import { readFileSync } from 'node:fs';
import koffi from 'koffi';
import { parseMof } from 'mi-codegen';
import { expect, it } from 'vitest';
import type { CimClass, CimMethod, CimQualifier, CimTypedElement, SchemaValue } from '../../runtime/schema/index.js';
import { build } from './build.mjs';

const file = new URL('schema.mof', import.meta.url);

/** The bits of MI's flavors. */
const FLAVOR = { overridable: 1 << 7, fixed: 1 << 8, restricted: 1 << 9, toSubclass: 1 << 10, translatable: 1 << 11 };

/** A value as the library writes it: numbers and booleans as text. */
function value(of: SchemaValue): unknown {
  return Array.isArray(of) ? of.map(value) : typeof of === 'string' ? of : String(of);
}

const typeName = (of: { readonly type: string; readonly array: boolean }): string => of.type + (of.array ? '[]' : '');

function qualifier({ name, type, array, value: held, flavor }: CimQualifier): object {
  const bits =
    (flavor.overridable ? FLAVOR.overridable : FLAVOR.fixed) |
    (flavor.toSubclass ? FLAVOR.toSubclass : FLAVOR.restricted) |
    (flavor.translatable ? FLAVOR.translatable : 0);
  return { name, type: typeName({ type, array }), flavor: bits, value: value(held) };
}

/** MI has one type for embedded instances, whether MOF writes a class, EmbeddedInstance or EmbeddedObject. */
function element(of: CimTypedElement & { readonly defaultValue?: SchemaValue }): object {
  const held = (name: string) => of.qualifiers.find((each) => each.name === name)?.value;
  const embeddedClass = held('EmbeddedInstance');
  const embedded = embeddedClass !== undefined || held('EmbeddedObject') !== undefined;
  return {
    name: of.name,
    type: typeName(embedded ? { type: 'instance', array: of.array } : of),
    className: embeddedClass ?? of.className ?? null,
    ...(of.defaultValue === undefined ? {} : { default: value(of.defaultValue) }),
    qualifiers: of.qualifiers.map(qualifier),
  };
}

function method({ name, returnType, parameters, qualifiers }: CimMethod): object {
  return {
    name,
    type: returnType ?? 'void',
    parameters: parameters.map(element),
    qualifiers: qualifiers.map(qualifier),
  };
}

function declaration({ namespace, name, superclass, qualifiers, properties, methods }: CimClass): object {
  return {
    namespace,
    name,
    superclass,
    qualifiers: qualifiers.map(qualifier),
    properties: properties.map(element),
    methods: methods.map(method),
  };
}

it('schema.mof declares the classes that the library serves', () => {
  const mof = parseMof(readFileSync(file, 'utf8'), { file: 'schema.mof', namespace: 'root/test' });
  expect(mof.diagnostics).toEqual([]);
  const served: unknown = JSON.parse(koffi.load(build('native').library).func('str test_schema()')());
  expect(mof.schema.classes.map(declaration)).toEqual(served);
});
