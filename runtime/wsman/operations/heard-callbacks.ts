import type { CallbackResponse, ExtendedCallback, OperationRequest } from '../../protocol.js';
import type { CallbackMode, RequestOptions } from '../../request-options.js';
import type { MessageChannel } from '../../session-options.js';
import type { WireOption } from '../request-text.js';

/** What the client of an operation hears and answers, and how that is said to a server (MS-WSMV 2.2.10). */
export interface Callbacks {
  readonly options: readonly WireOption[];
  /** Whether messages of a channel are wanted. */
  hears(channel: MessageChannel): boolean;
  /** The answer to normal questions that nobody waits for; null where they are asked. */
  readonly ownAnswer: CallbackResponse | null;
}

/** The bits of `__MI_CallbackRegistration`. */
const BITS: Readonly<Record<ExtendedCallback, number>> = {
  writeMessage: 1,
  writeError: 2,
  streamedParameterResult: 4,
  writeProgress: 8,
  promptUser: 16,
};

/** The channels of messages, by their numbers. */
const CHANNELS: readonly MessageChannel[] = ['warning', 'verbose', 'debug'];

const MODES: Readonly<Record<CallbackMode, number>> = { report: 0, inquire: 1, ignore: 2 };

/** The operations during which a provider may talk to the client. */
const TALKING: readonly OperationRequest['kind'][] = [
  ...(['invoke', 'getInstance', 'create', 'modify', 'delete'] as const),
  ...(['enumerate', 'query', 'associators', 'references'] as const),
];

/** Whether anything can be told and asked during operations of a kind. */
export function canTalk(kind: OperationRequest['kind']): boolean {
  return TALKING.includes(kind);
}

/** The callbacks of an operation; null where nobody would hear anything. */
export function callbacksOf(
  { kind, options }: OperationRequest,
  handled: readonly ExtendedCallback[],
): Callbacks | null {
  if (handled.length === 0 || !canTalk(kind)) return null;
  const { channels, promptUserMode = 'inquire', promptUserAnswer = 'yes' } = options;
  return {
    options: callbackOptions(handled, options),
    hears: (channel) => {
      // A provider may have channels of its own. Their messages count as debug messages.
      const named = channels?.map((each) => (typeof each === 'number' ? (CHANNELS[each] ?? 'debug') : each));
      return named?.includes(channel) ?? true;
    },
    ownAnswer: promptUserMode === 'inquire' ? null : promptUserAnswer,
  };
}

/** The options, in the forms and with the types that Windows' own client gives them. */
function callbackOptions(
  handled: readonly ExtendedCallback[],
  { channels = CHANNELS, writeErrorMode, promptUserMode, promptUserAnswer }: RequestOptions,
): readonly WireOption[] {
  const registered = handled.reduce((bits, name) => bits | BITS[name], 0);
  const asksUser = promptUserMode !== undefined || promptUserAnswer !== undefined;
  return [
    { name: '__MI_CallbackRegistration', type: 'xs:int', value: String(registered) },
    ...(handled.includes('writeMessage') ? channels : []).map((channel) => {
      const number = typeof channel === 'number' ? channel : CHANNELS.indexOf(channel);
      return { ...numberOption('CHANNELVALUE', number), name: 'wmiarray:__MI_OPERATIONOPTIONS_CHANNELVALUE' };
    }),
    ...(handled.includes('writeError') && writeErrorMode !== undefined
      ? [numberOption('WRITEERRORMODE', MODES[writeErrorMode])]
      : []),
    ...(asksUser
      ? [
          numberOption('PROMPTUSERMODE', MODES[promptUserMode ?? 'inquire']),
          {
            name: 'wmi:__MI_OPERATIONOPTIONS_PROMPTUSERMODEREGULAR_ACKVALUE',
            type: 'xs:boolean',
            value: String(promptUserAnswer !== 'no'),
          },
        ]
      : []),
  ];
}

function numberOption(name: string, value: number): WireOption {
  return { name: `wmi:__MI_OPERATIONOPTIONS_${name}`, type: 'xs:unsignedInt', value: String(value) };
}
