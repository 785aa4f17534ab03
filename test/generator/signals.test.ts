import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ProgramEnd, runProgram } from '../tools/program.js';

/** The generator as JavaScript, for processes of their own. */
const generator = new URL('../../dist/generator/index.js', import.meta.url).href;

let folder: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mi-codegen-signals-'));
  writeFileSync(join(folder, 'schema.mof'), 'class A { }; class B { };');
  expect(await program('await run();')).toEqual({ output: '', code: 0, signal: null });
  writeFileSync(join(folder, 'schema.mof'), 'class A { string New; }; class B { string New; };');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a program that generates. */
function program(body: string): Promise<ProgramEnd> {
  const prologue = `
    import fs from 'node:fs';
    import { syncBuiltinESMExports } from 'node:module';
    const { generate } = await import(${JSON.stringify(generator)});
    const run = (options) => generate({ namespaces: ['root/test'], source: { kind: 'files', mof: ['schema.mof'] }, out: 'out', ...options });
    /** Has the process get the signal whenever a file of the output is replaced. */
    function whileReplacing(signal) {
      const { renameSync } = fs;
      fs.renameSync = (from, to) => {
        if (to.startsWith('out')) process.kill(process.pid, signal);
        renameSync(from, to);
      };
      syncBuiltinESMExports();
    }`;
  return runProgram(prologue + body, { cwd: folder });
}

/** Of each class's file whether it is of the new schema; and that nothing else is there. */
function output(): readonly boolean[] {
  expect(readdirSync(join(folder, 'out'))).toEqual(['root']);
  return ['A', 'B'].map((name) => readFileSync(join(folder, `out/root/test/${name}.ts`), 'utf8').includes('New'));
}

// Windows has no signals: there process.kill ends a process at once, whoever listens.
describe.skipIf(process.platform === 'win32')('a signal', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'])(
    '%s while rendering ends the process, and the old output is whole',
    async (signal) => {
      const body = `
      const onProgress = (phase, done) => phase === 'generating' && done === 2 && process.kill(process.pid, '${signal}');
      await run({ onProgress });
      console.log('goes on');`;
      expect(await program(body)).toEqual({ output: '', code: null, signal });
      expect(output()).toEqual([false, false]);
    },
  );

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'])(
    '%s while replacing ends the process once the new output is whole',
    async (signal) => {
      expect(await program(`whileReplacing('${signal}'); await run(); console.log('goes on');`)).toEqual({
        output: '',
        code: null,
        signal,
      });
      expect(output()).toEqual([true, true]);
    },
  );

  it('is left to a program that listens to it', async () => {
    const body = `
      process.once('SIGINT', () => console.log('heard'));
      whileReplacing('SIGINT');
      const { classes } = await run();
      console.log(classes, process.listenerCount('SIGINT'));`;
    expect(await program(body)).toEqual({ output: 'heard\n2 0', code: 0, signal: null });
    expect(output()).toEqual([true, true]);
  });
});
