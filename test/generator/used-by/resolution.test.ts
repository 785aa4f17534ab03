import { afterEach, describe, expect, it } from 'vitest';
import { SourcesFolder } from './sources-folder.js';

let folder: SourcesFolder;
afterEach(() => folder.remove());

const json = (value: unknown) => JSON.stringify(value);
const COMPILED = json({ compilerOptions: { outDir: 'dist', rootDir: 'src' } });

describe('imports lead to the output', () => {
  it.each([
    ['paths', { paths: { '@cim/*': ['./generated/*'] } }, '@cim/root/cimv2/index.js'],
    ['paths with a base', { baseUrl: '.', paths: { '@cim': ['generated/root/cimv2'] } }, '@cim'],
    ['a base', { baseUrl: '.' }, 'generated/root/cimv2/index.js'],
    ['several roots', { rootDirs: ['src', 'generated'] }, './root/cimv2/index.js'],
  ])('through the tsconfig.json: %s', async (_what, compilerOptions, specifier) => {
    folder = new SourcesFolder({
      'tsconfig.json': `// a comment\n${json({ compilerOptions })}`,
      'src/a.ts': `import { A } from '${specifier}';`,
    });
    expect(await folder.names()).toEqual(['root/cimv2/index:A']);
  });

  it('whatever suffixes modules of the project have', async () => {
    folder = new SourcesFolder({
      'tsconfig.json': json({ compilerOptions: { moduleSuffixes: ['.ios', ''] } }),
      'src/cim.ios.ts': "export * from '../generated/root/cimv2/index.js';",
      'src/a.ts': "import { A } from './cim.js'; import '../generated/root/cimv2/B.js';",
    });
    expect(await folder.names()).toEqual(['root/cimv2/B:*', 'root/cimv2/index:A']);
  });

  it('also where a compiler has left what it made of a class', async () => {
    folder = new SourcesFolder({
      'generated/root/cimv2/A.d.ts': 'export declare class A {}',
      'src/a.ts': "import { A } from '../generated/root/cimv2/A.js';",
    });
    expect(await folder.names()).toEqual(['root/cimv2/A:A']);
  });

  it('unless a module exists that they lead to otherwise', async () => {
    folder = new SourcesFolder({
      'tsconfig.json': json({ compilerOptions: { paths: { '~/*': ['./generated/root/cimv2/*', './src/*'] } } }),
      'src/util.ts': 'export const x = 1;',
      'src/a.ts': "import { x } from '~/util.js'; import { A } from '~/index.js';",
    });
    expect(await folder.names()).toEqual(['root/cimv2/index:A']);
  });

  it('through a tsconfig.json that extends another one, and one that refers to others', async () => {
    folder = new SourcesFolder({
      'tsconfig.base.json': json({ compilerOptions: { paths: { '@cim/*': ['./generated/*'] } } }),
      'tsconfig.app.json': json({ extends: './tsconfig.base.json', include: ['src'] }),
      'tsconfig.json': json({ files: [], references: [{ path: './tsconfig.app.json' }, { path: './none.json' }] }),
      'src/a.ts': "import { A } from '@cim/root/cimv2/index.js';",
    });
    expect(await folder.names()).toEqual(['root/cimv2/index:A']);
  });

  it('through the nearest of several, whatever mistakes it has', async () => {
    folder = new SourcesFolder({
      'tsconfig.json': json({ compilerOptions: { paths: { '@cim/*': ['./nowhere/*'] } } }),
      'src/jsconfig.json': '{ "compilerOptions": { "module": 7, "paths": { "@cim/*": ["../generated/*"] }, } ',
      'src/deep/a.js': "import { A } from '@cim/root/cimv2/index.js';",
    });
    expect(await folder.names()).toEqual(['root/cimv2/index:A']);
  });

  it('through the imports of a package.json', async () => {
    folder = new SourcesFolder({
      'package.json': json({ name: 'app', imports: { '#cim/*': './generated/*' } }),
      'src/a.ts': "import { A } from '#cim/root/cimv2/index.js';",
    });
    expect(await folder.names()).toEqual(['root/cimv2/index:A']);
  });

  it('through packages of a workspace, by their sources', async () => {
    folder = workspace({ exports: { '.': './src/index.ts', './*': './src/*' } }, {});
    expect(await folder.names(inWorkspace())).toEqual(['root/cimv2/B:*', 'root/cimv2/index:A']);
  });

  it.each([
    ['beside each other', { outDir: 'dist', rootDir: 'src' }],
    ['without a root', { outDir: './dist' }],
    ['by their declarations', { outDir: 'lib', declarationDir: 'dist', rootDir: 'src' }],
  ])('through packages of a workspace, by what will be compiled from them: %s', async (_what, compilerOptions) => {
    const exports = { '.': { types: './dist/index.d.ts', default: './dist/index.js' }, './*': './dist/*' };
    folder = workspace({ exports }, { 'packages/cim/tsconfig.json': json({ compilerOptions }) });
    expect(await folder.names(inWorkspace())).toEqual(['root/cimv2/B:*', 'root/cimv2/index:A']);
    // The compiler has run, for an earlier output.
    folder.write('packages/cim/dist/index.d.ts', "export * from './generated/root/cimv2/index.js';");
    folder.write('packages/cim/dist/index.js', "export * from './generated/root/cimv2/index.js';");
    expect(await folder.names(inWorkspace())).toEqual(['root/cimv2/B:*', 'root/cimv2/index:A']);
  });

  it.each([
    ['tsconfig.build.json', { 'packages/cim/tsconfig.json': '{}', 'packages/cim/tsconfig.build.json': COMPILED }],
    [
      'a project that is referred to',
      {
        'packages/cim/tsconfig.json': json({ files: [], references: [{ path: './tsconfig.all.json' }] }),
        'packages/cim/tsconfig.all.json': json({ files: [], references: [{ path: './conf/lib.json' }] }),
        'packages/cim/conf/lib.json': json({ compilerOptions: { outDir: '../dist', rootDir: '../src' } }),
      },
    ],
    ['a bundler of its own', {}],
  ])('through packages that are compiled by %s', async (_what, files) => {
    const exports = { '.': { types: './dist/index.d.mts', default: './dist/index.mjs' }, './*': './dist/*' };
    folder = workspace({ exports }, files);
    expect(await folder.names(inWorkspace())).toEqual(['root/cimv2/B:*', 'root/cimv2/index:A']);
  });

  it.skipIf(process.platform === 'win32')('from where a link to a source is', async () => {
    folder = new SourcesFolder({ 'real/code/a.ts': "import { A } from '../generated/root/cimv2/index.js';" });
    folder.link('src', 'real/code');
    expect(await folder.names()).toEqual(['root/cimv2/index:A']);
  });

  it('through links', async () => {
    folder = new SourcesFolder({ 'real/.keep': '', 'src/a.ts': "import { A } from '../linked/root/cimv2/index.js';" });
    folder.link('linked', 'real');
    expect(await folder.names({ out: folder.at('linked') })).toEqual(['root/cimv2/index:A']);
    expect(await folder.names({ out: folder.at('real') })).toEqual(['root/cimv2/index:A']);
  });

  it('of several namespaces, in any letter case and below others', async () => {
    folder = new SourcesFolder({
      'src/a.ts': [
        "import { A } from '../generated/root/cimv2/index.js';",
        "import { B } from '../generated/ROOT/StandardCimv2/index.js';",
        "import { C } from '../generated/root/a/b/index.js';",
        "import { D } from '../generated/root/other/index.js';",
        "import { E } from '../generated/root/a';",
      ].join('\n'),
    });
    const namespaces = ['root/cimv2', 'root/standardcimv2', 'root/a/**'];
    const names = ['ROOT/StandardCimv2/index:B', 'root/a/b/index:C', 'root/a/index:E', 'root/cimv2/index:A'];
    expect(await folder.names({ namespaces })).toEqual(names);
  });
});

