import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { thrownText } from '../../runtime/values/shown.js';
import { type WrittenOptions, writtenOptions } from './written-options.js';

/** What is known of the project that the output is a part of. */
export interface Project {
  readonly tsconfig: ConfigFile;
  readonly options: WrittenOptions;
  /** True where `extends` may have brought any of the options. */
  readonly isExtended: boolean;
  readonly packageJson: ConfigFile;
  /** True for `"type": "module"`. */
  readonly isModule: boolean;
  /** The release of TypeScript, as major and minor number; null where none is installed. */
  readonly typescript: readonly [major: number, minor: number] | null;
  /** Whether `@types/node` is installed. */
  readonly hasNodeTypes: boolean;
  /** Whether packages are installed whose types may bring those of Node. */
  readonly hasOtherPackages: boolean;
  /** Whether `mi-codegen` is found from the output. */
  readonly isInstalled: boolean;
  /** False where a `rootDir` does not hold the output. */
  readonly isInRootDir: boolean;
}

/** A file of the user, by its path from the working folder. */
export interface ConfigFile {
  readonly path: string;
  readonly text: string;
}

/** Whether the file names an option. */
export function isIn({ text }: ConfigFile, option: string): boolean {
  return text.includes(`"${option}"`);
}

/** A file of the user that cannot be read. */
export interface UnreadableConfig {
  readonly path: string;
  readonly reason: string;
}

/**
 * Finds the project that a generated file is a part of: by the nearest tsconfig.json and package.json above it.
 *
 * @param file the absolute path of the file; it need not exist
 * @returns null where there is no project, or its tsconfig.json does not include the file
 */
export async function findProject(file: string): Promise<Project | UnreadableConfig | null> {
  const folders = [...foldersAbove(file)];
  const [tsconfigPath, packagePath] = [findIn(folders, 'tsconfig.json'), findIn(folders, 'package.json')];
  if (tsconfigPath === null || packagePath === null) return null;
  let reading = tsconfigPath;
  try {
    const options = await optionsFor(file, tsconfigPath);
    if (options === null) return null;
    const tsconfig = readConfig(tsconfigPath);
    reading = packagePath;
    return {
      tsconfig,
      options,
      isExtended: isIn(tsconfig, 'extends'),
      ...packageFacts(readConfig(packagePath), folders),
      typescript: versionOf(folders),
      isInRootDir: !relative(resolve(dirname(tsconfigPath), options.rootDir ?? '.'), file).startsWith('..'),
    };
  } catch (error) {
    const reason = error instanceof TypeError ? 'a value is of a wrong type' : thrownText(error, 'message');
    return { path: shown(reading), reason };
  }
}

/** The options for a file; null where they are not for this one. */
async function optionsFor(file: string, tsconfigPath: string): Promise<WrittenOptions | null> {
  const { createFilesMatcher, parseTsconfig } = await import('get-tsconfig');
  const config = parseTsconfig(tsconfigPath);
  const isIncluded = createFilesMatcher({ path: tsconfigPath, config })(file) !== undefined;
  return isIncluded ? writtenOptions(toObject(config.compilerOptions)) : null;
}

type PackageFacts = Pick<Project, 'packageJson' | 'isModule' | 'hasNodeTypes' | 'hasOtherPackages' | 'isInstalled'>;

function packageFacts(packageJson: ConfigFile, folders: readonly string[]): PackageFacts {
  const values = parseObject(packageJson.text);
  const named = ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'].flatMap((kind) =>
    Object.keys(toObject(values[kind])),
  );
  const isFound = (name: string) => findIn(folders, join('node_modules', name, 'package.json')) !== null;
  // Yarn's "plug and play" has no folder of packages.
  const hasFolders = findIn(folders, '.pnp.cjs') === null && findIn(folders, '.pnp.loader.mjs') === null;
  return {
    packageJson,
    isModule: values['type'] === 'module',
    hasNodeTypes: isFound('@types/node') || !hasFolders,
    hasOtherPackages: named.some((name) => !['mi-codegen', 'typescript', '@types/node'].includes(name)),
    isInstalled:
      isFound('mi-codegen') || !hasFolders || named.includes('mi-codegen') || values['name'] === 'mi-codegen',
  };
}

function versionOf(folders: readonly string[]): readonly [number, number] | null {
  const path = findIn(folders, join('node_modules', 'typescript', 'package.json'));
  if (path === null) return null;
  const { version } = parseObject(readFileSync(path, 'utf8'));
  const [, major, minor] = /^(\d+)\.(\d+)\./.exec(String(version)) ?? [];
  return major === undefined || minor === undefined ? null : [Number(major), Number(minor)];
}

function readConfig(path: string): ConfigFile {
  return { path: shown(path), text: readFileSync(path, 'utf8') };
}

/** The path of a file of the user from the working folder. */
function shown(path: string): string {
  return relative('', path);
}

/** @throws SyntaxError for a text that is no JSON */
function parseObject(text: string): Readonly<Record<string, unknown>> {
  return toObject(JSON.parse(text.replace(/^\uFEFF/, '')));
}

function toObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function findIn(folders: readonly string[], name: string): string | null {
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path)) ?? null;
}

/** The folders above a file, the nearest first. */
function* foldersAbove(file: string): Generator<string> {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    yield folder;
    if (dirname(folder) === folder) return;
  }
}
