import * as mi from 'mi-codegen/runtime/v1';
import { describe, expect, it, vi } from 'vitest';
import { CimInstance, expectSuccess } from '../../../runtime/index.js';
import { answering, element, fakeSession, key } from '../fake-handler.js';

/** A generated class with this table. */
function generate(table: Partial<mi.ClassTable>, base: typeof mi.CimObject = mi.CimObject): typeof mi.CimObject {
  return class Generated extends base {
    static {
      // biome-ignore lint/complexity/noThisInStatic: generated code is of this form.
      mi.cimClass(this, { revision: 1, class: 'root/door:C', ...table });
    }
  };
}

describe('cimClass', () => {
  it('says what to run when a class needs a newer door', () => {
    expect(() => generate({ revision: 5, class: 'root/cimv2:Win32_Process' })).toThrow(
      new Error(
        'the generated class root/cimv2:Win32_Process needs revision 5 of mi-codegen/runtime/v1, and this is revision 4: ' +
          'run "npm install mi-codegen@latest", or generate it again with "npx mi-codegen root/cimv2"',
      ),
    );
  });

  it('refuses a class without a namespace', () => {
    expect(() => generate({ class: 'Win32_Process' })).toThrow(
      new Error('"Win32_Process" is not the "namespace:name" of a generated class: generate it again'),
    );
  });

  it.each([
    ['Handle', 'Handle'],
    ['Handle:strin', 'Handle:strin'],
    ['Handle:string;Name:uint8!!', 'Name:uint8!!'],
    ['Handle:string*!', 'Handle:string*!'],
    ['Handle:string;', ''],
  ])('finds out about the properties "%s" when they are needed', async (properties, entry) => {
    const cls = generate({ class: 'root/door:Broken', properties });
    const { session } = await fakeSession();
    await expect(cls.$get(session, {})).rejects.toThrow(
      `the generated class root/door:Broken has a table that cannot be read, at "${entry}": ` +
        'generate it again with "npx mi-codegen root/door"',
    );
  });

  it.each([
    ['M', 'M'],
    ['M(x:string)', 'x:string'],
    ['M(<x:string)strin', 'strin'],
    ['M(<x:(y))', '<x:(y)'],
    ['M()uint8~', 'uint8~'],
  ])('finds out about the methods "%s" when they are needed', async (methods, entry) => {
    const cls = generate({ class: 'root/door:Broken', methods });
    const { session } = await fakeSession();
    expect(() => mi.invokeStatic(cls, session, 'M')).toThrow(`cannot be read, at "${entry}"`);
  });

  it('knows a CIM name however many "$" its member needs', async () => {
    // A property and a method of that name: the first "$" is for JavaScript, the second keeps them apart.
    const cls = generate({ methods: '+constructor$$()' });
    const { session, handler } = await fakeSession();
    await mi.invokeStatic(cls, session, 'constructor');
    expect(handler.requests).toMatchObject([{ methodName: 'constructor' }]);
  });

  it('reads types with classes and arrays wherever they stand', async () => {
    const cls = generate({ methods: '+M(<a:ref(X)[]!,<>b:instance(Y)[],>c:octets[]~,<d:ref)ref(Z)[];N(<x:uint8)' });
    const { session, handler } = await fakeSession();
    await expect(mi.invokeStatic(cls, session, 'M', {})).rejects.toThrow('C.M: a is required');
    await mi.invokeStatic(cls, session, 'm', { a: [], b: null });
    expect(handler.requests[0]).toMatchObject({
      methodName: 'M',
      inboundProperties: new CimInstance('__Parameters', [
        element('a', 'reference', []),
        element('b', 'instance', null, true),
      ]),
    });
  });

  it('knows which methods there are', async () => {
    const cls = generate({ methods: '+S();I()' });
    const { session } = await fakeSession();
    expect(() => mi.invokeStatic(cls, session, 'I')).toThrow(new TypeError('the class C has no static method I'));
    expect(() => mi.invokeStatic(cls, session, 'X')).toThrow(new TypeError('the class C has no static method X'));
  });

  it('knows the static and the instance method of one name along a chain', async () => {
    const base = generate({ class: 'root/door:Base', methods: 'M(<a:uint8)' });
    const cls = generate({ class: 'root/door:Derived', methods: '+M(<b:uint8)' }, base);
    const { session, handler } = await fakeSession(answering([]));
    await mi.invokeStatic(cls, session, 'M', { b: 1 });
    const object = await (cls as mi.CimConstructor & typeof mi.CimObject).$get(session, {});
    await mi.invoke(object, 'M', { a: 1 });
    expect(handler.requests.map((request) => request.kind)).toEqual(['invoke', 'getInstance', 'invoke']);
  });

  it('takes a class of the user for the generated class it extends', async () => {
    const cls = generate({ class: 'root/door:Mine', methods: '+M()' });
    class Extended extends cls {}
    const { session, handler } = await fakeSession();
    await mi.invokeStatic(Extended, session, 'M');
    expect(handler.requests[0]).toMatchObject({ className: 'Mine' });
  });

  it('finds modules and value maps whatever letter case a class writes', async () => {
    const load = vi.fn(async () => generate({ class: 'root/door:Late', properties: 'A:uint8' }));
    const base = generate({ class: 'root/door:Calling', methods: '+Call()uint32', returns: { Call: { Busy: 5 } } });
    const cls = generate(
      { class: 'root/door:CallingToo', methods: '+CALL(<x:instance(LATE))uint32', modules: { Late: load } },
      base,
    );
    const { session, handler } = await fakeSession(answering([element('ReturnValue', 'uint32', 5)]));
    const call = mi.invokeStatic<{ readonly ReturnValue: number }>(cls, session, 'CALL', { x: { A: 1 } });
    await expect(expectSuccess(call)).rejects.toThrow('CallingToo.CALL returned 5: Busy');
    expect(load).toHaveBeenCalledTimes(1);
    expect(handler.requests[0]).toMatchObject({ inboundProperties: { elements: [{ value: { className: 'Late' } }] } });
  });

  it('makes objects of the class that was asked, where one CIM class was generated twice', async () => {
    const first = generate({ class: 'root/door:Twice', properties: 'Id:string!' });
    const second = generate({ class: 'root/door:Twice', properties: 'Id:string!' });
    const { session } = await fakeSession(async (sink) => {
      await sink.instanceResult(new CimInstance('Twice', [key('Id', 'string', 'a')], 'root/door'));
      return null;
    });
    for (const cls of [first, second]) {
      const object = await cls.$get(session, { Id: 'a' } as never);
      expect(Object.getPrototypeOf(object)).toBe(cls.prototype);
      expect(Object.getPrototypeOf(cls.$at(session, object.$path))).toBe(cls.prototype);
    }
  });

  it('keeps the member of the superclass when a property is redeclared in another letter case', async () => {
    const base = generate({ class: 'root/door:Cased', properties: 'HandleId:string!;FullName:string' });
    const cls = generate({ class: 'root/door:CasedToo', properties: 'handleid:string;fullname:string*' }, base);
    const { session, handler } = await fakeSession(async (sink) => {
      await sink.instanceResult(new CimInstance('CasedToo', [key('HANDLEID', 'string', 'a')]));
      return null;
    });
    const object = await cls.$get(session, { HandleId: 'a' } as never);
    expect(Object.entries(object)).toEqual([['HandleId', 'a']]);
    await object.$modify({ FullName: 'b' } as never);
    expect(handler.requests.at(-1)).toMatchObject({
      instance: { elements: [{ name: 'HANDLEID' }, { name: 'fullname' }] },
    });
  });

  it('tells a class that was not generated', async () => {
    const { session } = await fakeSession();
    const { $get } = mi.CimObject;
    await expect($get.call(undefined as never, session, {})).rejects.toThrow(
      new TypeError('not a generated class: call static methods on the class that has them'),
    );
    expect(() => mi.invoke({} as mi.CimObject, 'M')).toThrow(
      new TypeError('not a generated object: call instance methods on an object that has them'),
    );
  });
});

describe('isKnown', () => {
  const State = { Unknown: 0, Other: 1 } as const;

  it.each([
    [0, true],
    [1, true],
    [2, false],
    ['0', false],
    [null, false],
    [undefined, false],
  ])('%o: %o', (value, known) => {
    expect(mi.isKnown(State, value)).toBe(known);
  });
});

it('exports exactly what generated code needs', () => {
  expect(Object.keys(mi).sort()).toEqual(['CimObject', 'cimClass', 'invoke', 'invokeStatic', 'isKnown', 'ranges']);
});
