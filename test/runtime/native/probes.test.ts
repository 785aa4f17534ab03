import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { lostBy, PROBES, type ProbeTarget, runProbes } from '../../live/probes.js';
import { checked, NAMESPACE, PROTOCOL, path, sessionTest } from './tools/native-test.js';
import { test } from './tools/suite.js';
import { library } from './tools/test-library.js';

// What somebody asks of a real Windows with `npm run probe`, asked of the library under test.
const TARGET: ProbeTarget = {
  library: library.path,
  namespace: NAMESPACE,
  dcom: PROTOCOL,
  winrm: { ...PROTOCOL, destination: 'server01' },
  unreachable: { ...PROTOCOL, destination: 'unreachable' },
  classes: ['Test_Base', 'Test_Everything'],
  qualifiers: ['Abstract', 'abstract', 'dynamic'],
  embedded: ['Embedded', 'EmbeddedString', 'nothing'].map((element) => {
    return { namespace: NAMESPACE, className: 'Test_Everything', element };
  }),
  smallClass: 'Test_Leaf',
  call: ['Test_Service', 'Echo', null],
  undeletable: path('Test_Leaf', 'nothing'),
  eventQuery: 'select * from Test_Alarm',
  patience: 60_000,
  rounds: 20,
};

async function answers(target: ProbeTarget): Promise<readonly string[]> {
  const lines: string[] = [];
  await runProbes(target, (line) => lines.push(line));
  return lines;
}

/** The lines without what differs from run to run. */
function steady(lines: readonly string[]): readonly string[] {
  return lines.map((line) => line.replace(/\d+ ms/, 'N ms').replace(/: -?\d+ after/, ': N after'));
}

/** What the last probe says, without the words that all platforms have. */
const APARTMENT =
  process.platform === 'win32'
    ? ['  CoInitializeEx: 0x00000000', '  callbacks: 1 instances', '  pull: 1 instances', '  sync: 1 instances']
    : ['  there is no COM here'];

/** Where OMI's MI reports an instance, the class declares a string. */
const EMBEDDED_STRING = process.platform === 'win32' ? 'instance Test_Point' : 'string';

const FLAVOR = '{"overridable":true,"toSubclass":false,"toInstance":false,"translatable":false}';
const NOT_FOUND = 'NOT_FOUND, error_Code 0x00000006: delete Test_Leaf: There is no such instance of Test_Leaf.';
const ANSWERS: readonly string[] = [
  'Do these types of credentials work without a username?',
  '  Kerberos: yes',
  '  Ntlmdomain: yes',
  '  CredSSP: yes',
  'Does the start of an operation block the thread, for a host that does not answer?',
  '  the call that starts it took N ms',
  '  after N ms: FAILED, error_Code 0x00000001: testConnection: The destination cannot be reached.',
  'Which callbacks disturb over WINRM when they are registered?',
  '  none: 1 instances',
  '  writeMessage: 1 instances',
  '  writeProgress: 1 instances',
  '  writeError: 1 instances',
  '  promptUser: 1 instances',
  '  all: 1 instances',
  '  streamedParameterResult: returned 0',
  'Which flavors do qualifiers have?',
  `  Test_Base, Abstract: true, ${FLAVOR}`,
  `  Test_Base, abstract: true, ${FLAVOR}`,
  '  Test_Base, dynamic: none',
  '  Test_Everything, Abstract: none',
  '  Test_Everything, abstract: none',
  '  Test_Everything, dynamic: none',
  'Which types do embedded objects have, and which CIMTYPE?',
  ...['WMIDCOM', 'WINRM'].flatMap((protocol) => [
    `  ${protocol}, Test_Everything.Embedded: instance Test_Point, no CIMTYPE`,
    `  ${protocol}, Test_Everything.EmbeddedString: ${EMBEDDED_STRING}, no CIMTYPE`,
    `  ${protocol}, Test_Everything.nothing: none`,
  ]),
  'Does EnumerateClasses tell what a class inherits (MI_Class_GetParentClass)?',
  '  yes: 3 classes below Test_Base',
  'Does Subscribe work over WINRM without delivery options?',
  '  yes: an event Test_Alarm came, bookmark bookmark-1, machine test-machine',
  'Which error does a provider give that does not delete, and is it the same over WINRM?',
  `  WMIDCOM: ${NOT_FOUND}`,
  `  WINRM: ${NOT_FOUND}`,
  'Which ways of getting results lose handles?',
  '  callbacks: N after 20 operations',
  '  pull: N after 20 operations',
  '  sync: N after 20 operations',
  'Does MI work in a single-threaded COM apartment (Electron)?',
  ...APARTMENT,
];

test('every probe has an answer', () =>
  checked({}, async () => {
    assert.deepEqual(steady(await answers(TARGET)), ANSWERS);
  }));

test('a probe that fails says why, and the others go on', () =>
  checked({}, async () => {
    const nowhere = { library: '/nowhere/libmi.so', namespace: 'root/nothing' };
    for (const failing of [
      { ...TARGET, ...nowhere },
      { ...TARGET, namespace: 'root/nothing' },
    ]) {
      const lines = await answers(failing);
      const questions = lines.filter((line) => !line.startsWith('  '));
      assert.deepEqual(
        questions,
        PROBES.map(({ question }) => question),
      );
      // An answer is one line.
      assert.ok(lines.every((line) => !line.includes('\n')));
      assert.ok(lines.some((line) => line.startsWith('  no answer: ')));
    }
  }));

// Windows' Node under Wine starts no npm.
if (process.platform !== 'win32') {
  test('npm run probe asks all questions, whatever MI there is', async () => {
    const root = fileURLToPath(new URL('../../../', import.meta.url));
    const env = { ...process.env, MI_LIBRARY: library.path };
    // Without its `preprobe`, which builds dist/ while other tests use it.
    const command = ['run', '--silent', '--ignore-scripts', 'probe'];
    const { stdout } = await promisify(execFile)('npm', command, { cwd: root, env });
    const questions = stdout.split('\n').filter((line) => line !== '' && !line.startsWith('  '));
    assert.deepEqual(
      questions,
      PROBES.map(({ question }) => question),
    );
    assert.match(readFileSync(`${root}CONTRIBUTING.md`, 'utf8'), /`npm run probe`/);
  });
}

sessionTest('operations by callbacks lose no handles', {}, async (session) => {
  const lost = await lostBy(20, () => session.enumerate(NAMESPACE, 'Test_Leaf').toArray());
  assert.ok(lost === null || lost < 20, `${lost}`);
});
