import { readFileSync } from 'node:fs';
import * as tsMorph from 'ts-morph';
import { expect, it } from 'vitest';
import { loadTsMorph } from '../../generator/ts-morph.js';

// What is said without ts-morph, or with an old one: test/pack/packed.test.ts.

it('loads the installed ts-morph', () => {
  expect(loadTsMorph('--verify').ts.version).toBe(tsMorph.ts.version);
});

it('takes the releases that package.json names', () => {
  const { peerDependencies } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  expect(peerDependencies['ts-morph']).toBe('>=22.0.0');
});
