import { once } from 'node:events';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CimInstance, MiError, type OperationOptions } from '../../runtime/index.js';
import { turn } from '../tools/turns.js';
import { aborted, element, fakeSession, key, type Script } from './fake-handler.js';

const NS = 'root/test';
const instance = new CimInstance('C', [key('Id', 'string', 'a')], NS);
const untilAborted: Script = async (_, __, signal) => {
  await aborted(signal);
  return new MiError('FAILED', 'cancelled');
};

/** Instances without end, each after the last was taken. */
function counting(to: number, onSent: (count: number) => void = () => {}): Script {
  return async (sink, _, signal) => {
    for (let id = 1; id <= to && !signal.aborted; id++) {
      onSent(id);
      await sink.instanceResult(new CimInstance('C', [element('Id', 'uint32', id)]));
    }
    return signal.aborted ? new MiError('FAILED', 'cancelled') : null;
  };
}

describe('enumeration', () => {
  it('delivers all results, each loop anew', async () => {
    const { session, handler } = await fakeSession(counting(100));
    const results = session.enumerate(NS, 'C');
    expect(handler.requests).toEqual([]);
    for (let round = 0; round < 2; round++) {
      const ids: unknown[] = [];
      for await (const result of results) ids.push(result.get('Id'));
      expect(ids).toEqual(Array.from({ length: 100 }, (_, index) => index + 1));
    }
    expect(handler.requests).toHaveLength(2);
  });

  it('stays bounded when 10,000 results meet a slow consumer', async () => {
    let sent = 0;
    let taken = 0;
    let ahead = 0;
    const script = counting(10_000, (count) => {
      sent = count;
      ahead = Math.max(ahead, sent - taken);
    });
    const { session } = await fakeSession(script);
    for await (const result of session.enumerate(NS, 'C')) {
      taken++;
      expect(result.get('Id')).toBe(taken);
      if (taken % 100 === 0) await turn();
    }
    expect([sent, taken]).toEqual([10_000, 10_000]);
    expect(ahead).toBeLessThanOrEqual(65);
  });

  it('stays bounded when nobody waits for the handler at all', async () => {
    const { session } = await fakeSession((sink) => {
      for (let id = 0; id < 1000; id++) void sink.instanceResult(instance);
      return null;
    });
    let count = 0;
    for await (const _ of session.enumerate(NS, 'C')) count++;
    expect(count).toBe(1000);
  });

  it('is cancelled when the loop is left', async () => {
    const { session, handler } = await fakeSession(counting(10_000));
    for await (const _ of session.enumerate(NS, 'C')) break;
    await session.close();
    expect(handler.log).toEqual(['open', 'start enumerate', 'cancel enumerate', 'done enumerate', 'close session']);
  });

  it('is cancelled when the loop throws', async () => {
    const { session, handler } = await fakeSession(counting(10_000));
    const failure = new Error('no');
    const loop = async (): Promise<void> => {
      for await (const _ of session.enumerate(NS, 'C')) throw failure;
    };
    await expect(loop()).rejects.toBe(failure);
    expect(handler.log).toContain('cancel enumerate');
  });

  it.each([
    ['before it was begun', false],
    ['while a result is waited for', true],
  ])('ends at once when it is left %s', async (_, begun) => {
    const { session, handler } = await fakeSession(untilAborted);
    const iterator = session.enumerate(NS, 'C')[Symbol.asyncIterator]();
    const next = begun ? iterator.next() : null;
    await turn();
    expect(await iterator.return?.()).toEqual({ done: true, value: undefined });
    expect(await (next ?? iterator.next())).toEqual({ done: true, value: undefined });
    await session.close();
    expect(handler.log.includes('cancel enumerate')).toBe(begun);
  });

  it('ends with the stream that reads it', async () => {
    const { session, handler } = await fakeSession(untilAborted);
    const stream = Readable.from(session.enumerate(NS, 'C'));
    stream.resume();
    await turn();
    stream.destroy();
    await once(stream, 'close');
    expect(handler.log).toContain('cancel enumerate');
  });

  it('fails after the results that came before', async () => {
    const error = new MiError('SERVER_LIMITS_EXCEEDED', 'too many');
    const { session } = await fakeSession((sink) => {
      for (let id = 0; id < 3; id++) void sink.instanceResult(instance);
      return error;
    });
    let count = 0;
    const loop = async (): Promise<void> => {
      for await (const _ of session.enumerate(NS, 'C')) count++;
    };
    await expect(loop()).rejects.toBe(error);
    expect(count).toBe(3);
  });

  it('gives classes the same way', async () => {
    const { session } = await fakeSession(async (sink) => {
      for (const name of ['A', 'B']) {
        await sink.classResult({ namespace: NS, name, superclass: null, qualifiers: [], properties: [], methods: [] });
      }
      return null;
    });
    const names: string[] = [];
    for await (const { name } of session.enumerateClasses(NS)) names.push(name);
    expect(names).toEqual(['A', 'B']);
  });
});

