/** Where operations give something else over WS-Management than the library behind the server, and what. */
import assert from 'node:assert/strict';
import { MiError, type Session } from '../../../runtime/index.js';
import { type CimClass, DEFAULT_FLAVOR } from '../../../runtime/schema/index.js';
import { type CimElement, CimInstance } from '../../../runtime/values/index.js';
import type { Dialect } from '../../tools/wsman-server/call.js';
import { all, outcome } from '../wsman/over-both.js';
import { element, NAMESPACE, parameters, path } from './tools/native-test.js';
import { library } from './tools/test-library.js';
import { servedTest } from './tools/ways.js';

/** A test that the operation gives over WS-Management what `change` makes of what it gives without. */
function differenceTest<T>(
  name: string,
  run: (session: Session) => Promise<T>,
  change: (near: T) => unknown,
  manner: Dialect['manner'] = 'windows',
): void {
  servedTest(name, manner, async ({ local, remote }) => {
    assert.deepEqual(await outcome(() => run(remote)), await outcome(async () => change(await run(local))));
  });
}

/** The instance with other elements. */
function changed(instance: CimInstance, change: (element: CimElement) => CimElement): CimInstance {
  return new CimInstance(instance.className, instance.elements.map(change), instance.namespace);
}

const limits = (s: Session): Promise<CimInstance> => s.getInstance(NAMESPACE, path('Test_Everything', 'limits'));

differenceTest('Windows sends ? for what XML does not allow', limits, (near) => {
  return changed(near, (each) => (each.name === 'Char16' ? { ...each, value: '?' } : each));
});

differenceTest(
  'OMI sends 15 digits of a real number, so that the largest one becomes a larger one',
  limits,
  (near) => changed(near, (each) => (each.name === 'Real64' ? { ...each, value: Number.POSITIVE_INFINITY } : each)),
  'omi',
);

differenceTest(
  'deepBaseOnly makes instances of the class that was asked for (DSP0227 casts them); the library keeps their classes',
  (s) => all(s.enumerate(NAMESPACE, 'Test_Base', { polymorphism: 'deepBaseOnly' })),
  (near) => near.map(({ elements, namespace }) => new CimInstance('Test_Base', elements, namespace)),
);

differenceTest(
  'typeInformation: none gives texts; the library always knows types',
  (s) => all(s.enumerate(NAMESPACE, 'Test_Many', { typeInformation: 'none' })),
  (near) => near.map((each) => changed(each, (one) => ({ ...one, type: 'string', value: String(one.value) }))),
);

differenceTest(
  'an out-parameter that the method does not give is null',
  async (s) => {
    const given = await s.invoke(NAMESPACE, 'Test_Service', 'Echo', parameters(element('Uint8', 'uint8', 1)));
    return [given.get('Uint8'), given.get('Sint8'), given.get('Strings')];
  },
  (near) => {
    assert.deepEqual(near, [1, undefined, undefined]);
    return [1, null, null];
  },
);

differenceTest(
  'a property that an embedded instance does not have is null',
  async (s) => {
    const { indication } = (await s.subscribe(NAMESPACE, 'SELECT * FROM Test_Alarm').first()) ?? {};
    const origin = indication?.get('Origin');
    return origin instanceof CimInstance ? [origin.get('X'), origin.get('Label')] : null;
  },
  (near) => {
    assert.deepEqual(near, [1, undefined]);
    return [1, null];
  },
);

differenceTest(
  'events have no bookmarks, and do not name the machine they come from',
  async (s) => {
    library.set('indicationCount', 2);
    const events = await all(s.subscribe(NAMESPACE, 'SELECT * FROM Test_Alarm'));
    return events.map(({ indication, ...origin }) => ({ ...origin, text: indication.get('Text') }));
  },
  (near) => {
    assert.deepEqual(near[0], { bookmark: 'bookmark-1', machineId: 'test-machine', text: 'Alarm 1' });
    return near.map(({ text }) => ({ bookmark: null, machineId: null, text }));
  },
);

differenceTest(
  'queries are in WQL only',
  (s) => all(s.query(NAMESPACE, 'SELECT * FROM Test_Leaf', { dialect: 'CQL' })),
  () => {
    throw new MiError('QUERY_LANGUAGE_NOT_SUPPORTED', 'CQL');
  },
);

differenceTest(
  'a class that is listed by its name comes with that of its superclass',
  (s) => all(s.enumerateClasses(NAMESPACE, 'Test_Base', { namesOnly: true })),
  (near) => near.map((each) => ({ ...each, superclass: 'Test_Base' })),
);

type Property = CimClass['properties'][number];

/** The class with other properties. */
function redeclared(cimClass: CimClass, change: (property: Property) => Property): CimClass {
  return { ...cimClass, properties: cimClass.properties.map(change) };
}

differenceTest(
  'a property that is declared to be an instance has the qualifiers that say so',
  (s) => s.getClass(NAMESPACE, 'Test_Everything'),
  (near) => redeclared(near, (property) => (property.type === 'instance' ? saidToEmbed(property) : property)),
);

/** The property as Windows shows it. */
function saidToEmbed(property: Property): Property {
  const { className, qualifiers } = property;
  const text = { type: 'string', array: false, flavor: DEFAULT_FLAVOR } as const;
  const isSaid = qualifiers.some(({ name }) => name.startsWith('Embedded'));
  const embedded = isSaid ? [] : [{ ...text, name: 'EmbeddedInstance', value: className ?? '' }];
  const type = { ...text, name: 'CIMTYPE', value: className === undefined ? 'object' : `object:${className}` };
  return { ...property, qualifiers: [...qualifiers, ...embedded, type] };
}

differenceTest(
  'texts that can be localised do not come',
  (s) => s.getClass(NAMESPACE, 'Test_Base', { localizedQualifiers: true }),
  (near) => {
    const neutral = <T extends Pick<CimClass, 'qualifiers'>>(declared: T): T => ({
      ...declared,
      qualifiers: declared.qualifiers.filter(({ flavor }) => !flavor.translatable),
    });
    return neutral(redeclared(near, neutral));
  },
);
