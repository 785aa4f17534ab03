import { MiError, type Session } from '../../../runtime/index.js';
import type { Diagnostic } from '../../diagnostics/index.js';
import type { OptionSpelling } from '../../options/option-table.js';
import { miDiagnostic } from './mi-diagnostic.js';

/**
 * A namespace and all namespaces below it; a parent stands before its children.
 *
 * @param diagnostics gets a warning for each namespace whose children cannot be listed; they are left out
 */
export async function childNamespaces(
  session: Session,
  parent: string,
  spelling: OptionSpelling,
  diagnostics: Diagnostic[],
): Promise<string[]> {
  const namespaces = [parent];
  for (const name of await childNames(session, parent, spelling, diagnostics)) {
    namespaces.push(...(await childNamespaces(session, `${parent}/${name}`, spelling, diagnostics)));
  }
  return namespaces;
}

async function childNames(
  session: Session,
  parent: string,
  spelling: OptionSpelling,
  diagnostics: Diagnostic[],
): Promise<string[]> {
  const names: string[] = [];
  try {
    for await (const child of session.enumerate(parent, '__NAMESPACE')) {
      const name = child.get('Name');
      // A namespace such as ms_409 holds translations of the classes of its parent, and no classes of its own.
      if (typeof name === 'string' && !/^ms_[0-9a-f]+$/i.test(name)) names.push(name);
    }
  } catch (error) {
    if (!(error instanceof MiError)) throw error;
    const what = `the namespaces below ${parent} cannot be listed`;
    diagnostics.push(miDiagnostic('warning', what, error, spelling));
  }
  return names.toSorted();
}
