import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { constants, cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { runProgram } from '../../tools/program.js';
import { NATIVE, RUNTIME } from './tools/built.js';
import { test } from './tools/suite.js';
import { library } from './tools/test-library.js';

/** What the programs begin with: a session, and a call whose messages would hold the end of the process. */
function prologue(module: string = NATIVE): string {
  return `
    const { openNative } = await import(${JSON.stringify(module)});
    const { CimInstance } = await import(${JSON.stringify(RUNTIME)});
    const open = async () => {
      const application = await openNative({ library: ${JSON.stringify(library.path)} });
      const session = await application.newSession({});
      return { application, session };
    };
    const count = { name: 'Count', type: 'uint32', array: false, value: 1000 };
    const sink = (onMessage, done) => ({ writeMessage: onMessage, instanceResult: () => {}, done });
    const call = ({ session }, onMessage, done = () => {}) => session.start({
      kind: 'invoke', namespace: 'root/test', className: 'Test_Service', instance: null, methodName: 'Messages',
      inboundProperties: new CimInstance('__Parameters', [count]), options: { delivery: 'pull' },
    }, sink(onMessage, done));
  `;
}

async function program(body: string, env: NodeJS.ProcessEnv = {}): Promise<readonly [string, number | null]> {
  const { output, code } = await runProgram(prologue() + body, { env: { ...process.env, ...env } });
  return [output, code];
}

test('functions of the process are wrapped while an application is open, and not afterwards', async () => {
  const body = `
    const own = () => JSON.stringify(Object.getOwnPropertyNames(process).sort());
    const functions = () => [process.emit, process.reallyExit, process._fatalException];
    const [before, names] = [functions(), own()];
    const first = await open();
    const wrapped = functions();
    const second = await open();
    await first.session.close();
    await first.application.close();
    console.log(wrapped.every((one, index) => one !== before[index] && one === functions()[index]));
    await second.session.close();
    await second.application.close();
    console.log(functions().every((one, index) => one === before[index]), names === own());
    await openNative({ library: '/nowhere/libmi.so' }).catch(({ result }) => console.log(result));
    console.log(functions().every((one, index) => one === before[index]));`;
  assert.deepEqual(await program(body), ['true\ntrue true\nNOT_FOUND\ntrue', 0]);
});

for (const [setting, act] of Object.entries({
  newSessionDelay: 'application.newSession({})',
  closeDelay: 'session.close()',
})) {
  for (const [how, expected] of Object.entries({
    'process.exit(7)': ['', 7],
    "process.exitCode = 5; process.on('exit', () => { process.exitCode = 7; }); process.exit()": ['', 7],
    "throw new Error('boom')": ['Error: boom', 1],
    "Promise.reject(new Error('boom'))": ['Error: boom', 1],
  } satisfies Record<string, [string, number]>)) {
    test(`a process ends while MI takes its time for ${act}: ${how}`, async () => {
      const body = `
        const { default: koffi } = await import('koffi');
        const set = koffi.load(${JSON.stringify(library.path)}).func('int32 test_set(str name, int64 value)');
        const { application, session } = await open();
        set('${setting}', 3_600_000_000);
        void ${act};
        setTimeout(() => { ${how}; }, 5);`;
      const [output, code] = await program(body);
      assert.deepEqual([output.split(/\r?\n/)[0], code], expected);
    });
  }
}

/** As packages do that want the last word. */
const WRAP = `
  const { emit, reallyExit } = process;
  let told = false;
  const tell = () => { if (!told) console.log('wrapped'); told = true; };
  process.emit = function (event, ...args) {
    const heard = Reflect.apply(emit, this, [event, ...args]);
    if (event === 'exit') tell();
    return heard;
  };
  process.reallyExit = function (code) { tell(); return Reflect.apply(reallyExit, this, [code]); };
`;

for (const [when, text] of Object.entries({
  before: `${WRAP} const opened = await open();`,
  after: `const opened = await open(); ${WRAP}`,
})) {
  test(`other code wraps the same functions ${when} an application is opened`, async () => {
    const body = `${text}
      process.on('exit', () => console.log('listener'));
      call(opened, () => process.exit(7));`;
    assert.deepEqual(await program(body), ['listener\nwrapped', 7]);
  });

  test(`other code has wrapped them ${when} an application is opened, which is closed`, async () => {
    const body = `${text}
      process.on('exit', () => console.log('listener'));
      await opened.session.close();
      await opened.application.close();
      const again = await open();
      await new Promise((done) => call(again, () => {}, done));
      await again.session.close();
      process.exit(7);`;
    assert.deepEqual(await program(body), ['listener\nwrapped', 7]);
  });
}

for (const [moment, text] of Object.entries({
  'an application is opened': 'unwrap();',
  'the process ends': `process.on('exit', unwrap);`,
})) {
  test(`other code has wrapped them before, and puts back what it found when ${moment}`, async () => {
    const body = `
      const { emit, reallyExit } = process;
      const unwrap = () => Object.assign(process, { emit, reallyExit });
      process.emit = function (...args) { return Reflect.apply(emit, this, args); };
      process.reallyExit = (code) => Reflect.apply(reallyExit, process, [code]);
      const first = await open();
      ${text}
      await first.session.close();
      await first.application.close();
      console.log(process.emit === emit, process.reallyExit === reallyExit);
      const opened = await open();
      call(opened, () => process.exit(7));`;
    const unwrapped = moment === 'an application is opened';
    assert.deepEqual(await program(body), [`${unwrapped} ${unwrapped}`, 7]);
  });
}

test('a report of an error that nobody has caught is written', async () => {
  const folder = mkdtempSync(
    join(fileURLToPath(new URL('../../../node_modules/.cache/mi-codegen/', import.meta.url)), 'report-'),
  );
  try {
    const body = `
      Object.assign(process.report, { directory: ${JSON.stringify(folder)}, reportOnUncaughtException: true });
      call(await open(), () => queueMicrotask(() => { throw new Error('boom'); }));`;
    const [output, code] = await program(body);
    assert.match(output, /^Error: boom\n/);
    assert.equal(code, 1);
    assert.equal(readdirSync(folder).length, 1);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('two copies of the package in one process', async () => {
  const folder = fileURLToPath(new URL('../../../node_modules/.cache/mi-codegen/', import.meta.url));
  const copy = mkdtempSync(join(folder, 'copy-'));
  try {
    cpSync(fileURLToPath(new URL('.', RUNTIME)), copy, { recursive: true });
    const other = pathToFileURL(join(copy, 'native/index.js')).href;
    const body = `
      const first = await open();
      const { openNative: openOther } = await import(${JSON.stringify(other)});
      const application = await openOther({ library: ${JSON.stringify(library.path)} });
      const second = { application, session: await application.newSession({}) };
      await first.session.close();
      await first.application.close();
      process.on('exit', (code) => console.log('listener', code));
      call(second, () => { queueMicrotask(() => { throw new Error('boom'); }); });`;
    const [output, code] = await program(body);
    assert.match(output, /^listener 1\nError: boom\n/);
    assert.equal(code, 1);
  } finally {
    rmSync(copy, { recursive: true });
  }
});

test('a program that emits exit itself goes on', async () => {
  const body = `
    const opened = await open();
    setTimeout(() => {
      call(opened, () => {}, async () => {
        console.log('done');
        await opened.session.close();
        await opened.application.close();
      });
      process.emit('exit', 3);
    });`;
  assert.deepEqual(await program(body), ['done', 0]);
});

test('modules that are given a copy of the process', async () => {
  const text = `
    import * as real from 'node:process';
    export const { env, platform, version } = real;
    export default { ...real.default, emit: () => false, on: () => {}, reallyExit: () => {} };`;
  const copy = `data:text/javascript,${encodeURIComponent(text)}`;
  const hooks = `export const resolve = (name, context, next) =>
    name === 'node:process' && context.parentURL.includes('/native/')
      ? { url: ${JSON.stringify(copy)}, shortCircuit: true } : next(name, context);`;
  const body = `
    const { register } = await import('node:module');
    register(${JSON.stringify(`data:text/javascript,${encodeURIComponent(hooks)}`)});
    ${prologue()}
    call(await open(), () => process.exit(7));`;
  const { output, code } = await runProgram(body);
  assert.deepEqual([output, code], ['', 7]);
});

test('errors that are no errors, and an error that cannot be printed', async () => {
  const thrown = {
    5: '5',
    "Object.assign(new Error('boom'), { code: 'E', cause: 3 })": /Error: boom\n(.*\n)* {2}code: 'E'/,
    "({ [Symbol.for('nodejs.util.inspect.custom')]() { throw new Error('no'); } })": /^/,
  };
  for (const [value, expected] of Object.entries(thrown)) {
    const [output, code] = await program(`call(await open(), () => queueMicrotask(() => { throw ${value}; }));`);
    assert.ok(typeof expected === 'string' ? output.startsWith(expected) : expected.test(output), output);
    assert.equal(code, 1);
  }
});

test('the coverage of a process that is ended by force is written', async () => {
  const folder = mkdtempSync(
    join(fileURLToPath(new URL('../../../node_modules/.cache/mi-codegen/', import.meta.url)), 'v8-'),
  );
  try {
    const body = `call(await open(), () => process.exit(7));`;
    assert.deepEqual(await program(body, { NODE_V8_COVERAGE: folder }), ['', 7]);
    assert.equal(readdirSync(folder).length, 1);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

if (process.platform === 'linux') {
  test('other programs can use the pipe of a process that is ended by force', async () => {
    const text = `${prologue()} console.log('end'); call(await open(), () => process.exit(7));`;
    const shell = '"$0" --input-type=module -e "$1"; echo $?; grep flags /proc/self/fdinfo/1';
    const { stdout } = spawnSync('sh', ['-c', shell, process.execPath, text], { encoding: 'utf8' });
    const [said, code, flags] = stdout.split('\n');
    assert.deepEqual([said, code], ['end', '7']);
    const { O_NONBLOCK } = constants;
    assert.equal(Number.parseInt(/flags:\s*(\d+)/.exec(flags ?? '')?.[1] ?? '', 8) & O_NONBLOCK, 0);
  });
}
