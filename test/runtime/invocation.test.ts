import { afterEach, describe, expect, it, vi } from 'vitest';
import { CimInstance, CimReference, MiArgumentError, MiError } from '../../runtime/index.js';
import * as mi from '../../runtime/v1/index.js';
import { collect } from '../tools/collect.js';
import { turn } from '../tools/turns.js';
import { aborted, answering, element, fakeSession, key, type Script } from './fake-handler.js';
import { Test_All } from './v1/generated/Test_All.js';
import type { Test_Part } from './v1/generated/Test_Part.js';

/** A class whose method streams a parameter that JavaScript needs the name of. */
class Test_Reserved extends mi.CimObject {
  static {
    mi.cimClass(Test_Reserved, {
      revision: 1,
      class: 'root/test:Test_Reserved',
      methods: '+List(>toString$:string[]~)',
    });
  }
  static List(session: mi.Session): mi.Invocation<object, { readonly toString$: string }> {
    return mi.invokeStatic(Test_Reserved, session, 'List');
  }
}

const id = key('Id', 'string', 'a');

/** An object whose methods do what the script says. */
async function objectWith(script: Script): Promise<Test_All> {
  const { session } = await fakeSession(async (sink, request, signal) => {
    if (request.kind === 'invoke') return script(sink, request, signal);
    await sink.instanceResult(new CimInstance('Test_All', [id], 'root/test'));
    return null;
  });
  return Test_All.$get(session, { Id: 'a' });
}

const part = (title: string) => new CimInstance('Test_Part', [element('Title', 'string', title)]);
const listing: Script = async (sink) => {
  await sink.streamedParameterResult(element('Files', 'string', 'one'));
  await sink.streamedParameterResult(element('parts', 'instance', part('p')));
  await sink.streamedParameterResult(element('Files', 'string', 'two'));
  await sink.streamedParameterResult(element('Bytes', 'uint8', 7));
  await sink.instanceResult(
    new CimInstance('__Parameters', [element('Total', 'uint64', 2n), element('ReturnValue', 'uint32', 0)]),
  );
  return null;
};

describe('the outcome', () => {
  it('has what the answer holds, in any letter case, null among it', async () => {
    const { session } = await fakeSession(
      answering([element('PROCESSID', 'uint32', null), element('returnvalue', 'uint32', 9)]),
    );
    const out = await Test_All.Create(session, { CommandLine: 'x' });
    expect(Object.entries(out)).toEqual([
      ['ProcessId', null],
      ['ReturnValue', 9],
    ]);
    expect(Object.getPrototypeOf(out)).toBe(Object.prototype);
  });

  it('leaves out what the answer does not hold, and keeps what only the server knows', async () => {
    const { session } = await fakeSession(answering([element('__proto__', 'string', 'p')]));
    const out = await Test_All.Create(session, { CommandLine: 'x' });
    expect(Object.entries(out)).toEqual([['__proto__', 'p']]);
  });

  it('leaves out in-parameters that the server echoes', async () => {
    const echo = [
      element('CommandLine', 'string', null),
      element('currentdirectory', 'string', 'c'),
      // What it holds would be no embedded instance.
      element('Startup', 'string', 'text'),
      element('ProcessId', 'uint32', 5),
    ];
    const { session } = await fakeSession(answering(echo));
    expect(Object.entries(await Test_All.Create(session, { CommandLine: 'x' }))).toEqual([['ProcessId', 5]]);
  });

  it('has typed values', async () => {
    const { session } = await fakeSession(
      answering([
        element('Uint64', 'uint64', 2n ** 63n),
        element('Octetss', 'string', ['0x0000000501']),
        element('Instances', 'instance', [part('p')]),
        element('Ref', 'reference', new CimReference('Test_All', [id])),
        element('Strings', 'string', []),
        element('Object', 'instance', part('o')),
      ]),
    );
    const out = await Test_All.EchoAll(session);
    const { Test_Part } = await import('./v1/generated/Test_Part.js');
    expect(out['Uint64']).toBe(2n ** 63n);
    expect(out['Octetss']).toEqual([Uint8Array.of(1)]);
    expect((out['Instances'] as Test_Part[])[0]).toBeInstanceOf(Test_Part);
    expect(String(out['Ref'])).toBe('root/test:Test_All.Id="a"');
    expect(out['Strings']).toEqual([]);
    expect(out['Object']).toBeInstanceOf(CimInstance);
  });

  it('is empty where the server sends none', async () => {
    const { session } = await fakeSession();
    expect(await Test_All.Create(session, { CommandLine: 'x' })).toEqual({});
  });

  it('of a void method has no ReturnValue', async () => {
    const object = await objectWith(answering([]));
    expect(await object.Reset$()).toEqual({});
  });
});

