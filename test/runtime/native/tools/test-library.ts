// Before koffi is used: it raises koffi's limits.
import '../../../../runtime/native/koffi.js';
import koffi from 'koffi';

/** The MI library of test/native, and what it offers tests beside MI's own functions. */
export interface TestLibrary {
  readonly path: string;
  set(name: string, value: number): void;
  /** All settings to their initial values, and no violations. */
  reset(): void;
  /** What is alive, by name; those that are zero are left out. */
  alive(): Readonly<Record<string, number>>;
  /** How the client broke MI's contract. */
  violations(): readonly string[];
  lastRequest(): Recorded;
  lastSession(): Recorded;
  abiConstants(): Readonly<Record<string, number>>;
}

// biome-ignore lint/suspicious/noExplicitAny: what the library recorded, as JSON.
export type Recorded = any;

/** The library where it has been built already: under Wine there is no compiler. */
export const library: TestLibrary = open(process.env['MI_TEST_LIBRARY'] ?? (await buildHere()));

async function buildHere(): Promise<string> {
  const { build } = await import('../../../native/build.mjs');
  return build('native').library;
}

function open(path: string): TestLibrary {
  const loaded = koffi.load(path);
  const set = loaded.func('int32 test_set(str name, int64 value)');
  const reset = loaded.func('void test_reset()');
  const json = (name: string): (() => Recorded) => {
    const read = loaded.func(`str ${name}()`);
    return () => JSON.parse(read());
  };
  const counters = json('test_counters');
  return {
    path,
    set: (name, value) => {
      if (set(name, value) === 0) throw new Error(`the test library has no setting ${name}`);
    },
    reset: () => reset(),
    alive: () => Object.fromEntries(Object.entries<number>(counters()).filter(([, count]) => count !== 0)),
    violations: json('test_violations'),
    lastRequest: json('test_last_request'),
    lastSession: json('test_last_session'),
    abiConstants: json('test_abi_constants'),
  };
}
