/*
 * The server's side of a login by Kerberos, and of the messages after it: python3-gssapi in a process of its own.
 *
 *   await using server = startServer({ ...kdc.env, KRB5_KTNAME: keytab });
 *   const { token, user } = await server.accept(received);
 */
import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { SealedMessage } from '../../../runtime/wsman/security/security-context.js';

const PYTHON = '/usr/bin/python3';
const SCRIPT = fileURLToPath(new URL('./context.py', import.meta.url));

/** What keeps a server from running here, or null. */
export function missingServer(): string | null {
  const { status } = spawnSync(PYTHON, ['-c', 'import gssapi']);
  return status === 0 ? null : 'python3-gssapi is not installed';
}

/** How the server sees the login. */
export interface Accepted {
  /** For the client. */
  readonly token: Buffer | null;
  readonly complete: boolean;
  /** The principal of the client; null until the login is complete. */
  readonly user: string | null;
  /** The number of the mechanism that the login uses. */
  readonly mechanism: string;
}

/** @param env where the realm and the keys of the server are. */
export function startServer(env: Readonly<Record<string, string>>): ServerContext {
  // Tests that log in at one time would be taken for repetitions of each other.
  const all = { ...process.env, KRB5RCACHENAME: 'none:', ...env };
  return new ServerContext(spawn(PYTHON, [SCRIPT], { env: all }));
}

/** One side of GSSAPI, one login at a time. Each call throws an error with GSSAPI's text when GSSAPI refuses. */
export class ServerContext implements AsyncDisposable {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #lines: AsyncIterator<string>;

  constructor(child: ChildProcessWithoutNullStreams) {
    this.#process = child;
    child.stderr.pipe(process.stderr);
    this.#lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  }

  /**
   * Reads a token of the client.
   * @param binding the channel bindings that the server knows of.
   * @param mechanism the number of the only mechanism that the server takes.
   */
  async accept(token: Buffer, binding: Buffer | null = null, mechanism: string | null = null): Promise<Accepted> {
    return await this.#ask('accept', { token, binding, mechanism });
  }

  async wrap(message: Buffer, encrypt = true): Promise<Buffer> {
    const { token } = await this.#ask<{ token: Buffer }>('wrap', { message, encrypt });
    return token;
  }

  /** As Windows does it. */
  async seal(message: Buffer): Promise<SealedMessage> {
    return await this.#ask('seal', { message });
  }

  async unwrap(token: Buffer): Promise<{ readonly message: Buffer; readonly encrypted: boolean }> {
    return await this.#ask('unwrap', { token });
  }

  async sign(message: Buffer): Promise<Buffer> {
    const { token } = await this.#ask<{ token: Buffer }>('sign', { message });
    return token;
  }

  async verify(message: Buffer, token: Buffer): Promise<void> {
    await this.#ask('verify', { message, token });
  }

  /** Begins another login. */
  async reset(): Promise<void> {
    await this.#ask('reset', {});
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#process.stdin.end();
    if (this.#process.exitCode === null) await once(this.#process, 'exit');
  }

  async #ask<T>(command: string, args: Readonly<Record<string, unknown>>): Promise<T> {
    this.#process.stdin.write(`${JSON.stringify([command, args], toBase64)}\n`);
    const { value } = await this.#lines.next();
    const { error, ...answer } = JSON.parse(value, fromBase64);
    if (error !== undefined) throw Object.assign(new Error(error), answer);
    return answer;
  }
}

/** Bytes, which JSON writes as an object with the numbers of all. */
function toBase64(_: string, value: { readonly type?: string; readonly data?: readonly number[] } | null): unknown {
  return value?.type === 'Buffer' ? { bytes: Buffer.from(value.data ?? []).toString('base64') } : value;
}

function fromBase64(_: string, value: { readonly bytes?: string } | null): unknown {
  return value?.bytes === undefined ? value : Buffer.from(value.bytes, 'base64');
}
