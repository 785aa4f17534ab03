import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { globSync } from 'tinyglobby';
import { expect, it } from 'vitest';
import { mi } from '../../../generator/emit/door.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));

it('is all that generated text mentions of the runtime', () => {
  const files = globSync(['generated/**/*.ts', 'test/golden/*/expected/*.ts'], { cwd: root });
  const texts = files.map((file) => readFileSync(`${root}${file}`, 'utf8'));
  const mentioned = new Set(texts.flatMap((text) => text.match(/\bmi\.(?!js)\w+/g) ?? []));
  expect(Array.from(mentioned).sort()).toEqual(Object.values(mi).sort());
});
