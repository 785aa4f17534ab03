import { describe, expect, it } from 'vitest';
import { printMof, readMofText } from '../../../generator/source/mof/index.js';
import { type CimClass, isSystemName, systemClasses } from '../../../runtime/schema/index.js';

const CLASSES = systemClasses('root/test');
const marksOf = (qualifiers: CimClass['qualifiers'] = []): string[] =>
  qualifiers.map(({ name }) => name).filter((name) => name !== 'Description');
const named = (name: string): CimClass | undefined => CLASSES.find((cimClass) => cimClass.name === name);

describe("WMI's system classes", () => {
  it('have names of their own, and stand after their superclasses', () => {
    const names = CLASSES.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => !isSystemName(name))).toEqual([]);
    for (const [at, { superclass }] of CLASSES.entries()) {
      if (superclass !== null) expect(names.slice(0, at)).toContain(superclass);
    }
  });

  it('mention no other classes', () => {
    const elements = CLASSES.flatMap(({ properties, methods }) => [
      ...properties,
      ...methods.flatMap(({ parameters }) => parameters),
    ]);
    const mentioned = elements.flatMap(({ className }) => className ?? []);
    expect(mentioned.filter((name) => named(name) === undefined)).toEqual([]);
    expect(mentioned).toContain('__NTLMUser9X');
  });

  it('are the same when they are read from MOF', () => {
    const text = printMof({ classes: CLASSES, instances: [], qualifierDeclarations: [] });
    const { schema, diagnostics } = readMofText(text, { namespace: 'root/test' });
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(schema.classes).toStrictEqual(CLASSES);
  });

  it('have the properties, keys, defaults and qualifiers of the reference', () => {
    const brief = (name: string) =>
      named(name)?.properties.map((property) => {
        const { type, array, className, defaultValue, qualifiers } = property;
        const marks = marksOf(qualifiers)
          .map((mark) => `[${mark}] `)
          .join('');
        const value = defaultValue === undefined ? '' : ` = ${JSON.stringify(defaultValue)}`;
        return `${marks}${type}${className ? `(${className})` : ''}${array ? '[]' : ''} ${property.name}${value}`;
      });
    expect(brief('__FilterToConsumerBinding')).toEqual([
      '[Key] reference(__EventFilter) Filter',
      '[Key] reference(__EventConsumer) Consumer',
      'uint32 DeliveryQoS',
      'boolean DeliverSynchronously = false',
      'boolean MaintainSecurityContext = false',
      'boolean SlowDownProviders = false',
      'uint8[] CreatorSID = [1,1,0,0,0,0,0,5,18,0,0,0]',
    ]);
    expect(brief('__SecurityDescriptor')).toContain('instance(__ACE)[] DACL');
    expect(brief('__Win32Provider')).toContain('[SubType] datetime UnloadTimeout');
    expect(brief('__InstanceModificationEvent')).toEqual(['instance PreviousInstance']);
    expect(named('__Event')?.qualifiers[0]).toMatchObject({ name: 'Abstract', value: true });
    expect(marksOf(named('__FilterToConsumerBinding')?.qualifiers)).toEqual(['Association']);
  });

  it('say what they and their methods are for', () => {
    const text = (qualifiers: CimClass['qualifiers'] | undefined) =>
      qualifiers?.find(({ name }) => name === 'Description')?.value;
    expect(CLASSES.filter(({ qualifiers }) => text(qualifiers) === undefined)).toEqual([]);
    expect(text(named('__InstanceDeletionEvent')?.qualifiers)).toBe('An instance has gone.');
    expect(text(named('__EventFilter')?.properties[1]?.qualifiers)).toBe('Who has created the filter; WMI sets it.');
    expect(text(named('__SystemSecurity')?.methods[0]?.qualifiers)).toMatch(/^Reads the security descriptor/);
  });

  it('have static methods where the reference has them', () => {
    expect(named('__SystemSecurity')?.methods[0]).toMatchObject({
      name: 'GetSD',
      returnType: 'uint32',
      parameters: [{ name: 'SD', type: 'uint8', array: true, qualifiers: [{ name: 'Out' }] }],
      qualifiers: [{ name: 'Static' }, { name: 'Description' }],
    });
    expect(CLASSES.filter(({ methods }) => methods.length > 0)).toHaveLength(1);
  });

  it('are in whatever namespace they are asked for', () => {
    expect(systemClasses('root/other').map(({ namespace }) => namespace)).toEqual(CLASSES.map(() => 'root/other'));
  });
});
