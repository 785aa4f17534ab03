import { normalizeNamespace } from '../../runtime/schema/index.js';
import type { ShownName } from '../show/show-classes.js';
import { UsageError } from './command.js';

/** How an operand names what is shown, for the help. */
export const SHOWN_NAMES = 'Win32_Service, root/cimv2:Win32_Service, Win32_Service.State';

/** @throws UsageError for a text that names neither a class nor a member of one */
export function parseShownName(text: string): ShownName {
  const glob = /[*?[{]/.exec(text);
  if (glob !== null) {
    const [, className] = /^(?:.+:)?([^:.*?[{]+)\.\*$/.exec(text) ?? [];
    const instead = className === undefined ? `list "${text}"` : `show ${className}`;
    throw new UsageError(`show takes names, and "${text}" is a glob; write: mi-codegen ${instead}`);
  }
  const [, path, className, member = null] = /^(?:(.+):)?([^:.\\/\s]+)(?:\.([^:.\\/\s]+))?$/.exec(text) ?? [];
  const namespace = path === undefined ? null : normalizeNamespace(path);
  if (className === undefined || (path !== undefined && namespace === null)) {
    throw new UsageError(`"${text}" is no name of a class or a member, such as ${SHOWN_NAMES}`);
  }
  return { namespace, class: className, member };
}
