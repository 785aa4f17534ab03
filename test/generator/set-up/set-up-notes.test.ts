import { describe, expect, it } from 'vitest';
import { noteSetUp, type OutputNeeds, type Project } from '../../../generator/set-up/index.js';

const NEEDS: OutputNeeds = { importExtension: 'js', hasImportCalls: false, hasBigints: false };

/** A project that compiles, with these options in its tsconfig.json, one a line. */
function project(options: Project['options'], rest: Partial<Project> = {}): Project {
  const lines = Object.entries(options).map(([name, value]) => `"${name}": ${JSON.stringify(value)}`);
  return {
    tsconfig: { path: 'tsconfig.json', text: `{ "compilerOptions": {\n${lines.join(',\n')}\n} }` },
    options,
    isExtended: false,
    packageJson: { path: 'package.json', text: '{}' },
    isModule: true,
    typescript: [7, 0],
    hasNodeTypes: true,
    hasOtherPackages: false,
    isInstalled: true,
    isInRootDir: true,
    ...rest,
  };
}

const MODULE = { module: 'nodenext', skipLibCheck: true } as const;

describe('noteSetUp', () => {
  it.each<[what: string, project: Project, note: string, needs?: Partial<OutputNeeds>]>([
    [
      'old resolution',
      project(
        { target: 'es2022', module: 'commonjs', moduleResolution: 'node' },
        { typescript: [5, 4], isModule: false },
      ),
      'tsconfig.json:4: the output cannot import mi-codegen with "moduleResolution" node10: write "module": "nodenext", without "moduleResolution", and "type": "module" in package.json',
    ],
    [
      'old resolution by default',
      project({ module: 'commonjs', skipLibCheck: true }, { typescript: [5, 9] }),
      'tsconfig.json:2: the output cannot import mi-codegen with "module" commonjs: write "module": "nodenext"',
    ],
    [
      'options that do not go together',
      project({ ...MODULE, moduleResolution: 'bundler' }),
      'tsconfig.json:4: "module" nodenext and "moduleResolution" bundler do not go together: write "module": "nodenext", without "moduleResolution"',
    ],
    [
      'a bundler with a module of another time',
      project({ module: 'commonjs', moduleResolution: 'bundler', skipLibCheck: true }, { typescript: [5, 9] }),
      'tsconfig.json:3: "module" commonjs and "moduleResolution" bundler do not go together: write "module": "esnext"',
    ],
    [
      'CommonJS',
      project(MODULE, { typescript: [5, 7], isModule: false }),
      'package.json: with "module" nodenext and TypeScript 5.7, CommonJS cannot import mi-codegen: write "module": "nodenext", and "type": "module" in package.json',
    ],
    [
      'CommonJS under node16',
      project({ module: 'node16', skipLibCheck: true }, { isModule: false }),
      'package.json: with "module" node16 and TypeScript 7.0, CommonJS cannot import mi-codegen: write "module": "nodenext"',
    ],
    [
      'CommonJS with verbatim syntax',
      project({ ...MODULE, verbatimModuleSyntax: true }, { isModule: false }),
      'tsconfig.json:4: with "verbatimModuleSyntax", the output cannot become CommonJS: write "module": "nodenext", and "type": "module" in package.json',
    ],
    [
      'modules without import()',
      project({ module: 'es2015', moduleResolution: 'bundler', skipLibCheck: true }),
      'tsconfig.json:2: "module" es2015 has no import(): write "module": "es2022"',
      { hasImportCalls: true },
    ],
    [
      'no exports',
      project({ module: 'esnext', resolvePackageJsonExports: false, skipLibCheck: true }),
      'tsconfig.json:2: the output cannot import mi-codegen with "module" esnext: write "module": "nodenext", without "resolvePackageJsonExports"',
    ],
    [
      'no types of Node by default',
      project({ module: 'nodenext' }),
      'tsconfig.json: mi-codegen needs the types of Node: write "types": ["node"]',
    ],
    [
      'no types of Node',
      project({ module: 'nodenext', types: [] }, { hasNodeTypes: false }),
      'tsconfig.json:3: mi-codegen needs the types of Node: npm install --save-dev @types/node, and write "node" in "types"',
    ],
    [
      'no types of Node under TypeScript 5',
      project({ module: 'nodenext', target: 'es2022' }, { hasNodeTypes: false, typescript: [5, 9] }),
      'tsconfig.json: mi-codegen needs the types of Node: npm install --save-dev @types/node',
    ],
    [
      'an old library',
      project({ module: 'nodenext', types: ['node'], lib: ['ES2020'] }),
      'tsconfig.json:4: mi-codegen needs the library of ES2022: write "es2022" in "lib"',
    ],
    [
      'an old target',
      project({ ...MODULE, target: 'es2017' }),
      'tsconfig.json:4: "target" es2017 has no literals of bigint: write "target": "es2022"',
      { hasBigints: true },
    ],
    [
      'an old TypeScript',
      project({ module: 'nodenext' }, { typescript: [5, 3] }),
      'mi-codegen needs TypeScript 5.4, and this is 5.3: npm install --save-dev typescript@latest',
    ],
    [
      'extensions',
      project({ ...MODULE, noEmit: true }),
      'tsconfig.json: the files of the output import each other as .ts: write "allowImportingTsExtensions": true',
      { importExtension: 'ts' },
    ],
    [
      'extensions that are emitted',
      project(MODULE),
      'tsconfig.json: the files of the output import each other as .ts: write "rewriteRelativeImportExtensions": true',
      { importExtension: 'ts' },
    ],
    [
      'another root folder',
      project({ ...MODULE, rootDir: 'src' }, { isInRootDir: false }),
      'tsconfig.json:4: the output is not in "rootDir": write it there (--out), or change "rootDir"',
    ],
    [
      'a package that is not installed',
      project(MODULE, { isInstalled: false }),
      'package.json: the output imports mi-codegen, which is missing: npm install mi-codegen',
    ],
  ])('says what to write for %s', (_what, given, note, needs = {}) => {
    expect(noteSetUp(given, { ...NEEDS, ...needs })).toEqual([note]);
  });

  it.each<[what: string, project: Project, needs?: Partial<OutputNeeds>]>([
    ['what README says', project({ module: 'nodenext', target: 'es2022', types: ['node'] })],
    ['CommonJS that TypeScript 5.8 can load', project(MODULE, { isModule: false, typescript: [5, 8] })],
    ['types of Node that another package may bring', project({ module: 'nodenext' }, { hasOtherPackages: true })],
    ['an old target where nothing needs more', project({ ...MODULE, target: 'es2017' })],
    ['an old TypeScript that does not look into packages', project(MODULE, { typescript: [5, 3] })],
    [
      'an unknown release, where some compile',
      project({ module: 'commonjs', skipLibCheck: true }, { typescript: null }),
    ],
    [
      'options that an extended file may have',
      {
        ...project({ module: 'es6', moduleResolution: 'classic', skipLibCheck: true }),
        isExtended: true,
        tsconfig: { path: 'tsconfig.json', text: '{ "extends": "./base.json" }' },
      },
      { hasImportCalls: true },
    ],
  ])('says nothing of %s', (_what, given, needs = {}) => {
    expect(noteSetUp(given, { ...NEEDS, ...needs })).toEqual([]);
  });
});
