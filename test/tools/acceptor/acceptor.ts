/*
 * An independent server for logins and encrypted messages: Debian's GSSAPI (gss-ntlmssp and MIT Kerberos) in Python. It
 * logs clients in as a Windows host does, decrypts, and hands each request on to another server in the clear.
 *
 *   const server = await startWsmanServer({ handler });
 *   await using acceptor = await startAcceptor({
 *     forwardTo: server.url,
 *     ntlmUsers: [{ domain: 'EXAMPLE', user: 'ann', password: 'secret' }],
 *   });
 *   …a session of http://127.0.0.1:${acceptor.port}/wsman…
 *   await acceptor.log();           // [{ connection: 1, event: 'login', mechanism: 'ntlm', user: 'EXAMPLE\\ann', … }]
 *   await acceptor.mishap('flip');  // a bit of the next answer is changed
 *
 * Kerberos, with the KDC of ../kerberos/kdc.ts: `keytab: kdc.keytabFor('HTTP/server01.example.test'), env: kdc.env`.
 */
import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { clockEnv } from '../kerberos/clock.js';

/** Who may log in by NTLM. An empty domain: a user of the server itself. */
export interface NtlmUser {
  readonly domain: string;
  readonly user: string;
  /** Without a colon, and in one line: gss-ntlmssp's file of users has no other way. */
  readonly password: string;
}

/** Options of {@link startAcceptor}. Users of NTLM, a keytab or both are needed. */
export interface AcceptorOptions {
  /** Where requests go, in the clear. */
  readonly forwardTo: string;
  readonly ntlmUsers?: readonly NtlmUser[] | undefined;
  /** A file with the keys of services of Kerberos. */
  readonly keytab?: string | undefined;
  /** What is offered. Default: `Negotiate`, and with a keytab `Kerberos`. */
  readonly schemes?: readonly ('Negotiate' | 'Kerberos')[] | undefined;
  /** A certificate and its key, as texts of PEM. Absent: HTTP, with encrypted messages. */
  readonly tls?: { readonly cert: string; readonly key: string } | undefined;
  /** Refuses logins that do not name the certificate (`tls-server-end-point`), or name another. */
  readonly demandBinding?: boolean | undefined;
  /** Writes boundaries as Exchange does: `-- Encrypted Boundary`. */
  readonly exchangeBoundary?: boolean | undefined;
  /** An answer of several chunks has an end after each chunk, and not only after the last. */
  readonly closeEach?: boolean | undefined;
  /** How many requests a login is good for. Default: any number. */
  readonly forgetAfter?: number | undefined;
  /** By how many seconds its clock is ahead. Default 0. */
  readonly clock?: number | undefined;
  /** More of its environment, such as that of a KDC. */
  readonly env?: Readonly<Record<string, string>> | undefined;
}

/** What goes wrong once: with the next encrypted answer, with the next token of a login, or before the next request. */
export type Mishap =
  /** A bit of what is encrypted is changed. */
  | 'flip'
  /** The bytes of the previous answer are sent again. */
  | 'repeat'
  /** The answer is sealed twice, and only the second is sent. */
  | 'skip'
  /** The answer ends in its middle. */
  | 'cut'
  /** The answer says that it is a byte longer than it is. */
  | 'length'
  /** The answer is not encrypted. */
  | 'clear'
  /** The token has no byte. */
  | 'empty-token'
  /** The token has 64 kB, all 0. */
  | 'large-token'
  /** The second half of the token is missing. */
  | 'truncated-token'
  /** The connection is closed in place of the token. */
  | 'close'
  /** The login is refused, though all is right, as that of a user who is locked out. */
  | 'refuse'
  /** The login of the connection is forgotten. */
  | 'forget';

/** What has happened on a connection. */
export type AcceptorEvent = { readonly connection: number } & (
  | {
      readonly event: 'login';
      readonly mechanism: 'ntlm' | 'kerberos';
      readonly user: string;
      /** As GSSAPI names them: `confidentiality`, `integrity`, `mutual_authentication`… */
      readonly flags: readonly string[];
    }
  /** A request that was handed on, with the size of its plain body. */
  | { readonly event: 'request'; readonly bytes: number }
  /** A token or a message that was not right. */
  | { readonly event: 'refused'; readonly reason: string }
  | { readonly event: 'forgotten' }
  | { readonly event: 'broken'; readonly reason: string }
  | { readonly event: 'closed'; readonly requests: number }
);

/** Debian's own: one of another place does not find the packages of Debian. */
const PYTHON = '/usr/bin/python3';

const SCRIPT = fileURLToPath(new URL('acceptor.py', import.meta.url));

const PROBE = `import gssapi
assert gssapi.OID.from_int_seq("1.3.6.1.4.1.311.2.2.10") in gssapi.raw.indicate_mechs()`;

