import { type Config, type ConfigExport, defineConfig, type GenerateOptions, type Target } from 'mi-codegen';
import { describe, expect, expectTypeOf, it } from 'vitest';

describe('defineConfig', () => {
  it('gives back what it was given', () => {
    const config = { namespaces: ['root/a'] };
    const later = async () => config;
    expect(defineConfig(config)).toBe(config);
    expect(defineConfig(later)).toBe(later);
  });

  it('takes the options of generate() that do not belong to one run', () => {
    expectTypeOf<keyof Target>().toEqualTypeOf<Exclude<keyof GenerateOptions, 'mode' | 'onProgress'>>();
    expectTypeOf<keyof Config>().toEqualTypeOf<keyof Target | 'targets'>();
    const source = { kind: 'live', destination: 'server01', username: 'me' } as const;
    defineConfig({ namespaces: ['root/a'], source, targets: [{ source: { kind: 'files', mof: ['a.mof'] } }] });
  });

  it('does not compile with an option that is misspelt or does not belong there', () => {
    const refused: readonly (() => ConfigExport)[] = [
      // @ts-expect-error misspelt
      () => defineConfig({ namespace: ['root/a'] }),
      // @ts-expect-error misspelt in a target
      () => defineConfig({ targets: [{ namespaces: ['root/a'], clases: ['A'] }] }),
      // @ts-expect-error of another source
      () => defineConfig({ source: { kind: 'bundled', mof: ['a.mof'] } }),
      // @ts-expect-error passwords do not belong into files
      () => defineConfig({ source: { kind: 'live', username: 'me', password: 'secret' } }),
      // @ts-expect-error of a single run
      () => defineConfig({ namespaces: ['root/a'], mode: 'check' }),
    ];
    expect(refused).toHaveLength(5);
  });
});
