import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Diagnostic, formatDiagnostic } from '../../../generator/diagnostics/index.js';

/** How often the usual number of cases is tried: `FUZZ_TIMES=4` runs for about a minute. */
const TIMES = Number(process.env['FUZZ_TIMES'] ?? 1);

/** The cases follow from this number: `FUZZ_SEED=…`, with the one that was printed, tries the same again. */
const SEED = Number(process.env['FUZZ_SEED'] ?? Math.floor(Math.random() * 2 ** 31));

/** A guard against a hang, in milliseconds. */
const GUARD = 600_000;

/**
 * A test of random cases. A case that fails is printed as small as it can be made.
 *
 * @param runs how many cases are tried, unless the environment asks for more
 */
export function fuzz<T>(
  name: string,
  runs: number,
  arbitrary: fc.Arbitrary<T>,
  check: (value: T) => void | Promise<void>,
): void {
  it(
    name,
    async () => {
      console.info(`${name}: ${runs * TIMES} cases, FUZZ_SEED=${SEED}`);
      const property = fc.asyncProperty(arbitrary, async (value) => check(value));
      await fc.assert(property, { seed: SEED, numRuns: runs * TIMES });
    },
    GUARD * TIMES,
  );
}

/** Whether a text holds what could be taken for another line, or is not seen. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

/** Diagnostics of which there is no place. */
const WITHOUT_PLACE = new Set(['mof-more-errors', 'mof-more-warnings', 'mof-unreadable-file', 'empty-namespace']);

/** How many diagnostics of a case are looked at. */
const MOST_CHECKED = 20;

/** Every diagnostic has a place and a sentence, and is printed without anything that is not seen. */
export function expectGood(diagnostics: readonly Diagnostic[]): void {
  // One expectation for a few of them: a case may have hundreds, and there are thousands of cases.
  const step = Math.ceil(diagnostics.length / MOST_CHECKED);
  const checked = diagnostics.filter((_, index) => index % step === 0);
  expect(checked.filter((diagnostic) => !isGood(diagnostic))).toEqual([]);
}

function isGood(diagnostic: Diagnostic): boolean {
  const { code, message, place } = diagnostic;
  const isPlace = place !== undefined && Math.min(place.line, place.column, place.length) > 0;
  const isSeen = formatDiagnostic(diagnostic)
    .split('\n')
    .every((line) => !HIDDEN.test(line.replaceAll('\t', '')));
  const isSentence = /^\S(?:.*[^.\s])?$/s.test(message) && /^[a-z]+(?:-[a-z0-9]+)*$/.test(code);
  return isSeen && isSentence && isPlace !== WITHOUT_PLACE.has(code);
}