describe('the outcome as JSON', () => {
  it('has the members, and loses no digit', async () => {
    const object = await objectWith(
      answering([
        element('Uint64', 'uint64', 2n ** 63n),
        element('Sint64s', 'sint64', [1n]),
        element('Newer', 'uint64', 5n),
      ]),
    );
    expect(JSON.stringify(await object.Echo())).toBe('{"Uint64":"9223372036854775808","Sint64s":[1],"Newer":5}');
  });

  it('leaves alone what a server calls toJSON', async () => {
    const object = await objectWith(answering([element('toJSON', 'string', 'j')]));
    expect(JSON.stringify(await object.Echo())).toBe('{"toJSON":"j"}');
  });
});

describe('an invocation', () => {
  it('starts at once', async () => {
    const { session, handler } = await fakeSession();
    const running = Test_All.Create(session, { CommandLine: 'x' });
    await turn();
    expect(handler.log).toEqual(['open', 'start invoke', 'done invoke']);
    await running;
  });

  it('is a promise', async () => {
    const { session } = await fakeSession(answering([element('ReturnValue', 'uint32', 1)]));
    const call = () => Test_All.Create(session, { CommandLine: 'x' });
    expect(await call().then((out) => out.ReturnValue)).toBe(1);
    expect(await call().catch(() => null)).toEqual({ ReturnValue: 1 });
    const done = vi.fn();
    expect(await call().finally(done)).toEqual({ ReturnValue: 1 });
    expect(done).toHaveBeenCalledTimes(1);
    expect(await Promise.all([call(), call()])).toHaveLength(2);
    expect(String(call())).toBe('[object Invocation]');
    expect(await Test_All.Create(session, {} as never).catch((reason: unknown) => reason)).toBeInstanceOf(
      MiArgumentError,
    );
  });

  it('can be cancelled', async () => {
    const { session, handler } = await fakeSession(async (_, __, signal) => {
      await aborted(signal);
      return new MiError('FAILED', 'cancelled');
    });
    const running = Test_All.Create(session, { CommandLine: 'x' });
    await turn();
    running.cancel();
    await expect(running).rejects.toMatchObject({ name: 'AbortError', message: 'The invocation was cancelled' });
    running.cancel();
    await session.close();
    expect(handler.log).toEqual(['open', 'start invoke', 'cancel invoke', 'done invoke', 'close session']);
  });

  it('that is cancelled before its start sends nothing', async () => {
    const { session, handler } = await fakeSession();
    const running = Test_All.Create(session, { CommandLine: 'x' });
    running.cancel();
    await expect(running).rejects.toMatchObject({ name: 'AbortError' });
    await session.close();
    expect(handler.log).toEqual(['open', 'close session']);
  });

  it('that is over cannot be cancelled', async () => {
    const { session, handler } = await fakeSession(answering([]));
    const running = Test_All.Create(session, { CommandLine: 'x' });
    await running;
    running.cancel();
    expect(await running).toEqual({});
    expect(handler.log).not.toContain('cancel invoke');
  });

  it('that was refused leaves nothing open', async () => {
    const { session, handler } = await fakeSession();
    await expect(Test_All.Create(session, {} as never, { timeout: 60_000 })).rejects.toThrow('CommandLine is required');
    await session.close();
    expect(handler.log).toEqual(['open', 'close session']);
  });
});

