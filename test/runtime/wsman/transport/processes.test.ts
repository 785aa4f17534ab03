import { env } from 'node:process';
import * as tls from 'node:tls';
import { describe, expect, it } from 'vitest';
import { runProgram } from '../../../tools/program.js';
import { CERTIFICATES, certificate, http, leavesNothingOpen, type RawServer, rawServer } from './raw-server.js';

leavesNothingOpen();

const built = (entry: string): string => {
  return JSON.stringify(new URL(`../../../../dist/runtime/${entry}index.js`, import.meta.url).href);
};

const ENVELOPE =
  '<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body><IdentifyResponse/></s:Body></s:Envelope>';

const answering = (): Promise<RawServer> => rawServer((socket) => socket.write(http(ENVELOPE)));

/** A program that asks a server several things at once, and neither closes its session nor its application. */
function asking(options: object): string {
  return `
    import { initialize } from ${built('')};
    import { WsmanHandler } from ${built('wsman/')};
    const application = await initialize({ handlers: { WINRM: new WsmanHandler() } });
    const session = await application.newSession(${JSON.stringify({ credentials: { type: 'None' }, ...options })});
    const ask = () => session.testConnection().then(() => 'answered', ({ message }) => message);
    console.log(await Promise.all([ask(), ask(), ask()]));
    console.log(await ask());`;
}

const ANSWERED = "[ 'answered', 'answered', 'answered' ]\nanswered";

describe('a process ends by itself once its operations are over', () => {
  it('with idle connections of HTTP', async () => {
    const { port } = await answering();
    const end = await runProgram(asking({ destination: '127.0.0.1', port }));
    expect(end).toEqual({ output: ANSWERED, code: 0, signal: null });
  });

  it('with idle connections of HTTPS', async () => {
    const server = await rawServer((socket) => socket.write(http(ENVELOPE)), certificate('localhost'));
    const options = { destination: '127.0.0.1', port: server.port, transport: 'HTTPS' };
    const end = await runProgram(asking({ ...options, trustedCertificates: `${CERTIFICATES}ca.pem` }));
    expect(end).toEqual({ output: ANSWERED, code: 0, signal: null });
    expect(server.opened).toBe(3);
  });

  it('with operations that have failed', async () => {
    const server = await rawServer((socket) => socket.write('garbage'));
    const end = await runProgram(asking({ destination: '127.0.0.1', port: server.port }));
    expect(end).toMatchObject({ code: 0, output: expect.stringMatching(/sent what is no HTTP/) });
  });
});

it('an answer takes no more memory where it comes letter by letter', async () => {
  const chunks = [...ENVELOPE, ...' '.repeat(250_000)].map((letter) => `1\r\n${letter}\r\n`).join('');
  const answer = `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${chunks}0\r\n\r\n`;
  const server = await rawServer((socket) => socket.write(answer));
  const end = await runProgram(asking({ destination: '127.0.0.1', port: server.port }), {
    env: { ...env, NODE_OPTIONS: '--max-old-space-size=64' },
  });
  expect(end).toEqual({ output: ANSWERED, code: 0, signal: null });
});

it.runIf('getCACertificates' in tls)(
  'trustedCertificates are trusted beside those that the environment names',
  async () => {
    const server = await rawServer((socket) => socket.write(http(ENVELOPE)), certificate('localhost'));
    const options = { destination: '127.0.0.1', port: server.port, transport: 'HTTPS' };
    const end = await runProgram(asking({ ...options, trustedCertificates: `${CERTIFICATES}self-signed.pem` }), {
      env: { ...env, NODE_EXTRA_CA_CERTS: `${CERTIFICATES}ca.pem` },
    });
    expect(end).toEqual({ output: ANSWERED, code: 0, signal: null });
  },
);

it('no proxy is used that the environment names', async () => {
  const [server, proxy] = [await answering(), await answering()];
  const url = `http://127.0.0.1:${proxy.port}`;
  const names = ['http_proxy', 'https_proxy', 'all_proxy'].flatMap((name) => [name, name.toUpperCase()]);
  const { NO_PROXY: _, no_proxy: __, ...others } = env;
  const program = asking({ destination: '127.0.0.1', port: server.port });
  const end = await runProgram(program, {
    env: { ...others, ...Object.fromEntries(names.map((name) => [name, url])), NODE_USE_ENV_PROXY: '1' },
  });
  expect(end.code).toBe(0);
  expect(end.output).toContain(ANSWERED);
  expect(proxy.opened).toBe(0);
  expect(server.received.every(({ head }) => head.startsWith('POST /wsman HTTP/1.1\r\n'))).toBe(true);
});
