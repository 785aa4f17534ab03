import assert from 'node:assert/strict';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { spawnNode } from '../../tools/program.js';
import { NATIVE, RUNTIME } from './tools/built.js';
import { DELIVERIES, type Delivery } from './tools/native-test.js';
import { test } from './tools/suite.js';
import { library } from './tools/test-library.js';

/** What MI calls back with. */
const KINDS = ['results', 'indications', 'streams', 'messages', 'progress', 'errors', 'prompts'] as const;
/**
 * When the process ends: inside MI's callback; while an answer is awaited that never comes; while callbacks wait for
 * this thread; while MI works.
 */
const MOMENTS = ['running', 'answering', 'relayed', 'outside'] as const;

interface Case {
  readonly ending: string;
  readonly kind: (typeof KINDS)[number];
  readonly delivery: Delivery;
  readonly moment: (typeof MOMENTS)[number];
}

/** How a process ends. */
interface End {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** The lines of the standard output. */
  readonly lines: readonly string[];
  /** The first line of what was printed as an error, if any. */
  readonly error: string | undefined;
}

function ends(code: number | null, lines: readonly string[] = [], error?: string): End {
  return { code, signal: null, lines, error };
}

const BOOM = 'Error: boom';

function killed(signal: NodeJS.Signals): End {
  // On Windows a process ends itself with this code.
  return process.platform === 'win32' ? ends(1) : { ...ends(null), signal };
}

/** How each of the endings in tools/ending-program.mjs ends the process: as it would without MI. */
const ENDINGS: Readonly<Record<string, End>> = {
  exit: ends(7),
  exitInTimer: ends(7),
  exitInMicrotask: ends(7),
  exitTwice: ends(7),
  lateListener: ends(7, ['exit 3 3']),
  listenerThrows: ends(7, [], BOOM),
  uncaught: ends(1, [], BOOM),
  uncaughtInTimer: ends(1, [], BOOM),
  uncaughtWithCode: ends(7, ['exit 1'], BOOM),
  uncaughtAndExit: ends(7),
  uncaughtHandled: ends(7, ['handled boom']),
  uncaughtMonitored: ends(1, ['monitor boom uncaughtException'], BOOM),
  handlerThrows: ends(7, [], BOOM),
  rejection: ends(1, [], BOOM),
  inDomain: ends(7, ['domain boom']),
  inDomainUnhandled: ends(1, [], BOOM),
  signal: killed('SIGTERM'),
  interrupt: killed('SIGINT'),
  signalAndExit: ends(7, ['SIGTERM']),
  signalAndClose: ends(7, ['SIGINT']),
  close: ends(7, ['exit 7']),
  beforeExit: ends(7, ['beforeExit 5']),
  abandoned: ends(7, ['the session cannot be closed', 'exit 7']),
};

/**
 * All cases with MI_ENDINGS=all, else some: each ending and each kind occurs with each delivery and at each moment.
 * Under Wine, where a process takes its time to start, each ending occurs with about half of the kinds.
 */
const all = process.env['MI_ENDINGS'] === 'all';
const few = process.platform === 'win32';
/** How often each case is run. Afterwards the time that the longest end took is printed. */
const times = Number(process.env['MI_ENDINGS_TIMES'] ?? 1);

function casesOf(ending: string, index: number): Case[] {
  return KINDS.flatMap((kind, column) => {
    if (few && !all && (index % 2 === 0 ? column > 3 : column < 3)) return [];
    return DELIVERIES.flatMap((delivery, side) =>
      MOMENTS.flatMap((moment, place): Case[] => {
        // The handler itself, which the program uses for this moment, waits for MI without end.
        if (ending === 'abandoned' && moment === 'running') return [];
        const turn = index + column;
        const chosen = place === turn % MOMENTS.length && side === (turn >> 2) % DELIVERIES.length;
        return all || chosen ? [{ ending, kind, delivery, moment }] : [];
      }),
    );
  });
}

const PROGRAM = fileURLToPath(new URL('tools/ending-program.mjs', import.meta.url));

for (const [index, [ending, expected]] of Object.entries(ENDINGS).entries()) {
  for (let time = 1; time <= times; time += 1) {
    test(`a process ends while MI works for it: ${ending}${times > 1 ? `, ${time}` : ''}`, async () => {
      const left = casesOf(ending, index);
      const work = async (): Promise<void> => {
        for (let next = left.pop(); next !== undefined; next = left.pop()) {
          assert.deepEqual(await run(next), expected, JSON.stringify(next));
        }
      };
      await Promise.all(Array.from({ length: availableParallelism() }, work));
    });
  }
}

/** The longest time from what ended a process to its end, in milliseconds. */
let longest = 0;
if (times > 1) test('the longest end', () => console.log(`${longest} ms`));

/** What ends a process that hangs, in milliseconds. */
const GUARD = 120_000;

/** Runs the case in a process of its own. */
async function run(given: Case): Promise<End> {
  const argument = JSON.stringify({ ...given, runtime: RUNTIME, native: NATIVE, library: library.path });
  const { MI_LIBRARY, ...env } = process.env;
  const child = spawnNode([PROGRAM, argument], { env });
  const guard = setTimeout(() => child.kill('SIGKILL'), GUARD);
  const [printed, errors]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on('data', (chunk: Buffer) => printed.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      clearTimeout(guard);
      const [first = '', ...lines] = Buffer.concat(printed).toString().split(/\r?\n/).slice(0, -1);
      longest = Math.max(longest, Date.now() - Number(/^end (\d+)$/.exec(first)?.[1] ?? Number.NaN));
      const text = Buffer.concat(errors).toString();
      const error = (/^.*Error: .*$/m.exec(text) ?? /^.+$/m.exec(text))?.[0];
      resolve({ code, signal, lines, error });
    });
  });
}
