import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Diagnostic, DiagnosticError, GenerateResult } from 'mi-codegen';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foundAlways } from '../tools/found-always.js';
import { WorkCounter } from '../tools/work-counter.js';
import type { Construct, Input } from './constructs/construct.js';
import { DECLARATIONS } from './constructs/declarations.js';
import { FEATURES } from './constructs/features.js';
import { INHERITANCE } from './constructs/inheritance.js';
import { TEXTS } from './constructs/texts.js';

let counter: WorkCounter;
let folder: string;

beforeAll(async () => {
  counter = await WorkCounter.start();
  folder = mkdtempSync(join(tmpdir(), 'mi-codegen-work-'));
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await counter.stop();
});

/** Generates from an input, and reports as the command does. */
async function run({ files, options }: Input, at: string): Promise<string> {
  const { generate } = await import('mi-codegen');
  const { diagnosticsOf, failureToJson, toJson } = await import('../../generator/cli/generate-report.js');
  const { formatDiagnostics } = await import('../../generator/cli/diagnostics-report.js');
  const formatted = (diagnostics: readonly Diagnostic[]) =>
    [true, false].map((verbose) => formatDiagnostics(diagnostics, { verbose }, (_format, text) => text)).join('');
  const source = {
    kind: 'files',
    mof: Object.keys(files)
      .filter((name) => name.endsWith('.mof'))
      .map((name) => join(at, name)),
  } as const;
  let result: GenerateResult;
  try {
    result = await generate({ namespaces: ['root/test'], source, out: join(at, 'out'), ...options });
  } catch (error) {
    const diagnostics = diagnosticsOf(error as DiagnosticError);
    return formatted(diagnostics) + failureToJson(diagnostics);
  }
  return formatted(result.diagnostics) + toJson(result, true) + result.notes.join();
}

let runs = 0;

function prepare({ input }: Construct, size: number): () => Promise<unknown> {
  const made = input(size);
  const at = join(folder, String(runs++));
  for (const [name, text] of Object.entries(made.files)) {
    const path = join(at, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  return async () => {
    const report = await run(made, at);
    writeFileSync(join(at, 'report'), report);
  };
}

describe.each(Object.entries({ FEATURES, INHERITANCE, TEXTS, DECLARATIONS }))('%s', (_name, constructs) => {
  it.each(Object.entries(constructs))('%s', async (_what, construct) => {
    const { size } = construct;
    expect(await foundAlways(() => counter.superlinear(size, (of) => prepare(construct, of)))).toEqual([]);
  });
});
