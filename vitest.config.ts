import { fileURLToPath } from 'node:url';
import { configDefaults, defineConfig, type ViteUserConfig } from 'vitest/config';
import { missing } from './test/native/build.mjs';

const source = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Suites that need the library under test, where it can neither be compiled nor is named: a failure in CI. */
function withoutLibrary(): readonly string[] {
  if (process.env['CI'] === 'true' || process.env['MI_TEST_LIBRARY'] !== undefined) return [];
  const reason = missing('native');
  if (reason === null) return [];
  console.warn(`Skipped: test/runtime/native and test/native/schema.test.ts, since ${reason}.`);
  return ['test/runtime/native/**', 'test/native/schema.test.ts'];
}

const config: ViteUserConfig = defineConfig({
  resolve: {
    // The package's own entry points, from source: tests and generated code import them by their public names.
    alias: [
      { find: /^mi-codegen\/runtime\/handler$/, replacement: source('./runtime/handler/index.ts') },
      { find: /^mi-codegen\/runtime\/memory$/, replacement: source('./runtime/memory/index.ts') },
      { find: /^mi-codegen\/runtime\/v1$/, replacement: source('./runtime/v1/index.ts') },
      { find: /^mi-codegen\/runtime$/, replacement: source('./runtime/index.ts') },
      { find: /^mi-codegen$/, replacement: source('./generator/index.ts') },
    ],
  },
  test: {
    include: ['test/**/*.test.ts'],
    exclude: [...configDefaults.exclude, ...withoutLibrary()],
    // For what hangs. No test is about speed, and a machine may be slow.
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});

export default config;
