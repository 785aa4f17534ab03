import type { InvokeOptions, KeysOnly } from 'mi-codegen/runtime';
import { describe, expect, it } from 'vitest';
import { optionsFirst } from '../../../runtime/v1/invoke.js';
import { Test_Bare, Test_Grown, Test_Shrunk } from '../../golden/changed-types/expected/index.js';
import { fakeSession } from '../fake-handler.js';
import { Test_Base } from './generated/Test_Base.js';

const options: InvokeOptions = { timeout: 5000, channels: ['verbose'] };

describe('a method without in-parameters', () => {
  it.each<readonly [string, (bare: KeysOnly<Test_Bare>) => Promise<unknown>]>([
    ['first', (bare) => bare.Go(options)],
    ['after undefined', (bare) => bare.Go(undefined, options)],
    ['after no arguments', (bare) => bare.Go({}, options)],
  ])('takes its options %s', async (_, call) => {
    const { session, handler } = await fakeSession();
    await call(Test_Bare.$at(session, { Id: 'a' }));
    expect(handler.requests).toMatchObject([{ methodName: 'Go', inboundProperties: null, options }]);
  });

  it('takes them first when it is static', async () => {
    const { session, handler } = await fakeSession();
    await Test_Bare.Make(session, options);
    await Test_Bare.Make(session);
    expect(handler.requests).toMatchObject([{ methodName: 'Make', options }, { methodName: 'Make' }]);
  });

  it('takes a signal', async () => {
    const { session, handler } = await fakeSession();
    const bare = Test_Bare.$at(session, { Id: 'a' });
    await expect(bare.Go({ signal: AbortSignal.abort() })).rejects.toThrow(DOMException);
    expect(handler.requests).toEqual([]);
  });

  it('takes them first in a class that dropped the in-parameters of its superclass', async () => {
    const { session, handler } = await fakeSession();
    await Test_Shrunk.$at(session, { Id: 'a' }).Go(options);
    expect(handler.requests).toMatchObject([{ inboundProperties: null, options }]);
  });

  it('takes them first in a class of revision 1, where the types do not say so', async () => {
    const { session, handler } = await fakeSession();
    await Test_Base.$at(session, { Id: 'a' }).Ping(options as never);
    expect(handler.requests).toMatchObject([{ inboundProperties: null, options }]);
  });

  it.each<readonly [string, object, InvokeOptions | undefined, string]>([
    ['no option', { timeot: 5000 }, undefined, 'timeot'],
    ['one beside an option', { timeout: 5000, Name: 'x' }, undefined, 'Name'],
    ['an option where the options stand elsewhere', { timeout: 5000 }, {}, 'timeout'],
    ['what only the prototype of the options has', { toString: 'x' }, undefined, 'toString'],
  ])('refuses %s', async (_, args, more, name) => {
    const { session, handler } = await fakeSession();
    const bare = Test_Bare.$at(session, { Id: 'a' });
    await expect(bare.Go(args as never, more as never)).rejects.toThrow(
      `Test_Bare.Go: ${name} is no parameter of the method`,
    );
    expect(handler.requests).toEqual([]);
  });

  it('refuses what is no object', async () => {
    const { session } = await fakeSession();
    const bare = Test_Bare.$at(session, { Id: 'a' });
    await expect(bare.Go(['x'] as never)).rejects.toThrow('takes its arguments as one object');
  });
});

describe('a method with in-parameters', () => {
  it('takes options first where it redeclares a method without', async () => {
    const { session, handler } = await fakeSession();
    const grown: KeysOnly<Test_Bare> = Test_Grown.$at(session, { Id: 'a' });
    await grown.Go(options);
    await Test_Grown.$at(session, { Id: 'a' }).Go({ A: 'x' }, options);
    await Test_Grown.Make(session, options);
    const A = { name: 'A', type: 'string', array: false, value: 'x' };
    expect(handler.requests).toMatchObject([
      { methodName: 'Go', inboundProperties: null, options },
      { methodName: 'Go', inboundProperties: { elements: [A] }, options },
      { methodName: 'Make', inboundProperties: null, options },
    ]);
  });

  it('takes what has the name of an option and of an in-parameter for the parameter', () => {
    const type = {
      type: 'uint32',
      array: false,
      arraySize: null,
      className: null,
      octets: false,
      inString: false,
      limits: null,
    } as const;
    const direction = { in: true, out: false, required: false, streamed: false };
    const method = { parameters: [{ member: 'timeout', name: 'timeout', ...type, ...direction }] };
    const given = { args: { timeout: 5, channels: [] }, options: undefined };
    expect(optionsFirst(method, given)).toEqual({ args: { timeout: 5 }, options: { channels: [] } });
  });

  it('takes no options first elsewhere', async () => {
    const { session } = await fakeSession();
    const call = Test_Base.$at(session, { Id: 'a' }).Adopt({ timeout: 5000 } as never);
    await expect(call).rejects.toThrow('Test_Base.Adopt: timeout is no parameter of the method');
  });
});
