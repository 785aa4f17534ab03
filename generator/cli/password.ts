import type { SourceOptions } from '../options/generate-options.js';
import { UsageError } from './command.js';

/** The environment variable that may hold the password. There is no flag for it: other users can see command lines. */
const VARIABLE = 'MI_PASSWORD';

/**
 * The options of a source, with the password of the user that they name.
 *
 * @param known passwords by user and machine: each is asked for once
 */
export async function withPassword(
  source: SourceOptions,
  known: Map<string, string> = new Map(),
): Promise<SourceOptions> {
  if (source.kind !== 'live' || source.username === undefined) return source;
  const key = `${source.username} ${source.destination ?? ''}`;
  const password = known.get(key) ?? (await readPassword(source.username));
  known.set(key, password);
  return { ...source, password };
}

/**
 * The password of a user: from the environment, or asked for on the terminal without showing what is typed.
 *
 * @throws UsageError when there is neither the variable nor a terminal
 */
async function readPassword(username: string): Promise<string> {
  // A script in which the variable of a secret is not set gives an empty one.
  const { [VARIABLE]: password = '' } = process.env;
  if (password !== '') return password;
  const missing = new UsageError(`the password of ${username} is needed: set ${VARIABLE}`);
  if (!process.stdin.isTTY) throw missing;
  process.stderr.write(`Password of ${username}: `);
  const [{ createInterface }, { Writable }] = await Promise.all([
    import('node:readline/promises'),
    import('node:stream'),
  ]);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: process.stdin, output: silent, terminal: true });
  terminal.once('SIGINT', () => process.exit(130));
  // The terminal may end before a line does: a question would wait forever.
  const end = new Promise<never>((_resolve, reject) => terminal.once('close', () => reject(missing)));
  try {
    return await Promise.race([terminal.question(''), end]);
  } finally {
    terminal.close();
    process.stderr.write('\n');
  }
}