describe('AbortSignal', () => {
  const reason = new Error('stop');

  it('that is aborted already sends nothing', async () => {
    const { session, handler } = await fakeSession();
    const signal = AbortSignal.abort(reason);
    await expect(session.delete(NS, instance, { signal })).rejects.toBe(reason);
    await expect(session.invoke(NS, 'C', 'M', null, { signal })).rejects.toBe(reason);
    await expect(session.enumerate(NS, 'C', { signal })[Symbol.asyncIterator]().next()).rejects.toBe(reason);
    await session.close();
    expect(handler.log).toEqual(['open', 'close session']);
  });

  it('rejects at once, and cancels', async () => {
    const { session, handler } = await fakeSession(untilAborted);
    const controller = new AbortController();
    const running = session.delete(NS, instance, { signal: controller.signal });
    controller.abort(reason);
    await expect(running).rejects.toBe(reason);
    await session.close();
    expect(handler.log).toEqual(['open', 'start delete', 'cancel delete', 'done delete', 'close session']);
  });

  it('of many by one signal adds one listener to it', async () => {
    const { session } = await fakeSession(untilAborted);
    const controller = new AbortController();
    const { signal } = controller;
    const added = vi.spyOn(signal, 'addEventListener');
    const removed = vi.spyOn(signal, 'removeEventListener');
    const running = Array.from({ length: 20 }, () => session.delete(NS, instance, { signal }));
    controller.abort(reason);
    const ends = await Promise.allSettled(running);
    expect(ends).toEqual(Array(20).fill({ status: 'rejected', reason }));
    expect(added).toHaveBeenCalledTimes(1);
    expect(removed).toHaveBeenCalledTimes(1);
  });

  it('between an invoke and its start sends nothing', async () => {
    const { session, handler } = await fakeSession();
    const controller = new AbortController();
    const running = session.invoke(NS, 'C', 'M', null, { signal: controller.signal });
    controller.abort(reason);
    await expect(running).rejects.toBe(reason);
    expect(handler.requests).toEqual([]);
  });

  it('between results drops those that wait', async () => {
    const { session, handler } = await fakeSession(counting(10_000));
    const controller = new AbortController();
    let count = 0;
    const loop = async (): Promise<void> => {
      for await (const _ of session.enumerate(NS, 'C', { signal: controller.signal })) {
        if (++count === 3) controller.abort(reason);
      }
    };
    await expect(loop()).rejects.toBe(reason);
    expect(count).toBe(3);
    await session.close();
    expect(handler.log.filter((entry) => entry.endsWith('enumerate'))).toEqual([
      'start enumerate',
      'cancel enumerate',
      'done enumerate',
    ]);
  });

  it('in a prompt answers no, and the late answer changes nothing', async () => {
    const controller = new AbortController();
    const answers: string[] = [];
    const { session } = await fakeSession(async (sink) => {
      answers.push(await sink.promptUser('sure?', 'normal'));
      answers.push(await sink.promptUser('sure?', 'normal'));
      return new MiError('FAILED', 'cancelled');
    });
    const onPromptUser = vi.fn(() => new Promise<'yes'>(() => {}));
    const running = session.delete(NS, instance, { signal: controller.signal, onPromptUser });
    await turn();
    controller.abort(reason);
    await expect(running).rejects.toBe(reason);
    await session.close();
    expect(answers).toEqual(['no', 'no']);
    expect(onPromptUser).toHaveBeenCalledTimes(1);
  });

  it('after the end does nothing, and leaves no listener', async () => {
    const { session, handler } = await fakeSession();
    const controller = new AbortController();
    const removed = vi.spyOn(controller.signal, 'removeEventListener');
    await session.delete(NS, instance, { signal: controller.signal });
    controller.abort(reason);
    expect(handler.log).toEqual(['open', 'start delete', 'done delete']);
    expect(removed).toHaveBeenCalledTimes(1);
  });

  it('lets results come that a handler still sends', async () => {
    const late = vi.fn();
    const { session } = await fakeSession(async (sink, _, signal) => {
      await aborted(signal);
      late(sink.instanceResult(instance), sink.classResult({} as never), sink.writeError(instance));
      sink.writeMessage('debug', 'late');
      return new MiError('FAILED', 'cancelled');
    });
    const controller = new AbortController();
    const onWriteMessage = vi.fn();
    const running = session.getInstance(NS, instance, { signal: controller.signal, onWriteMessage });
    await turn();
    controller.abort(reason);
    await expect(running).rejects.toBe(reason);
    await session.close();
    expect(late).toHaveBeenCalledWith(undefined, undefined, 'no');
    expect(onWriteMessage).not.toHaveBeenCalled();
  });
});

