import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { isMiError, type MiError } from '../../../../runtime/errors.js';
import { AvId, type AvPairs } from '../../../../runtime/wsman/security/ntlm/av-pairs.js';
import { uint32, utf16 } from '../../../../runtime/wsman/security/ntlm/ntlm-bytes.js';
import { NtlmContext, type NtlmOptions } from '../../../../runtime/wsman/security/ntlm/ntlm-context.js';
import type { SealedMessage } from '../../../../runtime/wsman/security/security-context.js';
import { type ChallengeParts, NtlmAcceptor, SERVER_PAIRS, SERVER_TIME } from './ntlm-acceptor.js';

const ALICE: NtlmOptions = {
  username: 'alice',
  domain: 'EXAMPLE',
  password: 'Sécrèt 😀 1',
  workstation: 'CLIENT01',
  targetName: 'HTTP/server01',
};
const BINDING = Buffer.from('tls-server-end-point:0123456789abcdef');

const PASSWORDS: Readonly<Record<string, string>> = {
  'EXAMPLE\\alice': ALICE.password,
  'SERVER01\\admin': 'local',
  '\\admin': 'local',
  '\\alice@example.org': ALICE.password,
  'EXAMPLE\\Strauß': 'x',
};

function acceptor(binding: Buffer | null = null, parts?: ChallengeParts): NtlmAcceptor {
  return new NtlmAcceptor(({ domain, username }) => PASSWORDS[`${domain}\\${username}`], binding, parts);
}

async function exchange(
  options: Partial<NtlmOptions> = {},
  server: NtlmAcceptor = acceptor(),
  binding: Buffer | null = null,
): Promise<{ client: NtlmContext; server: NtlmAcceptor }> {
  const client = new NtlmContext({ ...ALICE, ...options });
  const first = await client.next(null, binding);
  const last = await client.next(server.challenge(first ?? Buffer.alloc(0)), binding);
  server.accept(last ?? Buffer.alloc(0));
  return { client, server };
}

async function failure(work: () => unknown): Promise<MiError> {
  try {
    await work();
  } catch (error) {
    if (isMiError(error)) return error;
    throw error;
  }
  throw new Error('It has not failed');
}

function withPairs(...pairs: readonly (readonly [number, Buffer])[]): ChallengeParts {
  return { pairs: new Map([...SERVER_PAIRS, ...pairs]) };
}

