import { fileURLToPath } from 'node:url';
import { configDefaults, defineConfig, type TestProjectInlineConfiguration, type ViteUserConfig } from 'vitest/config';
import { missing } from './test/native/build.mjs';

const source = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Tests of the MI library in test/native, and of the runtime with it. */
const NATIVE = ['test/native/**', 'test/runtime/native/**'];

/** Slow tests: real schemas, compilers, the packed package, input at the limits, long property tests. */
const MATRIX = [
  'test/matrix/**',
  'test/corpora/**',
  'test/pack/**',
  'test/golden/compile.test.ts',
  'test/generator/source/mof/hostile.test.ts',
  'test/project/readme{,-program}.test.ts',
  'test/runtime/memory/{corpora,like}.test.ts',
  'test/runtime/wql/injection.test.ts',
];

/** The tests to leave out where the library can neither be compiled nor is named. In CI they run, and fail. */
function withoutLibrary(): readonly string[] {
  if (process.env['CI'] === 'true' || process.env['MI_TEST_LIBRARY'] !== undefined) return [];
  const reason = missing('native');
  if (reason === null) return [];
  console.warn(`Skipped: test/runtime/native and test/native/schema.test.ts, since ${reason}.`);
  return ['test/runtime/native/**', 'test/native/schema.test.ts'];
}

// No colours in what tests compare, whatever the environment says.
delete process.env['FORCE_COLOR'];

/** What the projects have in common. */
const shared = {
  resolve: {
    // The package's own entry points, from source: tests and generated code import them by their public names.
    alias: [
      { find: /^mi-codegen\/runtime\/cim-xml$/, replacement: source('./runtime/cim-xml/index.ts') },
      { find: /^mi-codegen\/runtime\/handler$/, replacement: source('./runtime/handler/index.ts') },
      { find: /^mi-codegen\/runtime\/memory$/, replacement: source('./runtime/memory/index.ts') },
      { find: /^mi-codegen\/runtime\/v1$/, replacement: source('./runtime/v1/index.ts') },
      { find: /^mi-codegen\/runtime\/wsman$/, replacement: source('./runtime/wsman/index.ts') },
      { find: /^mi-codegen\/runtime$/, replacement: source('./runtime/index.ts') },
      { find: /^mi-codegen$/, replacement: source('./generator/index.ts') },
    ],
  },
  test: {
    // Runs in folders that belong to no project keep their manifests here, and not with those of the user.
    env: { XDG_CACHE_HOME: source('./build/cache') },
    // For what hangs. No test is about speed, and a machine may be slow.
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
};

/** The tests in these paths, without those of the others. */
function project(name: string, paths: readonly string[], others: readonly string[]): TestProjectInlineConfiguration {
  const include = paths.map((path) => path.replace('**', '**/*.test.ts'));
  return { ...shared, test: { ...shared.test, name, include, exclude: [...configDefaults.exclude, ...others] } };
}

const config: ViteUserConfig = defineConfig({
  test: {
    // Vitest would leave one core idle: of two that is half.
    maxWorkers: '100%',
    projects: [
      project('unit', ['test/**'], [...NATIVE, ...MATRIX]),
      project('native', NATIVE, withoutLibrary()),
      project('matrix', MATRIX, []),
    ],
  },
});

export default config;
