import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { InvokeRequest, OperationRequest } from '../../../runtime/handler/index.js';
import {
  CimDateTime,
  type CimElement,
  CimInstance,
  CimReference,
  MiArgumentError,
  MiError,
  type Session,
} from '../../../runtime/index.js';
import { CimObject, cimClass } from '../../../runtime/v1/index.js';
import { element, type FakeHandler, fakeSession, key } from '../fake-handler.js';
import { Test_All } from './generated/Test_All.js';
import { Test_Base } from './generated/Test_Base.js';

const NS = 'root/test';

/** A superclass that leaves its keys to its subclasses. */
class Test_Keyless extends CimObject {
  static {
    cimClass(Test_Keyless, { revision: 1, class: 'root/test:Test_Keyless', properties: 'Name:string' });
  }
}

/** Its key is what a path writes as the text of octets. */
class Test_Octets extends CimObject {
  static {
    cimClass(Test_Octets, { revision: 1, class: 'root/test:Test_Octets', properties: 'Hash:octets!' });
  }
}
const id = key('Id', 'string', 'a');

/** A session whose every answer is an instance of `className` with these elements. */
function sessionOf(
  elements: readonly CimElement[],
  className = 'Test_All',
  namespace: string | null = NS,
): Promise<{ session: Session; handler: FakeHandler }> {
  return fakeSession(async (sink) => {
    await sink.instanceResult(new CimInstance(className, elements, namespace));
    return null;
  });
}

async function objectOf(
  elements: readonly CimElement[],
  className?: string,
  namespace?: string | null,
): Promise<Test_All> {
  const { session } = await sessionOf(elements, className, namespace);
  return Test_All.$get(session, { Id: 'a' });
}

describe('$get', () => {
  it('asks with the keys', async () => {
    const { session, handler } = await sessionOf([id]);
    await Test_All.$get(session, { Id: 'a' });
    expect(handler.requests).toEqual([
      { kind: 'getInstance', namespace: NS, instance: new CimInstance('Test_All', [id], NS), options: {} },
    ]);
  });

  it.each<[object | undefined, string]>([
    [{}, 'Id is required'],
    [undefined, 'Id is required'],
    [{ Id: null }, 'Id must not be null'],
    [{ Id: 5 }, 'Id must be a string, not 5'],
    [{ Id: 'a', Name: 'x' }, 'Name is no key of Test_All'],
    [{ Id: 'a', Idd: 'x' }, 'Idd is no property of Test_All; did you mean "Id"?'],
  ])('refuses %o', async (keys, reason) => {
    const { session, handler } = await sessionOf([id]);
    await expect(Test_All.$get(session, keys as never)).rejects.toThrow(`Test_All.$get: ${reason}`);
    expect(handler.requests).toEqual([]);
  });
});

