import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { loadMof } from 'mi-codegen';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { MemoryRepository } from '../../runtime/memory/index.js';
import { filesIn } from '../tools/files-in.js';
import { startWsmanServer, type WsmanServer } from '../tools/wsman-server/server.js';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const CERTIFICATES = join(ROOT, 'test/tools/certificates');

const MOF = `
  [Description("A base.")] class Test_Base {
    [Key, Description("Its name."), MaxLen(64)] string Name;
    [Description("How it is."), ValueMap{"0", "1"}, Values{"Bad", "Good"}] uint16 State = 1;
    uint32 Reset([In, Description("How hard.")] uint8 Force, [In(false), Out] string Message);
  };
  class Test_Part { uint32 Sizes[]; datetime Made; };
  class Test_Thing : Test_Base {
    [Override("State"), ValueMap{"0", "1", "2"}, Values{"Bad", "Good", "Best"}] uint16 State;
    [Write, Units("Bytes")] uint64 Size;
    [EmbeddedInstance("Test_Part")] string Part;
    [Static] uint32 Count([In(false), Out] uint64 Things);
  };
  [Association] class Test_Link { [Key] Test_Base REF From; [Key] Test_Thing REF To; };
`;

let folder: string;
let server: WsmanServer;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mi-codegen-live-'));
  writeFileSync(join(folder, 'schema.mof'), MOF);
  const { schema } = loadMof([join(folder, 'schema.mof')], { namespace: 'root/test' });
  const pem = (name: string): string => readFileSync(join(CERTIFICATES, name), 'utf8');
  server = await startWsmanServer({
    handler: new MemoryRepository({ schema }),
    users: { alice: 'secret' },
    tls: { key: pem('localhost.key'), cert: pem('localhost.pem') },
    translatable: true,
  });
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

/** Runs the command in the folder, on a machine without MI. */
async function command(...words: readonly string[]): Promise<string> {
  const { MI_LIBRARY: _, ...others } = process.env;
  const env = { ...others, MI_PASSWORD: 'secret', NODE_EXTRA_CA_CERTS: join(CERTIFICATES, 'ca.pem') };
  const { stdout, stderr } = await run(process.execPath, [join(ROOT, 'dist/generator/bin.js'), ...words], {
    cwd: folder,
    env,
  });
  return stdout + stderr;
}

/** Says from which machine the schema comes, and who asks. */
function login(): readonly string[] {
  const destination = `https://localhost:${server.port}`;
  return ['--username', 'alice', '--authentication', 'Basic', '--destination', destination];
}

it.skipIf(process.platform === 'win32')(
  'reads a live schema without MI, and generates the same as from its MOF',
  async () => {
    const said = await command('root/test', ...login(), '--out', 'live');
    expect(said).toContain(`read from https://localhost:${server.port}`);
    await command('root/test', '--mof', 'schema.mof', '--out', 'mof');
    // The files say what they were generated from.
    const read = (out: string) => {
      const files = Object.entries(filesIn(join(folder, out))).filter(([name]) => name.endsWith('.ts'));
      return files.map(([name, text]) => [name, text.replace(/^\/\/ Schema source: .*$/m, '')]);
    };
    expect(read('live')).toEqual(read('mof'));
    expect(server.openContexts).toEqual([]);
  },
);

it.skipIf(process.platform === 'win32')(
  'says what is missing without texts, and takes them from a MOF beside it',
  async () => {
    server.dialect = { ...server.dialect, translatable: false };
    expect(await command('root/test', ...login(), '--out', 'bare')).toContain('no class has a description: --amend');
    await command('root/test', ...login(), '--amend', 'schema.mof', '--out', 'live');
    await command('root/test', '--mof', 'schema.mof', '--out', 'mof');
    const thing = (out: string): string => readFileSync(join(folder, out, 'root/test/Test_Base.ts'), 'utf8');
    expect(thing('live')).toBe(thing('mof'));
  },
);
