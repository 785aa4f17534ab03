import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MiError, Session } from '../../../runtime/index.js';
import type { Exchange } from '../../tools/wsman-server/exchange.js';
import { all, type Both, startBoth } from './over-both.js';
import { NS, repository, Thing } from './things.js';

const PAGED = { maxElements: 1 };

let both: Both;
beforeEach(async () => {
  both = await startBoth(repository(), {}, PAGED);
});
afterEach(() => both.close());

/** The requests with an action, by its last part. */
function sent(action: string): readonly unknown[] {
  return both.server.requests.filter((request) => request.action.endsWith(`/${action}`));
}

async function failure(run: Promise<unknown>): Promise<MiError> {
  return run.then(
    () => {
      throw new Error('it has not failed');
    },
    (error: MiError) => error,
  );
}

describe('an enumeration', () => {
  it('is released when the loop is left, and the session waits for that', async () => {
    for await (const instance of both.remote.enumerate(NS, 'Base')) {
      expect(instance.className).not.toBe('');
      break;
    }
    await both.remote.close();
    expect(sent('Release')).toHaveLength(1);
    expect(both.server.openContexts).toEqual([]);
  });

  it('is released when its signal is aborted between two results', async () => {
    const controller = new AbortController();
    const loop = async (): Promise<void> => {
      for await (const _ of both.remote.enumerate(NS, 'Base', { signal: controller.signal })) controller.abort();
    };
    expect(await failure(loop())).toMatchObject({ name: 'AbortError' });
    await both.remote.close();
    expect(both.server.openContexts).toEqual([]);
  });

  it('is released when it is cancelled while the server is asked for more', async () => {
    const controller = new AbortController();
    const held: Exchange[] = [];
    const loop = async (): Promise<void> => {
      for await (const _ of both.remote.enumerate(NS, 'Base', { signal: controller.signal })) {
        both.server.interceptNext((exchange) => {
          held.push(exchange);
          controller.abort();
          return 'taken';
        });
      }
    };
    expect(await failure(loop())).toMatchObject({ name: 'AbortError' });
    await both.remote.close();
    expect(held).toHaveLength(1);
    expect(both.server.openContexts).toEqual([]);
  });

  it('that was cancelled while its class was asked for does not keep the session open', async () => {
    const controller = new AbortController();
    both.server.interceptNext(() => {
      controller.abort();
      return 'taken';
    });
    const { signal } = controller;
    expect(await failure(all(both.remote.enumerate(NS, 'Base', { signal })))).toMatchObject({ name: 'AbortError' });
    await both.remote.close();
    expect(sent('Enumerate')).toEqual([]);
  });

  it('of 1000 instances in answers of a small envelope is complete and in order', async () => {
    const many = await startBoth(repository(), {}, { maxEnvelopeSize: 16 });
    try {
      for (let number = 0; number < 1000; number += 1) {
        await Thing.$create(many.local, { Id: String(number).padStart(4, '0') } as never);
      }
      const read = await all(many.remote.enumerate(NS, 'Thing'));
      const expected = await all(many.local.enumerate(NS, 'Thing'));
      expect(read.map((thing) => thing.get('Id'))).toEqual(expected.map((thing) => thing.get('Id')));
      expect(many.server.openContexts).toEqual([]);
    } finally {
      await many.close();
    }
  });
});

describe('generated classes', () => {
  it('ask the server for no class', async () => {
    const things = await all(Thing.$enumerate(both.remote));
    const [first] = things;
    expect(first).toMatchObject({ Id: 'a', Level: 1, U64: 2n ** 64n - 1n });
    expect(await all(Thing.$query(both.remote, { where: { Id: 'b' } as never }))).toMatchObject([{ Id: 'b' }]);
    expect(await Thing.$get(both.remote, { Id: 'a' } as never)).toMatchObject({ U64: 2n ** 64n - 1n });
    expect(await first?.Method({ A: 5n, Names: [] })).toMatchObject({ Sum: 6n, ReturnValue: 7 });
    expect(both.server.requests.filter(({ resourceUri }) => resourceUri.includes('/cim-xml/'))).toEqual([]);
  });

  it('send embedded instances as the server takes them, whatever is asked first', async () => {
    const part = async (session: Session): Promise<string> => {
      await Thing.$at(session, { Id: 'a' } as never).Method({ Part: { Name: 'x' } });
      return both.server.requests.at(-1)?.text ?? '';
    };
    expect(await part(await both.open())).toContain('&lt;INSTANCE CLASSNAME="Part"');
    both.server.dialect = { ...both.server.dialect, manner: 'omi' };
    expect(await part(await both.open())).toMatch(/<r0000:Part xsi:type="r0001:Part_Type"><r0001:Name>x</);
  });

  it('give the same over WS-Management as on the repository', async () => {
    const json = async (session: Session) => JSON.stringify(await all(Thing.$enumerate(session)));
    expect(await json(both.remote)).toBe(await json(both.local));
  });
});