describe('a login by NTLM', () => {
  it('takes two messages, and then seals', async () => {
    const client = new NtlmContext(ALICE);
    const server = acceptor();
    const first = await client.next(null, null);
    expect(first?.subarray(0, 12).toString('latin1')).toBe('NTLMSSP\0\x01\0\0\0');
    expect(first).toHaveLength(40);
    expect(client.isEstablished).toBe(false);
    const last = await client.next(server.challenge(first ?? Buffer.alloc(0)), null);
    expect(client.isEstablished).toBe(true);
    server.accept(last ?? Buffer.alloc(0));
    expect(await client.next(null, null)).toBeNull();
    expect(await client.next(Buffer.alloc(0), null)).toBeNull();
    for (const text of ['first', '', 'third']) {
      const there = client.seal(Buffer.from(text));
      expect(there.signature).toHaveLength(16);
      expect(there.content).toHaveLength(text.length);
      expect(server.incoming?.open(there)?.toString()).toBe(text);
      const back = server.outgoing?.seal(Buffer.from(`${text} too`)) ?? there;
      expect(client.unseal(back).toString()).toBe(`${text} too`);
    }
  });

  it('says who asks, from where, and for which service; and offers nothing of LM', async () => {
    const { server } = await exchange({}, acceptor(BINDING), BINDING);
    expect(server.said).toMatchObject({ domain: 'EXAMPLE', username: 'alice', workstation: 'CLIENT01' });
    expect(server.said?.lmResponse).toEqual(Buffer.alloc(24));
    expect(server.said?.time).toEqual(SERVER_TIME);
    const pairs: AvPairs = server.said?.pairs ?? new Map();
    expect([...pairs].slice(0, SERVER_PAIRS.size)).toEqual([...SERVER_PAIRS]);
    expect(pairs.get(AvId.FLAGS)).toEqual(uint32(2));
    expect(pairs.get(AvId.TARGET_NAME)).toEqual(utf16('HTTP/server01'));
    expect(pairs.size).toBe(SERVER_PAIRS.size + 3);
  });

  it('keeps the flags of the server, and replaces what only the client can say', async () => {
    const stale = withPairs(
      [AvId.TARGET_NAME, utf16('HTTP/other')],
      [AvId.FLAGS, uint32(1)],
      [AvId.CHANNEL_BINDINGS, Buffer.alloc(16, 1)],
      [99, Buffer.from('new')],
    );
    const { server } = await exchange({}, acceptor(null, stale));
    expect(server.said?.pairs.get(AvId.FLAGS)).toEqual(uint32(3));
    expect(server.said?.pairs.get(AvId.TARGET_NAME)).toEqual(utf16('HTTP/server01'));
    expect(server.said?.pairs.get(AvId.CHANNEL_BINDINGS)).toEqual(Buffer.alloc(16));
    expect(server.said?.pairs.get(99)).toEqual(Buffer.from('new'));
  });

  it('takes the time of this computer where the server says none, and proves its messages all the same', async () => {
    const pairs = new Map([...SERVER_PAIRS].filter(([id]) => id !== AvId.TIMESTAMP));
    const before = Date.now();
    const { server } = await exchange({}, acceptor(null, { pairs }));
    const said = Number(server.said?.time.readBigUInt64LE() ?? 0) / 10_000 + Date.UTC(1601, 0, 1);
    expect(said).toBeGreaterThan(before - 1);
    expect(said).toBeLessThan(Date.now() + 1);
    expect(server.said?.lmResponse).toEqual(Buffer.alloc(24));
  });

  it.each([
    ['alice', 'EXAMPLE', ALICE.password, 'EXAMPLE', 'alice'],
    ['alice@example.org', undefined, ALICE.password, '', 'alice@example.org'],
    ['Strauß', 'EXAMPLE', 'x', 'EXAMPLE', 'Strauß'],
    ['admin', undefined, 'local', '', 'admin'],
    ['admin', '.', 'local', 'SERVER01', 'admin'],
  ])('of %j with the domain %j is believed', async (username, domain, password, saidDomain, saidName) => {
    const { server } = await exchange({ username, domain, password });
    expect(server.said).toMatchObject({ domain: saidDomain, username: saidName });
  });

  it('is never the same', async () => {
    const one = await exchange();
    const two = await exchange();
    expect(one.server.said?.clientChallenge).not.toEqual(two.server.said?.clientChallenge);
    expect(one.client.seal(Buffer.alloc(8)).content).not.toEqual(two.client.seal(Buffer.alloc(8)).content);
  });

  it('names this computer', async () => {
    const { server } = await exchange({ workstation: undefined });
    expect(server.said?.workstation).not.toBe('');
  });

  it.each([
    ['another password', { password: 'other' }, acceptor(), null, 'wrong password'],
    ['another domain', { domain: 'OTHER' }, acceptor(), null, 'wrong password'],
    ['another channel', {}, acceptor(BINDING), Buffer.from('other'), 'wrong channel'],
    ['no channel, where there is one', {}, acceptor(BINDING), null, 'wrong channel'],
  ])('with %s is not believed', async (_, options, server, binding, reason) => {
    await expect(exchange(options, server, binding)).rejects.toThrow(reason);
  });

  it.each([
    ['without a user', { username: '' }, 'it needs the name of a user: give a username.'],
    ['of a long name', { username: 'x'.repeat(40_000) }, 'a name is longer than 1024 characters.'],
    ['in a long domain', { domain: 'x'.repeat(40_000) }, 'a name is longer than 1024 characters.'],
  ])('%s is not begun', async (_, options, reason) => {
    const client = new NtlmContext({ ...ALICE, ...options });
    const error = await failure(() => client.next(null, null));
    expect(error.result).toBe('ACCESS_DENIED');
    expect(error.message).toContain(`The login to HTTP/server01 by NTLM has failed: ${reason}`);
  });

  it('that a server goes on with has failed', async () => {
    const { client } = await exchange();
    const error = await failure(() => client.next(Buffer.from('more'), null));
    expect(error.message).toBe(
      'The login to HTTP/server01 by NTLM has failed: the server goes on after the last message. A proxy may be in between.',
    );
    expect(client.isEstablished).toBe(false);
  });

  it('that has failed is not gone on with', async () => {
    const client = new NtlmContext(ALICE);
    await client.next(null, null);
    await failure(() => client.next(null, null));
    for (const work of [() => client.next(null, null), () => client.seal(Buffer.alloc(1))]) {
      const error = await failure(work);
      expect(error.message).toBe('The login to HTTP/server01 by NTLM is over: a new connection is needed.');
    }
  });

  it('that is not done seals nothing', async () => {
    const client = new NtlmContext(ALICE);
    const sealed = { signature: Buffer.alloc(16), content: Buffer.alloc(1) };
    for (const work of [() => client.seal(Buffer.alloc(1)), () => client.unseal(sealed)]) {
      const error = await failure(work);
      expect(error).toMatchObject({ result: 'FAILED' });
      expect(error.message).toBe('The login to HTTP/server01 by NTLM is not done yet.');
    }
  });

  it('that is closed forgets its keys, as often as it is closed', async () => {
    const { client } = await exchange();
    client.close();
    client.close();
    expect(client.isEstablished).toBe(false);
    expect((await failure(() => client.seal(Buffer.alloc(1)))).message).toContain('is over');
  });

  it('shows no password and no key', async () => {
    const { client } = await exchange();
    for (const shown of [new NtlmContext(ALICE), client]) {
      expect(inspect(shown, { depth: 9 })).toBe('NtlmContext {}');
      expect(JSON.stringify(shown)).toBe('{}');
      expect(Object.getOwnPropertyNames(shown)).toEqual([]);
    }
  });
});

