import { isAtLeast, type OutputNeeds, placeOf, type SetUp } from './set-up.js';

/** Which types are missing that mi-codegen's own declarations use. */
export function noteLibraries(setUp: SetUp): string | null {
  const { tsconfig, settings, options, hasNodeTypes } = setUp;
  if (options.skipLibCheck === true || options.noLib === true) return null;
  const { lib, types } = settings;
  if (lib === null && settings.target < 2022) {
    return `${placeOf(tsconfig, 'target')}: mi-codegen needs the library of ES2022: write "target": "es2022"`;
  }
  if (lib !== null && !lib.some((name) => editionOf(name) >= 2022)) {
    return `${placeOf(tsconfig, 'lib')}: mi-codegen needs the library of ES2022: write "es2022" in "lib"`;
  }
  if (types?.includes('node') === true && !hasNodeTypes) {
    return `${placeOf(tsconfig, 'types')}: the types of Node are not installed: npm install --save-dev @types/node`;
  }
  // Other packages may bring the types of Node.
  if (includesNode(setUp) || setUp.hasOtherPackages || hasOwnTypes(setUp)) return null;
  const install = hasNodeTypes ? '' : 'npm install --save-dev @types/node';
  const add = types === null ? 'write "types": ["node"]' : 'write "node" in "types"';
  const isFound = types === null && !isAtLeast(setUp.release, 6, 0);
  const advice = isFound ? install : [install, add].filter(Boolean).join(', and ');
  return `${placeOf(tsconfig, 'types', 'lib')}: mi-codegen needs the types of Node: ${advice}`;
}

function includesNode({ settings: { types }, hasNodeTypes, release }: SetUp): boolean {
  if (!hasNodeTypes) return false;
  if (types === null) return !isAtLeast(release, 6, 0);
  return types.includes('node') || (types.includes('*') && isAtLeast(release, 6, 0));
}

/** Whether the libraries hold what is needed of the types of Node. */
function hasOwnTypes({ settings: { lib, target } }: SetUp): boolean {
  if (lib === null) return target > 2025;
  const hasSignals = lib.includes('dom') || lib.includes('webworker');
  return hasSignals && lib.some((name) => name === 'esnext.disposable' || editionOf(name) > 2025);
}

/** The edition in the name of a library such as `es2022` or `es2022.error`; 0 for others. */
function editionOf(library: string): number {
  if (library === 'esnext') return Number.POSITIVE_INFINITY;
  return Number(/^es(\d{4})(?:\.error)?$/.exec(library)?.[1] ?? 0);
}

/** What the target does not know. */
export function noteTarget(setUp: SetUp, { hasBigints, hasImportCalls }: OutputNeeds): string | null {
  const { tsconfig, settings, options, hasNodeTypes, release } = setUp;
  const place = placeOf(tsconfig, 'target');
  if (hasBigints && settings.target < 2020) {
    return `${place}: "target" es${settings.target} has no literals of bigint: write "target": "es2022"`;
  }
  // The types of Node bring the library of ES2020.
  const isBare = settings.lib === null && (settings.types?.includes('node') === false || !hasNodeTypes);
  if (!hasImportCalls || settings.target >= 2015 || !isBare || options.noLib === true) return null;
  return isAtLeast(release, 6, 0) ? null : `${place}: es${settings.target} has no Promise: write "target": "es2022"`;
}
