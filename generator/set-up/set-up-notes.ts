import { compilerSettings } from './compiler-settings.js';
import { noteLibraries, noteTarget } from './library-notes.js';
import { noteModules } from './module-notes.js';
import type { Project } from './project.js';
import { isAtLeast, type OutputNeeds, placeOf, type Release, type SetUp } from './set-up.js';
import type { WrittenOptions } from './written-options.js';

/** Why the output does not compile, and what to write; null where it does, as far as the rule goes. */
type Rule = (setUp: SetUp, needs: OutputNeeds) => string | null;

const RULES: readonly Rule[] = [noteModules, noteTarget, noteLibraries, noteImportExtension, noteRootDir];

/** Any of these may be used where none is installed. */
const RELEASES: readonly Release[] = [
  [5, 9],
  [7, 0],
];

/**
 * Why the output does not compile in a project as it is set up, each with the line to change. Nothing is said of what
 * is uncertain: where no TypeScript is installed, only what fails under every release.
 */
export function noteSetUp(project: Project, needs: OutputNeeds): string[] {
  const releases = project.typescript === null ? RELEASES : [project.typescript];
  const [notes = [], ...others] = releases.map((release) => notesFor(project, release, needs));
  return notes.filter((note) => others.every((other) => other.includes(note)));
}

function notesFor(project: Project, release: Release, needs: OutputNeeds): string[] {
  const { options } = project;
  if (options.noCheck === true && isAtLeast(release, 5, 6)) return [];
  if (!project.isInstalled) {
    return [`${project.packageJson.path}: the output imports mi-codegen, which is missing: npm install mi-codegen`];
  }
  if (!isAtLeast(release, 5, 0) || (!isAtLeast(release, 5, 4) && options.skipLibCheck !== true)) {
    return [
      `mi-codegen needs TypeScript 5.4, and this is ${release.join('.')}: npm install --save-dev typescript@latest`,
    ];
  }
  const setUp = { ...project, release, settings: compilerSettings(project, release) };
  return RULES.flatMap((rule) => rule(setUp, needs) ?? []);
}

function noteImportExtension({ tsconfig, options, release }: SetUp, needs: OutputNeeds): string | null {
  if (needs.importExtension === 'js') return null;
  const canRewrite = isAtLeast(release, 5, 7);
  const emitsNothing = options.noEmit === true || options.emitDeclarationOnly === true;
  // Who rewrites them may import them: that is implied, but in releases that cannot.
  if (options.rewriteRelativeImportExtensions === true ? canRewrite : allowsExtensions(options)) return null;
  const allow = '"allowImportingTsExtensions": true';
  const emitting = canRewrite ? '"rewriteRelativeImportExtensions": true' : `${allow}, "noEmit": true`;
  const place = placeOf(tsconfig, 'allowImportingTsExtensions', 'rewriteRelativeImportExtensions');
  return `${place}: the files of the output import each other as .ts: write ${emitsNothing ? allow : emitting}`;
}

function allowsExtensions({ allowImportingTsExtensions, noEmit, emitDeclarationOnly }: WrittenOptions): boolean {
  return allowImportingTsExtensions === true && (noEmit === true || emitDeclarationOnly === true);
}

function noteRootDir({ tsconfig, isInRootDir }: SetUp): string | null {
  if (isInRootDir) return null;
  return `${placeOf(tsconfig, 'rootDir')}: the output is not in "rootDir": write it there (--out), or change "rootDir"`;
}
