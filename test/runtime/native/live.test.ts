import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DiagnosticError, loadMof } from 'mi-codegen';
import { generate } from '../../../generator/generate.js';
import type { GenerateOptions, SourceOptions } from '../../../generator/options/generate-options.js';
import { LIBRARY_SPELLING } from '../../../generator/options/option-table.js';
import { resolveOptions } from '../../../generator/options/resolve-options.js';
import { pull } from '../../../generator/pull-schema.js';
import { readSchema } from '../../../generator/source/live/live-schema.js';
import { FORM_OF_MI } from '../../../runtime/embedded-form.js';
import { type CimClass, type CimTypedElement, elementClass, isEmbeddedString } from '../../../runtime/schema/index.js';
import { machineTest, NAMESPACE, PROTOCOL, sessionTest } from './tools/native-test.js';
import { library } from './tools/test-library.js';

// The schema as MI reports it, and the MOF of the same classes: written from each other's facts, not from each other.
const mof = fileURLToPath(new URL('../../native/schema.mof', import.meta.url));
const MOF = { kind: 'files', mof: [mof] } as const;
const LIVE = { kind: 'live', ...PROTOCOL } as const;
const classesOfMof = (): readonly CimClass[] => loadMof([mof], { namespace: NAMESPACE }).schema.classes;

/** On Windows, an embedded instance is declared as MI reports it: the library reports none as a string. */
function asReported(cimClass: CimClass): CimClass {
  if (FORM_OF_MI === 'instance') return cimClass;
  const reported = <T extends CimTypedElement>(element: T): T => {
    if (!isEmbeddedString(element)) return element;
    const className = elementClass(element);
    return { ...element, type: 'instance', ...(className === null ? {} : { className }) };
  };
  const methods = cimClass.methods.map((method) => ({ ...method, parameters: method.parameters.map(reported) }));
  return { ...cimClass, properties: cimClass.properties.map(reported), methods };
}