/** What keeps the acceptor from running here, or null. */
export function missingAcceptor(): string | null {
  if (!existsSync(PYTHON)) return `${PYTHON} is not installed`;
  return spawnSync(PYTHON, ['-c', PROBE]).status === 0 ? null : 'python3-gssapi or gss-ntlmssp is not installed';
}

/** Starts an acceptor on a free port of the loopback interface. */
export async function startAcceptor(options: AcceptorOptions): Promise<Acceptor> {
  const { ntlmUsers, keytab, clock = 0, env } = options;
  const folder = mkdtempSync(join(tmpdir(), 'mi-codegen-acceptor-'));
  const child = spawn(PYTHON, ['-B', SCRIPT, ...argumentsOf(options, folder)], {
    env: {
      ...process.env,
      ...env,
      ...(clock === 0 ? {} : clockEnv(clock)),
      ...(ntlmUsers === undefined ? {} : { NTLM_USER_FILE: userFile(ntlmUsers, folder) }),
      // A ticket must not be refused because another acceptor has seen it.
      ...(keytab === undefined ? {} : { KRB5_KTNAME: keytab, KRB5RCACHENAME: `file2:${join(folder, 'replays')}` }),
    },
  });
  const acceptor = new Acceptor(child, folder);
  await acceptor.listens();
  return acceptor;
}

/** An independent server for logins and encrypted messages. */
export class Acceptor implements AsyncDisposable {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #folder: string;
  readonly #exit: Promise<unknown>;
  readonly #lines: AsyncIterator<string>;
  #errors = '';
  #port = 0;

  constructor(child: ChildProcessWithoutNullStreams, folder: string) {
    this.#process = child;
    this.#folder = folder;
    this.#exit = once(child, 'close');
    this.#lines = createInterface(child.stdout)[Symbol.asyncIterator]();
    // A command to a process that has ended: the missing answer says so.
    child.stdin.on('error', () => {});
    child.stderr.on('data', (chunk: Buffer) => {
      this.#errors += chunk.toString();
    });
  }

  async listens(): Promise<void> {
    const { port } = (await this.#line()) as { readonly port: number };
    this.#port = port;
  }

  get port(): number {
    return this.#port;
  }

  /** What has happened so far, in its order; all that belongs to an answer that has come is in it. */
  async log(): Promise<readonly AcceptorEvent[]> {
    return (await this.#ask({ log: true })) as readonly AcceptorEvent[];
  }

  /** Something goes wrong once. Several mishaps of one kind happen one after another. */
  async mishap(name: Mishap): Promise<void> {
    await this.#ask({ mishap: name });
  }

  /**
   * Ends it with all its connections.
   * @throws Error with what Python says, if something has failed in the acceptor itself
   */
  async stop(): Promise<void> {
    this.#process.stdin.end();
    await this.#exit;
    rmSync(this.#folder, { recursive: true, force: true });
    if (this.#errors !== '') throw new Error(`the acceptor has failed: ${this.#errors}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  async #ask(command: object): Promise<unknown> {
    this.#process.stdin.write(`${JSON.stringify(command)}\n`);
    return await this.#line();
  }

  async #line(): Promise<unknown> {
    const { value, done } = await this.#lines.next();
    if (done !== true) return JSON.parse(value);
    await this.stop();
    throw new Error('the acceptor has ended');
  }
}

function argumentsOf(options: AcceptorOptions, folder: string): readonly string[] {
  const { forwardTo, keytab, tls, demandBinding, exchangeBoundary, closeEach, forgetAfter } = options;
  const { schemes = keytab === undefined ? ['Negotiate'] : ['Negotiate', 'Kerberos'] } = options;
  return [
    ...['--forward-to', forwardTo, '--schemes', schemes.join(',')],
    ...(tls === undefined
      ? []
      : ['--certificate', file(folder, 'cert', tls.cert), '--key', file(folder, 'key', tls.key)]),
    ...(demandBinding === true ? ['--demand-binding'] : []),
    ...(exchangeBoundary === true ? ['--exchange-boundary'] : []),
    ...(closeEach === true ? ['--close-each'] : []),
    ...(forgetAfter === undefined ? [] : ['--forget-after', `${forgetAfter}`]),
  ];
}

function userFile(users: readonly NtlmUser[], folder: string): string {
  const lines = users.map(({ domain, user, password }) => {
    if (/[:\n]/.test(domain + user + password)) throw new Error('gss-ntlmssp has no way to write a colon');
    return `${domain}:${user}:${password}\n`;
  });
  return file(folder, 'users', lines.join(''));
}

function file(folder: string, name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text, { mode: 0o600 });
  return path;
}
