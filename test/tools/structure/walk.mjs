// Takes one walk through the sources of a checkout:
// node --import tracer.mjs walk.mjs <checkout> invoke|generate
// What has been entered goes to the file descriptor 3, as JSON.
import fs, { mkdtempSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { argv } from 'node:process';
import { pathToFileURL } from 'node:url';
import { build } from '../../native/build.mjs';
import { arrive, begin, end } from './tracer.mjs';

const [, , checkout, walk] = argv;
const load = (path) => import(pathToFileURL(join(checkout, path)).href);

await { invoke, generate }[walk]();
writeSync(3, JSON.stringify(end()));

/** From `Win32_Process.Create(session, {...})` to the native function. */
async function invoke() {
  await watchInvoke(arrive);
  const { initialize } = await load('runtime/index.ts');
  const { Win32_Process } = await load('generated/root/cimv2/Win32_Process.ts');
  const application = await initialize({ library: build('native').library });
  const session = await application.newSession();
  // The library knows no such class; its answer does not matter.
  const call = () => Win32_Process.Create(session, { CommandLine: 'notepad.exe' }).then(refuse, () => {});
  // Modules are loaded, and what is kept is made, before the walk.
  await call();
  begin();
  await call();
  await session.close();
  await application.close();
}

function refuse() {
  throw new Error('the library under test has no Win32_Process');
}

/** Reports each call of MI_Session_Invoke: the one function of MI without a result that takes ten integers. */
async function watchInvoke(called) {
  const { default: koffi } = await load('node_modules/koffi/index.js');
  const { proto, decode } = koffi;
  const prototypes = new WeakSet();
  koffi.proto = (result, parameters, ...rest) => {
    const prototype = proto(result, parameters, ...rest);
    const isInvoke = result === 'void' && parameters.length === 10 && !parameters.includes('uint8');
    if (isInvoke) prototypes.add(prototype);
    return prototype;
  };
  const watched = (address, type, ...rest) => {
    const decoded = decode(address, type, ...rest);
    if (typeof type !== 'object' || !prototypes.has(type)) return decoded;
    return new Proxy(decoded, {
      apply(native, self, args) {
        const returned = Reflect.apply(native, self, args);
        called();
        return returned;
      },
    });
  };
  koffi.decode = Object.assign(watched, decode);
}

/** From the command to where it reads the schema, and on to the first file that it writes. */
async function generate() {
  const folder = mkdtempSync(join(tmpdir(), 'mi-codegen-walk-'));
  try {
    const schema = join(folder, 'x.mof');
    writeFileSync(schema, 'class Test_A { [Key] string Id; uint32 Do([In] string What); };\n');
    watchFiles('readFileSync', 'x.mof', () => arrive({ goOn: true }));
    watchFiles('writeFileSync', 'Test_A.ts', () => arrive());
    const { main } = await load('generator/cli/main.ts');
    const command = (out) => main(['root/test', '--mof', schema, '--out', join(folder, out)]);
    await command('warm-up');
    begin();
    const exitCode = await command('out');
    if (exitCode !== 0) throw new Error(`the command ended with ${exitCode}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Reports each use of a file of this name. */
function watchFiles(functionName, name, used) {
  const original = fs[functionName];
  fs[functionName] = (file, ...rest) => {
    const result = original(file, ...rest);
    if (basename(String(file)) === name) used();
    return result;
  };
  syncBuiltinESMExports();
}
