import { win32 } from 'node:path';
import { env, platform } from 'node:process';
import { MiError } from '../errors.js';
import { thrownText } from '../values/shown.js';
import { INITIALIZE } from './abi/functions.js';
import { type FunctionOf, loadLibrary } from './koffi.js';

/** The environment variable that names the library. */
const VARIABLE = 'MI_LIBRARY';

/** The last line of a message. The command leaves it out: its ways out are others. */
const IN_PROGRAMS =
  '\nIn a program: initialize({ library }) names it, and initialize({ handler }) does without MI, for example with ' +
  'MemoryRepository.demo() of mi-codegen/runtime/memory.';

/** `MI_Application_InitializeV1`. */
export type Initialize = FunctionOf<typeof INITIALIZE.signature>;

interface Search {
  readonly paths: readonly string[];
  readonly wayOut: string;
}

/**
 * Loads the MI library that is named; else the one that `MI_LIBRARY` names; else that of the platform.
 * @param named the path of the library.
 * @returns the function of the library that initializes MI.
 * @throws MiError NOT_FOUND that tells where the library was looked for, and what can be done.
 */
export function findLibrary(named: string | undefined): Initialize {
  const path = named ?? (env[VARIABLE] || undefined);
  if (path !== undefined) {
    const origin = named === undefined ? `named by ${VARIABLE}` : 'named by the option "library"';
    return firstOf({
      paths: [path],
      wayOut: `It is ${origin}: check that the file exists and is a 64-bit MI library.`,
    });
  }
  return firstOf(search());
}

function search(): Search {
  const elsewhere = `Or ${VARIABLE} names it.${IN_PROGRAMS}`;
  if (platform === 'win32') {
    const system = win32.join(env['SystemRoot'] ?? 'C:\\Windows', 'System32', 'mi.dll');
    return { paths: [system], wayOut: `It comes with Windows 8, Server 2012 and later. ${elsewhere}` };
  }
  const name = platform === 'darwin' ? 'libmi.dylib' : 'libmi.so';
  return {
    paths: [`/opt/omi/lib/${name}`, name],
    wayOut: `It comes with OMI (github.com/microsoft/omi). ${elsewhere}`,
  };
}

function firstOf({ paths, wayOut }: Search): Initialize {
  const failures: string[] = [];
  for (const path of paths) {
    try {
      return loadLibrary(path).function(INITIALIZE.name, INITIALIZE.signature);
    } catch (error) {
      failures.push(`\n  ${path}: ${thrownText(error)}`);
    }
  }
  throw new MiError('NOT_FOUND', `the MI library cannot be loaded. Looked for:${failures.join('')}\n${wayOut}`);
}
