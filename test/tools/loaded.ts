import { spawnSync } from 'node:child_process';

function dataUrl(program: string): string {
  return `data:text/javascript,${encodeURIComponent(program)}`;
}

/** Prints the URL of each module that is imported. */
const HOOKS = dataUrl(`
  import { writeSync } from 'node:fs';
  export async function load(url, context, next) {
    writeSync(2, 'loaded ' + url + '\\n');
    return next(url, context);
  }`);
/** Prints the URL of each module that is imported, and in the end of those that are required. */
const PRINT_LOADED = dataUrl(`
  import { writeSync } from 'node:fs';
  import Module, { register } from 'node:module';
  import { pathToFileURL } from 'node:url';
  register(${JSON.stringify(HOOKS)});
  process.on('exit', () => {
    for (const path of Object.keys(Module._cache)) writeSync(2, 'loaded ' + pathToFileURL(path) + '\\n');
  });`);

/** The URLs of the modules that a program loads, Node's own among them, but for those that are imported here. */
export function modulesLoadedBy(args: readonly string[]): readonly string[] {
  const { status, stderr } = spawnSync(process.execPath, ['--import', PRINT_LOADED, ...args], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${status}:\n${stderr}`);
  return Array.from(stderr.matchAll(/^loaded ((?:file|node):.*)$/gm), ([, url = '']) => url);
}
