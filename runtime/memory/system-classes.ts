import type { CimClass, CimProperty, CimQualifier, CimType } from '../schema/index.js';

/** A class without its namespace: every namespace has the same system classes. */
type Declaration = Omit<CimClass, 'namespace'>;

const ABSTRACT: CimQualifier = {
  name: 'Abstract',
  type: 'boolean',
  array: false,
  value: true,
  flavor: { overridable: true, toSubclass: false, toInstance: false, translatable: false },
};

const DECLARATIONS: readonly Declaration[] = [
  abstractClass('__SystemClass', null),
  abstractClass('__IndicationRelated', '__SystemClass'),
  abstractClass('__Event', '__IndicationRelated', [
    property('SECURITY_DESCRIPTOR', 'uint8', true),
    property('TIME_CREATED', 'uint64'),
  ]),
  abstractClass('__ExtrinsicEvent', '__Event'),
  abstractClass('__InstanceOperationEvent', '__Event', [property('TargetInstance', 'instance')]),
  concreteClass('__InstanceCreationEvent', '__InstanceOperationEvent'),
  concreteClass('__InstanceModificationEvent', '__InstanceOperationEvent', [property('PreviousInstance', 'instance')]),
  concreteClass('__InstanceDeletionEvent', '__InstanceOperationEvent'),
];

/**
 * WMI's system classes for events, superclasses first. Every namespace has them, although no schema declares them.
 * Their properties are those of Microsoft's reference of the WMI system classes.
 */
export function systemClasses(namespace: string): readonly CimClass[] {
  return DECLARATIONS.map((declaration) => ({ namespace, ...declaration }));
}

function concreteClass(name: string, superclass: string | null, properties: readonly CimProperty[] = []): Declaration {
  return { name, superclass, qualifiers: [], properties, methods: [] };
}

function abstractClass(name: string, superclass: string | null, properties?: readonly CimProperty[]): Declaration {
  return { ...concreteClass(name, superclass, properties), qualifiers: [ABSTRACT] };
}

function property(name: string, type: CimType, array = false): CimProperty {
  return { name, type, array, qualifiers: [] };
}
