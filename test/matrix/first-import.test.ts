import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readMofFiles, readMofText } from '../../generator/source/mof/index.js';
import type { LoadedSchema } from '../../generator/source/schema-source.js';
import { GeneratedProject } from '../tools/generated-project.js';
import { describeShared } from '../tools/shared.js';

const SAMPLE = 200;

describeShared('modules of DMTF 2.49.0', (shared) => {
  let project: GeneratedProject;
  beforeAll(() => {
    const schema = `${shared}/corpora/dmtf-2.49.0/cim_schema_2.49.0.mof`;
    project = new GeneratedProject(readMofFiles([schema], { namespace: 'root/cimv2' }));
    project.compile();
  });
  afterAll(() => project.remove());

  it(`can each be the first one imported: ${SAMPLE} of them, spread evenly`, async () => {
    const { modules } = project;
    const sample = modules.filter(
      (_, at) => Math.floor((at * SAMPLE) / modules.length) !== Math.floor(((at - 1) * SAMPLE) / modules.length),
    );
    expect(sample).toHaveLength(SAMPLE);
    expect(await project.importEachFirst(sample)).toEqual([]);
  });

  it.each(['forwards', 'backwards'])('can all be imported into one process, %s', (order) => {
    const paths = order === 'forwards' ? project.modules : project.modules.toReversed();
    const program = `for (const path of ${JSON.stringify(paths)}) await import('./' + path);\nconsole.log('all');\n`;
    project.write(`${order}.js`, program);
    expect(project.run(`${order}.js`)).toBe('all\n');
  });

  it('are all in the index', () => {
    project.write(
      'compare.js',
      `import * as all from './root/cimv2/index.js';
      for (const path of ${JSON.stringify(project.modules)}) {
        for (const [name, value] of Object.entries(await import('./' + path))) {
          if (all[name] !== value) console.log(path, name);
        }
      }`,
    );
    expect(project.run('compare.js')).toBe('');
  });
});

/** All golden schemas as one, each in a namespace of its own. */
function goldenSchemas(): LoadedSchema {
  const folder = fileURLToPath(new URL('../golden/', import.meta.url));
  const features = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const classes = features.flatMap(({ name }) => {
    const text = readFileSync(`${folder}${name}/schema.mof`, 'utf8');
    return readMofText(text, { namespace: `root/${name}` }).schema.classes;
  });
  const schema = { classes, instances: [], qualifierDeclarations: [] };
  return { schema, diagnostics: [], files: [], locate: () => undefined };
}

describe('modules of the golden schemas, cycles and hostile names among them', () => {
  let project: GeneratedProject;
  beforeAll(() => {
    project = new GeneratedProject(goldenSchemas());
    project.compile();
  });
  afterAll(() => project.remove());

  it('can each be the first one imported', async () => {
    expect(await project.importEachFirst(project.modules)).toEqual([]);
  });

  it('can be imported through the index of their namespace', async () => {
    const indexes = project.files.filter((path) => path.endsWith('/index.ts'));
    expect(await project.importEachFirst(indexes.map((path) => path.replace(/\.ts$/, '.js')))).toEqual([]);
  });

  it('would be reported if one could not', async () => {
    project.write('broken.js', "import './missing.js';\n");
    project.write('empty.js', 'export {};\n');
    const failures = await project.importEachFirst(['broken.js', 'empty.js']);
    expect(failures.toSorted()).toEqual([
      expect.stringMatching(/^broken\.js: Cannot find module '.*missing\.js' imported from .*broken\.js$/),
      'empty.js: exports nothing',
    ]);
  });
});