describe('an object', () => {
  it('has what the answer holds, null among it, and nothing else', async () => {
    const object = await objectOf([id, element('Uint64', 'uint64', 5n), element('String', 'string', null)]);
    expect(Object.entries(object)).toEqual([
      ['Id', 'a'],
      ['Uint64', 5n],
      ['String', null],
    ]);
    expect('Uint8s' in object).toBe(false);
  });

  it('finds its members whatever letter case the server writes', async () => {
    const object = await objectOf([key('ID', 'string', 'a'), element('UINT64', 'uint64', 5n)], 'TEST_ALL');
    expect(Object.keys(object)).toEqual(['Id', 'Uint64']);
    expect(object).toBeInstanceOf(Test_All);
  });

  it('bears hostile names', async () => {
    const object = await objectOf([
      id,
      element('constructor', 'string', 'c'),
      element('__proto__', 'string', 'p'),
      element('then', 'string', 't'),
      element('toJSON', 'string', 'j'),
      element('Reset', 'string', 'r'),
    ]);
    expect(Object.entries(object)).toEqual([
      ['Id', 'a'],
      ['constructor$', 'c'],
      ['__proto__$', 'p'],
      ['then', 't'],
      ['toJSON$', 'j'],
      ['Reset', 'r'],
    ]);
    expect(Object.getPrototypeOf(object)).toBe(Test_All.prototype);
    await object.Reset$();
    await object.then$();
  });

  it('keeps elements that only the server knows, where they harm nothing', async () => {
    const object = await objectOf([
      id,
      element('Newer', 'uint8', 1),
      element('Echo', 'string', 'a method here'),
      element('valueOf', 'string', 'v'),
      element('hasOwnProperty', 'string', 'h'),
    ]);
    expect(Object.entries(object)).toEqual([
      ['Id', 'a'],
      ['Newer', 1],
      ['Echo$', 'a method here'],
      ['valueOf$', 'v'],
      ['hasOwnProperty$', 'h'],
    ]);
  });

  it('has every type, scalar and array', async () => {
    const part = new CimInstance('Test_Part', [element('Size', 'uint8', 1)]);
    const when = CimDateTime.parse('20240229120000.123456+060');
    const scalars: CimElement[] = [
      element('Boolean', 'boolean', true),
      element('Uint8', 'uint8', 255),
      element('Sint8', 'sint8', -1),
      element('Uint16', 'uint16', 2),
      element('Sint16', 'sint16', -2),
      element('Uint32', 'uint32', 3),
      element('Sint32', 'sint32', -3),
      element('Uint64', 'uint64', 2n ** 64n - 1n),
      element('Sint64', 'sint64', -4n),
      element('Real32', 'real32', 0.5),
      element('Real64', 'real64', 1e300),
      element('Char16', 'char16', 'x'),
      element('Datetime', 'datetime', when),
      element('String', 'string', '😀'),
    ];
    const object = (await objectOf([
      ...scalars,
      ...scalars
        .filter(({ name }) => name !== 'Uint8')
        .map(({ name, type, value }) => element(`${name}s`, type, [value as string, null], true)),
      element('Uint8s', 'uint8', Uint8Array.of(1)),
      element('Octets', 'string', '0x0000000601ff'),
      element('Octetss', 'string', ['0x00000004', null]),
      element('Instance', 'instance', part),
      element('Instances', 'instance', [part, null]),
      element('Object', 'instance', part),
    ])) as unknown as Record<string, unknown>;
    for (const { name, value } of scalars) {
      expect(object[name]).toBe(value);
      if (name !== 'Uint8') expect(object[`${name}s`]).toEqual([value, null]);
    }
    expect(object['Uint8s']).toEqual(Uint8Array.of(1));
    expect(object['Octets']).toEqual(Uint8Array.of(1, 255));
    expect(object['Octetss']).toEqual([new Uint8Array(), null]);
    const { Test_Part } = await import('./generated/Test_Part.js');
    expect(object['Instance']).toBeInstanceOf(Test_Part);
    expect(object['Instance']).toMatchObject({ Size: 1 });
    expect((object['Instances'] as unknown[])[0]).toBeInstanceOf(Test_Part);
    expect((object['Instances'] as unknown[])[1]).toBeNull();
    expect(object['Object']).toBe(part);
  });

  it('takes octet strings without a length as they are, and refuses what is none', async () => {
    const octets = async (text: string) => (await objectOf([id, element('Octets', 'string', text)])).Octets;
    expect(await octets('0x01FF')).toEqual(Uint8Array.of(1, 255));
    expect(await octets('0x')).toEqual(new Uint8Array());
    expect(await octets('')).toEqual(new Uint8Array());
    await expect(octets('0x1')).rejects.toThrow(
      new MiError('TYPE_MISMATCH', 'Test_All.Octets, as the server sent it: no octet string: "0x1"'),
    );
  });

  it('takes an empty text for no reference', async () => {
    expect((await objectOf([id, element('Ref', 'string', '')])).Ref).toBeNull();
  });

  it('is of the generated subclass that the server names', async () => {
    const { session } = await sessionOf([id], 'test_ALL');
    expect(await Test_Base.$get(session, { Id: 'a' })).toBeInstanceOf(Test_All);
    const stranger = await sessionOf([id], 'Test_Part');
    const object = await Test_Base.$get(stranger.session, { Id: 'a' });
    expect(Object.getPrototypeOf(object)).toBe(Test_Base.prototype);
  });

  it('knows its session, also inside another', async () => {
    const { session } = await sessionOf([id, element('Instance', 'instance', new CimInstance('Test_Part', []))]);
    const object = await Test_All.$get(session, { Id: 'a' });
    expect(object.$session).toBe(session);
    expect(object.Instance?.$session).toBe(session);
  });

  it('becomes JSON without loss of digits', async () => {
    const object = await objectOf([
      id,
      element('Uint64', 'uint64', 2n ** 60n),
      element('Uint8s', 'uint8', Uint8Array.of(1)),
      element('Instance', 'instance', new CimInstance('Test_Part', [element('Size', 'uint8', 1)])),
      element('Ref', 'reference', new CimReference('Test_Base', [id], NS)),
    ]);
    expect(JSON.stringify(object)).toBe(
      '{"Id":"a","Uint64":"1152921504606846976","Uint8s":[1],"Instance":{"Size":1},"Ref":"root/test:Test_Base.Id=\\"a\\""}',
    );
  });

  it('is readable under inspection', async () => {
    const object = await objectOf([id, element('constructor', 'string', 'c')], 'Test_Unknown');
    expect(inspect(object)).toBe("Test_Unknown { Id: 'a', 'constructor$': 'c' }");
    expect(inspect(Object.create(Test_All.prototype))).toBe('CimObject {}');
  });

  it('is named alone under inspection where it lies too deep', async () => {
    const part = new CimInstance('Test_Part', [element('Inner', 'instance', new CimInstance('Test_Part', []))]);
    const object = await objectOf([id, element('Instance', 'instance', part), element('Object', 'instance', part)]);
    expect(inspect(object, { depth: 0 })).toBe("Test_All { Id: 'a', Instance: [Test_Part], Object: [Test_Part] }");
    expect(inspect(object, { depth: 1, breakLength: Number.POSITIVE_INFINITY })).toBe(
      "Test_All { Id: 'a', Instance: Test_Part { Inner: [Test_Part] }, Object: Test_Part { Inner: [Test_Part] } }",
    );
  });
});