/** What a sealed message becomes on the way: the second of three. */
const MISHAPS: Readonly<
  Record<string, (messages: readonly [SealedMessage, SealedMessage, SealedMessage]) => SealedMessage>
> = {
  'is changed': ([, { signature, content }]) => ({ signature, content: changed(content, 3) }),
  'is cut off': ([, { signature, content }]) => ({ signature, content: content.subarray(0, -1) }),
  'gets longer': ([, { signature, content }]) => ({ signature, content: Buffer.concat([content, Buffer.alloc(1)]) }),
  'is emptied': ([, { signature }]) => ({ signature, content: Buffer.alloc(0) }),
  'is repeated': ([first]) => first,
  'is left out': ([, , third]) => third,
  'has the signature of another': ([first, { content }]) => ({ signature: first.signature, content }),
  'has another version': ([, second]) => ({ ...second, signature: changed(second.signature, 0) }),
  'has another checksum': ([, second]) => ({ ...second, signature: changed(second.signature, 4) }),
  'has another number': ([, second]) => ({ ...second, signature: changed(second.signature, 12) }),
  'has no signature': ([, second]) => ({ ...second, signature: Buffer.alloc(0) }),
  'has half a signature': ([, second]) => ({ ...second, signature: second.signature.subarray(0, 8) }),
  'has a longer signature': ([, second]) => ({
    ...second,
    signature: Buffer.concat([second.signature, Buffer.alloc(1)]),
  }),
};

function changed(bytes: Buffer, place: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[place] = (copy[place] ?? 0) ^ 1;
  return copy;
}

describe('a sealed message', () => {
  it.each(Object.entries(MISHAPS))('that %s is not read, and nothing after it', async (_, mishap) => {
    const { client, server } = await exchange();
    const sealed = ['one', 'two 2', 'three'].map((text) => server.outgoing?.seal(Buffer.from(text)));
    const [first, second, third] = sealed;
    if (first === undefined || second === undefined || third === undefined) throw new Error('nothing is sealed');
    expect(client.unseal(first).toString()).toBe('one');
    const arrived = mishap([first, second, third]);
    const error = await failure(() => client.unseal(arrived));
    expect(error).toMatchObject({ name: 'MiError', result: 'FAILED' });
    expect(error.message).toBe(
      'HTTP/server01 has sent an encrypted message that cannot be trusted: on the way it was changed or cut off, or one ' +
        'was left out, repeated or swapped. Nothing of it was read. A new connection is needed.',
    );
    for (const later of [() => client.unseal(second), () => client.seal(Buffer.alloc(1))]) {
      expect((await failure(later)).message).toContain('is over: a new connection is needed');
    }
  });

  it('of this side is not taken back from the server', async () => {
    const { client } = await exchange();
    const sealed = client.seal(Buffer.from('own'));
    expect((await failure(() => client.unseal(sealed))).result).toBe('FAILED');
  });

  it('may be large', async () => {
    const { client, server } = await exchange();
    const large = Buffer.alloc(2 ** 25, 'a large message ');
    expect(server.incoming?.open(client.seal(large))?.equals(large)).toBe(true);
  });
});
