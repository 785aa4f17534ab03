import { afterEach, beforeEach, expect, it } from 'vitest';
import { describeNeeding } from '../describe-needing.js';
import { missingKdc, startKdc } from '../kerberos/kdc.js';
import { type Acceptor, missingAcceptor, startAcceptor } from './acceptor.js';

const forwardTo = 'http://127.0.0.1:1/wsman';
const ntlmUsers = [{ domain: 'EXAMPLE', user: 'ann', password: 'secret' }];

/** The first token of NTLM (MS-NLMP 2.2.1.1), with the flags that sealing needs. */
const NEGOTIATE = Buffer.from(`NTLMSSP\0\x01\0\0\0\x35\x82\x08\xe2${'\0'.repeat(24)}`, 'latin1').toString('base64');

/** What a request without a body is answered. */
async function post({ port }: Acceptor, headers: Record<string, string> = {}): Promise<string> {
  const { status, headers: answered } = await fetch(`http://127.0.0.1:${port}/wsman`, { method: 'POST', headers });
  return `${status} ${answered.get('WWW-Authenticate')}`;
}

describeNeeding(missingAcceptor(), 'an acceptor', () => {
  let acceptor: Acceptor;
  beforeEach(async () => {
    acceptor = await startAcceptor({ forwardTo, ntlmUsers });
  });
  afterEach(() => acceptor.stop());

  it('says how to log in', async () => {
    expect(await post(acceptor)).toBe('401 Negotiate');
    expect(await post(acceptor, { Authorization: 'Basic YW5uOnNlY3JldA==' })).toBe('401 Negotiate');
    const refusals = (await acceptor.log()).filter(({ event }) => event === 'refused');
    expect(refusals).toMatchObject([{ reason: 'the scheme Basic is not offered' }]);
  });

  it('answers the first token of NTLM', async () => {
    expect(await post(acceptor, { Authorization: `Negotiate ${NEGOTIATE}` })).toMatch(
      /^401 Negotiate TlRMTVNTUAACAAAA/,
    );
  });

  it.each(['!', 'AAAA', NEGOTIATE.slice(0, 16), 'A'.repeat(4096)])('refuses the token "%.20s"', async (token) => {
    expect(await post(acceptor, { Authorization: `Negotiate ${token}` })).toBe('401 Negotiate');
    expect(await acceptor.log()).toContainEqual(expect.objectContaining({ event: 'refused' }));
  });

  it('spoils a token when it is told to, and the next no more', async () => {
    await acceptor.mishap('large-token');
    await acceptor.mishap('empty-token');
    await expect(post(acceptor, { Authorization: `Negotiate ${NEGOTIATE}` })).rejects.toThrow('fetch failed');
    expect(await post(acceptor, { Authorization: `Negotiate ${NEGOTIATE}` })).toBe('401 Negotiate');
    expect(await post(acceptor, { Authorization: `Negotiate ${NEGOTIATE}` })).toMatch(
      /^401 Negotiate TlRMTVNTUAACAAAA/,
    );
  });
});

describeNeeding(missingAcceptor() ?? missingKdc(), 'an acceptor with keys of Kerberos', () => {
  it('offers both schemes', async () => {
    await using kdc = await startKdc();
    const keytab = kdc.keytabFor('HTTP/server01.example.test');
    await using acceptor = await startAcceptor({ forwardTo, keytab, env: kdc.env });
    expect(await post(acceptor)).toBe('401 Negotiate, Kerberos');
    expect(await post(acceptor, { Authorization: `Negotiate ${NEGOTIATE}` })).toBe('401 Negotiate, Kerberos');
  });

  it('does not start without them', async () => {
    await expect(startAcceptor({ forwardTo, keytab: '/nowhere/keytab' })).rejects.toThrow('/nowhere/keytab');
  });
});
