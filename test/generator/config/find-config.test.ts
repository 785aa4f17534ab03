import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CONFIG_NAMES, findConfig } from '../../../generator/config/find-config.js';
import { ConfigFolder, printed } from './config-folder.js';

let folder: ConfigFolder;
beforeEach(() => {
  folder = new ConfigFolder();
});
afterEach(() => folder.remove());

describe('findConfig', () => {
  it.each(CONFIG_NAMES)('finds %s', (name) => {
    folder.write(name, '');
    expect(findConfig('.')).toBe(join(folder.path, name));
  });

  it('goes upwards to the first folder that has one', () => {
    folder.write('mi-codegen.config.ts', '');
    folder.write('packages/mi-codegen.config.json', '');
    folder.write('packages/app/src/a.ts', '');
    expect(findConfig('packages/app/src')).toBe(join(folder.path, 'packages/mi-codegen.config.json'));
    expect(findConfig('packages')).toBe(join(folder.path, 'packages/mi-codegen.config.json'));
  });

  it('finds none where there is none, and passes over a folder of that name', () => {
    folder.write('mi-codegen.config.js/index.js', '');
    expect(findConfig('.')).toBeNull();
  });

  it.each(['', 'm', 'c'])('takes a config in TypeScript and not what was compiled from it: %sts', (kind) => {
    folder.write(`mi-codegen.config.${kind}ts`, '');
    folder.write(`mi-codegen.config.${kind}js`, '');
    expect(findConfig('.')).toBe(join(folder.path, `mi-codegen.config.${kind}ts`));
    folder.write('mi-codegen.config.json', '{}');
    expect(() => findConfig('.')).toThrow(`has mi-codegen.config.${kind}ts and mi-codegen.config.json`);
  });

  it('names all of several in one folder', async () => {
    folder.write('app/mi-codegen.config.json', '{}');
    folder.write('app/mi-codegen.config.ts', '');
    expect(await printed(() => findConfig('app/src'))).toBe(
      [
        `error several-configs: ${join(folder.path, 'app')} has mi-codegen.config.ts and mi-codegen.config.json`,
        '  help: keep one of them, or name one with --config',
      ].join('\n'),
    );
  });
});
