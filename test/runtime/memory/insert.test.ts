import { beforeEach, describe, expect, it } from 'vitest';
import { initialize, type Session } from '../../../runtime/index.js';
import { MemoryRepository } from '../../../runtime/memory/index.js';
import type * as mi from '../../../runtime/v1/index.js';
import { SCHEMA, Test_Base, Test_Device, Test_Part } from './generated.js';
import { mof } from './harness.js';

let repository: MemoryRepository;
let session: Session;
beforeEach(async () => {
  repository = new MemoryRepository({ schema: SCHEMA });
  session = await (await initialize({ handler: repository })).newSession();
});

describe('insert', () => {
  it('adds an instance with typed values, read-only ones and defaults', async () => {
    await repository.insert(Test_Device, { Id: 'd', State: 7 });
    const found = await Test_Device.$get(session, { Id: 'D' });
    expect({ ...found }).toEqual({ Id: 'd', Label: 'unnamed', State: 7, Note: null });
  });

  it('answers with an object whose path and methods lead to the instance', async () => {
    repository.provide(Test_Device, {
      Start: ({ Mode }, { instance }) => ({ Message: Mode + instance.Id, ReturnValue: 0 }),
    });
    const device = await repository.insert(Test_Device, { Id: 'd' });
    expect({ ...device }).toEqual({ Id: 'd', Label: 'unnamed', State: 1, Note: null });
    expect(await device.Start({ Mode: 'x' })).toEqual({ Message: 'xd', ReturnValue: 0 });
    await repository.update(device, { State: 3 });
    expect((await device.$refresh()).State).toBe(3);
    const part = await repository.insert(Test_Part, { Number: 1, Weight: 2n });
    const next = await repository.insert(Test_Part, { Number: 2, Next: part.$path });
    expect(next.Next?.toString()).toBe('root/test:Test_Part.Number=1');
  });

  it('is an event, which subscribers have before the caller goes on', async () => {
    const heard: unknown[] = [];
    const subscription = Test_Device.$created(session, { within: 1 });
    const listening = (async () => {
      for await (const { indication } of subscription) {
        heard.push(indication.TargetInstance.Id);
        if (heard.length === 2) break;
      }
    })();
    await new Promise(setImmediate);
    await repository.insert(Test_Device, { Id: 'a' });
    await repository.insert(Test_Device, { Id: 'b' });
    await listening;
    expect(heard).toEqual(['a', 'b']);
  });

  it.each([
    [{ Id: 5 }, 'Test_Device.insert: Id must be a string, not 5'],
    [{ Id: 'x', State: 65536 }, 'Test_Device.insert: State must be a whole number from 0 to 65535 (uint16), not 65536'],
    [{ Id: 'x', Stat: 1 }, 'Test_Device.insert: Stat is no property of Test_Device; did you mean "State"?'],
    [null, 'Test_Device.insert: takes its arguments as one object, not as null'],
  ])('refuses %j', async (values, message) => {
    await expect(repository.insert(Test_Device, values as never)).rejects.toThrow(message);
  });

  it('refuses what is no generated class', async () => {
    class Handmade extends Test_Device {}
    await expect(repository.insert(Handmade, { Id: 'x' })).rejects.toThrow(
      new TypeError('insert() takes a generated class, not a function'),
    );
  });

  it.each([
    ['ALREADY_EXISTS', Test_Device, { Id: 'd' }, 'root/test:Test_Device.Id="d" exists already'],
    ['INVALID_PARAMETER', Test_Device, {}, 'root/test:Test_Device needs the key Id'],
    ['NOT_SUPPORTED', Test_Base, { Id: 'd' }, 'root/test:Test_Base is abstract: only its subclasses have instances'],
    ['INVALID_CLASS', Test_Part, { Number: 1 }, 'there is no class Test_Part in root/test'],
  ] as const)('fails with %s', async (result, cls, values, message) => {
    repository = new MemoryRepository({
      schema: mof('[Abstract] class Test_Base { [Key] string Id; }; class Test_Device : Test_Base { };'),
    });
    await repository.insert(Test_Device, { Id: 'D' });
    await expect(repository.insert(cls as typeof mi.CimObject, values)).rejects.toMatchObject({
      result,
      message: expect.stringContaining(message),
    });
  });
});
