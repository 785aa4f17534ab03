import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env, platform } from 'node:process';
import { type Application, initialize, type Session } from 'mi-codegen/runtime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generate } from '../../generator/generate.js';
import type { GenerateOptions } from '../../generator/options/generate-options.js';
import { LIBRARY_SPELLING } from '../../generator/options/option-table.js';
import { loadBundled } from '../../generator/source/bundled/bundled-source.js';
import { readSchema } from '../../generator/source/live/live-schema.js';
import { foldName } from '../../runtime/schema/index.js';
import { compilerOptions, typeCheck } from '../tools/typescript.js';
import { lostBy } from './probes.js';
import { awaitProcess, createAndTerminate, queryServices, readRegistry } from './scenarios.js';
import { schemaDifferences } from './schema-differences.js';

// The MI of a real Windows: MI_LIVE=1 npx vitest run test/live/windows.test.ts
const NAMESPACE = 'root/cimv2';
const CLASSES = [
  'StdRegProv',
  'Win32_BIOS',
  'Win32_ComputerSystem',
  'Win32_DiskDrive',
  'Win32_LogicalDisk',
  'Win32_NetworkAdapterConfiguration',
  'Win32_NTLogEvent',
  'Win32_OperatingSystem',
  'Win32_Process',
  'Win32_ProcessStartTrace',
  'Win32_Processor',
  'Win32_Service',
];

/** Why the suite cannot run here; null where it can. */
function missing(): string | null {
  if (platform !== 'win32') return 'it needs Windows';
  return env['MI_LIVE'] === '1' ? null : 'it starts processes: MI_LIVE=1 says that it may';
}

const reason = missing();

describe.skipIf(reason !== null)(reason === null ? 'Windows' : `Windows (skipped: ${reason})`, () => {
  let application: Application;
  let session: Session;

  beforeAll(async () => {
    application = await initialize();
    session = await application.newSession({ dataLocale: 'en-US', uiLocale: 'en-US' });
    await session.testConnection();
  });

  afterAll(() => application.close());

  it('generates a dozen classes of the live schema, the same each time, and they compile', async () => {
    const out = mkdtempSync(join(tmpdir(), 'mi-codegen-windows-'));
    try {
      const options: GenerateOptions = { namespaces: [NAMESPACE], classes: CLASSES, out };
      const written = await generate(options);
      expect(written.source).toBe('live');
      expect(written.files.map(({ path }) => path)).toEqual(
        expect.arrayContaining(CLASSES.map((name) => expect.stringMatching(new RegExp(`\\b${name}\\.ts$`)))),
      );
      writeFileSync(join(out, 'package.json'), '{ "type": "module" }');
      const include = [`${out.replaceAll('\\', '/')}/**/*.ts`];
      expect(typeCheck('7.0', { include, compilerOptions: compilerOptions('7.0') })).toBe('');
      const { files } = await generate({ ...options, mode: 'check' });
      expect(files.filter(({ change }) => change !== 'unchanged')).toEqual([]);
    } finally {
      rmSync(out, { recursive: true });
    }
  });

  it('creates a process and terminates it', () => createAndTerminate(session));

  it('queries services', () => queryServices(session));

  it('reads the registry', () => readRegistry(session));

  it('is told of a process that starts', () => awaitProcess(session));

  // The other ways are known to lose some: `npm run probe` counts them.
  it('loses no handles to operations by callbacks', async () => {
    const rounds = 200;
    const lost = await lostBy(rounds, () => session.enumerate(NAMESPACE, 'Win32_OperatingSystem').toArray());
    console.info(`${lost} handles more after ${rounds} operations`);
    expect(lost).toBeLessThan(rounds / 4);
  });

  it('reports where the bundled schema differs from the live one', async () => {
    const bundled = loadBundled([NAMESPACE]).schema.classes;
    const names = new Set(bundled.map(({ name }) => foldName(name)));
    const { schema, diagnostics } = await readSchema(session, {
      namespaces: [NAMESPACE],
      selects: (name) => names.has(foldName(name)),
      spelling: LIBRARY_SPELLING,
    });
    const differences = schemaDifferences(['bundled', bundled], ['live', schema.classes]);
    console.info(
      [
        `${bundled.length} bundled classes, ${differences.length} differences`,
        ...differences,
        ...diagnostics.map(({ message }) => message),
      ].join('\n'),
    );
    expect(schema.classes.map(({ name }) => name)).toContain('Win32_Process');
  });
});