describe('references', () => {
  it('read objects of their class, in the namespace of what holds them', async () => {
    const path = new CimReference('Test_Base', [id]);
    const { session, handler } = await sessionOf([
      id,
      element('Ref', 'reference', path),
      element('Refs', 'reference', [path]),
    ]);
    const object = await Test_All.$get(session, { Id: 'a' });
    expect(String(object.Ref)).toBe('root/test:Test_Base.Id="a"');
    const found = await object.Ref?.get(session);
    expect(found).toBeInstanceOf(Test_All);
    expect(await object.Refs?.[0]?.get(session)).toBeInstanceOf(Test_All);
    expect(handler.requests.slice(1)).toEqual(
      Array(2).fill({
        kind: 'getInstance',
        namespace: NS,
        instance: new CimInstance('Test_Base', [id], NS),
        options: {},
      }),
    );
  });

  it('load the class that they name', async () => {
    const { session } = await sessionOf([id, element('Next', 'reference', new CimReference('Test_All', [id], NS))]);
    const object = await Test_Base.$get(session, { Id: 'a' });
    expect(await object.Next?.get(session)).toBeInstanceOf(Test_All);
  });

  it('made by hand read instances as they travel', async () => {
    const { session } = await sessionOf([id]);
    expect(await new CimReference('Test_All', [id], NS).get(session)).toBeInstanceOf(CimInstance);
    await expect(new CimReference('Test_All', [id]).get(session)).rejects.toThrow(
      new MiError('INVALID_NAMESPACE', 'the reference Test_All.Id="a" has no namespace'),
    );
  });

  it('come from objects', async () => {
    const { session } = await sessionOf([id, element('Name', 'string', 'n')], 'Test_Unknown');
    const object = await Test_All.$get(session, { Id: 'a' });
    expect(String(object.$path)).toBe('root/test:Test_Unknown.Id="a"');
    expect(await object.$path.get(session)).toBeInstanceOf(Test_All);
  });

  it('lead to instances whose keys only their own class declares', async () => {
    const { session, handler } = await sessionOf([id, element('Name', 'string', 'n')], 'Test_Unknown');
    for await (const object of Test_Keyless.$enumerate(session)) {
      expect(String(object.$path)).toBe('root/test:Test_Unknown.Id="a"');
      await object.$delete();
    }
    expect(handler.requests.at(-1)).toMatchObject({ instance: new CimInstance('Test_Unknown', [id], NS) });
  });
});

