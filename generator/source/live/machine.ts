import { isIP } from 'node:net';
import { type Application, initialize, MiError, type Session, type SessionOptions } from '../../../runtime/index.js';
import { isCimName } from '../../../runtime/schema/index.js';
import { type Diagnostic, DiagnosticError, failure } from '../../diagnostics/index.js';
import type { Authentication, SourceOptions } from '../../options/generate-options.js';
import { distinctNamespaces } from '../../options/namespace-pattern.js';
import { LIVE_DEFAULTS, type OptionSpelling } from '../../options/option-table.js';
import type { SchemaRequest, SourceAnswer } from '../schema-source.js';
import { childNamespaces, readSchema } from './live-schema.js';
import { miDiagnostic } from './mi-diagnostic.js';
import { noteMissingTexts } from './missing-texts.js';
import { CONNECTION_OPTIONS } from './session-words.js';

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
    return { ...answer, notes: [`read from ${options.destination ?? 'MI on this machine'}`, ...notes] };
  } finally {
    await connection.close();
  }
}

async function readThrough({ session }: LiveConnection, request: SchemaRequest): Promise<Omit<SourceAnswer, 'notes'>> {
  const { selects, selectsInstances, classes = [], onProgress, spelling } = request;
  const diagnostics: Diagnostic[] = [];
  const found: string[] = [];
  for (const { namespace, deep } of request.namespaces) {
    found.push(...(deep ? await childNamespaces(session, namespace, spelling, diagnostics) : [namespace]));
  }
  const namespaces = distinctNamespaces(found);
  const loaded = await readSchema(session, {
    namespaces,
    selects,
    named: classes.filter(isCimName),
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
  const { destination } = options;
  let application: Application | undefined;
  try {
    application = await initialize();
    const opened = application;
    const session = await opened.newSession(sessionOptions(options, spelling));
    return { session, close: () => opened.close() };
  } catch (error) {
    await application?.close();
    // Without an MI library there is an application all the same: it opens sessions with other machines.
    const isWithoutMi = application === undefined || (destination === undefined && isNotFound(error));
    if (optional && isWithoutMi && error instanceof MiError) return null;
    const what = isWithoutMi ? 'MI cannot be used' : `no session with ${destination ?? 'this machine'} can be opened`;
    throw miFailure(what, error, spelling);
  }
}

function isNotFound(error: unknown): boolean {
  return error instanceof MiError && error.result === 'NOT_FOUND';
}

function sessionOptions(options: SourceOptions<'live'>, spelling: OptionSpelling): SessionOptions {
  const { destination, protocol, locale = LIVE_DEFAULTS.locale } = options;
  return {
    ...(destination === undefined ? {} : serviceOf(destination, spelling)),
    ...Object.fromEntries(CONNECTION_OPTIONS.map((name) => [name, options[name]])),
    ...(protocol === undefined ? {} : { protocol }),
    ...credentialsOf(options, spelling),
    // Nobody wants to wait for a machine that is silent. On this one, that is no danger.
    ...(destination === undefined ? {} : { timeout: LONGEST_OPERATION }),
    dataLocale: locale,
    uiLocale: locale,
  };
}

/** How long a machine may take to list its classes, or for one of them, in milliseconds. */
const LONGEST_OPERATION = 300_000;

/** @throws DiagnosticError for a user who is not to log in */
function credentialsOf(options: SourceOptions<'live'>, spelling: OptionSpelling): Pick<SessionOptions, 'credentials'> {
  const { username, password = '', login = true, authentication = defaultAuthentication(options) } = options;
  if (username === undefined) return login ? {} : { credentials: { type: 'None' } };
  if (login) return { credentials: { type: authentication, ...splitDomain(username), password } };
  throw failure('destination', `${spelling.off('source.live.login')} and a user exclude each other`);
}

/** Over DCOM the transport chooses. No other client is known to give NegoWithCreds there. */
function defaultAuthentication({ protocol, destination }: SourceOptions<'live'>): Authentication {
  const chosen = protocol ?? (destination === undefined ? 'WMIDCOM' : 'WINRM');
  return chosen.toUpperCase() === 'WMIDCOM' ? 'Default' : 'NegoWithCreds';
}

/** The address of WS-Management. The class URL would take a port that browsers use by default for none. */
const SERVICE = /^(https?):\/\/(?:\[([^\]]+)\]|([^/:]+))(?::(\d+))?(?:\/(.*))?$/i;

const LAST_PORT = 65_535;

const URL_FORM = 'write server01, or https://server01:5986 for a port, TLS or a path';

/**
 * The machine, or the address of its WS-Management: `https://server01:5986/wsman`.
 *
 * @throws DiagnosticError for a port that is none, and for a user in it
 */
function serviceOf(destination: string, spelling: OptionSpelling): SessionOptions {
  const option = spelling.name('source.live.destination');
  if (destination.includes('@')) {
    // What stands before it may be a password: it is not shown.
    const username = spelling.name('source.live.username');
    throw failure('destination', `${option} takes no user`, `give the user with ${username}`);
  }
  const [, scheme, address, name = address, port, urlPrefix] = SERVICE.exec(destination) ?? [];
  if (scheme === undefined || name === undefined) {
    // An address of IPv6 has colons, too.
    if (isIP(destination.replace(/^\[(.*)\]$/, '$1')) > 0 || !/[:/\\]/.test(destination)) return { destination };
    throw failure('destination', `${option} ${destination} is no name, no address, and no URL`, URL_FORM);
  }
  if (port !== undefined && (Number(port) === 0 || Number(port) > LAST_PORT)) {
    throw failure('destination', `${option} ${destination} has no port: that is a number from 1 to ${LAST_PORT}`);
  }
  return {
    destination: name,
    transport: scheme.toLowerCase() === 'https' ? 'HTTPS' : 'HTTP',
    ...(port === undefined ? {} : { port: Number(port) }),
    ...(urlPrefix ? { urlPrefix } : {}),
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
