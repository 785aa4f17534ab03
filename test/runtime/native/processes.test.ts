import assert from 'node:assert/strict';
import { runProgram } from '../../tools/program.js';
import { RUNTIME } from './tools/built.js';
import { DELIVERIES } from './tools/native-test.js';
import { test } from './tools/suite.js';
import { library } from './tools/test-library.js';

/** What the programs below begin with. */
const IMPORT = `const { initialize, CimInstance } = await import(${JSON.stringify(RUNTIME)});`;
const PROLOGUE = `${IMPORT}
const element = (name, type, value) => ({ name, type, array: false, value });
const parameters = (...elements) => new CimInstance('__Parameters', elements);
const application = await initialize({ library: ${JSON.stringify(library.path)} });
const session = await application.newSession();
`;

/** Runs the program in a process of its own, and gives what it printed and how it ended. */
async function program(body: string, prologue = PROLOGUE): Promise<readonly [output: string, code: number | null]> {
  const { MI_LIBRARY, ...env } = process.env;
  const { output, code } = await runProgram(prologue + body, { env });
  return [output, code];
}

test('a process ends by itself when all is closed', async () => {
  const body = `await session.testConnection(); await session.close(); await application.close(); console.log('closed');`;
  assert.deepEqual(await program(body), ['closed', 0]);
});

test('a process lives as long as an operation', async () => {
  const sleep = `session.invoke('root/test', 'Test_Service', 'Sleep', parameters(element('Milliseconds', 'uint32', 200)))`;
  const body = `${sleep}.then((outbound) => console.log('slept', outbound.get('ReturnValue')));`;
  assert.deepEqual(await program(body), ['slept 0', 0]);
});

for (const delivery of DELIVERIES) {
  const options = JSON.stringify({ delivery });

  test(`a process lives as long as a loop over results (${delivery})`, async () => {
    const body = `
      let count = 0;
      for await (const _ of session.enumerate('root/test', 'Test_Slow', ${options})) count += 1;
      console.log(count);`;
    assert.deepEqual(await program(body), ['20', 0]);
  });

  test(`a process ends when its loops are left (${delivery})`, async () => {
    const body = `
      for await (const _ of session.enumerate('root/test', 'Test_Endless', ${options})) break;
      for await (const { indication } of session.subscribe('root/test', 'SELECT * FROM Test_Alarm', ${options})) {
        console.log(indication.get('Text'));
        break;
      }`;
    assert.deepEqual(await program(body), ['Alarm 1', 0]);
  });

  test(`a process lives as long as it waits for an idle session (${delivery})`, async () => {
    const body = `
      const never = session.invoke('root/test', 'Test_Service', 'Never', null, ${options});
      setTimeout(() => never.cancel(), 5);
      await never.catch(() => {});
      await session.idle();
      session.sync.testConnection();
      console.log('idle');`;
    // What is cancelled over OMI's own protocols is drained for seconds.
    const prologue = PROLOGUE.replace('newSession()', `newSession({ closeTimeout: 500 })`);
    assert.deepEqual(await program(body, prologue), ['idle', 0]);
  });

  test(`an error that nobody handles ends the process, whatever runs (${delivery})`, async () => {
    const body = `
      session.invoke('root/test', 'Test_Service', 'Never', null, ${options}).catch(() => {});
      setTimeout(() => { throw new Error('nobody handles this'); }, 50);`;
    const [output, code] = await program(body);
    assert.match(output, /Error: nobody handles this/);
    assert.equal(code, 1);
  });
}

test('an open session alone keeps no process alive', async () => {
  assert.deepEqual(await program(`await session.testConnection(); console.log('last line');`), ['last line', 0]);
});

test('an operation that was cancelled in vain keeps no process alive', async () => {
  const body = `
    const never = session.invoke('root/test', 'Test_Service', 'Never');
    setTimeout(() => never.cancel(), 10);
    await never.catch((error) => console.log(error.message));
    await session.close(); await application.close();`;
  assert.deepEqual(await program(body), ['The invocation was cancelled', 0]);
});

test('a process can be ended although MI does not close its session', async () => {
  const body = `
    const { default: koffi } = await import('koffi');
    koffi.load(${JSON.stringify(library.path)}).func('int32 test_set(str name, int64 value)')('closeDelay', 3_600_000_000);
    const stuck = await application.newSession({ closeTimeout: 20 });
    await stuck.close().catch((error) => console.log(error.message));
    process.exit(7);`;
  assert.deepEqual(await program(body), ['the session cannot be closed: the handler has not closed it after 20 ms', 7]);
});

test('a machine without MI is told where it was looked for, and the ways out', async () => {
  const opening = 'initialize().then((application) => application.newSession())';
  const [message, code] = await program(`${opening}.catch((error) => console.log(error.message));`, IMPORT);
  assert.equal(code, 0);
  const lines = message.split('\n');
  // Windows always has MI; elsewhere, there is something else that can be done.
  if (process.platform !== 'win32')
    assert.match(lines.pop() ?? '', /over WS-Management: newSession\(\{ destination \}\)/);
  assert.equal(lines[0], 'the MI library cannot be loaded. Looked for:');
  assert.match(lines[1] ?? '', /^ {2}.*(mi\.dll|\/opt\/omi\/lib\/libmi\.(so|dylib)): /);
  assert.match(lines.at(-2) ?? '', /Or MI_LIBRARY names it\.$/);
  assert.match(lines.at(-1) ?? '', /^In a program: initialize\(\{ library \}\) .*initialize\(\{ handler \}\)/);
});

test('a renderer process of Electron is told where to use MI', async () => {
  for (const type of ['renderer', 'worker']) {
    const { output } = await runProgram(`
      process.type = '${type}';
      const { initialize } = await import(${JSON.stringify(RUNTIME)});
      await initialize().catch(({ result, message }) => console.log(result, message));`);
    const wayOut = 'Use it in the main process or a utility process, and send the results by IPC';
    assert.equal(output, `NOT_SUPPORTED MI cannot be used in a renderer process of Electron. ${wayOut}`);
  }
});