describe('a path with octets', () => {
  const path = (hash: string) => new CimReference('Test_Octets', [key('Hash', 'string', hash)]);

  it('leads to its instance', async () => {
    const { session } = await fakeSession();
    expect(Test_Octets.$at(session, path('0x0000000501')).$path.toString()).toBe(
      'root/test:Test_Octets.Hash="0x0000000501"',
    );
  });

  it('is refused where it has none', async () => {
    const { session } = await fakeSession();
    expect(() => Test_Octets.$at(session, path('0x1'))).toThrow(
      new MiArgumentError({ className: 'Test_Octets', method: '$at', parameter: 'Hash' }, 'is no octet string: "0x1"'),
    );
  });
});

describe('$enumerate', () => {
  it('gives objects', async () => {
    const { session, handler } = await fakeSession(async (sink) => {
      for (const name of ['Test_Base', 'Test_All']) await sink.instanceResult(new CimInstance(name, [id], NS));
      return null;
    });
    const classes: unknown[] = [];
    for await (const object of Test_Base.$enumerate(session, { polymorphism: 'deep' })) {
      classes.push(Object.getPrototypeOf(object));
    }
    expect(classes).toEqual([Test_Base.prototype, Test_All.prototype]);
    expect(handler.requests).toEqual([
      { kind: 'enumerate', namespace: NS, className: 'Test_Base', keysOnly: false, polymorphism: 'deep', options: {} },
    ]);
  });

  it('cancels when its loop is left', async () => {
    const { session, handler } = await fakeSession(async (sink, _, signal) => {
      while (!signal.aborted) await sink.instanceResult(new CimInstance('Test_All', [id], NS));
      return new MiError('FAILED', 'cancelled');
    });
    for await (const _ of Test_All.$enumerate(session)) break;
    await session.close();
    expect(handler.log).toContain('cancel enumerate');
  });
});

describe('$create', () => {
  it('sends the values, and gives them with those that the server adds', async () => {
    const { session, handler } = await sessionOf([id]);
    const object = await Test_All.$create(session, { Name: 'n', Uint64: 5n, Instance: { Size: 1 } });
    const part = new CimInstance('Test_Part', [element('Size', 'uint8', 1)], NS);
    const sent = [
      element('name', 'string', 'n'),
      element('Uint64', 'uint64', 5n),
      element('Instance', 'instance', part),
    ];
    expect(handler.requests).toEqual([
      { kind: 'create', namespace: NS, instance: new CimInstance('Test_All', sent, NS), options: {} },
    ]);
    expect(object).toMatchObject({ Id: 'a', Name: 'n', Uint64: 5n, Instance: { Size: 1 } });
    expect(String(object.$path)).toBe('root/test:Test_All.Id="a"');
  });

  it('refuses what the class does not allow', async () => {
    const { session, handler } = await sessionOf([id]);
    await expect(Test_All.$create(session, { Uint64: '5' as never })).rejects.toThrow(
      'Test_All.$create: Uint64 must be a bigint from 0 to 18446744073709551615 (uint64), not "5"',
    );
    await expect(Test_All.$create(session, { Nam: 'x' } as never)).rejects.toThrow(
      'Test_All.$create: Nam is no property of Test_All; did you mean "Name"?',
    );
    expect(handler.requests).toEqual([]);
  });
});

describe('$modify', () => {
  it('sends the keys and the changes, and then changes the object', async () => {
    const { session, handler } = await sessionOf([
      id,
      element('Name', 'string', 'old'),
      element('Uint64', 'uint64', 5n),
    ]);
    const object = await Test_All.$get(session, { Id: 'a' });
    await object.$modify({ Name: 'new' }, { timeout: 9 });
    expect(handler.requests[1]).toEqual({
      kind: 'modify',
      namespace: NS,
      instance: new CimInstance('Test_All', [id, element('name', 'string', 'new')], NS),
      options: { timeout: 9 },
    });
    expect(Object.entries(object)).toEqual([
      ['Id', 'a'],
      ['Name', 'new'],
      ['Uint64', 5n],
    ]);
  });

  it('leaves the object as it is when it fails', async () => {
    const { session } = await fakeSession(async (sink, { kind }) => {
      if (kind === 'modify') return new MiError('ACCESS_DENIED', 'no');
      await sink.instanceResult(new CimInstance('Test_All', [id, element('Name', 'string', 'old')], NS));
      return null;
    });
    const object = await Test_All.$get(session, { Id: 'a' });
    await expect(object.$modify({ Name: 'new' })).rejects.toThrow('no');
    expect(object.Name).toBe('old');
  });

  it('keeps what another change beside it has changed', async () => {
    const object = await objectOf([id]);
    await Promise.all([object.$modify({ Name: 'new' }), object.$modify({ Uint64: 6n } as never)]);
    expect(object.$instance.toJSON()).toEqual({ Id: 'a', name: 'new', Uint64: 6 });
  });

  it('refuses what cannot be written', async () => {
    const object = await objectOf([id]);
    await expect(object.$modify({ Id: 'b' } as never)).rejects.toThrow(
      'Test_All.$modify: Id is a key, and keys do not change',
    );
    await expect(object.$modify({ Reset: 'x' } as never)).rejects.toThrow('Test_All.$modify: Reset cannot be written');
    await expect(object.$modify({ Name: 5 as never })).rejects.toThrow(
      'Test_All.$modify: Name must be a string, not 5',
    );
  });
});

