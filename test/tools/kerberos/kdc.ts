/*
 * A realm of Kerberos for tests: MIT's KDC on a free port of the loopback interface.
 *
 *   await using kdc = await startKdc();
 *   kdc.addUser('ann', 'secret');
 *   const keytab = kdc.keytabFor('HTTP/server01.example.test');
 *   const cache = await kdc.ticketFor('ann', 'secret');
 *   Object.assign(process.env, kdc.env, { KRB5CCNAME: cache });   // for GSSAPI in this process
 *   const expired = await kdc.ticketFor('ann', 'secret', { clock: -2 * 86_400 });
 *   await using ahead = await kdc.withClock(600);                 // the same realm, 10 minutes ahead
 */
import { type ChildProcess, type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installed } from '../installed.js';
import { clockEnv } from './clock.js';
import { type Configuration, REALM, writeConfiguration } from './configuration.js';

/** How to get a ticket. */
export interface TicketOptions {
  /** How long it is valid, in seconds. Default: a day. */
  readonly lifetime?: number | undefined;
  /** In how many seconds it begins to be valid. Default: at once. */
  readonly startTime?: number | undefined;
  /** By how many seconds the clocks of KDC and user are ahead; -172800 gives a ticket that has expired. Default 0. */
  readonly clock?: number | undefined;
}

type Environment = Readonly<Record<string, string>>;

/** How often a port is tried that was free, and may be taken by now. */
const STARTS = 5;

/** What keeps a KDC from running here, or null. */
export function missingKdc(): string | null {
  const programs = ['krb5kdc', 'kdb5_util', 'kadmin.local', 'kinit', 'setpriv'];
  const program = programs.find((name) => installed(name) === null);
  return program === undefined ? null : `${program} is not installed`;
}

/** Makes a realm with neither users nor services, and starts its KDC. */
export async function startKdc(): Promise<Kdc> {
  const folder = mkdtempSync(join(tmpdir(), 'mi-codegen-kdc-'));
  run('kdb5_util', ['create', '-s', '-P', 'master'], { ...writeConfiguration(folder, folder, 0) });
  return await Kdc.start(folder, folder, {});
}

/** A KDC for tests. */
export class Kdc implements AsyncDisposable {
  readonly realm: string = REALM;
  readonly #database: string;
  readonly #folder: string;
  readonly #configuration: Configuration;
  readonly #process: ChildProcess;
  #files = 0;

  private constructor(database: string, folder: string, configuration: Configuration, child: ChildProcess) {
    this.#database = database;
    this.#folder = folder;
    this.#configuration = configuration;
    this.#process = child;
  }

  /**
   * Starts a KDC.
   * @param database the folder of its database
   * @param folder the folder of all else, which the KDC removes in the end
   * @param clock the environment of a wrong clock
   */
  static async start(database: string, folder: string, clock: Environment): Promise<Kdc> {
    for (let start = 1; ; start += 1) {
      const configuration = writeConfiguration(database, folder, await freePort());
      // A process of tests that is killed takes its KDC along. The wrong clock is for the KDC alone: libfaketime makes
      // shared memory in the first program that it is loaded in, and that one would not live to remove it.
      const assignments = Object.entries(clock).map(([name, value]) => `${name}=${value}`);
      const command = ['--pdeathsig', 'TERM', 'env', ...assignments, program('krb5kdc'), '-n'];
      const child = spawn('setpriv', command, { env: { ...process.env, ...configuration } });
      const log = await logUntil(child, 'commencing operation');
      if (child.exitCode === null) return new Kdc(database, folder, configuration, child);
      if (start === STARTS) throw new Error(`krb5kdc failed: ${log}`);
    }
  }

  /** What a program needs to find the KDC. */
  get env(): Environment {
    return { KRB5_CONFIG: this.#configuration.KRB5_CONFIG };
  }

  addUser(name: string, password: string): void {
    this.#administer('addprinc', '-pw', password, name);
  }

  /**
   * Makes a new service, such as `HTTP/server01.example.test`.
   * @param encryption the only type of encryption that it knows, such as `arcfour-hmac`; default: those of AES
   * @returns the path of a file with its keys
   */
  keytabFor(service: string, encryption?: string): string {
    const path = this.#newFile('keytab');
    const only = encryption === undefined ? [] : ['-e', `${encryption}:normal`];
    this.#administer('addprinc', '-randkey', ...only, service);
    // For the keys of its tickets, too.
    if (encryption !== undefined) this.#administer('setstr', service, 'session_enctypes', encryption);
    this.#administer('ktadd', '-norandkey', '-k', path, service);
    return path;
  }

  /**
   * Logs a user in.
   * @returns the path of a credential cache, for `KRB5CCNAME`
   * @throws Error with what kinit says
   */
  async ticketFor(user: string, password: string, options: TicketOptions = {}): Promise<string> {
    const { lifetime = 86_400, startTime = 0, clock = 0 } = options;
    const cache = this.#newFile('cache');
    const times = ['-l', `${lifetime}s`, ...(startTime === 0 ? [] : ['-s', `${startTime}s`])];
    await using other = clock === 0 ? null : await this.withClock(clock);
    const env = other === null ? this.env : { ...other.env, ...clockEnv(clock) };
    run('kinit', ['-c', cache, ...times, user], env, `${password}\n`);
    return cache;
  }

  /**
   * Starts another KDC of this realm, whose clock is wrong. It must be stopped before this one.
   * @param seconds how far its clock is ahead; negative: behind
   */
  async withClock(seconds: number): Promise<Kdc> {
    return await Kdc.start(this.#database, mkdtempSync(join(this.#folder, 'clock-')), clockEnv(seconds));
  }

  /** Ends the KDC, and removes its files: keytabs and caches, too. */
  async stop(): Promise<void> {
    this.#process.kill();
    await ends(this.#process);
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  #administer(...command: readonly string[]): void {
    run('kadmin.local', command, { ...this.#configuration });
  }

  #newFile(kind: string): string {
    this.#files += 1;
    return join(this.#folder, `${kind}-${this.#files}`);
  }
}

function program(name: string): string {
  const path = installed(name);
  if (path === null) throw new Error(`${name} is not installed`);
  return path;
}

/** Runs a program to its end. What it complains about becomes an Error. */
function run(name: string, args: readonly string[], env: Environment, input = ''): void {
  const { status, stderr } = spawnSync(program(name), args, {
    env: { ...process.env, ...env },
    input,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${name} failed: ${stderr}`);
}

/** What a process writes to stderr until it has written a text, or to its end. */
async function logUntil(child: ChildProcessWithoutNullStreams, text: string): Promise<string> {
  let log = '';
  child.stderr.on('data', (chunk: Buffer) => {
    log += chunk.toString();
  });
  while (!log.includes(text) && child.exitCode === null) {
    await Promise.race([once(child.stderr, 'data'), once(child, 'exit')]);
  }
  return log;
}

/** Waits until a process has ended; it may have done so before. */
async function ends(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
}

/** A port of TCP that nobody listens on now. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('a server of TCP has a port');
  return address.port;
}
