import type { ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { type CimInstance, MiError, type OperationOptions, type SessionOptions } from '../../../runtime/index.js';
import type { ProgressRecord } from '../../../runtime/protocol.js';
import { deferred } from '../../../runtime/waiting.js';
import { until } from '../../tools/turns.js';
import type { Dialect } from '../../tools/wsman-server/call.js';
import type { ReceivedRequest } from '../../tools/wsman-server/exchange.js';
import { all, type Both, startBoth } from './over-both.js';
import { NS, type Speech, Talker, talkingRepository } from './talking.js';

let both: Both;
/** Serves a method that does this. */
async function serve(speech: Speech, dialect: Partial<Dialect> = {}): Promise<Both> {
  both = await startBoth(talkingRepository(speech), dialect);
  return both;
}

afterEach(async () => {
  await until(() => both.server.talks.length === 0);
  await both.close();
});

const ACTIONS = 'http://schemas.microsoft.com/wbem/wsman/1/wsman';

/** The requests about operations that are under way: the last part of what each asks for. */
function notices(): readonly string[] {
  const found = both.server.requests.filter(({ text }) => /FullDuplex|InteractiveResponse</.test(text));
  return found.map(({ action }) => action.slice(action.lastIndexOf('/') + 1));
}

function calls(): readonly ReceivedRequest[] {
  return both.server.requests.filter(({ action }) => action.endsWith('/Talk'));
}

/** The options of MI of a request. */
function callbackOptions(request: ReceivedRequest | undefined): readonly string[] {
  const found = request?.options.filter(({ name }) => name.includes('__MI_')) ?? [];
  return found.map(({ name, text }) => `${name.replace('__MI_OPERATIONOPTIONS_', '')}=${text}`);
}

describe('what a request says that somebody hears', () => {
  const nothing = () => {};
  const REGISTRATION = '__MI_CallbackRegistration';
  const channels = [0, 1, 2].map((channel) => `wmiarray:CHANNELVALUE=${channel}`);
  const mode = (value: number, answer: boolean) => [
    `wmi:PROMPTUSERMODE=${value}`,
    `wmi:PROMPTUSERMODEREGULAR_ACKVALUE=${answer}`,
  ];
  it.each<[options: OperationOptions, sent: readonly string[]]>([
    [{ onWriteMessage: nothing }, [`${REGISTRATION}=5`, ...channels]],
    [
      { onWriteMessage: nothing, channels: ['debug', 7] },
      [`${REGISTRATION}=5`, 'wmiarray:CHANNELVALUE=2', 'wmiarray:CHANNELVALUE=7'],
    ],
    [{ onWriteMessage: nothing, channels: [] }, [`${REGISTRATION}=4`]],
    [{ onProgress: nothing }, [`${REGISTRATION}=12`]],
    [{ onWriteError: nothing }, [`${REGISTRATION}=6`]],
    [{ onWriteError: nothing, writeErrorMode: 'report' }, [`${REGISTRATION}=6`, 'wmi:WRITEERRORMODE=0']],
    [{ writeErrorMode: 'inquire' }, [`${REGISTRATION}=6`, 'wmi:WRITEERRORMODE=1']],
    [{ onWriteError: nothing, writeErrorMode: 'ignore' }, [`${REGISTRATION}=4`]],
    [{ onPromptUser: () => 'yes' }, [`${REGISTRATION}=20`]],
    [{ promptUserMode: 'inquire' }, [`${REGISTRATION}=20`, ...mode(1, true)]],
    [{ promptUserMode: 'ignore', promptUserAnswer: 'no' }, [`${REGISTRATION}=20`, ...mode(2, false)]],
    [{ promptUserMode: 'report', promptUserAnswer: 'yes' }, [`${REGISTRATION}=20`, ...mode(0, true)]],
    [{ promptUserAnswer: 'no' }, [`${REGISTRATION}=20`, ...mode(1, false)]],
  ])('%j', async (options, sent) => {
    await serve(async () => '');
    await Talker.Talk(both.remote, {}, options);
    expect(callbackOptions(calls()[0])).toEqual(sent);
  });

  it('is nothing where nobody does', async () => {
    await serve(async () => '');
    await both.remote.testConnection({ onWriteMessage: nothing });
    await all(both.remote.enumerate(NS, 'Talker', { channels: ['debug'] }));
    expect(both.server.requests.map(({ headers }) => headers.has('OperationID'))).not.toContain(true);
    expect(both.server.requests.flatMap(callbackOptions)).toEqual([]);
  });

  it('goes with each message of an enumeration, each with an identifier of its own', async () => {
    const { open, server } = await serve(async () => '');
    const session = await open({ maxElements: 1 });
    for (const Id of ['a', 'b', 'c']) await Talker.$create(both.local, { Id });
    const found = await all(session.enumerate(NS, 'Talker', { onWriteMessage: nothing }));
    expect(found.map((each) => each.get('Id'))).toEqual(['a', 'b', 'c']);
    const asked = server.requests.filter(
      ({ action }) => /\/(?:Enumerate|Pull)$/.test(action) && !action.includes('cim-xml'),
    );
    const marked = asked.filter(({ headers }) => headers.has('OperationID'));
    expect(marked.length).toBeGreaterThan(2);
    expect(new Set(marked.map(({ headers }) => headers.get('OperationID'))).size).toBe(marked.length);
    expect(new Set(marked.map(({ headers }) => headers.get('SequenceId')))).toEqual(new Set(['1']));
    expect(callbackOptions(marked.at(-1))).toEqual([`${REGISTRATION}=1`, ...channels]);
  });
});

describe('a method', () => {
  it('tells what it does before it is done, and gives its result', async () => {
    const heard = deferred();
    await serve(async ({ writeMessage, writeProgress }) => {
      writeMessage('warning', 'low');
      writeProgress({ activity: 'copy', percentageComplete: 50 });
      writeProgress({ activity: 'wait' });
      writeMessage('debug', ' <x> & ü \u{1F600} ]]> </s:Envelope> ');
      await heard.promise;
      return 'done';
    });
    const told: unknown[] = [];
    const { Answer } = await Talker.Talk(
      both.remote,
      {},
      {
        onWriteMessage: (channel, text) => {
          told.push([channel, text]);
          // The method ends when the last of them has been heard.
          if (channel === 'debug') heard.resolve();
        },
        onProgress: (progress: ProgressRecord) => void told.push(progress),
      },
    );
    const unknown = { currentOperation: '', statusDescription: '', secondsRemaining: null };
    expect(told).toEqual([
      ['warning', 'low'],
      { ...unknown, activity: 'copy', percentageComplete: 50 },
      { ...unknown, activity: 'wait', percentageComplete: null },
      ['debug', ' <x> & ü \u{1F600} ]]> </s:Envelope> '],
    ]);
    expect(Answer).toBe('done');
    expect(notices()).toEqual([]);
  });

  it.each(['UTF8', 'UTF16'] as const)('streams items while it runs, of their types, in %s', async (packetEncoding) => {
    const seen = deferred();
    const { open } = await serve(async ({ stream }) => {
      await stream('Words', 'ü');
      await stream('Numbers', 2n ** 63n);
      await seen.promise;
      await stream('Parts', { Name: 'p' });
      await stream('Words', '');
      return 'done';
    });
    const session = await open({ packetEncoding });
    const call = Talker.Talk(session);
    const words: string[] = [];
    for await (const word of call.stream('Words')) {
      words.push(word);
      seen.resolve();
    }
    const outcome = (await call) as unknown as { Numbers: bigint[]; Parts: { Name: string }[] };
    expect([words, outcome.Numbers, outcome.Parts.map(({ Name }) => Name)]).toEqual([['ü', ''], [2n ** 63n], ['p']]);
  });

  it('that is not known streams items of the types in the messages', async () => {
    await serve(async ({ stream }) => {
      await stream('Numbers', 7n);
      await stream('Parts', { Name: 'p' });
      return '';
    });
    const call = both.remote.invoke(NS, 'Talker', 'Talk', null, { typeInformation: 'none' });
    const [numbers, parts] = await Promise.all([all(call.stream('Numbers')), all(call.stream('Parts'))]);
    expect(numbers).toEqual([7n]);
    expect((parts as CimInstance[]).map((part) => [part.className, part.get('Name')])).toEqual([['Part', 'p']]);
  });

  it('waits for a loop over its stream that is slower', async () => {
    let sent = 0;
    await serve(async ({ stream }) => {
      for (; sent < 400; sent += 1) await stream('Words', 'x'.repeat(50_000));
      return '';
    });
    const call = Talker.Talk(both.remote);
    let taken = 0;
    let before = -1;
    for await (const _ of call.stream('Words')) {
      taken += 1;
      if (taken > 1) continue;
      await until(() => {
        const rests = before === sent && sent > 0;
        before = sent;
        return rests;
      });
      expect(sent).toBeLessThan(400);
    }
    await call;
    expect(taken).toBe(400);
  });

  it('goes on where its stream is left', async () => {
    await serve(async ({ stream }) => {
      for (let round = 0; round < 20; round += 1) await stream('Words', 'x');
      return 'done';
    });
    const call = Talker.Talk(both.remote);
    for await (const _ of call.stream('Words')) break;
    expect((await call).Answer).toBe('done');
  });

  it('that fails after it has told something fails with its own error', async () => {
    await serve(async ({ writeMessage }) => {
      writeMessage('verbose', 'trying');
      throw new MiError('ALREADY_EXISTS', 'no');
    });
    const told: string[] = [];
    const call = Talker.Talk(both.remote, {}, { onWriteMessage: (_, text) => void told.push(text) });
    await expect(call).rejects.toMatchObject({ result: 'ALREADY_EXISTS', message: 'invoke Talker.Talk: no' });
    expect(told).toEqual(['trying']);
  });
});

describe('questions', () => {
  it('are answered one after the other, on another connection, and the operation ends with a word', async () => {
    await serve(async ({ promptUser, writeError }) => {
      const answers = [
        await promptUser('one?'),
        await promptUser('two?', 'critical'),
        await writeError(new MiError('NOT_FOUND', 'gone')),
        await promptUser('three?'),
        await promptUser('four?'),
      ];
      return answers.join();
    });
    const asked: unknown[] = [];
    const { Answer } = await Talker.Talk(
      both.remote,
      {},
      {
        writeErrorMode: 'inquire',
        onPromptUser: async (text, type) => {
          asked.push([text, type]);
          return text === 'two?' ? 'no' : text === 'three?' ? 'noToAll' : 'yes';
        },
        onWriteError: (error) => {
          asked.push(error.get('Message'));
          return 'yes';
        },
      },
    );
    expect(asked).toEqual([['one?', 'normal'], ['two?', 'critical'], 'gone', ['three?', 'normal']]);
    expect(Answer).toBe('true,false,true,false,false');
    await until(() => notices().includes('End'));
    expect(notices()).toEqual([...Array.from({ length: 4 }, () => 'InteractiveResponse'), 'End']);
    const [call] = calls();
    const about = both.server.requests.filter(({ headers }) => headers.has('OperationID'));
    expect(new Set(about.map(({ headers }) => headers.get('OperationID'))).size).toBe(1);
    expect(about.slice(1).map(({ connection }) => connection)).not.toContain(call?.connection);
    expect(about.map(({ headers }) => headers.get('SequenceId'))).toEqual(['1', '2', '3', '4', '5', undefined]);
  });

  it('that nobody hears get the answer that was given beforehand, unless they are critical', async () => {
    await serve(async ({ promptUser }) => `${await promptUser('sure?')},${await promptUser('erase?', 'critical')}`);
    const answer = async (options: OperationOptions) => (await Talker.Talk(both.remote, {}, options)).Answer;
    expect(await answer({ promptUserAnswer: 'no' })).toBe('false,false');
    expect(await answer({ promptUserAnswer: 'yes' })).toBe('true,false');
    expect(await answer({ promptUserMode: 'inquire' })).toBe('true,false');
    expect(await answer({ promptUserAnswer: 'no', onPromptUser: () => 'yes' })).toBe('true,true');
  });

  it('that are only told wait for nobody', async () => {
    const over = deferred();
    await serve(async ({ promptUser, writeError }) => {
      return `${await promptUser('sure?')},${await writeError(new MiError('NOT_FOUND', 'gone'))}`;
    });
    const told: unknown[] = [];
    const call = Talker.Talk(
      both.remote,
      {},
      {
        promptUserMode: 'report',
        promptUserAnswer: 'no',
        onPromptUser: async (text) => {
          told.push(text);
          await over.promise;
          return 'yes';
        },
        onWriteError: (error) => {
          told.push(error.get('Message'));
          over.resolve();
          return 'no';
        },
      },
    );
    expect((await call).Answer).toBe('false,true');
    expect(told).toEqual(['sure?', 'gone']);
  });

  it('of many more operations than there are connections are asked at once', async () => {
    await serve(async ({ promptUser }, topic) => `${topic}: ${await promptUser(`${topic}?`)}`);
    const asked: string[] = [];
    const answer = deferred();
    const topics = Array.from({ length: 20 }, (_, index) => String(index));
    const answers = topics.map(async (Topic) => {
      const onPromptUser = async (text: string) => {
        asked.push(text);
        if (asked.length === topics.length) answer.resolve();
        await answer.promise;
        return 'yes' as const;
      };
      return (await Talker.Talk(both.remote, { Topic }, { onPromptUser })).Answer;
    });
    expect(await Promise.all(answers)).toEqual(topics.map((topic) => `${topic}: true`));
    expect(asked.toSorted()).toEqual(topics.map((topic) => `${topic}?`).toSorted());
  });

  it('hold the time of the operation', async () => {
    await serve(async ({ promptUser }) => String(await promptUser('sure?')));
    const { Answer } = await Talker.Talk(
      both.remote,
      {},
      {
        timeout: 200,
        onPromptUser: async () => {
          // Both clocks, of this side and of the server, began before this timer.
          await new Promise((resolve) => setTimeout(resolve, 250));
          return 'yes';
        },
      },
    );
    expect(Answer).toBe('true');
  });

  it('whose handler fails end the operation, here and on the server', async () => {
    const ended = deferred<unknown>();
    await serve(async ({ promptUser }) => {
      await promptUser('sure?').catch((error: unknown) => {
        ended.resolve(error);
        throw error;
      });
      return '';
    });
    const onPromptUser = async (): Promise<'yes'> => {
      throw new Error('mine');
    };
    await expect(Talker.Talk(both.remote, {}, { onPromptUser })).rejects.toThrow('mine');
    expect(await ended.promise).toBeInstanceOf(MiError);
  });

  it('that nobody hears get the default of the server', async () => {
    await serve(async ({ promptUser }) => String(await promptUser('sure?', 'critical')));
    expect((await Talker.Talk(both.remote)).Answer).toBe('true');
  });
});

describe('an operation that is cancelled', () => {
  it('is cancelled on the server, over another connection, and its own is closed then', async () => {
    const cancelled = deferred<unknown>();
    await serve(async ({ signal, writeMessage }) => {
      writeMessage('debug', 'begun');
      signal.addEventListener('abort', () => cancelled.resolve(signal.reason));
      await new Promise(() => {});
      return '';
    });
    const call = Talker.Talk(both.remote, {}, { onWriteMessage: () => call.cancel() });
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
    expect(await cancelled.promise).toBeInstanceOf(MiError);
    await until(() => notices().includes('Cancel'));
    const [begun] = calls();
    const notice = both.server.requests.find(({ action }) => action === `${ACTIONS}/Cancel`);
    expect(notice?.headers.get('OperationID')).toBe(begun?.headers.get('OperationID'));
    expect(notice?.connection).not.toBe(begun?.connection);
    await both.remote.testConnection();
  });

  it('while its question waits ends at once', async () => {
    await serve(async ({ promptUser }) => String(await promptUser('sure?')));
    const asked = deferred();
    const call = Talker.Talk(
      both.remote,
      {},
      {
        onPromptUser: () => {
          asked.resolve();
          return new Promise(() => {});
        },
      },
    );
    await asked.promise;
    call.cancel();
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
    await until(() => both.server.talks.length === 0);
    expect(notices()).toContain('Cancel');
  });

  it('before it is sent is not sent, and nothing is cancelled', async () => {
    await serve(async () => '');
    const call = Talker.Talk(both.remote, {}, { onWriteMessage: () => {} });
    call.cancel();
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
    await both.remote.close();
    expect([calls(), notices()]).toEqual([[], []]);
  });

  it.each<[string, (response: ServerResponse) => void, SessionOptions]>([
    ['breaks off', (response) => void response.destroy(), { closeTimeout: 60_000 }],
    // Within the time that closing has by default.
    ['says nothing', () => {}, {}],
  ])('and a session that is closed then do not wait for a server that %s', async (_, leave, options) => {
    const { open } = await serve(async ({ promptUser }) => String(await promptUser('sure?')));
    const session = await open(options);
    const asked = deferred();
    const call = Talker.Talk(
      session,
      {},
      {
        onPromptUser: () => {
          asked.resolve();
          return new Promise(() => {});
        },
      },
    );
    await asked.promise;
    both.server.intercept = async ({ request, response }) => {
      if (!/\/(?:Cancel|End)$/.test(request.action)) return undefined;
      leave(response);
      return 'taken';
    };
    call.cancel();
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
    await session.close();
    both.server.intercept = null;
  });
});

describe('a server that cannot talk', () => {
  it('is asked once what it is, and then nothing is offered', async () => {
    const { server } = await serve(
      async ({ promptUser, writeMessage, stream }) => {
        writeMessage('debug', 'unheard');
        await stream('Words', 'x');
        return String(await promptUser('sure?'));
      },
      { manner: 'omi' },
    );
    const told: string[] = [];
    for (let round = 0; round < 3; round += 1) {
      const call = Talker.Talk(
        both.remote,
        {},
        {
          onWriteMessage: (_, text) => void told.push(text),
          onPromptUser: () => 'no',
        },
      );
      expect(await all(call.stream('Words'))).toEqual(['x']);
      expect((await call).Answer).toBe('true');
    }
    expect(told).toEqual([]);
    expect(server.requests.filter(({ action }) => action === '')).toHaveLength(1);
    expect(server.requests.flatMap(callbackOptions)).toEqual([]);
    expect(server.requests.map(({ headers }) => headers.has('OperationID'))).not.toContain(true);
  });

  it.each<OperationOptions>([
    { promptUserMode: 'inquire' },
    { writeErrorMode: 'inquire' },
    { promptUserAnswer: 'no' },
    { channels: ['warning'], onWriteMessage: () => {} },
  ])('is not sent what asks for it: %j', async (options) => {
    await serve(async () => '', { manner: 'omi' });
    const name = Object.keys(options)[0];
    await expect(Talker.Talk(both.remote, {}, options)).rejects.toMatchObject({
      result: 'NOT_SUPPORTED',
      message: expect.stringMatching(
        new RegExp(`^invoke Talker.Talk: the server has no means for ${name}: .*only Windows`),
      ),
    });
    expect(calls()).toEqual([]);
  });
});