describe('streams', () => {
  it('have the items of a server that gives them all at once, which the outcome does not hold then', async () => {
    const all = async () => {
      const parts = [part('p'), part('q')];
      return objectWith(
        answering([
          element('files', 'string', ['one', 'two']),
          element('Parts', 'instance', parts),
          element('Bytes', 'uint8', new Uint8Array([7, 8])),
          element('Total', 'uint64', 2n),
        ]),
      );
    };
    const running = (await all()).List();
    const [files, parts, bytes] = await Promise.all([
      collect(running.stream('Files')),
      collect(running.stream('Parts')),
      collect(running.stream('Bytes')),
    ]);
    expect([files, parts.map((each) => each?.Title), bytes]).toEqual([
      ['one', 'two'],
      ['p', 'q'],
      [7, 8],
    ]);
    expect(Object.keys(await running)).toEqual(['Total']);
    const outcome = await (await all()).List();
    expect([outcome.Files, outcome.Bytes]).toEqual([['one', 'two'], new Uint8Array([7, 8])]);
    const late = (await all()).List();
    await late;
    expect(await collect(late.stream('Files'))).toEqual(['one', 'two']);
  });

  it('are taken under the names of their members', async () => {
    const { session } = await fakeSession(async (sink) => {
      await turn();
      await sink.streamedParameterResult(element('toString', 'string', 'one'));
      return null;
    });
    expect(await collect(Test_Reserved.List(session).stream('toString$'))).toEqual(['one']);
  });

  it('are collected when nobody takes them', async () => {
    const object = await objectWith(listing);
    const out = await object.List();
    expect(out).toMatchObject({ Files: ['one', 'two'], Bytes: Uint8Array.of(7), Total: 2n, ReturnValue: 0 });
    expect(out.Parts?.map(({ Title }) => Title)).toEqual(['p']);
  });

  it('are empty when nothing comes', async () => {
    const object = await objectWith(answering([]));
    expect(await object.List()).toEqual({ Files: [], Parts: [], Bytes: new Uint8Array() });
  });

  it('go to the loop that takes them', async () => {
    const object = await objectWith(listing);
    const running = object.List();
    const [files, parts] = [running.stream('Files'), running.stream('Parts')];
    expect(await collect(files)).toEqual(['one', 'two']);
    expect((await collect(parts)).map(({ Title }) => Title)).toEqual(['p']);
    const out = await running;
    expect(Object.keys(out)).toEqual(['Total', 'ReturnValue', 'Bytes']);
  });

  it('taken late begin with what came before', async () => {
    const object = await objectWith(listing);
    const running = object.List();
    await running;
    expect(await collect(running.stream('Files'))).toEqual(['one', 'two']);
  });

  it('hold the server back, and only the ones that are taken', async () => {
    let sent = 0;
    const object = await objectWith(async (sink) => {
      for (; sent < 1000; sent++) {
        await sink.streamedParameterResult(element('Files', 'string', String(sent)));
        await sink.streamedParameterResult(element('Bytes', 'uint8', 1));
      }
      return null;
    });
    const running = object.List();
    const files = running.stream('Files');
    await turn();
    expect(sent).toBeLessThanOrEqual(32);
    expect(await collect(files)).toHaveLength(1000);
    expect((await running).Bytes).toHaveLength(1000);
  });

  it('can be left while the method goes on', async () => {
    const object = await objectWith(async (sink) => {
      for (let count = 0; count < 1000; count++) {
        await sink.streamedParameterResult(element('Files', 'string', String(count)));
      }
      await sink.instanceResult(new CimInstance('__Parameters', [element('ReturnValue', 'uint32', 0)]));
      return null;
    });
    const running = object.List();
    for await (const file of running.stream('Files')) {
      expect(file).toBe('0');
      break;
    }
    expect((await running).ReturnValue).toBe(0);
  });

  it('can be taken once, by their names', async () => {
    const object = await objectWith(listing);
    const running = object.List();
    running.stream('Files');
    expect(() => running.stream('Files')).toThrow(new TypeError('the stream "Files" has been taken before'));
    expect(() => running.stream('Total' as never)).toThrow(new TypeError('the method streams no parameter "Total"'));
    await running;
  });

  it.each(['taken', 'collected'])(
    'keep their order, whatever their items wait for, and come before the end: %s',
    async (how) => {
      const object = await objectWith(async (sink) => {
        // As MI does without acknowledgement: nobody waits. The class of an item other than null is loaded first.
        for (const item of [part('p'), null, part('q')]) {
          void sink.streamedParameterResult(element('parts', 'instance', item));
        }
        return null;
      });
      const running = object.List();
      const parts = how === 'taken' ? await collect(running.stream('Parts')) : (await running).Parts;
      expect(parts?.map((item) => item?.Title)).toEqual(['p', undefined, 'q']);
    },
  );

  it('can be read by several loops, which share the items', async () => {
    const object = await objectWith(listing);
    const files = object.List().stream('Files');
    expect((await Promise.all([collect(files), collect(files)])).flat().toSorted()).toEqual(['one', 'two']);
  });

  it('end at once when they are left while an item is waited for', async () => {
    const object = await objectWith(async (_, __, signal) => {
      await aborted(signal);
      return new MiError('FAILED', 'cancelled');
    });
    const running = object.List();
    const iterator = running.stream('Files')[Symbol.asyncIterator]();
    const next = iterator.next();
    await turn();
    expect(await iterator.return?.()).toEqual({ done: true, value: undefined });
    expect(await next).toEqual({ done: true, value: undefined });
    running.cancel();
    await expect(running).rejects.toThrow('The invocation was cancelled');
  });

  it('of an untyped call have any name', async () => {
    const { session } = await fakeSession(listing);
    const running = session.invoke('root/test', 'Test_All', 'List');
    expect(await collect(running.stream('files'))).toEqual(['one', 'two']);
  });
});