describe('callbacks', () => {
  const progress = {
    activity: 'a',
    currentOperation: 'b',
    statusDescription: 'c',
    percentageComplete: 50,
    secondsRemaining: null,
  };
  const problem = new CimInstance('CIM_Error', []);

  it('get what the handler says', async () => {
    const answers: unknown[] = [];
    const { session } = await fakeSession(async (sink) => {
      sink.writeMessage('warning', 'careful');
      sink.writeProgress(progress);
      answers.push(await sink.writeError(problem), await sink.promptUser('sure?', 'critical'));
      return null;
    });
    const calls: unknown[] = [];
    const options: OperationOptions = {
      onWriteMessage: (...args) => void calls.push(args),
      onProgress: (...args) => void calls.push(args),
      onWriteError: async (...args) => {
        calls.push(args);
        return 'noToAll';
      },
      onPromptUser: (...args) => {
        calls.push(args);
        return 'yesToAll';
      },
    };
    await session.delete(NS, instance, options);
    expect(calls).toEqual([['warning', 'careful'], [progress], [problem], ['sure?', 'critical']]);
    expect(answers).toEqual(['noToAll', 'yesToAll']);
  });

  it('have answers where the user has none', async () => {
    const answers: unknown[] = [];
    const { session } = await fakeSession(async (sink) => {
      sink.writeMessage('warning', 'careful');
      sink.writeProgress(progress);
      answers.push(await sink.writeError(problem));
      answers.push(await sink.promptUser('sure?', 'normal'), await sink.promptUser('sure?', 'critical'));
      return null;
    });
    await session.delete(NS, instance);
    await session.delete(NS, instance, { onWriteError: () => {} });
    await session.delete(NS, instance, { onWriteError: async () => {} });
    expect(answers).toEqual(['yes', 'yes', 'no', 'yes', 'yes', 'no', 'yes', 'yes', 'no']);
  });

  it.each<OperationOptions>([{ onPromptUser: () => 'maybe' as 'yes' }, { onPromptUser: async () => 'maybe' }])(
    'with an answer that there is not cancel the operation: %o',
    async (options) => {
      const answers: string[] = [];
      const { session, handler } = await fakeSession(async (sink) => {
        answers.push(await sink.promptUser('sure?', 'normal'));
        return new MiError('FAILED', 'cancelled');
      });
      await expect(session.delete(NS, instance, options)).rejects.toThrow(
        new TypeError('a callback gave another answer than no, yes, noToAll, yesToAll'),
      );
      await session.close();
      expect(answers).toEqual(['no']);
      expect(handler.log).toContain('cancel delete');
    },
  );

  const failure = new Error('in a callback');
  const fail = (): never => {
    throw failure;
  };
  const failLater = async (): Promise<never> => {
    await turn();
    throw failure;
  };

  it.each<[string, OperationOptions]>([
    ['onWriteMessage', { onWriteMessage: fail }],
    ['onWriteMessage, later', { onWriteMessage: failLater }],
    ['onProgress', { onProgress: fail }],
    ['onProgress, later', { onProgress: failLater }],
    ['onWriteError', { onWriteError: fail }],
    ['onWriteError, later', { onWriteError: failLater }],
    ['onPromptUser', { onPromptUser: fail }],
    ['onPromptUser, later', { onPromptUser: failLater }],
  ])('that fail cancel the operation: %s', async (_, options) => {
    const answers: unknown[] = [];
    const { session, handler } = await fakeSession(async (sink, __, signal) => {
      sink.writeMessage('verbose', 'x');
      sink.writeProgress(progress);
      await turn();
      await turn();
      answers.push(await sink.writeError(problem), await sink.promptUser('sure?', 'normal'));
      await aborted(signal);
      return new MiError('FAILED', 'cancelled');
    });
    await expect(session.delete(NS, instance, options)).rejects.toBe(failure);
    await session.close();
    expect(handler.log).toContain('cancel delete');
    expect(answers).toHaveLength(2);
    expect(answers.at(-1)).toBe('no');
  });

  it('that fail after the end of the operation still fail it', async () => {
    const { session } = await fakeSession((sink) => {
      sink.writeMessage('verbose', 'x');
      return null;
    });
    await expect(session.delete(NS, instance, { onWriteMessage: failLater })).rejects.toBe(failure);
  });

  it('that fail inside the call that starts the operation cancel it', async () => {
    const { handler } = await fakeSession();
    const { initialize } = await import('../../runtime/index.js');
    const cancel = vi.fn();
    handler.newSession = async () => ({
      start: (_, sink) => {
        sink.writeMessage('warning', 'x');
        setImmediate(() => sink.done(new MiError('FAILED', 'cancelled')));
        return { cancel };
      },
      close: async () => {},
    });
    const session = await (await initialize({ handler })).newSession();
    await expect(session.delete(NS, instance, { onWriteMessage: fail })).rejects.toBe(failure);
    expect(cancel).toHaveBeenCalledTimes(1);
    await session.close();
  });
});

