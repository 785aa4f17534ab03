import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { filesIn } from '../../tools/files-in.js';

/** How often each is tried. */
const RUNS = Number(process.env['KILLS'] ?? 8);

const command = fileURLToPath(new URL('../../../dist/generator/bin.js', import.meta.url));

const CLASSES = Array.from({ length: 60 }, (_item, index) => `C${index}`);
const SCHEMAS = ['One', 'Two'].map((property) =>
  CLASSES.map((name) => `class ${name} { [Key] string ${property}; };`).join('\n'),
);

let folder: string;
/** The output of each schema. */
let outputs: readonly (readonly [string, string][])[];
/** How long a run takes, in milliseconds. Only a measure: no test fails for being slow. */
let time = 0;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mi-codegen-kills-'));
  for (const [index, schema] of SCHEMAS.entries()) writeFileSync(join(folder, `${index}.mof`), schema);
  const whole = [];
  for (const index of SCHEMAS.keys()) {
    const start = performance.now();
    await generate(index).ended;
    time = performance.now() - start;
    whole.push(found());
  }
  outputs = whole;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the command into the one output folder. */
function generate(schema: number) {
  const words = [command, 'root/test', '--mof', `${schema}.mof`, '--out', 'out', '--quiet'];
  const child = spawn(process.execPath, words, { cwd: folder, stdio: 'inherit' });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return { ended, kill: () => child.kill('SIGKILL') };
}
const found = () => Object.entries(filesIn(join(folder, 'out')));

describe('the command', () => {
  it('that is killed at a random moment leaves the old or the new output', async () => {
    const moments = fc.sample(fc.double({ min: 0, max: 1.2, noNaN: true }), RUNS);
    for (const [index, moment] of moments.entries()) {
      const { ended, kill } = generate(index % 2);
      const timer = setTimeout(kill, moment * time);
      await ended;
      clearTimeout(timer);
      expect(outputs).toContainEqual(found());
    }
    expect(await generate(0).ended).toBe(0);
    expect(found()).toEqual(outputs[0]);
    expect(readdirSync(join(folder, 'out'))).toEqual(['root']);
  });

  it('that is called twice at once leaves the output of one of the two', async () => {
    for (let pair = 0; pair < RUNS; pair++) {
      const both = [generate(0), generate(1)];
      expect(await Promise.all(both.map(({ ended }) => ended))).toEqual([0, 0]);
      expect(outputs).toContainEqual(found());
      expect(readdirSync(join(folder, 'out'))).toEqual(['root']);
    }
  });
});
