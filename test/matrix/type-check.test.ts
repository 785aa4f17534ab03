import { afterAll, describe, expect, it } from 'vitest';
import { readMofFiles, readMofText } from '../../generator/source/mof/index.js';
import { GeneratedProject } from '../tools/generated-project.js';
import { describeShared } from '../tools/shared.js';
import { TYPESCRIPT_VERSIONS } from '../tools/typescript.js';

const SCHEMAS = [
  { name: 'DMTF 2.49.0', file: 'dmtf-2.49.0/cim_schema_2.49.0.mof', classes: 1631, diagnostics: {} },
  {
    name: 'root/cimv2 of Windows XP',
    file: 'kingsland-tests/src/Kingsland.MofParser.PerfTest/WinXpProSp3CIMV2.mof',
    // Some of WMI's system classes are needed, although the file does not declare them.
    classes: 824 + 7,
    diagnostics: {
      'mof-misspelt-qualifier': 23,
      'missing-class': 1,
      'override-nothing': 8,
      'useless-limit': 2,
      'unpaired-names': 2,
      'unusable-values': 3,
    },
  },
];

describeShared('real schemas, all classes', (shared) => {
  describe.each(SCHEMAS)('$name', ({ file, classes, diagnostics }) => {
    const project = new GeneratedProject(readMofFiles([`${shared}/corpora/${file}`], { namespace: 'root/cimv2' }));
    afterAll(() => project.remove());

    it('is generated whole, a file a class', () => {
      expect(project.files.filter((path) => !path.endsWith('/index.ts'))).toHaveLength(classes);
    });

    it('is reported about as expected', () => {
      const counts: Record<string, number> = {};
      for (const { code } of project.diagnostics) counts[code] = (counts[code] ?? 0) + 1;
      expect(counts).toEqual(diagnostics);
    });

    it.each(TYPESCRIPT_VERSIONS)('has no error under TypeScript %s', (version) => {
      expect(project.typeCheck(version)).toBe('');
    });
  });
});

describe('the check itself', () => {
  const project = new GeneratedProject(readMofText('class Test_A { [Key] string Id; };', { namespace: 'root/test' }));
  afterAll(() => project.remove());

  const MISTAKES = [
    { in: 'types', text: "declare const a: Test_A;\na.Id = 'x';\nexport {};\n", error: 'TS2540', since: '5.4' },
    { in: 'declarations', text: 'export const inferred = Test_A.$get;\n', error: 'TS9010', since: '5.9' },
  ];
  const cases = MISTAKES.flatMap((mistake) =>
    TYPESCRIPT_VERSIONS.filter((version) => version >= mistake.since).map((version) => ({ ...mistake, version })),
  );

  it.each(cases)('finds a mistake in $in under TypeScript $version', ({ text, error, version }) => {
    project.write('use.ts', `import { Test_A } from './root/test/index.js';\nvoid Test_A;\n${text}`);
    expect(project.typeCheck(version)).toContain(`error ${error}`);
  });
});
