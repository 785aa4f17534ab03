import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readMofFiles } from '../../../generator/source/mof/index.js';
import { MemoryRepository, RepositoryLoadError } from '../../../runtime/memory/index.js';
import { CimReference } from '../../../runtime/values/index.js';
import { describeShared } from '../../tools/shared.js';
import { instance, requests, run, start } from './harness.js';

describeShared('the repository with real schemas', (shared) => {
  const load = async (file: string) => {
    const { schema } = readMofFiles([`${shared}/corpora/${file}`], { namespace: 'root/test' });
    return new MemoryRepository({ schema }).newSession({});
  };

  it('holds all of DMTF 2.49.0', async () => {
    const session = await load('dmtf-2.49.0/cim_schema_2.49.0.mof');
    const { classes } = await run(session, requests.enumerateClasses(null));
    expect(classes).toHaveLength(1631);
    const roots = await run(session, requests.enumerateClasses(null, 'shallow', { namesOnly: true }));
    expect(roots.classes.map(({ name }) => name)).toContain('CIM_ManagedElement');
    const everything = await run(session, requests.enumerate('CIM_ManagedElement'));
    expect([everything.failure, everything.instances]).toEqual([null, []]);
  });

  it('tells of changes with the indications of DMTF 2.49.0, and follows its associations', async () => {
    const session = await load('dmtf-2.49.0/cim_schema_2.49.0.mof');
    const events: string[] = [];
    const query = "SELECT * FROM CIM_InstIndication WHERE SourceInstance ISA 'CIM_ManagedElement'";
    const { operation, outcome } = start(session, requests.subscribe(query), {
      indicationResult: (event) => void events.push(`${event.className} ${event.get('SourceInstanceModelPath')}`),
    });
    const collection = (id: string) => instance('CIM_ConcreteCollection', ['InstanceID', 'string', id]);
    const reference = (id: string) => new CimReference('CIM_ConcreteCollection', collection(id).elements);
    const member = instance(
      'CIM_MemberOfCollection',
      ['Collection', 'reference', reference('all')],
      ['Member', 'reference', reference('some')],
    );
    for (const one of [collection('all'), collection('some'), member]) {
      expect((await run(session, requests.create(one))).failure).toBeNull();
    }
    const { instances } = await run(session, requests.associators(collection('all'), { role: 'Collection' }));
    expect(instances.map((one) => one.get('InstanceID'))).toEqual(['some']);
    await run(session, requests.delete(collection('all')));
    operation.cancel();
    expect((await outcome).failure).toBe('FAILED: the operation was cancelled');
    expect(events).toEqual([
      'CIM_InstCreation root/test:CIM_ConcreteCollection.InstanceID="all"',
      'CIM_InstCreation root/test:CIM_ConcreteCollection.InstanceID="some"',
      'CIM_InstDeletion root/test:CIM_ConcreteCollection.InstanceID="all"',
    ]);
  });

  it('holds the models of pywbem', async () => {
    const types = await load('pywbem-tests/pywbem+pywbemtools/tests/unit/pywbemcli/all_types.mof');
    const { instances } = await run(types, requests.enumerate('PyWBEM_AllTypes'));
    const [only] = instances;
    expect([instances.length, only?.get('arraySint64'), String(only?.get('scalDateTime'))]).toEqual([
      1,
      [-99999n, 0n, 99999n],
      '19991224120000.000000+360',
    ]);

    const model = await load('pywbem-tests/pywbem+pywbem/tests/unittest/simple_mock_model.mof');
    const foos = await run(model, requests.enumerate('CIM_Foo'));
    expect(foos.instances.map((one) => [one.get('InstanceID'), one.get('IntegerProp')])).toEqual([
      ['CIM_Foo1', 1],
      ['CIM_Foo2', 2],
      ['CIM_Foo3', null],
    ]);
  });

  it('holds the namespaces of an old Windows, with what derives from system classes', async () => {
    const folder = 'kingsland-tests/src/Kingsland.MofParser.UnitTests/Parsing/WMI/WinXp';
    const session = await load(`${folder}/WinXpProSp3CIMV2.mof`);
    const { classes } = await run(
      session,
      requests.enumerateClasses('__ExtrinsicEvent', 'deep', { namespace: 'root/CIMV2' }),
    );
    expect(classes.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['Win32_ProcessStartTrace', 'MSFT_WmiSelfEvent', 'Win32_VolumeChangeEvent']),
    );
    const trace = await run(session, requests.getClass('__TimerInstruction', 'root/CIMV2'));
    expect(trace.classes[0]?.properties.map(({ name }) => name)).toEqual(['TimerId', 'SkipIfPassed']);
    await load(`${folder}/WinXpProSp3WMI.mof`);
  });

  it('takes every class of files that are parts of schemas, without the superclasses that they lack', () => {
    const problems: string[] = [];
    for (const set of ['dsc-schema', 'intel-lms', 'openlmi-providers', 'win-driver-samples', 'libvirt-cim']) {
      for (const name of readdirSync(`${shared}/corpora/${set}`, { recursive: true, encoding: 'utf8' })) {
        if (!/\.mof$/i.test(name)) continue;
        const { schema, diagnostics } = readMofFiles([`${shared}/corpora/${set}/${name}`], { namespace: 'root/test' });
        if (diagnostics.some(({ severity }) => severity === 'error')) continue;
        try {
          new MemoryRepository({ schema });
        } catch (error) {
          problems.push(...(error as RepositoryLoadError).problems);
        }
      }
    }
    expect(problems.filter((problem) => problem.startsWith('class '))).toEqual([]);
    expect(problems.length).toBeGreaterThan(0);
  });

  it('says what is missing in files that are parts of a schema', async () => {
    await expect(load('omi-tests/Unix/tests/codec/mof/blue/mofs/dmtftypes_instancemaxvalue.mof')).rejects.toThrow(
      new RepositoryLoadError([
        'instance of root/test:TestClass_ForEmbedded: there is no class TestClass_ForEmbedded in root/test',
        'instance of root/test:TestClass_AllDMTFTypes: there is no class TestClass_AllDMTFTypes in root/test',
        'instance of root/test:TestClass_AllDMTFTypes: there is no class TestClass_AllDMTFTypes in root/test',
      ]),
    );
  });
});
