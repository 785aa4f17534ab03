import type { MiError } from '../../../runtime/index.js';
import { foldName } from '../../../runtime/schema/index.js';
import { createDiagnostic, type Diagnostic } from '../../diagnostics/index.js';
import { isBelow } from '../../options/namespace-pattern.js';
import type { OptionSpelling } from '../../options/option-table.js';
import { inWordsOfSource } from './session-words.js';

/**
 * A failure of MI as a diagnostic.
 *
 * @param what the beginning of the message: what has failed
 * @param namespace the namespace that was asked for
 */
export function miDiagnostic(
  severity: Diagnostic['severity'],
  what: string,
  error: MiError,
  spelling: OptionSpelling,
  namespace = 'root',
): Diagnostic {
  return createDiagnostic(
    severity,
    'mi',
    `${what}: ${oneLine(inWordsOfSource(error.message, spelling))}`,
    helpWith(error, spelling, namespace),
  );
}

/** The lines of a message are items of a list, or sentences. */
function oneLine(message: string): string {
  return message
    .replaceAll(/:\s*\n\s*/g, ': ')
    .replaceAll(/\.?\s*\n\s*(?=[A-Z])/g, '. ')
    .replaceAll(/\s*\n\s*/g, '; ');
}

/** Messages about logins, and about WS-Management, say themselves what to do. */
const SAYS_ALL = /\blog(?:s|ged)? in\b|\blogin\b|^over WS-Management\b/i;

function helpWith({ result, message }: MiError, spelling: OptionSpelling, namespace: string): string | undefined {
  if (SAYS_ALL.test(message)) return undefined;
  switch (result) {
    case 'NOT_FOUND':
    case 'NOT_SUPPORTED':
      return `to read a schema without MI: ${spelling.name('source.files.mof')}, or ${spelling.name('source.bundled')}`;
    case 'ACCESS_DENIED':
      return `a user is needed who may read the schema: ${spelling.name('source.live.username')} names one`;
    case 'INVALID_NAMESPACE':
      if (foldName(namespace) === 'root') return undefined;
      return namespace === 'root' || isBelow(namespace, 'root')
        ? `the namespace does not exist there; "mi-codegen 'root/**' --dry-run" shows which do`
        : `did you mean "root/${namespace}"? All namespaces of Windows are below root`;
    default:
      return undefined;
  }
}
