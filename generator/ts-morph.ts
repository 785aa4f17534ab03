import { createRequire } from 'node:module';
import { join } from 'node:path';
import { thrownText } from '../runtime/values/shown.js';
import { type DiagnosticError, failure } from './diagnostics/index.js';
import { ownRequire } from './package-files.js';

/** ts-morph, with the TypeScript compiler that it brings. */
export type TsMorph = typeof import('ts-morph');

/** The first TypeScript that reads generated code. ts-morph 22 brings it, the oldest of `peerDependencies`. */
const OLDEST = [5, 4] as const;

/**
 * Loads ts-morph. It is larger than everything else together and few runs need it, so that users install it themselves:
 * where mi-codegen finds its own packages, or in the project that the command runs in.
 *
 * @param user the option that needs it, as its user calls it: `--verify`
 * @throws DiagnosticError where it is not installed, is too old, or cannot be loaded
 */
export function loadTsMorph(user: string): TsMorph {
  const path = resolve(ownRequire) ?? resolve(createRequire(join(process.cwd(), 'package.json')));
  if (path === null) throw refusal(`${user} needs the package ts-morph, which is not installed`);
  const tsMorph = load(path, user);
  const [major = 0, minor = 0] = tsMorph.ts.versionMajorMinor.split('.').map(Number);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return tsMorph;
  const installed = `the installed one has TypeScript ${tsMorph.ts.version}`;
  throw refusal(`${user} needs a ts-morph with TypeScript ${OLDEST.join('.')} or later, and ${installed}`);
}

function resolve(require: NodeJS.Require): string | null {
  try {
    return require.resolve('ts-morph');
  } catch {
    return null;
  }
}

function load(path: string, user: string): TsMorph {
  try {
    return ownRequire(path);
  } catch (error) {
    throw refusal(`${user} needs the package ts-morph, which cannot be loaded: ${thrownText(error)}`);
  }
}

function refusal(message: string): DiagnosticError {
  return failure('ts-morph', message, 'install it: npm install --save-dev ts-morph@latest');
}
