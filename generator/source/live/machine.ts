import { type Application, initialize, MiError, type Session, type SessionOptions } from '../../../runtime/index.js';
import { type Diagnostic, DiagnosticError } from '../../diagnostics/index.js';
import type { Authentication, SourceOptions } from '../../options/generate-options.js';
import { distinctNamespaces } from '../../options/namespace-pattern.js';
import { LIVE_DEFAULTS, type OptionSpelling } from '../../options/option-table.js';
import type { SchemaRequest, SourceAnswer } from '../schema-source.js';
import { childNamespaces, readSchema } from './live-schema.js';
import { miDiagnostic } from './mi-diagnostic.js';
import { noteMissingTexts } from './missing-texts.js';

/**
 * Reads the schema of a machine through MI.
 *
 * @param optional whether null is returned, instead of an error thrown, when there is no MI
 * @throws DiagnosticError when the schema cannot be read
 */
export async function readMachine(
  options: SourceOptions<'live'>,
  request: SchemaRequest,
  optional: boolean,
): Promise<SourceAnswer | null> {
  const connection = await connect(options, request.spelling, optional);
  if (connection === null) return null;
  try {
    const answer = await readThrough(connection, request);
    const { amend = [], spelling } = request;
    const notes = noteMissingTexts(answer.loaded.schema.classes, amend, spelling);
    return { ...answer, notes: [`read from MI on ${options.destination ?? 'this machine'}`, ...notes] };
  } finally {
    await connection.close();
  }
}

async function readThrough({ session }: LiveConnection, request: SchemaRequest): Promise<Omit<SourceAnswer, 'notes'>> {
  const { selects, selectsInstances, onProgress, spelling } = request;
  const diagnostics: Diagnostic[] = [];
  const found: string[] = [];
  for (const { namespace, deep } of request.namespaces) {
    found.push(...(deep ? await childNamespaces(session, namespace, spelling, diagnostics) : [namespace]));
  }
  const namespaces = distinctNamespaces(found);
  const loaded = await readSchema(session, {
    namespaces,
    selects,
    ...(selectsInstances === undefined ? {} : { selectsInstances }),
    ...(onProgress === undefined ? {} : { onProgress }),
    spelling,
  });
  const withClasses = namespaces.filter((namespace) => loaded.classNames?.(namespace).length !== 0);
  return {
    source: 'live',
    loaded: { ...loaded, diagnostics: [...diagnostics, ...loaded.diagnostics] },
    namespaces: withClasses.length === 0 ? namespaces : withClasses,
  };
}

/** An open session with the machine whose schema is read. */
interface LiveConnection {
  readonly session: Session;
  close(): Promise<void>;
}

/**
 * Opens MI and a session.
 *
 * @param optional whether null is returned, instead of an error thrown, when there is no MI
 * @throws DiagnosticError when there is no MI, or the session cannot be opened
 */
async function connect(
  options: SourceOptions<'live'>,
  spelling: OptionSpelling,
  optional: boolean,
): Promise<LiveConnection | null> {
  let application: Application;
  try {
    application = await initialize();
  } catch (error) {
    if (optional && error instanceof MiError) return null;
    throw miFailure('MI cannot be used', error instanceof MiError ? forTheCommand(error) : error, spelling);
  }
  try {
    const session = await application.newSession(sessionOptions(options));
    return { session, close: () => application.close() };
  } catch (error) {
    await application.close();
    throw miFailure(`no session with ${options.destination ?? 'this machine'} can be opened`, error, spelling);
  }
}

/** The error without what it says to programs that call `initialize`. */
function forTheCommand({ result, message }: MiError): MiError {
  return new MiError(result, message.replace(/\nIn a program: .*$/, ''));
}

function sessionOptions(options: SourceOptions<'live'>): SessionOptions {
  const { destination, protocol, username, password = '' } = options;
  const { authentication = defaultAuthentication(options), locale = LIVE_DEFAULTS.locale } = options;
  return {
    ...(destination === undefined ? {} : { destination }),
    ...(protocol === undefined ? {} : { protocol }),
    ...(username === undefined ? {} : { credentials: { type: authentication, ...splitDomain(username), password } }),
    dataLocale: locale,
    uiLocale: locale,
  };
}

/** Over DCOM the transport chooses. No other client is known to give NegoWithCreds there. */
function defaultAuthentication({ protocol, destination }: SourceOptions<'live'>): Authentication {
  const chosen = protocol ?? (destination === undefined ? 'WMIDCOM' : 'WINRM');
  return chosen.toUpperCase() === 'WMIDCOM' ? 'Default' : 'NegoWithCreds';
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