/** The tables of classes differ in the same way. */
function asReportedInText(text: string): string {
  if (FORM_OF_MI === 'instance') return text;
  return text.replace(/([:)])embedded(?=[([;,'!~*{]|$)/g, '$1instance').replace(/revision: 4/, 'revision: 2');
}

/** The MI of Windows has no type for what a void method returns, and declares a boolean. */
function asWindowsDeclares(cimClass: CimClass): CimClass {
  const methods = cimClass.methods.map(
    (method) => ({ ...method, returnType: method.returnType ?? 'boolean' }) as const,
  );
  return { ...cimClass, methods };
}

for (const asWindows of [0, 1]) {
  const platform = asWindows === 1 ? 'Windows' : 'OMI';
  sessionTest(`a class read live is the class read from MOF (${platform})`, { asWindows }, async (session) => {
    const request = { namespaces: [NAMESPACE], selects: () => true, spelling: LIBRARY_SPELLING };
    const { schema, diagnostics } = await readSchema(session, request);
    assert.deepEqual(diagnostics, []);
    const expected = classesOfMof()
      .filter(({ namespace }) => namespace === NAMESPACE)
      .map((cimClass) => asReported(asWindows === 1 ? asWindowsDeclares(cimClass) : cimClass))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1));
    assert.deepEqual(
      schema.classes.map(({ name }) => name),
      expected.map(({ name }) => name),
    );
    schema.classes.forEach((cimClass, at) => {
      assert.deepEqual(cimClass, expected[at]);
    });
  });
}

/** Name and text of each file that a run writes, without the line that names the source. */
async function output(options: GenerateOptions): Promise<Readonly<Record<string, string>>> {
  const out = mkdtempSync(join(tmpdir(), 'mi-codegen-live-'));
  try {
    await generate({ ...options, out });
    const paths = readdirSync(out, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const texts = paths.map(({ parentPath, name }) => [
      name,
      asReportedInText(readFileSync(join(parentPath, name), 'utf8').replace(/^\/\/ Schema source: .*\n/m, '')),
    ]);
    return Object.fromEntries(texts);
  } finally {
    rmSync(out, { recursive: true });
  }
}

// But for the return type of void methods.
const alike = { asWindows: 0 };

machineTest('the command writes the same files from MI as from MOF', alike, async () => {
  for (const choice of [{}, { classes: ['Test_Service'] }]) {
    const written = await output({ namespaces: [NAMESPACE], source: LIVE, ...choice });
    assert.notEqual(Object.keys(written).length, 0);
    assert.deepEqual(written, await output({ namespaces: [NAMESPACE], source: MOF, ...choice }));
  }
});

machineTest('a machine without descriptions is noted, and the texts of other files are added', alike, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'mi-codegen-live-'));
  try {
    const many = { namespaces: [NAMESPACE], source: LIVE, classes: ['Test_Many'], out: folder };
    assert.deepEqual((await generate({ ...many, mode: 'dry-run' })).notes, [
      'read from MI on this machine',
      'no class has a description: amend adds the texts of MOF files to the schema',
    ]);
    writeFileSync(join(folder, 'texts.mfl'), '[Description("Lots of them")] class Test_Many { };');
    const { notes } = await generate({ ...many, amend: [join(folder, 'texts.mfl')] });
    assert.deepEqual(notes, ['read from MI on this machine']);
    assert.match(readFileSync(join(folder, NAMESPACE, 'Test_Many.ts'), 'utf8'), /Lots of them/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

// ts-morph is not installed where this runs as a program of Windows.
if (process.platform !== 'win32') {
  machineTest('only those classes are read that sources import, and what they need', alike, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'mi-codegen-live-'));
    try {
      const source = join(folder, 'a.ts');
      writeFileSync(source, `import { Test_Service } from './${NAMESPACE}/index.js';`);
      let read = 0;
      const onProgress = (phase: string) => {
        if (phase === 'reading classes') read++;
      };
      const run = { namespaces: [NAMESPACE], source: LIVE, out: folder, mode: 'dry-run', onProgress } as const;
      const { classes } = await generate({ ...run, usedBy: [source] });
      assert.equal(read, classes);
      assert.ok(read > 0 && read < classesOfMof().length);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
}

machineTest('the output does not vary by the locale of the machine', { ...alike, foreignLocale: 1 }, async () => {
  const expected = await output({ namespaces: [NAMESPACE], source: MOF });
  assert.deepEqual(await output({ namespaces: [NAMESPACE], source: LIVE }), expected);
  assert.notDeepEqual(await output({ namespaces: [NAMESPACE], source: { ...LIVE, locale: 'de-DE' } }), expected);
});

const another = { kind: 'live', destination: 'server01', username: 'corp\\me', password: 'secret' } as const;

/** The credentials of the last session, after a run that may end in an error: OMI's own protocols list no classes. */
async function credentialsOf(source: SourceOptions<'live'>): Promise<readonly unknown[]> {
  await Promise.allSettled([generate({ namespaces: [NAMESPACE], source, mode: 'dry-run' })]);
  const isCredentials = ({ name }: { readonly name: string }): boolean => name.endsWith('DESTINATION_CREDENTIALS');
  const { authenticationType, domain, username, password } = library.lastSession().options.find(isCredentials);
  return [authenticationType, domain, username, password];
}

machineTest('another machine is read as another user', { recordRequests: 1 }, async () => {
  const protocol = process.platform === 'win32' ? 'WINRM' : 'TEST';
  const { notes } = await generate({ namespaces: [NAMESPACE], source: { ...another, protocol }, mode: 'dry-run' });
  assert.deepEqual(notes, ['read from server01']);
  const { destination, protocol: received } = library.lastSession();
  assert.deepEqual([destination, received], ['server01', protocol]);
});

const { destination: _remote, ...local } = another;
const AUTHENTICATION: readonly (readonly [source: SourceOptions<'live'>, type: string])[] = [
  [{ ...another, protocol: 'WINRM' }, 'NegoWithCreds'],
  [another, 'NegoWithCreds'],
  [{ ...another, protocol: 'WMIDCOM' }, 'Default'],
  [{ ...another, protocol: 'wmiDcom' }, 'Default'],
  [local, 'Default'],
  [{ ...local, protocol: 'WINRM' }, 'NegoWithCreds'],
  [{ ...another, protocol: 'WMIDCOM', authentication: 'NegoWithCreds' }, 'NegoWithCreds'],
  [{ ...another, protocol: 'WINRM', authentication: 'Default' }, 'Default'],
  [{ ...another, protocol: 'WINRM', authentication: 'Kerberos' }, 'Kerberos'],
];

for (const [source, type] of AUTHENTICATION) {
  const { destination, protocol, authentication } = source;
  const how = JSON.stringify({ destination, protocol, authentication });
  machineTest(`${type} is how another user is authenticated: ${how}`, { recordRequests: 1 }, async () => {
    assert.deepEqual(await credentialsOf(source), [type, 'corp', 'me', 'secret']);
  });
}

machineTest('namespaces below a namespace are found', {}, async () => {
  const { namespaces, notes } = await generate({ namespaces: ['root/**'], source: LIVE, mode: 'dry-run' });
  assert.deepEqual(namespaces, ['root/test', 'root/test/inner']);
  assert.deepEqual(notes, ['read from MI on this machine']);
});

machineTest('a class that the server refuses is reported, and the rest goes on', { refuseClass: 1 }, async () => {
  const { diagnostics, classes } = await generate({ namespaces: [NAMESPACE], source: LIVE, mode: 'dry-run' });
  assert.deepEqual(
    diagnostics.map(({ code, message }) => [code, message]),
    [['mi', 'class Test_Refused of root/test is left out: getClass Test_Refused: Access to Test_Refused is denied.']],
  );
  assert.equal(classes, classesOfMof().filter(({ namespace }) => namespace === NAMESPACE).length - 1);
});

machineTest('a namespace that is not there is one error with a way out', {}, async () => {
  const helpOf = async (namespace: string): Promise<readonly (string | undefined)[]> =>
    await generate({ namespaces: [namespace], source: LIVE, mode: 'dry-run' }).then(
      () => [],
      (error: unknown) =>
        error instanceof DiagnosticError ? error.diagnostics.map(({ help }) => help) : [String(error)],
    );
  assert.deepEqual(await helpOf('test'), ['did you mean "root/test"? All namespaces of Windows are below root']);
  assert.deepEqual(await helpOf('root/none'), [
    `the namespace does not exist there; "mi-codegen 'root/**' --dry-run" shows which do`,
  ]);
});

machineTest('what is pulled generates the same as MI does, and holds the instances', {}, async () => {
  const out = mkdtempSync(join(tmpdir(), 'mi-codegen-pulled-'));
  try {
    const settings = resolveOptions({ namespaces: [NAMESPACE], source: LIVE, out }, LIBRARY_SPELLING);
    const pulled = await pull({ ...settings, instances: ['Test_Service'], masks: [] });
    const file = join(out, 'root/test.mof');
    const source = { kind: 'files', mof: [file] } as const;
    const [{ change, instances } = {}] = pulled.namespaces;
    assert.equal(change, 'created');
    const { schema } = loadMof([file], { namespace: NAMESPACE });
    assert.notEqual(instances, 0);
    assert.equal(schema.instances.length, instances);
    const [written, again] = [
      await output({ namespaces: [NAMESPACE], source: LIVE }),
      await output({ namespaces: [NAMESPACE], source }),
    ];
    assert.deepEqual(again, written);
    const { namespaces } = await pull({ ...settings, instances: ['Test_Service'], masks: [] });
    assert.deepEqual(
      namespaces.map((each) => each.change),
      ['unchanged'],
    );
  } finally {
    rmSync(out, { recursive: true });
  }
});

machineTest(
  'of what is pulled, a class that the server refuses is left out and reported',
  { refuseClass: 1 },
  async () => {
    const out = mkdtempSync(join(tmpdir(), 'mi-codegen-pulled-'));
    try {
      const settings = resolveOptions({ namespaces: [NAMESPACE], source: LIVE, out }, LIBRARY_SPELLING);
      const { diagnostics, namespaces } = await pull({ ...settings, instances: [], masks: [] });
      assert.deepEqual(
        diagnostics.map(({ severity, code }) => [severity, code]),
        [['warning', 'mi']],
      );
      assert.equal(
        namespaces[0]?.classes,
        classesOfMof().filter(({ namespace }) => namespace === NAMESPACE).length - 1,
      );
    } finally {
      rmSync(out, { recursive: true });
    }
  },
);

const omiProtocols = process.platform === 'win32' ? [] : [{}, { protocol: 'WMIDCOM' }, { protocol: 'WINRM' }];
for (const live of omiProtocols) {
  const how = JSON.stringify(live);
  machineTest(`OMI's own protocols list no classes, which is one error with a way out: ${how}`, {}, async () => {
    await assert.rejects(
      generate({ namespaces: [NAMESPACE], source: { kind: 'live', ...live }, mode: 'dry-run' }),
      ({ diagnostics }) => {
        const message =
          "the classes of root/test cannot be listed: enumerateClasses: OMI's own protocols list no classes";
        const help = 'to read a schema without MI: source.mof, or source.kind "bundled"';
        assert.deepEqual(diagnostics, [{ severity: 'error', code: 'mi', message, help }]);
        return true;
      },
    );
  });
}

machineTest('a machine that cannot be reached is one error with a way out', {}, async () => {
  await assert.rejects(
    generate({ namespaces: [NAMESPACE], source: { ...LIVE, destination: 'unreachable' }, mode: 'dry-run' }),
    {
      name: 'DiagnosticError',
      message: /^the classes of root\/test cannot be listed: /,
    },
  );
  await assert.rejects(
    generate({ namespaces: [NAMESPACE], source: { ...LIVE, destination: 'refused' }, mode: 'dry-run' }),
    {
      name: 'DiagnosticError',
      message: /^no session with refused can be opened: /,
    },
  );
});
