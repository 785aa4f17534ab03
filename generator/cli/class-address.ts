import { normalizeNamespace } from '../../runtime/schema/index.js';
import type { ShownName } from '../show/show-classes.js';
import { UsageError } from './command.js';

/** How an operand names what is shown, for the help. */
export const SHOWN_NAMES = 'Win32_Service, root/cimv2:Win32_Service, Win32_Service.State';

/** @throws UsageError for a text that names neither a class nor a member of one */
export function parseShownName(text: string): ShownName {
  const [, path, className, member = null] = /^(?:(.+):)?([^:.\\/\s]+)(?:\.([^:.\\/\s]+))?$/.exec(text) ?? [];
  const namespace = path === undefined ? null : normalizeNamespace(path);
  if (className === undefined || (path !== undefined && namespace === null)) {
    throw new UsageError(`"${text}" names no class; what is shown is one of ${SHOWN_NAMES}`);
  }
  return { namespace, class: className, member };
}
