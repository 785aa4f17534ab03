import { type Application, initialize, MiError, type Session, type SessionOptions } from '../../../runtime/index.js';
import { DiagnosticError } from '../../diagnostics/index.js';
import type { SourceOptions } from '../../options/generate-options.js';
import { LIVE_DEFAULTS, type OptionSpelling } from '../../options/option-table.js';
import { miDiagnostic } from './mi-diagnostic.js';

/** An open session with the machine whose schema is read. */
export interface LiveConnection {
  readonly session: Session;
  close(): Promise<void>;
}

/**
 * Opens MI and a session.
 *
 * @param optional whether null is returned, instead of an error thrown, when there is no MI
 * @throws DiagnosticError when there is no MI, or the session cannot be opened
 */
export async function connect(
  options: SourceOptions<'live'>,
  spelling: OptionSpelling,
  optional: boolean,
): Promise<LiveConnection | null> {
  let application: Application;
  try {
    application = await initialize();
  } catch (error) {
    if (optional && error instanceof MiError) return null;
    throw miFailure('MI cannot be used', error, spelling);
  }
  try {
    const session = await application.newSession(sessionOptions(options));
    return { session, close: () => application.close() };
  } catch (error) {
    await application.close();
    throw miFailure(`no session with ${options.destination ?? 'this machine'} can be opened`, error, spelling);
  }
}

function sessionOptions(options: SourceOptions<'live'>): SessionOptions {
  const { destination, protocol, username, password = '' } = options;
  const { authentication = LIVE_DEFAULTS.authentication, locale = LIVE_DEFAULTS.locale } = options;
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

/** A failure of MI that ends the run. Any other error is a bug, and is returned as it is. */
function miFailure(what: string, error: unknown, spelling: OptionSpelling): unknown {
  return error instanceof MiError ? new DiagnosticError([miDiagnostic('error', what, error, spelling)]) : error;
}
