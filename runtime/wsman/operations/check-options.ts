import { MiError } from '../../errors.js';
import type { RequestOptions } from '../../protocol.js';
import { shown } from '../../values/shown.js';

/** Whether there is no means for the value of an option. */
type Refuses = (value: unknown) => boolean;

const NEVER: Refuses = () => false;
const ALWAYS: Refuses = () => true;
const when =
  (refused: unknown): Refuses =>
  (value) =>
    value === refused;

/** Every option of an operation. One that has no effect is refused, and not ignored. */
const REFUSED: Readonly<Record<Exclude<keyof RequestOptions, symbol>, Refuses>> = {
  timeout: NEVER,
  promptUserMode: when('inquire'),
  writeErrorMode: when('inquire'),
  delivery: when('pull'),
  typeInformation: NEVER,
  // The locale travels with each request. Which texts it has in that locale is up to the server.
  localizedQualifiers: NEVER,
  expensiveProperties: when(true),
  resourceUri: NEVER,
  resourceUriPrefix: NEVER,
  providerArchitecture: ALWAYS,
  requireArchitecture: when(true),
  // No question comes here: the server answers it, with yes.
  promptUserAnswer: when('no'),
  // No messages come: to be silent is all that can be asked for.
  channels: (value) => Array.isArray(value) && value.length > 0,
  machineId: when(true),
  customOptions: NEVER,
};

/** @throws MiError NOT_SUPPORTED for options that WS-Management has no means for, or this handler not yet. */
export function checkOptions(options: RequestOptions, subject: string): void {
  const given = Object.entries(REFUSED).flatMap(([name, refuses]) => {
    const value = options[name as keyof typeof REFUSED];
    return value !== undefined && refuses(value) ? [`${name}: ${shown(value)}`] : [];
  });
  if (given.length === 0) return;
  const names = given.join(', ');
  throw new MiError('NOT_SUPPORTED', `${subject}: over WS-Management this handler has no means for ${names}`);
}