describe('a timeout', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('passes while the server works', async () => {
    const { session } = await fakeSession(untilAborted);
    const told = expect(session.delete(NS, instance, { timeout: 1000 })).rejects.toThrow(
      'delete C was not done after 1000 ms',
    );
    await vi.advanceTimersByTimeAsync(1000);
    await told;
  });

  it('does not pass while the server waits for an answer, or for the loop over its results', async () => {
    const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
    const { session } = await fakeSession(async (sink) => {
      await wait(400);
      await sink.promptUser('sure?', 'normal');
      for (let id = 0; id < 100; id++) await sink.instanceResult(instance);
      await wait(500);
      return null;
    });
    const onPromptUser = async () => {
      await wait(60_000);
      return 'yes' as const;
    };
    let count = 0;
    const loop = async () => {
      for await (const _ of session.enumerate(NS, 'C', { timeout: 1000, onPromptUser })) {
        count++;
        await wait(300);
      }
    };
    const looped = loop();
    await vi.advanceTimersByTimeAsync(120_000);
    await looped;
    expect(count).toBe(100);
  });
});

describe('a handler that cannot cancel', () => {
  it('fails the operation that was to be cancelled', async () => {
    const failure = new Error('no');
    const { handler } = await fakeSession();
    const { initialize } = await import('../../runtime/index.js');
    handler.newSession = async () => ({
      start: () => ({
        cancel: () => {
          throw failure;
        },
      }),
      close: async () => {},
    });
    const session = await (await initialize({ handler })).newSession();
    await expect(session.delete(NS, instance, { timeout: 1 })).rejects.toBe(failure);
    const controller = new AbortController();
    const running = [1, 2].map(() => session.delete(NS, instance, { signal: controller.signal }));
    controller.abort();
    expect(await Promise.allSettled(running)).toEqual(running.map(() => ({ status: 'rejected', reason: failure })));
  });
});
