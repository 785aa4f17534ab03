import { describe, expect, it } from 'vitest';
import { LIBRARY_SPELLING } from '../../../generator/options/option-table.js';
import { resolveOptions } from '../../../generator/options/resolve-options.js';

const resolve = (options: unknown) => resolveOptions(options, LIBRARY_SPELLING);

describe('resolveOptions', () => {
  it('fills in the defaults, also for an option that is undefined', () => {
    expect(resolve({ namespaces: ['root\\cimv2', 'root/wmi/**'], out: undefined })).toEqual({
      namespaces: [
        { namespace: 'root/cimv2', deep: false },
        { namespace: 'root/wmi', deep: true },
      ],
      source: { kind: 'live', orBundled: true },
      amend: [],
      classes: [],
      exclude: [],
      usedBy: [],
      out: 'generated',
      importExtension: 'js',
      mode: 'write',
      clean: false,
      verify: false,
      strict: false,
      cache: true,
      spelling: LIBRARY_SPELLING,
    });
  });

  it('keeps what was given', () => {
    const source = { kind: 'files', mof: ['a.mof'], includeDirs: ['inc'] };
    const onProgress = () => {};
    const given = { source, classes: ['A'], out: 'src', mode: 'check', strict: true, onProgress };
    expect(resolve({ namespaces: ['root/a'], ...given })).toMatchObject(given);
  });

  it.each([
    [{ clases: ['A'] }, 'generate() takes no clases; did you mean "classes"?'],
    [{ namespace: 'root/a' }, 'generate() takes no namespace; did you mean "namespaces"?'],
    [{ class: ['A'] }, 'generate() takes no class; did you mean "classes"?'],
    [{ zzz: 1 }, 'generate() takes no zzz'],
    [{ soruce: { kind: 'files', mof: [] } }, 'generate() takes no soruce; did you mean "source"?'],
    [
      { source: { kind: 'files', mfo: [] } },
      'generate() takes no source.mfo where source.kind is files; did you mean "mof"?',
    ],
    [{ onProgress: 5 }, 'generate() takes a function as onProgress'],
  ])('refuses %j', (options, message) => {
    expect(() => resolve({ namespaces: ['root/a'], ...options })).toThrow(new TypeError(message));
  });

  it('takes an unknown option that is undefined for absent', () => {
    expect(resolve({ namespaces: ['root/a'], clases: undefined })).toMatchObject({ classes: [] });
  });

  it('does not take the name of an inherited property for a choice', () => {
    expect(() => resolve({ namespaces: ['root/a'], mode: 'toString' })).toThrow(TypeError);
    expect(() => resolve({ namespaces: ['root/a'], source: { kind: 'constructor' } })).toThrow(TypeError);
  });
});
