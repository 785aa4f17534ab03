import { MiError } from '../../errors.js';
import type { OperationRequest } from '../../protocol.js';
import type { RequestOptions } from '../../request-options.js';
import { shown } from '../../values/shown.js';
import { canTalk } from './heard-callbacks.js';

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
  promptUserMode: NEVER,
  writeErrorMode: NEVER,
  delivery: when('pull'),
  typeInformation: NEVER,
  // The locale travels with each request. Which texts it has in that locale is up to the server.
  localizedQualifiers: NEVER,
  expensiveProperties: when(true),
  resourceUri: NEVER,
  resourceUriPrefix: NEVER,
  providerArchitecture: ALWAYS,
  requireArchitecture: when(true),
  promptUserAnswer: NEVER,
  channels: NEVER,
  machineId: when(true),
  customOptions: NEVER,
};

/** What asks a server to tell and ask something before it answers. One that cannot answers its questions with yes. */
const NEEDS_TALK: Partial<typeof REFUSED> = {
  promptUserMode: when('inquire'),
  writeErrorMode: when('inquire'),
  promptUserAnswer: when('no'),
  channels: (value) => Array.isArray(value) && value.length > 0,
};

/** @throws MiError NOT_SUPPORTED for options that WS-Management has no means for, or this handler not yet. */
export function checkOptions({ kind, options }: OperationRequest, subject: string): void {
  const given = listed(options, canTalk(kind) ? REFUSED : { ...REFUSED, ...NEEDS_TALK });
  if (given === '') return;
  throw new MiError('NOT_SUPPORTED', `${subject}: over WS-Management this handler has no means for ${given}`);
}

/** Whether the options ask the server to tell or ask something. */
export function needsTalk({ options }: OperationRequest): boolean {
  return listed(options, NEEDS_TALK) !== '';
}

/** @throws MiError NOT_SUPPORTED where the options ask a server to tell or ask something that cannot. */
export function checkSilence({ options }: OperationRequest, subject: string): void {
  const given = listed(options, NEEDS_TALK);
  if (given === '') return;
  const reason = 'of the servers of WS-Management, only Windows tells and asks something before it answers';
  throw new MiError('NOT_SUPPORTED', `${subject}: the server has no means for ${given}: ${reason}`);
}

/** The options that are refused, with their values. */
function listed(options: RequestOptions, refused: Partial<typeof REFUSED>): string {
  const given = Object.entries(refused).flatMap(([name, refuses]) => {
    const value = options[name as keyof typeof REFUSED];
    return value !== undefined && refuses(value) ? [`${name}: ${shown(value)}`] : [];
  });
  return given.join(', ');
}
