import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ProtocolHandler } from '../../runtime/protocol.js';
import { runTsc } from '../tools/typescript.js';
import { startWsmanServer } from '../tools/wsman-server/server.js';

// The first program of the README, as it stands, with the compiler's settings of the README. In place of MI it finds a
// machine in the process, or one behind a server of WS-Management.

const root = fileURLToPath(new URL('../../', import.meta.url));
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const dist = (path: string) => JSON.stringify(pathToFileURL(join(root, 'dist', path)).href);

/** What the program imports as `mi-codegen/runtime`: all that it has, but for what `initialize()` finds. */
const RUNTIME = `
  export * from ${dist('runtime/index.js')};
  import { initialize as real } from ${dist('runtime/index.js')};
  import { WsmanHandler } from ${dist('runtime/wsman/index.js')};
  import { createMachine } from 'machine';
  class LocalServer extends WsmanHandler {
    newSession(options) {
      const port = Number(process.env.SERVER_PORT);
      return super.newSession({ ...options, destination: '127.0.0.1', port, credentials: { type: 'None' } });
    }
  }
  const handler = process.env.SERVER_PORT === undefined ? createMachine() : new LocalServer();
  export const initialize = (options) => real({ handler, ...options });`;

const MACHINE = `
  import { loadBundled, parseMof } from ${dist('generator/index.js')};
  import { MemoryRepository } from ${dist('runtime/memory/index.js')};
  import { Win32_Process, Win32_Service } from '../../generated/root/cimv2/index.js';
  export function createMachine() {
    const machine = new MemoryRepository(loadBundled(['root/cimv2']));
    machine.load(parseMof(\`
      instance of Win32_Service { Name = "a"; DisplayName = "Print Spooler"; State = "Stopped"; StartMode = "Auto"; };
      instance of Win32_Service { Name = "b"; DisplayName = "Fax"; State = "Stopped"; StartMode = "Manual"; };
      instance of Win32_Service { Name = "c"; DisplayName = "Time"; State = "Running"; StartMode = "Auto"; };\`,
      { namespace: 'root/cimv2' }).schema);
    machine.provide(Win32_Process, { Create: () => ({ ReturnValue: 0, ProcessId: 42 }) });
    machine.provide(Win32_Service, { StartService: () => ({ ReturnValue: 0 }) });
    return machine;
  }`;

let folder: string;
const write = (path: string, text: string) => {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), text);
};

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mi-codegen-first-'));
  write('package.json', '{ "type": "module" }');
  cpSync(join(root, 'generated'), join(folder, 'generated'), { recursive: true });
  for (const name of ['@types/node', 'undici-types']) {
    mkdirSync(join(folder, 'node_modules', name, '..'), { recursive: true });
    symlinkSync(join(root, 'node_modules', name), join(folder, 'node_modules', name), 'junction');
  }
  write('node_modules/machine/package.json', '{ "type": "module", "exports": "./index.js" }');
  write('node_modules/machine/index.js', MACHINE);
  const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly exports: object };
  const entry = { types: './dist/runtime/index.d.ts', default: './runtime.js' };
  const manifest = { name: 'mi-codegen', type: 'module', exports: { ...exports, './runtime': entry } };
  write('node_modules/mi-codegen/package.json', JSON.stringify(manifest));
  write('node_modules/mi-codegen/runtime.js', RUNTIME);
  symlinkSync(join(root, 'dist'), join(folder, 'node_modules/mi-codegen/dist'), 'junction');

  const [, program = ''] = /^```ts\n(.*?)^```$/ms.exec(readme) ?? [];
  expect(program).toContain('await initialize()');
  write('main.ts', program);
  const [, words = ''] = /^npx tsc --init (.*)$/m.exec(readme) ?? [];
  expect(words).toContain('--module nodenext');
  expect(runTsc('7.0', ['--init', ...words.split(' ')], folder)).toContain('Created a new tsconfig.json');
  expect(runTsc('7.0', [], folder)).toBe('');
});
afterAll(() => rmSync(folder, { recursive: true }));

function run(env: NodeJS.ProcessEnv = {}): Promise<{ readonly stdout: string; readonly stderr: string }> {
  return promisify(execFile)(process.execPath, ['main.js'], { cwd: folder, env: { ...process.env, ...env } });
}

const PRINTED = { stdout: 'notepad.exe is process 42\nstarting Print Spooler\n', stderr: '' };

it('runs on this Node as README has it', async () => {
  expect(await run()).toEqual(PRINTED);
});

it('prints the same over WS-Management', async () => {
  const machine = pathToFileURL(join(folder, 'node_modules/machine/index.js')).href;
  const { createMachine } = (await import(machine)) as { readonly createMachine: () => ProtocolHandler };
  const server = await startWsmanServer({ handler: createMachine() });
  try {
    expect(await run({ SERVER_PORT: String(server.port) })).toEqual(PRINTED);
    // After the question what server it is. No class is asked for.
    const actions = server.requests.map(({ action }) => action.replace(/^.*\//, ''));
    expect(actions).toEqual(['', 'Create', 'Enumerate', 'StartService']);
  } finally {
    await server.close();
  }
});
