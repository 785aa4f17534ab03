import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
// Before koffi is used: it raises koffi's limits.
import '../../../runtime/native/koffi.js';
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

/** Where a library is that was built elsewhere: under Wine there is no compiler. */
const PREBUILT = process.env['MI_TEST_LIBRARY'];

export const library: TestLibrary = open(PREBUILT ?? build());

/** Compiles the library once for each state of its source. */
function build(): string {
  const folder = fileURLToPath(new URL('../../native/library/', import.meta.url));
  const files = readdirSync(folder).sort();
  const hash = createHash('sha256');
  for (const file of files) hash.update(readFileSync(folder + file));
  const cache = `${tmpdir()}/mi-codegen-test-library`;
  const path = `${cache}/libmi-${hash.digest('hex').slice(0, 16)}.so`;
  if (existsSync(path)) return path;
  mkdirSync(cache, { recursive: true });
  const sources = files.filter((file) => file.endsWith('.c')).map((file) => folder + file);
  const temporary = `${path}.${process.pid}`;
  const flags = ['-std=gnu11', '-O2', '-g', '-fPIC', '-shared', '-Wl,--no-undefined'];
  const { status, stderr } = spawnSync('cc', [...flags, '-o', temporary, ...sources, '-lpthread'], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`the test library does not compile:\n${stderr}`);
  renameSync(temporary, path);
  return path;
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
