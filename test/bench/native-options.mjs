import { existsSync, readFileSync } from 'node:fs';
import { missing } from '../native/build.mjs';
import { BenchError, check, parseOptions } from './bench-run.mjs';

/** What the file of a server says, and how each is written. */
const ENTRIES = { class: 'string', properties: 'string', key: 'object', method: 'string', arguments: 'object' };

/**
 * Reads and checks the options of `npm run bench:native`.
 *
 * @throws BenchError
 */
export function nativeOptions(args) {
  const { rounds = 5, json, server } = parseOptions({ args, options: { server: { type: 'string' } } }).values;
  const options = { rounds, json, server: server === undefined ? null : readServer(server) };
  const reason = missing('native');
  check(reason === null, `The library under test cannot be compiled: ${reason}`);
  return options;
}

function readServer(file) {
  const { MI_LIBRARY: library } = process.env;
  check(library, '--server: set MI_LIBRARY to the library that reaches the server');
  // Without a folder, it is a name that the system finds.
  check(!library.includes('/') || existsSync(library), `MI_LIBRARY ${library}: there is no such file`);
  check(existsSync(file), `--server ${file}: there is no such file`);
  const server = parse(file);
  for (const [name, type] of Object.entries(ENTRIES)) {
    check(
      typeof server?.[name] === type,
      `--server ${file}: it needs "${name}", ${type === 'string' ? 'a' : 'an'} ${type}`,
    );
  }
  check(server.class.includes(':'), `--server ${file}: "class" is a namespace and a class, as in root/cimv2:CIM_Disk`);
  return { library, ...server };
}

function parse(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new BenchError(`--server ${file}: ${error.message}`);
  }
}
