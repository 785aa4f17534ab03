/** The runtime as JavaScript, for processes and workers of their own: these tests may run from source. */
export const RUNTIME: string = new URL(
  import.meta.url.endsWith('.ts') ? '../../../../dist/runtime/index.js' : '../../../../runtime/index.js',
  import.meta.url,
).href;
