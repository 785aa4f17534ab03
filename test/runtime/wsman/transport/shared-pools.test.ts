import { expect, it } from 'vitest';
import type { SessionOptions } from '../../../../runtime/index.js';
import { endpointOf } from '../../../../runtime/wsman/session-endpoint.js';
import { SharedPools } from '../../../../runtime/wsman/transport/shared-pools.js';
import { until } from '../../../tools/turns.js';
import {
  BASIC,
  CERTIFICATES,
  closeLater,
  failure,
  http,
  leavesNothingOpen,
  NOBODY,
  post,
  rawServer,
} from './raw-server.js';

leavesNothingOpen();

function newPools(): SharedPools {
  const pools = new SharedPools();
  closeLater(() => pools.close());
  return pools;
}

const HTTPS: SessionOptions = { destination: 'server01', transport: 'HTTPS', credentials: BASIC };
const CLIENT = { certificateFile: `${CERTIFICATES}client.pem`, privateKeyFile: `${CERTIFICATES}client.key` };
const OTHER = { certificateFile: `${CERTIFICATES}other.pem`, privateKeyFile: `${CERTIFICATES}other.key` };

it.each<[name: string, one: SessionOptions, other: SessionOptions]>([
  ['equal options', HTTPS, { ...HTTPS, credentials: { ...BASIC } }],
  ['options that say what is so by default', HTTPS, { ...HTTPS, port: 5986, checkCertificateName: true, timeout: 9 }],
  ['the same certificate', { ...HTTPS, ...CLIENT }, { ...HTTPS, ...CLIENT }],
])('%s share connections', (_, one, other) => {
  const pools = newPools();
  expect(pools.open(endpointOf(one)).channel).toBe(pools.open(endpointOf(other)).channel);
});

it.each<[name: string, different: SessionOptions]>([
  ['password', { credentials: { ...BASIC, password: 'other' } }],
  ['user', { credentials: { ...BASIC, username: 'bob' } }],
  ['domain', { credentials: { ...BASIC, domain: 'bob' } }],
  ['login', { credentials: { type: 'None' } }],
  ['port', { port: 1 }],
  ['host', { destination: 'server02' }],
  ['path', { urlPrefix: 'other' }],
  ['encoding', { packetEncoding: 'UTF16' }],
  ['time to connect', { openTimeout: 1 }],
  ['check of names', { checkCertificateName: false }],
  ['check of authorities', { checkCertificateAuthority: false }],
  ['list of authorities', { trustedCertificates: `${CERTIFICATES}ca.pem` }],
  ['certificate than none', CLIENT],
])('another %s shares no connections', (_, different) => {
  const pools = newPools();
  const { channel } = pools.open(endpointOf(HTTPS));
  expect(pools.open(endpointOf({ ...HTTPS, ...different })).channel).not.toBe(channel);
});

it('another client certificate shares no connections', () => {
  const pools = newPools();
  const as = (certificate: SessionOptions) => pools.open(endpointOf({ ...HTTPS, ...certificate })).channel;
  expect(as(CLIENT)).not.toBe(as(OTHER));
});

it('the last who gives a pool back closes its sockets', async () => {
  const server = await rawServer((socket) => socket.write(http('<a/>')));
  const endpoint = endpointOf({ destination: '127.0.0.1', port: server.port, credentials: NOBODY });
  const pools = newPools();
  const [first, last] = [pools.open(endpoint), pools.open(endpoint)];
  await post(first.channel, 'x');
  first.release();
  await post(last.channel, 'x');
  expect(server.opened).toBe(1);
  last.release();
  await until(() => server.sockets.size === 0);
  expect((await failure(post(last.channel, 'x'))).message).toMatch(/were closed$/);
  // Whoever comes later gets connections of their own.
  const later = pools.open(endpoint);
  expect((await post(later.channel, 'x')).text).toBe('<a/>');
});

it('who gives back after the end takes nothing from those who came later', async () => {
  const server = await rawServer((socket) => socket.write(http('<a/>')));
  const endpoint = endpointOf({ destination: '127.0.0.1', port: server.port, credentials: NOBODY });
  const pools = newPools();
  const early = pools.open(endpoint);
  pools.close();
  const later = pools.open(endpoint);
  early.release();
  expect(pools.open(endpoint).channel).toBe(later.channel);
  expect((await post(later.channel, 'x')).text).toBe('<a/>');
});
