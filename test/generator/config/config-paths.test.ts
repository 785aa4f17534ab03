import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fromWorkingFolder } from '../../../generator/config/config-paths.js';
import { ConfigFolder } from './config-folder.js';

let folder: ConfigFolder;
beforeEach(() => {
  folder = new ConfigFolder();
  folder.write('packages/app/src/a.ts', '');
});
afterEach(() => folder.remove());

/** A path of a config in `config`, as it is written from the folder `from`. */
function written(path: string, config: string, from: string): string {
  process.chdir(join(folder.path, from));
  return fromWorkingFolder(join(folder.path, config), path).replaceAll('\\', '/');
}

describe('a path of a config', () => {
  it.each([
    { path: 'schema/*.mof', config: '.', from: '.', want: 'schema/*.mof' },
    { path: './schema/*.mof', config: '.', from: '.', want: 'schema/*.mof' },
    { path: 'schema/*.mof', config: 'packages/app', from: 'packages/app/src', want: '../schema/*.mof' },
    { path: '../schema/**/../x/*.mof', config: 'packages/app', from: 'packages/app', want: '../schema/**/../x/*.mof' },
    { path: '../schema/*.mof', config: 'packages/app', from: 'packages/app/src', want: '../../schema/*.mof' },
    { path: '../../schema/*.mof', config: 'packages/app', from: '.', want: 'schema/*.mof' },
    { path: './../lib/x.mof', config: 'packages/app', from: 'packages/app/src', want: '../../lib/x.mof' },
    { path: '.', config: 'packages', from: '.', want: 'packages' },
    { path: '..', config: 'packages', from: '.', want: '.' },
    { path: '.hidden/x.mof', config: '.', from: '.', want: '.hidden/x.mof' },
    { path: '..x/y.mof', config: '.', from: '.', want: '..x/y.mof' },
  ])('$path of $config is $want from $from', ({ path, config, from, want }) => {
    expect(written(path, config, from)).toBe(want);
  });

  it('stays as it is when it is absolute', () => {
    const path = join(folder.path, 'schema', '*.mof');
    expect(fromWorkingFolder('/elsewhere', path)).toBe(path);
  });
});