describe('failures', () => {
  const error = new MiError('FAILED', 'no');
  const failing: Script = async (sink) => {
    await sink.streamedParameterResult(element('Files', 'string', 'one'));
    return error;
  };
  const listeners = process.listeners('unhandledRejection');
  const unhandled = vi.fn();
  afterEach(() => {
    process.removeAllListeners('unhandledRejection');
    for (const listener of listeners) process.on('unhandledRejection', listener);
    unhandled.mockClear();
  });
  const watch = (): void => {
    process.removeAllListeners('unhandledRejection');
    process.on('unhandledRejection', unhandled);
  };

  it('end a stream after its items', async () => {
    const object = await objectWith(failing);
    watch();
    const files: string[] = [];
    const loop = async (): Promise<void> => {
      for await (const file of object.List().stream('Files')) files.push(file);
    };
    await expect(loop()).rejects.toBe(error);
    expect(files).toEqual(['one']);
    await turn();
    expect(unhandled).not.toHaveBeenCalled();
  });

  it('of arguments end a stream too', async () => {
    const object = await objectWith(failing);
    await expect(collect(object.List({ Like: 5 as never }).stream('Files'))).rejects.toThrow(
      'Test_All.List: Like must be a string, not 5',
    );
  });

  it('that nobody handles are unhandled rejections', async () => {
    const object = await objectWith(failing);
    watch();
    void object.List();
    await turn();
    await turn();
    expect(unhandled.mock.calls.map(([reason]) => reason as unknown)).toEqual([error]);
  });

  it('that somebody handles are not', async () => {
    const object = await objectWith(failing);
    watch();
    await expect(object.List()).rejects.toBe(error);
    await expect(object.$session.testConnection()).resolves.toBeUndefined();
    await turn();
    expect(unhandled).not.toHaveBeenCalled();
  });

  it('of a callback cancel the call and end its streams', async () => {
    const failure = new Error('callback');
    const object = await objectWith(async (sink, _, signal) => {
      sink.writeMessage('debug', 'x');
      await aborted(signal);
      return error;
    });
    const running = object.List(undefined, {
      onWriteMessage: () => {
        throw failure;
      },
    });
    await expect(collect(running.stream('Files'))).rejects.toBe(failure);
    await expect(running).rejects.toBe(failure);
  });
});
