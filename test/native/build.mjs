// Compiles the library under test and its C client, once for each state of their sources.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const cache = fileURLToPath(new URL('../../node_modules/.cache/mi-codegen/', import.meta.url));

const WARNINGS = ['-std=c11', '-Wall', '-Wextra', '-Werror', '-g'];
const WINDOWS = { libraryName: 'mi.dll', programName: 'client.exe', library: ['-static-libgcc'], program: [] };
const MACOS = {
  libraryName: 'libmi.dylib',
  programName: 'client',
  library: ['-fPIC', '-pthread', '-fvisibility=hidden', '-Wl,-install_name,@rpath/libmi.dylib'],
  program: ['-pthread', '-Wl,-rpath,@loader_path'],
};
const LINUX = {
  libraryName: 'libmi.so',
  programName: 'client',
  library: ['-fPIC', '-pthread', '-fvisibility=hidden', '-Wl,-soname,libmi.so'],
  program: ['-pthread', '-Wl,-rpath,$ORIGIN'],
};
const HERE = { win32: WINDOWS, darwin: MACOS }[process.platform] ?? LINUX;

const VARIANTS = {
  native: { compiler: 'gcc', flags: ['-O2'], ...HERE },
  address: { compiler: 'gcc', flags: ['-O1', '-fsanitize=address,undefined', '-fno-sanitize-recover=all'], ...HERE },
  thread: { compiler: 'gcc', flags: ['-O1', '-fsanitize=thread'], ...HERE },
  windows: { compiler: 'x86_64-w64-mingw32-gcc', flags: ['-O2'], ...WINDOWS },
};

/** What keeps the variant from being built here (no compiler, no sanitizer), or null. */
export function missing(name) {
  const { compiler, flags } = VARIANTS[name];
  if (spawnSync(compiler, ['--version']).error !== undefined) return `${compiler} is not installed`;
  if (name === 'native' || name === 'windows') return null;
  const folder = mkdtempSync(join(ensure(cache), 'probe-'));
  try {
    const program = join(folder, 'probe');
    writeFileSync(`${program}.c`, 'int main(void) { return 0; }\n');
    const compiled = spawnSync(compiler, [...flags, '-o', program, `${program}.c`]);
    if (compiled.status !== 0) return `${compiler} has no ${flags[1]}`;
    return spawnSync(program).status === 0 ? null : `programs with ${flags[1]} do not run here`;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Compiles library and client; returns their paths. The compiler's complaints become an Error. */
export function build(name) {
  const variant = VARIANTS[name];
  const folder = join(cache, `native-${name}-${hashOf(variant)}`);
  if (!existsSync(folder)) compile(variant, folder);
  return { library: join(folder, variant.libraryName), client: join(folder, variant.programName) };
}

/** Puts the DLL with which Windows programs get random numbers, and which Wine 8 lacks, into the folder. */
export function buildRandomSource(folder) {
  const [library, source] = [join(folder, 'bcryptprimitives.dll'), join(here, 'windows/bcryptprimitives.c')];
  if (existsSync(library)) return;
  run(VARIANTS.windows.compiler, [...WARNINGS, '-shared', '-static-libgcc', '-o', library, source, '-ladvapi32']);
}

/** Builds in a folder of its own and moves it into place, so that several processes may build at once. */
function compile(variant, folder) {
  const temporary = mkdtempSync(join(ensure(cache), 'build-'));
  const library = join(temporary, variant.libraryName);
  const platform = variant.libraryName === 'mi.dll' ? 'platform-windows.c' : 'platform-posix.c';
  const flags = [...WARNINGS, ...variant.flags];
  run(variant.compiler, [...flags, ...variant.library, '-shared', '-o', library, ...sources('library')]);
  const client = [...sources('client'), join(here, 'library', platform), library];
  run(variant.compiler, [...flags, ...variant.program, '-o', join(temporary, variant.programName), ...client]);
  try {
    renameSync(temporary, folder);
  } catch (error) {
    rmSync(temporary, { recursive: true });
    if (!existsSync(folder)) throw error;
  }
}

function run(compiler, args) {
  const { status, stderr, error } = spawnSync(compiler, args, { encoding: 'utf8' });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${compiler} failed:\n${stderr}`);
}

function sources(folder) {
  const files = readdirSync(join(here, folder)).sort();
  return files.filter((file) => file.endsWith('.c')).map((file) => join(here, folder, file));
}

function hashOf(variant) {
  const hash = createHash('sha256').update(JSON.stringify(variant));
  hash.update(spawnSync(variant.compiler, ['--version']).stdout);
  for (const folder of ['library', 'client']) {
    for (const file of readdirSync(join(here, folder)).sort())
      hash.update(file).update(readFileSync(join(here, folder, file)));
  }
  return hash.digest('hex').slice(0, 16);
}

function ensure(folder) {
  mkdirSync(folder, { recursive: true });
  return folder;
}
