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
import { type ServerTls, startWsmanServer, type WsmanServer } from '../tools/wsman-server/server.js';

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
  server = await serve(certificate('localhost'));
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

const pem = (name: string): string => join(CERTIFICATES, `${name}.pem`);

function certificate(name: string): ServerTls {
  return { key: readFileSync(join(CERTIFICATES, `${name}.key`), 'utf8'), cert: readFileSync(pem(name), 'utf8') };
}

/** A server of the schema; without a certificate over plain HTTP. */
function serve(tls?: ServerTls): Promise<WsmanServer> {
  const { schema } = loadMof([join(folder, 'schema.mof')], { namespace: 'root/test' });
  return startWsmanServer({
    handler: new MemoryRepository({ schema }),
    users: { alice: 'secret' },
    tls,
    translatable: true,
  });
}

/** Puts another server in place of the one that every test has. */
async function serveInstead(tls?: ServerTls): Promise<void> {
  await server.close();
  server = await serve(tls);
}

/** Runs the command in the folder, on a machine without MI. */
async function command(...words: readonly string[]): Promise<string> {
  const { MI_LIBRARY: _, ...others } = process.env;
  const env = { ...others, MI_PASSWORD: 'secret' };
  const { stdout, stderr } = await run(process.execPath, [join(ROOT, 'dist/generator/bin.js'), ...words], {
    cwd: folder,
    env,
  });
  return stdout + stderr;
}

/** Says from which machine the schema comes, and who asks. */
function login(): readonly string[] {
  return [...bareLogin(), '--trusted-certificates', pem('ca')];
}

function bareLogin(scheme: 'http' | 'https' = 'https'): readonly string[] {
  const destination = `${scheme}://localhost:${server.port}`;
  return ['--username', 'alice', '--authentication', 'Basic', '--destination', destination];
}

/** What the command says when it fails. */
async function refusal(...words: readonly string[]): Promise<string> {
  const failed = await command('root/test', '--dry-run', ...words).catch((error: unknown) => error);
  expect(failed).toMatchObject({ code: 1 });
  return (Object(failed).stdout + Object(failed).stderr).replaceAll(/\s+/g, ' ');
}

const onlyWithoutMi = it.skipIf(process.platform === 'win32');
onlyWithoutMi('reads a live schema without MI, and generates the same as from its MOF', async () => {
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
});

onlyWithoutMi('says what is missing without texts, and takes them from a MOF beside it', async () => {
  server.dialect = { ...server.dialect, translatable: false };
  expect(await command('root/test', ...login(), '--out', 'bare')).toContain('no class has a description: --amend');
  await command('root/test', ...login(), '--amend', 'schema.mof', '--out', 'live');
  await command('root/test', '--mof', 'schema.mof', '--out', 'mof');
  const thing = (out: string): string => readFileSync(join(folder, out, 'root/test/Test_Base.ts'), 'utf8');
  expect(thing('live')).toBe(thing('mof'));
});

onlyWithoutMi('says how to trust a certificate, and to do without the checks', async () => {
  expect(await refusal(...bareLogin())).toContain(
    'from no authority that is trusted here: --trusted-certificates, or the environment variable NODE_EXTRA_CA_CERTS, ' +
      'names those that are; --no-check-certificate-authority does without the check',
  );
  await command('root/test', '--dry-run', ...bareLogin(), '--no-check-certificate-authority');
  await serveInstead(certificate('other'));
  expect(await refusal(...login())).toContain(
    'it is for other.example; use such a name as destination, or --no-check-certificate-name',
  );
  await command('root/test', '--dry-run', ...login(), '--no-check-certificate-name');
});

onlyWithoutMi('sends a password over plain HTTP only where it is told to', async () => {
  await serveInstead();
  expect(await refusal(...bareLogin('http'))).toContain(
    'give --destination https://…, --authentication NegoWithCreds, which encrypts, or --allow-unencrypted where that',
  );
  await command('root/test', '--dry-run', ...bareLogin('http'), '--allow-unencrypted');
});

onlyWithoutMi('logs in with a client certificate, and says which logins there are', async () => {
  await serveInstead({ ...certificate('localhost'), ca: readFileSync(pem('ca'), 'utf8'), requestCert: true });
  const destination = ['--destination', `https://localhost:${server.port}`, '--trusted-certificates', pem('ca')];
  expect(await refusal(...destination, '--username', 'alice')).toContain(
    'the login by NTLM was refused. It takes Negotiate, Basic. Check the user, the domain and the password.',
  );
  const own = ['--certificate-file', pem('client'), '--private-key-file', join(CERTIFICATES, 'client.key')];
  await command('root/test', '--dry-run', ...destination, ...own);
});

onlyWithoutMi('names no login that needs a user to somebody who gives none', async () => {
  await serveInstead(certificate('localhost'));
  const host = ['--destination', `https://localhost:${server.port}`, '--trusted-certificates', pem('ca')];
  expect(await refusal(...host, '--no-login')).toContain(
    'Give --username and --authentication NegoWithCreds (NTLM), or neither --username nor --no-login for the ticket of ' +
      'the user of this process.',
  );
});

onlyWithoutMi('says how to write a user of a domain', async () => {
  expect(await refusal('--destination', 'server01', '--username', 'ann', '--authentication', 'Default')).toContain(
    'give the domain with the user, as in ann@EXAMPLE.ORG, or --authentication NegoWithCreds for NTLM',
  );
});

onlyWithoutMi('calls options by their names in a config', async () => {
  await serveInstead(certificate('other'));
  const source = { kind: 'live', destination: `https://localhost:${server.port}`, username: 'alice' };
  const config = { source: { ...source, authentication: 'Basic', trustedCertificates: pem('ca') } };
  writeFileSync(join(folder, 'mi-codegen.config.json'), JSON.stringify(config));
  expect(await refusal()).toContain('as destination, or source.checkCertificateName: false');
});

onlyWithoutMi('says why no class could be read', async () => {
  server.intercept = async ({ request, answer }) => {
    const { status, headers, body } = await answer();
    const isClass = request.action.endsWith('/Get') && request.resourceUri.includes('cim-xml');
    return isClass ? { status: 403, headers: {}, body: Buffer.alloc(0) } : { status, headers, body };
  };
  for (const words of [[], ['--json']]) {
    const said = await refusal(...login(), ...words);
    expect(said).toContain('class Test_Base of root/test is left out: ');
    expect(said).toContain('HTTP status 403');
    expect(said).toContain('the schema declares no class');
  }
});

onlyWithoutMi.each([
  ['http://localhost:99999', '--destination http://localhost:99999 has no port: that is a number from 1 to 65535'],
  ['http://localhost:0', '--destination http://localhost:0 has no port'],
  ['localhost:5986', 'no URL help: write server01, or https://server01:5986 for a port, TLS or a path'],
  ['ftp://localhost', '--destination ftp://localhost is no name, no address, and no URL'],
  ['https://alice:hidden@localhost', '--destination takes no user help: give the user with --username'],
  ['alice:hidden@localhost', '--destination takes no user'],
])('refuses the destination %s', async (destination, message) => {
  const said = await refusal('--username', 'alice', '--authentication', 'Basic', '--destination', destination);
  expect(said).toContain(message);
  expect(said).not.toContain('hidden');
});
