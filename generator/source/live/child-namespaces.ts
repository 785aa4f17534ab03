import { MiError, type Session } from '../../../runtime/index.js';
import type { Diagnostic } from '../../diagnostics/index.js';
import { miDiagnostic } from './connection.js';

/** A namespace and all below it, parents first. One that may not be read is reported, and left out with what is below it. */
export async function childNamespaces(session: Session, base: string, diagnostics: Diagnostic[]): Promise<string[]> {
  const namespaces = [base];
  for (const name of await childNames(session, base, diagnostics)) {
    namespaces.push(...(await childNamespaces(session, `${base}/${name}`, diagnostics)));
  }
  return namespaces;
}

async function childNames(session: Session, namespace: string, diagnostics: Diagnostic[]): Promise<string[]> {
  const names: string[] = [];
  try {
    for await (const child of session.enumerate(namespace, '__NAMESPACE')) {
      const name = child.get('Name');
      // A namespace such as ms_409 holds translations of its parent's classes, and no classes of its own.
      if (typeof name === 'string' && !/^ms_[0-9a-f]+$/i.test(name)) names.push(name);
    }
  } catch (error) {
    if (!(error instanceof MiError)) throw error;
    diagnostics.push(miDiagnostic('warning', `the namespaces below ${namespace} cannot be listed`, error));
  }
  return names.toSorted();
}
