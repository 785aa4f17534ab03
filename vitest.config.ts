import { fileURLToPath } from 'node:url';
import { defineConfig, type ViteUserConfig } from 'vitest/config';

const source = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const config: ViteUserConfig = defineConfig({
  resolve: {
    // The package's own entry points, from source: tests and generated code import them by their public names.
    alias: [
      { find: /^mi-codegen\/runtime\/memory$/, replacement: source('./runtime/memory/index.ts') },
      { find: /^mi-codegen\/runtime\/v1$/, replacement: source('./runtime/v1/index.ts') },
      { find: /^mi-codegen\/runtime$/, replacement: source('./runtime/index.ts') },
      { find: /^mi-codegen$/, replacement: source('./generator/index.ts') },
    ],
  },
  test: { include: ['test/**/*.test.ts'], testTimeout: 120_000 },
});

export default config;
