import assert from 'node:assert/strict';
import type { CimClass } from '../../../runtime/schema/index.js';
import { collect, DELIVERIES, NAMESPACE, sessionTest } from './tools/native-test.js';
import { library } from './tools/test-library.js';

const names = (items: readonly { readonly name: string }[] | undefined): string[] =>
  (items ?? []).map(({ name }) => name);

for (const delivery of DELIVERIES) {
  const said = { delivery, localizedQualifiers: true };

  sessionTest(`a class without a superclass (${delivery})`, {}, async (session) => {
    const base = await session.getClass(NAMESPACE, 'test_base', said);
    assert.deepEqual([base.namespace, base.name, base.superclass], [NAMESPACE, 'Test_Base', null]);
    assert.deepEqual(names(base.qualifiers), ['Abstract', 'Version', 'Description', 'UMLPackagePath']);
    assert.deepEqual(names(base.properties), ['Id', 'Caption', 'State']);
    assert.deepEqual(base.qualifiers[0], {
      name: 'Abstract',
      type: 'boolean',
      array: false,
      value: true,
      flavor: { overridable: true, toSubclass: false, toInstance: false, translatable: false },
    });
    assert.deepEqual(base.properties[2]?.qualifiers[1], {
      name: 'ValueMap',
      type: 'string',
      array: true,
      value: ['0', '1', '2..4', '..'],
      flavor: { overridable: true, toSubclass: true, toInstance: false, translatable: false },
    });
  });

  sessionTest(`a subclass holds its own elements only (${delivery})`, {}, async (session) => {
    const leaf = await session.getClass(NAMESPACE, 'Test_Leaf', said);
    assert.equal(leaf.superclass, 'Test_Derived');
    assert.deepEqual(names(leaf.qualifiers), ['Terminal', 'Test_Weight']);
    assert.deepEqual(names(leaf.properties), ['Color']);
    assert.deepEqual(leaf.methods, []);
  });

  sessionTest(`what a subclass redeclares is its own (${delivery})`, {}, async (session) => {
    const derived = await session.getClass(NAMESPACE, 'Test_Derived', said);
    assert.deepEqual(names(derived.properties), ['Caption', 'Level', 'Names']);
    const [caption, level, list] = derived.properties;
    assert.deepEqual(names(caption?.qualifiers), ['Override', 'Description', 'MaxLen']);
    assert.equal(level?.defaultValue, 7);
    assert.deepEqual(list?.defaultValue, ['one', 'two']);
    assert.deepEqual(names(derived.methods), ['Grow']);
    assert.equal(derived.methods[0]?.returnType, 'uint32');
    assert.deepEqual(names(derived.methods[0]?.parameters), ['By', 'Level']);
  });

  sessionTest(`methods with every kind of parameter (${delivery})`, {}, async (session) => {
    const service = await session.getClass(NAMESPACE, 'Test_Service', said);
    const method = (name: string): CimClass['methods'][number] | undefined =>
      service.methods.find((each) => each.name === name);
    // The MI of Windows cannot say void.
    assert.equal(method('Reset')?.returnType, process.platform === 'win32' ? 'boolean' : null);
    assert.equal(method('Rename')?.returnType, 'string');
    const echo = method('Echo')?.parameters ?? [];
    assert.equal(echo.length, 33);
    const reference = echo.find(({ name }) => name === 'Reference');
    assert.deepEqual([reference?.type, reference?.className, reference?.array], ['reference', 'Test_Base', false]);
    const embedded = echo.find(({ name }) => name === 'EmbeddedArray');
    // That of Windows has embedded objects which are no strings, too.
    const declared = process.platform === 'win32' ? ['instance', 'Test_Point'] : ['string', undefined];
    assert.deepEqual([embedded?.type, embedded?.className, embedded?.array], [...declared, true]);
  });
}

sessionTest('classes that the server derives from one another, each with its own elements', {}, async (session) => {
  const classes = await collect(session.enumerateClasses(NAMESPACE, null, { polymorphism: 'deep' }));
  for (const listed of classes) assert.deepEqual(listed, await session.getClass(NAMESPACE, listed.name));
});

sessionTest('texts that can be localised come only when they are asked for', {}, async (session) => {
  const base = await session.getClass(NAMESPACE, 'Test_Base');
  assert.deepEqual(names(base.qualifiers), ['Abstract', 'UMLPackagePath']);
});

sessionTest('names only', {}, async (session) => {
  const classes = await collect(session.enumerateClasses(NAMESPACE, null, { polymorphism: 'deep', namesOnly: true }));
  assert.ok(names(classes).includes('Test_Leaf'));
  assert.ok(classes.every(({ properties, methods }) => properties.length === 0 && methods.length === 0));
});

sessionTest('qualifiers that the server does not hand down change nothing', {}, async (session) => {
  const propagated = await session.getClass(NAMESPACE, 'Test_Leaf');
  library.set('propagateQualifiers', 0);
  assert.deepEqual(await session.getClass(NAMESPACE, 'Test_Leaf'), propagated);
});

sessionTest('a class that there is not, and one that is refused', { refuseClass: 1 }, async (session) => {
  await assert.rejects(session.getClass(NAMESPACE, 'Test_Nothing'), { result: 'INVALID_CLASS' });
  await assert.rejects(session.getClass(NAMESPACE, 'Test_Refused'), { result: 'ACCESS_DENIED' });
});