describe('$refresh and $delete', () => {
  it('$refresh reads again, into the same object', async () => {
    let answer: readonly CimElement[] = [id, element('Name', 'string', 'old'), element('Uint64', 'uint64', 5n)];
    const { session, handler } = await fakeSession(async (sink) => {
      await sink.instanceResult(new CimInstance('Test_All', answer, NS));
      return null;
    });
    const object = await Test_All.$get(session, { Id: 'a' });
    answer = [id, element('Name', 'string', 'new')];
    expect(await object.$refresh()).toBe(object);
    expect(Object.entries(object)).toEqual([
      ['Id', 'a'],
      ['Name', 'new'],
    ]);
    expect(handler.requests[1]).toEqual({
      kind: 'getInstance',
      namespace: NS,
      instance: new CimInstance('Test_All', [id], NS),
      options: {},
    });
  });

  it('$delete sends the keys', async () => {
    const { session, handler } = await sessionOf([id, element('Name', 'string', 'n')], 'Test_Unknown', 'root\\other');
    await (await Test_All.$get(session, { Id: 'a' })).$delete();
    expect(handler.requests[1]).toEqual({
      kind: 'delete',
      namespace: 'root/other',
      instance: new CimInstance('Test_Unknown', [id], 'root/other'),
      options: {},
    });
  });

  it.each<[string, (object: Test_All) => unknown]>([
    ['$path', (object) => object.$path],
    ['$refresh', (object) => object.$refresh()],
    ['$modify', (object) => object.$modify({})],
    ['$delete', (object) => object.$delete()],
    ['Ping', (object) => object.Ping()],
  ])('%s needs the keys', async (method, use) => {
    for (const elements of [[], [key('Id', 'string', null)]]) {
      const object = await objectOf(elements);
      await expect((async () => use(object))()).rejects.toThrow(
        `Test_All.${method}: the object was read without a value for its key Id`,
      );
    }
  });
});

describe('calling methods', () => {
  const asked = (requests: readonly OperationRequest[]) => requests.at(-1) as InvokeRequest;

  it('of an instance sends its keys and its real class', async () => {
    const { session, handler } = await sessionOf([id, element('Name', 'string', 'n')], 'Test_Unknown');
    const object = await Test_All.$get(session, { Id: 'a' });
    await object.Ping();
    expect(asked(handler.requests)).toEqual({
      kind: 'invoke',
      namespace: NS,
      className: 'Test_Unknown',
      methodName: 'Ping',
      instance: new CimInstance('Test_Unknown', [id], NS),
      inboundProperties: null,
      options: {},
    });
  });

  it('of a class sends its name alone, that of the subclass where it is called there', async () => {
    const { session, handler } = await fakeSession();
    await Test_All.Count(session);
    expect(asked(handler.requests)).toMatchObject({ className: 'Test_All', instance: null, methodName: 'Count' });
    await Test_All.prototype$(session);
    expect(asked(handler.requests).methodName).toBe('prototype');
  });

  it('of an embedded object, which has no keys, sends none', async () => {
    const object = await objectOf([id, element('Instance', 'instance', new CimInstance('Test_Part', []))]);
    expect(String(object.Instance?.$path)).toBe('root/test:Test_Part=@');
  });

  it('checks embedded arguments of an inherited method by the class that declares it', async () => {
    const object = await objectOf([id]);
    await expect(object.Adopt({ Child: { Size: 999 } })).rejects.toThrow(
      'Test_All.Adopt: Child.Size must be a whole number from 0 to 255 (uint8), not 999',
    );
  });
});