describe('sources', () => {
  it('are not the output, and not packages', async () => {
    folder = new SourcesFolder({
      'a.ts': "import { A } from './generated/root/cimv2/index.js';",
      'generated/root/cimv2/A.ts': "// Generated by mi-codegen from root/cimv2\nimport { B } from './B.js';",
      'node_modules/x/x.ts': "import { X } from '../../generated/root/cimv2/index.js';",
    });
    expect(await folder.names({ usedBy: [folder.at('**/*')] })).toEqual(['root/cimv2/index:A']);
  });

  it('may stand in the output folder, beside what is generated', async () => {
    folder = new SourcesFolder({
      'src/root/cimv2/helper.ts': 'export const help = 1;',
      'src/root/cimv2/view.tsx': 'export const view = 1;',
      'src/b.ts': "import { view } from './root/cimv2/view.js';",
      'src/a.ts': "import { A } from './root/cimv2/index.js'; import { help } from './root/cimv2/helper.js';",
    });
    expect(await folder.names({ out: folder.at('src') })).toEqual(['root/cimv2/index:A']);
  });

  it('are not what a compiler has made of them', async () => {
    folder = new SourcesFolder({
      'src/a.ts': "import { A } from '../generated/root/cimv2/index.js';",
      'src/a.d.ts': "import { Old } from '../generated/root/cimv2/index.js';",
      'src/a.js': "import { Old } from '../generated/root/cimv2/index.js';",
      'src/b.d.ts': "import { B } from '../generated/root/cimv2/index.js';",
    });
    expect(await folder.names()).toEqual(['root/cimv2/index:A', 'root/cimv2/index:B']);
  });

  it('that do not exist are refused, and so are those that are no scripts', async () => {
    folder = new SourcesFolder({ 'src/a.css': '' });
    await expect(folder.names({ usedBy: [folder.at('lib/**/*.ts')] })).rejects.toThrow(/usedBy ".*" matches no file/);
    await expect(folder.names()).rejects.toThrow(/usedBy ".*" matches no script/);
  });
});

/** A package with the output in its sources, and an application that uses it. */
function workspace(packageJson: object, files: Readonly<Record<string, string>>): SourcesFolder {
  const made = new SourcesFolder({
    'packages/cim/package.json': json({ name: '@acme/cim', type: 'module', ...packageJson }),
    'packages/cim/src/index.ts': "export * from './generated/root/cimv2/index.js';",
    'apps/web/a.ts': "import { A } from '@acme/cim'; import '@acme/cim/generated/root/cimv2/B.js';",
    ...files,
  });
  made.link('node_modules/@acme/cim', 'packages/cim');
  return made;
}

function inWorkspace() {
  return { usedBy: [folder.at('apps/**/*.ts')], out: folder.at('packages/cim/src/generated') };
}
