import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { nodeProblem } from '../../generator/node-version.js';

const text = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

describe('nodeProblem', () => {
  it.each(['20.19.0', '20.20.2', '22.12.0', '22.21.1', '23.0.0', '24.0.0', '30.1.0'])('is null for %s', (version) => {
    expect(nodeProblem(version)).toBeNull();
  });

  it.each(['8.17.0', '12.22.12', '18.20.8', '20.9.0', '20.18.3', '21.7.3', '22.11.0'])('names %s', (version) => {
    expect(nodeProblem(version)).toBe(
      `Node 20.19, 22.12, 24 or later is needed, and this is Node ${version}: install a newer one from nodejs.org`,
    );
  });

  it('says the same as package.json', () => {
    expect(JSON.parse(text('package.json')).engines.node).toBe('^20.19.0 || ^22.12.0 || >=24.0.0');
  });
});

it('is asked before anything that an old Node cannot read', () => {
  const bin = text('generator/bin.ts');
  expect(bin.match(/^import .*$/gm)).toEqual(["import { nodeProblem } from './node-version.js';"]);
  // No `await` outside of a function, and no syntax that came after Node 12.
  for (const file of ['generator/bin.ts', 'generator/node-version.ts']) {
    expect(text(file).replace(/\/\/.*|\/\*[\s\S]*?\*\//g, '')).not.toMatch(
      /^(?:\S.*)?\bawait\b|\?\?|\?\.|\|\|=|#\w+\s*[=(]/m,
    );
  }
});
