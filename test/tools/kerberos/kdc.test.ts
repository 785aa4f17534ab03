import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeNeeding } from '../describe-needing.js';
import { missingClock } from './clock.js';
import { type Kdc, missingKdc, startKdc } from './kdc.js';

/** Asks for a ticket of a service, as a client does. */
function serviceTicket(kdc: Kdc, cache: string, service: string): string {
  const env = { ...process.env, ...kdc.env, KRB5CCNAME: cache };
  const { stdout, stderr } = spawnSync('kvno', [service], { env, encoding: 'utf8' });
  return stdout + stderr;
}

describeNeeding(missingKdc() ?? missingClock(), 'a KDC', () => {
  let kdc: Kdc;
  beforeAll(async () => {
    kdc = await startKdc();
    kdc.addUser('ann', 'pä ss"w');
    kdc.keytabFor('HTTP/server01.example.test');
  });
  afterAll(() => kdc.stop());

  it('gives a user tickets of the services that it knows', async () => {
    const cache = await kdc.ticketFor('ann', 'pä ss"w', { lifetime: 600 });
    expect(serviceTicket(kdc, cache, 'HTTP/server01.example.test')).toContain('kvno = 1');
    expect(serviceTicket(kdc, cache, 'HTTP/server02.example.test')).toContain('not found in Kerberos database');
  });

  it('gives nobody else a ticket', async () => {
    await expect(kdc.ticketFor('ann', 'wrong')).rejects.toThrow('Password incorrect');
    await expect(kdc.ticketFor('bob', 'pä ss"w')).rejects.toThrow('not found in Kerberos database');
  });

  it('gave tickets that have expired, and others that are not valid yet', async () => {
    const expired = await kdc.ticketFor('ann', 'pä ss"w', { clock: -2 * 86_400 });
    expect(serviceTicket(kdc, expired, 'HTTP/server01.example.test')).toContain('Ticket expired');
    const postdated = await kdc.ticketFor('ann', 'pä ss"w', { startTime: 3600 });
    expect(serviceTicket(kdc, postdated, 'HTTP/server01.example.test')).toMatch(/not yet valid|invalid/i);
  });

  it('refuses a client whose clock is 10 minutes off', async () => {
    const cache = await kdc.ticketFor('ann', 'pä ss"w');
    await using ahead = await kdc.withClock(600);
    expect(serviceTicket(ahead, cache, 'HTTP/server01.example.test')).toContain('Clock skew too great');
  });

  it('leaves no file', async () => {
    const other = await startKdc();
    const { KRB5_CONFIG = '' } = other.env;
    expect(existsSync(KRB5_CONFIG)).toBe(true);
    await other.stop();
    expect(existsSync(KRB5_CONFIG)).toBe(false);
  });
});
