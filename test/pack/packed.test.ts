import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

// What a newcomer gets: the packed package in an empty project. Its dependencies are linked from here, so that the test
// needs no network (.ci/packed installs them for real).

const root = fileURLToPath(new URL('../../', import.meta.url));
let folder: string;
let project: string;

beforeAll(() => {
  if (!existsSync(join(root, 'dist/generator/bin.js'))) throw new Error('dist/ is missing: run "npm run build" first');
  folder = mkdtempSync(join(tmpdir(), 'mi-codegen-packed-'));
  project = join(folder, 'project');
  npm('pack', '--ignore-scripts', '--silent', '--pack-destination', folder);
  const [tarball] = readdirSync(folder).filter((name) => name.endsWith('.tgz'));
  succeed('tar', ['-xzf', tarball ?? ''], folder);
  mkdirSync(join(project, 'node_modules'), { recursive: true });
  writeFileSync(join(project, 'package.json'), JSON.stringify({ name: 'newcomer', version: '7.8.9' }));
  cpSync(join(folder, 'package'), join(project, 'node_modules/mi-codegen'), { recursive: true });
  for (const path of npm('ls', '--omit=dev', '--all', '--parseable').split('\n').slice(1).filter(Boolean)) {
    link(path, join(project, relative(root, path)));
  }
  for (const name of ['@types/node', 'undici-types'])
    link(join(root, 'node_modules', name), join(project, 'node_modules', name));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the packed package', () => {
  it('holds what a user needs and nothing else', () => {
    const files = readdirSync(join(project, 'node_modules/mi-codegen'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) =>
        relative(join(project, 'node_modules/mi-codegen'), join(entry.parentPath, entry.name)).replaceAll('\\', '/'),
      );
    expect(files).toEqual(expect.arrayContaining(['package.json', 'README.md', 'LICENSE', 'CHANGELOG.md']));
    expect(files.filter((file) => !/^dist\/(generator|runtime)\/.*\.(js|d\.ts|mof)$/.test(file)).toSorted()).toEqual([
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'dist/config.schema.json',
      'package.json',
    ]);
  });

  it('goes on when nobody reads its output any more', async () => {
    const command = ['node_modules/mi-codegen/dist/generator/bin.js', 'root/cimv2', '--bundled', '--dry-run'];
    const child = spawn(process.execPath, command, { cwd: project });
    child.stdout.destroy();
    const stderr = child.stderr.setEncoding('utf8').toArray();
    expect(await once(child, 'exit')).toEqual([0, null]);
    expect((await stderr).join('')).toBe('');
  });

  it('knows its own version', () => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly version: string };
    // Links are not followed, so that dependencies lie in the newcomer's project as they do once installed.
    const command = ['--preserve-symlinks', 'node_modules/mi-codegen/dist/generator/bin.js', '--version'];
    expect(succeed(process.execPath, command, project)).toBe(`${version}\n`);
  });

  it('generates the bundled schema', () => {
    const output = succeed(process.execPath, ['node_modules/mi-codegen/dist/generator/bin.js', 'root/cimv2'], project);
    expect(output).toMatch(/^Generated \d+ classes with \d+ methods in generated: \d+ created \(\d+\.\d\d s\)$/m);
    expect(readdirSync(join(project, 'generated/root/cimv2')).toSorted()).toEqual(
      readdirSync(join(root, 'generated/root/cimv2')).toSorted(),
    );
  });

  it.each([
    { kind: 'module', typescript: 'typescript-5.4' },
    { kind: 'module', typescript: 'typescript' },
    { kind: 'commonjs', typescript: 'typescript-5.9' },
    { kind: 'commonjs', typescript: 'typescript' },
  ])('serves a $kind program compiled by $typescript', ({ kind, typescript }) => {
    writeFileSync(join(project, 'package.json'), JSON.stringify({ name: 'newcomer', private: true, type: kind }));
    writeFileSync(join(project, 'tsconfig.json'), JSON.stringify(TSCONFIG));
    writeFileSync(join(project, 'main.ts'), PROGRAM);
    rmSync(join(project, 'out'), { recursive: true, force: true });
    succeed(process.execPath, [join(root, 'node_modules', typescript, 'bin/tsc'), '-p', 'tsconfig.json'], project);
    const compiled = readFileSync(join(project, 'out/main.js'), 'utf8');
    expect(compiled).toContain(kind === 'commonjs' ? 'require("mi-codegen/runtime")' : "from 'mi-codegen/runtime'");
    expect(succeed(process.execPath, ['out/main.js'], project)).toBe('created process 42 for notepad.exe\n');
  });
});

const TSCONFIG = {
  compilerOptions: {
    strict: true,
    module: 'nodenext',
    target: 'es2022',
    types: ['node'],
    skipLibCheck: false,
    outDir: 'out',
  },
  include: ['main.ts', 'generated'],
};

const PROGRAM = `
import { loadBundled } from 'mi-codegen';
import { initialize, Session } from 'mi-codegen/runtime';
import { type ProtocolHandler, RunningOperation } from 'mi-codegen/runtime/handler';
import { MemoryRepository } from 'mi-codegen/runtime/memory';
import { Win32_Process } from './generated/root/cimv2/index.js';

const silent: ProtocolHandler = {
  newSession: async () => ({ start: (_, sink) => new RunningOperation(sink, async () => {}), close: async () => {} }),
  close: async () => {},
};

// What the runtime alone makes.
export const refused = [
  // @ts-expect-error sessions come from an application
  () => new Session(),
  // @ts-expect-error objects come from a session
  () => new Win32_Process(),
  // @ts-expect-error the runtime's own
  (session: Session) => session.prepare,
];

async function main(): Promise<void> {
  const repository = new MemoryRepository({ schema: loadBundled(['root/cimv2']).schema });
  repository.provide(Win32_Process, { Create: () => ({ ReturnValue: 0, ProcessId: 42 }) });
  const application = await initialize({ handler: repository, handlers: { SILENT: silent } });
  await (await application.newSession({ protocol: 'silent' })).testConnection();
  const session = await application.newSession();
  const CommandLine = 'notepad.exe';
  const { ProcessId } = await Win32_Process.Create(session, { CommandLine });
  console.log(\`created process \${ProcessId} for \${CommandLine}\`);
  await application.close();
}
main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
`;

function npm(...args: string[]): string {
  // Under "npm test" npm says where it is; a bare "vitest run" finds it on the PATH.
  const path = process.env['npm_execpath'];
  return path?.endsWith('.js') ? succeed(process.execPath, [path, ...args], root) : succeed('npm', args, root);
}

function succeed(command: string, args: readonly string[], cwd: string): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    shell: command === 'npm' && process.platform === 'win32',
  });
  if (status !== 0) throw error ?? new Error(`${command} ${args.join(' ')} ended with ${status}:\n${stdout}${stderr}`);
  return stdout;
}

function link(target: string, path: string): void {
  if (existsSync(path) || !existsSync(target)) return;
  mkdirSync(dirname(path), { recursive: true });
  symlinkSync(target, path, 'junction');
}
