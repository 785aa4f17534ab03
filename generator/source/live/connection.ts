import { type Application, initialize, MiError, type Session, type SessionOptions } from '../../../runtime/index.js';
import { type Diagnostic, DiagnosticError } from '../../diagnostics/index.js';
import type { Authentication } from './authentication.js';

/** Which machine to read schemas from, and as whom. Nothing means this machine, as this process's user. */
export interface LiveOptions {
  readonly destination?: string;
  /** `WMIDCOM`, `WINRM`, or as the MI library names its protocols. */
  readonly protocol?: string;
  readonly username?: string;
  readonly password?: string;
  /** How the user is authenticated; default `NegoWithCreds`. */
  readonly authentication?: Authentication;
  /** The language of descriptions and value names, so that the output does not vary by machine; default `en-US`. */
  readonly locale?: string;
}

/** An open session with a machine whose schemas are to be read. */
export interface LiveConnection {
  readonly session: Session;
  close(): Promise<void>;
}

/**
 * Opens MI and a session. Only Windows' MI is used unasked: elsewhere what says whom to ask and as whom, or `MI_LIBRARY`,
 * must demand it, since the classes of OMI's local server come without methods and qualifiers.
 *
 * @returns null when there is no MI to use and nothing says that there should be
 * @throws DiagnosticError when there should be one, or the session cannot be opened
 */
export async function connect(options: LiveOptions): Promise<LiveConnection | null> {
  const { destination, protocol, username } = options;
  const demanded =
    [destination, protocol, username].some((value) => value !== undefined) || (process.env['MI_LIBRARY'] ?? '') !== '';
  if (!demanded && process.platform !== 'win32') return null;
  let application: Application;
  try {
    application = await initialize();
  } catch (error) {
    if (!demanded && error instanceof MiError) return null;
    throw miFailure('MI cannot be used', error);
  }
  try {
    const session = await application.newSession(sessionOptions(options));
    return { session, close: () => application.close() };
  } catch (error) {
    await application.close();
    throw miFailure(`no session with ${options.destination ?? 'this machine'} can be opened`, error);
  }
}

function sessionOptions(options: LiveOptions): SessionOptions {
  const {
    destination,
    protocol,
    username,
    password = '',
    authentication = 'NegoWithCreds',
    locale = 'en-US',
  } = options;
  return {
    ...(destination === undefined ? {} : { destination }),
    ...(protocol === undefined ? {} : { protocol }),
    ...(username === undefined ? {} : { credentials: { type: authentication, ...splitDomain(username), password } }),
    dataLocale: locale,
    uiLocale: locale,
  };
}

/** `DOMAIN\user`, or a user without a domain. */
function splitDomain(username: string): { readonly domain?: string; readonly username: string } {
  const [, domain, name] = /^([^\\]+)\\(.+)$/.exec(username) ?? [];
  return domain === undefined || name === undefined ? { username } : { domain, username: name };
}

/** A failure of MI that ends the run. Anything but an `MiError` is a bug, and stays what it is. */
export function miFailure(what: string, error: unknown, help?: string): unknown {
  return error instanceof MiError ? new DiagnosticError([miDiagnostic('error', what, error, help)]) : error;
}

/** What MI said, as a diagnostic. */
export function miDiagnostic(
  severity: Diagnostic['severity'],
  what: string,
  error: MiError,
  help: string | undefined = HELP[error.result],
): Diagnostic {
  return { severity, code: 'mi', message: `${what}: ${error.message}`, ...(help === undefined ? {} : { help }) };
}

const WITHOUT_MI = 'to read a schema without MI: --mof, or --bundled';
const HELP: Readonly<Record<string, string>> = {
  NOT_FOUND: WITHOUT_MI,
  NOT_SUPPORTED: WITHOUT_MI,
  ACCESS_DENIED: 'give a user who may read the schema with --username, or run as one',
  INVALID_NAMESPACE: 'the namespace does not exist there; "mi-codegen \'root/**\'" shows which do',
};
