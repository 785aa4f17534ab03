/** The runtime as JavaScript, for processes and workers of their own: these tests may run from source. */
const folder = new URL(
  import.meta.url.endsWith('.ts') ? '../../../../dist/runtime/' : '../../../../runtime/',
  import.meta.url,
);

export const RUNTIME: string = new URL('index.js', folder).href;
/** MI itself, without the sessions of users. */
export const NATIVE: string = new URL('native/index.js', folder).href;
