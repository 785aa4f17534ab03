import type { Diagnostic } from '../../diagnostics/index.js';
import type { SourceOptions } from '../../options/generate-options.js';
import { distinctNamespaces } from '../../options/namespace-pattern.js';
import type { SchemaRequest, SourceAnswer } from '../schema-source.js';
import { childNamespaces } from './child-namespaces.js';
import { connect, type LiveConnection } from './connection.js';
import { readSchema } from './live-schema.js';

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
    return { ...answer, notes: [`read from MI on ${options.destination ?? 'this machine'}`] };
  } finally {
    await connection.close();
  }
}

async function readThrough({ session }: LiveConnection, request: SchemaRequest): Promise<Omit<SourceAnswer, 'notes'>> {
  const { selects, onProgress, spelling } = request;
  const diagnostics: Diagnostic[] = [];
  const found: string[] = [];
  for (const { namespace, deep } of request.namespaces) {
    found.push(...(deep ? await childNamespaces(session, namespace, spelling, diagnostics) : [namespace]));
  }
  const namespaces = distinctNamespaces(found);
  const loaded = await readSchema(session, {
    namespaces,
    selects,
    onProgress: (done, total) => onProgress?.('reading classes', done, total),
    spelling,
  });
  const withClasses = namespaces.filter((namespace) => loaded.classNames?.(namespace).length !== 0);
  return {
    source: 'live',
    loaded: { ...loaded, diagnostics: [...diagnostics, ...loaded.diagnostics] },
    namespaces: withClasses.length === 0 ? namespaces : withClasses,
  };
}
