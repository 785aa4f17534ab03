import assert from 'node:assert/strict';
import {
  type CimClass,
  type CimFlavor,
  type CimProperty,
  type CimQualifier,
  neededClasses,
  withoutInherited,
} from '../../../runtime/schema/index.js';
import { test } from '../native/tools/suite.js';

const flavor: CimFlavor = { overridable: true, toSubclass: true, toInstance: false, translatable: false };

function qualifier(name: string, value: string | boolean, restricted = false): CimQualifier {
  const type = typeof value === 'string' ? 'string' : 'boolean';
  return { name, type, array: false, value, flavor: { ...flavor, toSubclass: !restricted } };
}

function property(name: string, ...qualifiers: CimQualifier[]): CimProperty {
  return { name, type: 'string', array: false, qualifiers };
}

function cimClass(name: string, content: Partial<CimClass>): CimClass {
  return { namespace: 'root/test', name, superclass: null, qualifiers: [], properties: [], methods: [], ...content };
}

const base = cimClass('Base', {
  qualifiers: [qualifier('Version', '1'), qualifier('Abstract', true, true)],
  properties: [property('Id', qualifier('Key', true)), property('Caption', qualifier('Description', 'old'))],
  methods: [
    { name: 'Reset', returnType: 'uint32', parameters: [property('Reason')], qualifiers: [qualifier('A', 'x')] },
  ],
});

test('what equals the superclass is inherited', () => {
  const whole = cimClass('Derived', {
    ...base,
    name: 'Derived',
    superclass: 'Base',
    qualifiers: [qualifier('Version', '1')],
  });
  assert.deepEqual(withoutInherited(whole, base), cimClass('Derived', { superclass: 'Base' }));
});

test('what lacks only the qualifiers that do not travel is inherited', () => {
  const parent = cimClass('Parent', {
    properties: [property('Id', qualifier('Key', true), qualifier('Mine', 'x', true))],
  });
  const whole = cimClass('Child', { superclass: 'Parent', properties: [property('ID', qualifier('Key', true))] });
  assert.deepEqual(withoutInherited(whole, parent).properties, []);
});

test('a property of another type, class or default is not inherited', () => {
  const parent = cimClass('Parent', { properties: [{ ...property('Id'), className: 'A' }] });
  for (const change of [{ type: 'uint8' }, { className: 'B' }, { defaultValue: 'x' }, { array: true }] as const) {
    const properties = [{ ...property('Id'), className: 'A', ...change }];
    const whole = cimClass('Child', { superclass: 'Parent', properties });
    assert.deepEqual(withoutInherited(whole, parent).properties, properties);
  }
});

test('a redeclared property keeps only the qualifiers that differ', () => {
  const properties = [
    property('id', qualifier('Key', true), qualifier('Description', 'new')),
    property('Caption', qualifier('Description', 'old')),
    property('Own'),
  ];
  const whole = cimClass('Derived', { superclass: 'Base', properties });
  assert.deepEqual(withoutInherited(whole, base).properties, [
    property('id', qualifier('Description', 'new')),
    property('Own'),
  ]);
});

test('a qualifier that does not travel to subclasses is never inherited', () => {
  const whole = cimClass('Derived', { superclass: 'Base', qualifiers: base.qualifiers });
  assert.deepEqual(withoutInherited(whole, base).qualifiers, [qualifier('Abstract', true, true)]);
});

test('an overriding method keeps its parameters, and their own qualifiers', () => {
  const parameters = [property('Reason', qualifier('In', true))];
  const method = { name: 'Reset', returnType: 'uint32', parameters, qualifiers: [qualifier('A', 'x')] } as const;
  const whole = cimClass('Derived', { superclass: 'Base', methods: [method] });
  assert.deepEqual(withoutInherited(whole, base).methods, [{ ...method, qualifiers: [] }]);
});

test('a class needs what its methods return', () => {
  const qualifiers = [qualifier('EmbeddedInstance', 'Job')];
  const methods = [{ name: 'Start', returnType: 'string' as const, parameters: [], qualifiers }];
  assert.deepEqual(neededClasses(cimClass('Starter', { superclass: 'Base', methods })), new Set(['base', 'job']));
});
