import type { Application, Session } from '../../../../runtime/index.js';
import type { OperationOptions } from '../../../../runtime/options.js';
import { element, later, NAMESPACE, PROTOCOL, parameters, path } from './native-test.js';
import type { Random } from './random.js';

/** What handlers and loops of a storm throw. */
export class StormError extends Error {
  override readonly name = 'StormError';
}

const fail = (): never => {
  throw new StormError('on purpose');
};
const never = new Promise<never>(() => {});

const DELIVERIES = ['callbacks', 'pull'] as const;
const MODES = ['report', 'inquire', 'ignore', undefined] as const;

/** How many milliseconds a random moment is away at most. */
const SOON = 30;

/** Operations of sessions, of random kinds, at once. */
export class Storm {
  readonly #random: Random;
  /** What has been begun and is not over, by what it does. */
  readonly #open = new Map<Promise<unknown>, string>();
  /** Failures that no operation may have. */
  readonly #wrong: unknown[] = [];
  #ids = 0;
  count = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  /** What has not been settled yet. */
  get unsettled(): readonly string[] {
    return [...this.#open.values()];
  }

  /** Begins what may fail as MI, a cancel or a handler fails, but in no other way. */
  begin(what: string, run: () => unknown): void {
    this.count += 1;
    const running = (async () => run())()
      .catch((error: unknown) => {
        const { name } = error as Error;
        const expected = ['MiError', 'AbortError', 'TimeoutError', 'StormError', 'AggregateError'].includes(name);
        if (!expected) this.#wrong.push(error);
      })
      .finally(() => this.#open.delete(running));
    this.#open.set(running, what);
  }

  /** Waits until everything is settled. */
  async end(): Promise<void> {
    while (this.#open.size > 0) await Promise.all(this.#open.keys());
    if (this.#wrong.length > 0) throw new AggregateError(this.#wrong, `wrong failures: ${this.#wrong.join('; ')}`);
  }

  /** Some operations of a session, which is closed at some moment. */
  async session(application: Application, operations: number): Promise<void> {
    const random = this.#random;
    const destination = random.chance(0.2) ? { destination: 'noisy' } : {};
    const callbacks = random.chance(0.5) ? { onWriteMessage: () => {}, onWriteError: () => {} } : {};
    const session = await application.newSession({ ...PROTOCOL, ...destination, callbacks });
    for (let left = operations; left > 0; left -= 1) {
      const kind = random.pick(KINDS);
      this.begin(kind, () => this.#run(kind, session));
      if (random.chance(0.1)) await later(random.below(5));
      if (random.chance(0.03)) this.begin('sync', () => this.#synchronous(session));
      if (random.chance(0.01)) this.begin('close', () => session.close());
    }
    if (random.chance(0.5)) await later(random.below(SOON));
    await session.close();
  }

  /** A signal that is aborted at some moment. */
  #signal(): AbortSignal {
    const controller = new AbortController();
    const moment = this.#random.below(SOON);
    if (moment === 0) queueMicrotask(() => controller.abort(new StormError('enough')));
    else setTimeout(() => controller.abort(new StormError('enough')), moment);
    return controller.signal;
  }

  /** How the user's side behaves when it is called back. */
  #handler<T>(answer: T): () => T | Promise<T> {
    const behaviour = this.#random.below(12);
    const delay = this.#random.below(4);
    if (behaviour < 5) return () => answer;
    if (behaviour < 9) return () => later(delay).then(() => answer);
    if (behaviour === 9) return fail;
    if (behaviour === 10) return () => later(delay).then(fail);
    return () => never;
  }

  /** Options that end the operation in any case. */
  #ending(): OperationOptions {
    const random = this.#random;
    const delivery = random.pick(DELIVERIES);
    return { delivery, signal: this.#signal(), ...(random.chance(0.2) ? { timeout: 1 + random.below(SOON) } : {}) };
  }

  /** Options of an operation that ends by itself, and may be ended before. */
  #options(): OperationOptions {
    if (this.#random.chance(0.3)) return this.#ending();
    return { delivery: this.#random.pick(DELIVERIES) };
  }

  #loop<T>(results: AsyncIterable<T>): Promise<number> {
    const random = this.#random;
    const limit = random.chance(0.5) ? random.below(40) : Number.POSITIVE_INFINITY;
    const slow = random.chance(0.3) ? 1 + random.below(10) : null;
    const throws = random.chance(0.1);
    return (async () => {
      let count = 0;
      for await (const _ of results) {
        count += 1;
        if (slow !== null && count % slow === 0) await later(1);
        if (count > limit) {
          if (throws) fail();
          break;
        }
      }
      return count;
    })();
  }

  #run(kind: (typeof KINDS)[number], session: Session): unknown {
    const random = this.#random;
    const length = 1 + random.below(60);
    const call = (method: string, options: OperationOptions, ...inbound: Parameters<typeof parameters>) =>
      session.invoke(NAMESPACE, 'Test_Service', method, parameters(...inbound), options);
    const count = element('Count', 'uint32', length);
    switch (kind) {
      case 'add':
        return call('Add', this.#options(), element('A', 'sint32', length), element('B', 'sint32', 1)).then((sum) => {
          if (sum.get('Sum') !== length + 1) throw new Error(`a wrong sum: ${sum.get('Sum')}`);
        });
      case 'fail':
        return call('Fail', this.#options(), element('Result', 'uint32', 1 + random.below(27)));
      case 'sleep':
        return call('Sleep', this.#options(), element('Milliseconds', 'uint32', random.below(5)));
      case 'never':
        return call('Never', this.#ending());
      case 'prompt': {
        const promptUserMode = random.pick(MODES);
        return call('Prompt', { ...this.#ending(), promptUserMode, onPromptUser: this.#handler('yes') }, count);
      }
      case 'errors': {
        const writeErrorMode = random.pick(MODES);
        return call('WriteErrors', { ...this.#ending(), writeErrorMode, onWriteError: this.#handler('yes') }, count);
      }
      case 'messages':
        return call('Messages', { ...this.#ending(), onWriteMessage: this.#handler(undefined) }, count);
      case 'progress':
        return call('Progress', { ...this.#ending(), onProgress: this.#handler(undefined) }, count);
      case 'streams': {
        const streaming = call('Streams', this.#ending(), count, element('Size', 'uint32', random.below(5)));
        const loops = random.chance(0.7) ? [this.#loop(streaming.stream('Numbers'))] : [];
        if (random.chance(0.2)) setTimeout(() => streaming.cancel(), random.below(SOON));
        return Promise.all([streaming, ...loops]);
      }
      case 'enumerate':
        return this.#loop(session.enumerate(NAMESPACE, 'Test_Many', this.#options()));
      case 'first':
        return session.enumerate(NAMESPACE, 'Test_Many', this.#options()).first();
      case 'endless':
        return this.#loop(session.enumerate(NAMESPACE, 'Test_Endless', this.#ending()));
      case 'nothing':
        return this.#loop(session.enumerate(NAMESPACE, 'Test_Never', this.#ending()));
      case 'query':
        return this.#loop(session.query(NAMESPACE, 'SELECT * FROM Test_Base', this.#options()));
      case 'associators':
        return this.#loop(session.associators(NAMESPACE, path('Test_Leaf', 'leaf'), this.#options()));
      case 'references':
        return this.#loop(session.references(NAMESPACE, path('Test_Leaf', 'leaf'), this.#options()));
      case 'subscribe':
        return this.#loop(session.subscribe(NAMESPACE, 'SELECT * FROM Test_Alarm', this.#ending()));
      case 'get':
        return session.getInstance(NAMESPACE, path('Test_Everything', 'all'), this.#options());
      case 'class':
        return session.getClass(NAMESPACE, 'Test_Derived', this.#options());
      case 'classes':
        return this.#loop(session.enumerateClasses(NAMESPACE, null, { ...this.#options(), polymorphism: 'deep' }));
      case 'change':
        return this.#change(session);
      case 'test':
        return session.testConnection(this.#options());
      case 'inner':
        return this.#inner(session);
    }
  }

  async #change(session: Session): Promise<void> {
    this.#ids += 1;
    const instance = path('Test_Base', `storm-${this.#ids}`);
    await session.create(NAMESPACE, instance, { delivery: this.#random.pick(DELIVERIES) });
    await session.modify(NAMESPACE, instance, this.#options()).catch(() => {});
    await session.delete(NAMESPACE, instance);
  }

  /** A loop whose body waits for other operations of the session. */
  async #inner(session: Session): Promise<void> {
    let left = this.#random.below(5);
    for await (const _ of session.enumerate(NAMESPACE, 'Test_Many', this.#options())) {
      await session.testConnection(this.#options());
      left -= 1;
      if (left < 0) return;
    }
  }

  #synchronous(session: Session): unknown {
    const { sync } = session;
    return this.#random.chance(0.5) ? sync.testConnection() : sync.getInstance(NAMESPACE, path('Test_Leaf', 'leaf'));
  }
}

const KINDS = [
  'add',
  'fail',
  'sleep',
  'never',
  'prompt',
  'errors',
  'messages',
  'progress',
  'streams',
  'enumerate',
  'first',
  'endless',
  'nothing',
  'query',
  'associators',
  'references',
  'subscribe',
  'get',
  'class',
  'classes',
  'change',
  'test',
  'inner',
] as const;
