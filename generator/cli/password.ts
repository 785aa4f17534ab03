import type { GenerateOptions } from '../generate.js';
import { UsageError } from './usage-error.js';

/** The environment variable that may hold the password. There is no option for it: command lines can be seen by others. */
const VARIABLE = 'MI_PASSWORD';

/** The options with the password that their user needs. */
export async function withPassword(options: GenerateOptions): Promise<GenerateOptions> {
  const { live, mof, bundled } = options;
  if (live?.username === undefined || mof !== undefined || bundled) return options;
  return { ...options, live: { ...live, password: await readPassword(live.username) } };
}

/**
 * The password of a user: from the environment, or asked for on a terminal without showing what is typed.
 *
 * @throws UsageError where there is neither
 */
async function readPassword(username: string): Promise<string> {
  const given = process.env[VARIABLE];
  if (given !== undefined) return given;
  if (!process.stdin.isTTY) throw new UsageError(`the password of ${username} is needed: set ${VARIABLE}`);
  process.stderr.write(`Password of ${username}: `);
  const [{ createInterface }, { Writable }] = await Promise.all([
    import('node:readline/promises'),
    import('node:stream'),
  ]);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: process.stdin, output: silent, terminal: true });
  terminal.once('SIGINT', () => process.exit(130));
  try {
    return await terminal.question('');
  } finally {
    terminal.close();
    process.stderr.write('\n');
  }
}
