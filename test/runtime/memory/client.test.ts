import { beforeEach, describe, expect, it } from 'vitest';
import { type Application, type InvokeOptions, initialize, MiError, type Session } from '../../../runtime/index.js';
import { MemoryRepository } from '../../../runtime/memory/index.js';
import { SCHEMA, Test_Base, Test_Device, Test_Printer } from './generated.js';
import { mof } from './harness.js';

let repository: MemoryRepository;
let application: Application;
let session: Session;
let device: Test_Device;
beforeEach(async () => {
  repository = new MemoryRepository({ schema: SCHEMA });
  repository.load(mof('instance of Test_Device { Id = "d"; }; instance of Test_Printer { Id = "p"; };'));
  application = await initialize({ handler: repository });
  session = await application.newSession();
  device = await Test_Device.$get(session, { Id: 'd' });
});

describe('a typed client', () => {
  it('creates, reads, enumerates, modifies and deletes', async () => {
    const created = await Test_Device.$create(session, { Id: 'new', Note: 'first' });
    expect({ ...created }).toEqual({ Id: 'new', Label: 'unnamed', State: 1, Note: 'first' });
    await created.$modify({ Note: null });
    const found: string[] = [];
    for await (const one of Test_Base.$enumerate(session)) {
      found.push(`${one.Id} ${one instanceof Test_Printer} ${one instanceof Test_Device && one.Note}`);
    }
    expect(found).toEqual(['d false null', 'new false null', 'p true null']);
    await created.$delete();
    await expect(created.$refresh()).rejects.toMatchObject({ result: 'NOT_FOUND' });
  });

  it('takes a stream item by item, and the outcome', async () => {
    repository.provide(Test_Device, {
      List: async ({ Like }, { stream }) => {
        for (let index = 1; index <= 100; index++) await stream('Names', `${Like}${index}`);
        return { ReturnValue: 0, Sizes: [5n] };
      },
    });
    const call = device.List({ Like: 'n' });
    const names: string[] = [];
    for await (const name of call.stream('Names')) names.push(name);
    expect(names).toEqual(Array.from({ length: 100 }, (_, index) => `n${index + 1}`));
    expect(await call).toEqual({ ReturnValue: 0, Sizes: [5n] });
    expect((await device.List({ Like: 'm' })).Names).toHaveLength(100);
  });

  it('answers prompts and errors, and hears messages and progress', async () => {
    repository.provide(Test_Device, {
      Start: async (_, context) => {
        context.writeMessage('verbose', 'starting');
        context.writeProgress({ activity: 'start', percentageComplete: 50 });
        const sure = await context.promptUser('sure?', 'critical');
        const on = await context.writeError(new MiError('NOT_FOUND', 'no paper'));
        return { Message: `${sure} ${on}`, ReturnValue: 0 };
      },
    });
    const heard: string[] = [];
    const { Message } = await device.Start(
      { Mode: 'x' },
      {
        writeErrorMode: 'inquire',
        onWriteMessage: (channel, message) => void heard.push(`${channel} ${message}`),
        onProgress: ({ activity, percentageComplete }) => void heard.push(`${activity} ${percentageComplete}`),
        onPromptUser: async (message, type) => {
          heard.push(`${message} ${type}`);
          return 'yes';
        },
        onWriteError: (error) => {
          heard.push(`${error.get('Message')}`);
          return 'no';
        },
      },
    );
    expect(Message).toBe('true false');
    expect(heard).toEqual(['verbose starting', 'start 50', 'sure? critical', 'no paper']);
  });

  it('ignores options that are for MI', async () => {
    repository.provide(Test_Device, {
      Start: async (_, context) => {
        context.writeMessage('warning', 'starting');
        return { Message: String(await context.promptUser('sure?')), ReturnValue: 0 };
      },
    });
    const heard: string[] = [];
    const options: InvokeOptions = {
      promptUserMode: 'report',
      expensiveProperties: true,
      typeInformation: 'none',
      customOptions: [{ name: 'Other', type: 'string', value: 'x', mustComply: true }],
      onWriteMessage: (_, message) => void heard.push(message),
    };
    expect(await device.Start({ Mode: 'x' }, options)).toEqual({ Message: 'true', ReturnValue: 0 });
    expect(heard).toEqual(['starting']);
    const elsewhere = await application.newSession({ protocol: 'WINRM', destination: 'server01', transport: 'HTTPS' });
    expect(await Test_Device.$get(elsewhere, { Id: 'd' })).toMatchObject({ Id: 'd' });
  });

  it('carries out the time limits of operations and sessions', async () => {
    repository.provide(Test_Device, { Start: () => new Promise<never>(() => {}) });
    const message = 'invoke Test_Device.Start was not done after 20 ms';
    await expect(device.Start({ Mode: 'x' }, { timeout: 20 })).rejects.toThrow(message);
    const hasty = await application.newSession({ timeout: 20 });
    const same = await Test_Device.$get(hasty, { Id: 'd' }, { timeout: 60_000 });
    await expect(same.Start({ Mode: 'x' })).rejects.toThrow(message);
  });

  it('cancels with a signal, which reaches the provider', async () => {
    let reached: (reason: unknown) => void = () => {};
    const seen = new Promise((resolve) => {
      reached = resolve;
    });
    const controller = new AbortController();
    repository.provide(Test_Device, {
      Start: (_, { signal }) => {
        signal.addEventListener('abort', () => reached(signal.reason));
        controller.abort(new Error('enough'));
        return new Promise<never>(() => {});
      },
    });
    await expect(device.Start({ Mode: 'x' }, { signal: controller.signal })).rejects.toThrow('enough');
    expect(String(await seen)).toBe('MiError: the operation was cancelled');
  });

  it('closes while a method runs', async () => {
    repository.provide(Test_Device, {
      Start: () => {
        void application.close();
        return new Promise<never>(() => {});
      },
    });
    await expect(device.Start({ Mode: 'x' })).rejects.toThrow('the session was closed while the operation ran');
    await application.close();
  });

  it('finds what another session left', async () => {
    await device.$modify({ Note: 'left' });
    await application.close();
    const other = await (await initialize({ handler: repository })).newSession();
    expect((await Test_Device.$get(other, { Id: 'd' })).Note).toBe('left');
  });
});
