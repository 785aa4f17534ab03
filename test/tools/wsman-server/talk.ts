import type { CallbackResponse, ExtendedCallback, ProgressRecord } from '../../../runtime/protocol.js';
import type { CallbackMode, RequestOptions } from '../../../runtime/request-options.js';
import type { CimElement, CimInstance } from '../../../runtime/values/index.js';
import { faults } from './fault.js';
import { SILENT, type Talker } from './perform.js';
import { type Envelope, namedText } from './request.js';
import { FULL_DUPLEX_URI, RESPONSE_ACTION, ROBUST_CONNECTION_URI } from './uris.js';
import { child, declare, element, textElement, textOf } from './xml-text.js';

/** The bits of the option that says what a client hears. */
const BITS: Readonly<Record<ExtendedCallback, number>> = {
  writeMessage: 0x01,
  writeError: 0x02,
  streamedParameterResult: 0x04,
  writeProgress: 0x08,
  promptUser: 0x10,
};

const MODES: readonly CallbackMode[] = ['report', 'inquire', 'ignore'];
const CHANNELS = ['warning', 'verbose', 'debug'] as const;
const TYPES = { warning: 'Warning', verbose: 'Verbose', debug: 'Debug' } as const;
const RESPONSES: readonly CallbackResponse[] = ['yes', 'no', 'yesToAll', 'noToAll'];
/** What MI gives for a number that is not known. */
const UNKNOWN = 0xffff_ffff;

/** How values are written into an event. */
export interface EventWriter {
  readonly error: (error: CimInstance) => string;
  readonly item: (item: CimElement) => string;
}

/** An operation that tells and asks its client things before it is over (MS-WSMV 3.1.6.7 and 3.1.6.8). */
export class Talk {
  readonly #request: Envelope;
  readonly #say: (event: string) => Promise<void>;
  readonly #hold: (until: Promise<unknown>) => void;
  readonly #cancel: () => void;
  /** Whether the client still decides what becomes of errors. */
  #inquires: boolean;
  /** Questions that wait for an answer, in the order in which they were asked. */
  readonly #questions: { readonly type: string; readonly answer: (response: CallbackResponse) => void }[] = [];

  /**
   * @param say sends an event; resolved when the next one can be sent.
   * @param hold stops the time of the operation.
   */
  constructor(
    request: Envelope,
    say: (event: string) => Promise<void>,
    hold: (until: Promise<unknown>) => void,
    cancel: () => void,
  ) {
    this.#request = request;
    this.#say = say;
    this.#hold = hold;
    this.#cancel = cancel;
    this.#inquires = this.options.writeErrorMode === 'inquire';
  }

  /** The options that the operation is carried out with. */
  get options(): RequestOptions {
    const mode = (name: string): CallbackMode | undefined => MODES[Number(this.#option(`wmi:${PREFIX}${name}`))];
    const answer = this.#option(`wmi:${PREFIX}PROMPTUSERMODEREGULAR_ACKVALUE`);
    const channels = this.#request.options.filter(({ name }) => name === `wmiarray:${PREFIX}CHANNELVALUE`);
    return {
      writeErrorMode: mode('WRITEERRORMODE'),
      promptUserMode: mode('PROMPTUSERMODE'),
      ...(answer === undefined ? {} : { promptUserAnswer: answer === 'true' ? 'yes' : 'no' }),
      ...(channels.length === 0 ? {} : { channels: channels.map((each) => channelOf(textOf(each.element))) }),
    };
  }

  /** What the client hears. */
  get handled(): readonly ExtendedCallback[] {
    const registered = Number(this.#option('__MI_CallbackRegistration') ?? 0);
    return (Object.keys(BITS) as ExtendedCallback[]).filter((name) => (registered & BITS[name]) !== 0);
  }

  /** Whether the items of streamed parameters are sent one by one. */
  get streams(): boolean {
    return this.handled.includes('streamedParameterResult');
  }

  /** The members of the operation's sink: those that the client hears, and for the others what agrees to all. */
  talker(writer: EventWriter): Talker {
    const { handled } = this;
    const members: Required<Omit<Talker, 'handled'>> = {
      writeMessage: (channel, message) => void this.#tell(TYPES[channel], textElement('i:Description', message)),
      writeProgress: (progress) => void this.#tell('Progress', ...progressXml(progress)),
      streamedParameterResult: (item) => this.#tell('StreamingOutput', writer.item(item)),
      writeError: (error) => {
        const description = element('i:Description', {}, writer.error(error));
        return this.#ask(
          'ErrorAction',
          description,
          textElement('i:ActionType', this.#inquires ? 'Inquire' : 'Report'),
        );
      },
      promptUser: (message, type) => {
        const importance = textElement('i:PromptType', type === 'critical' ? 'Critical' : 'Normal');
        return this.#ask('Confirm', textElement('i:Description', message), importance);
      },
    };
    const heard = Object.fromEntries(handled.map((name) => [name, members[name]]));
    return { ...SILENT, ...heard, handled: [...handled, ...(SILENT.handled ?? [])] };
  }

  /** Takes the answer to a question. @throws WsmanFault for one that nobody has asked. */
  respond({ body }: Envelope): void {
    const type = textOf(child(body, 'EventType'));
    const response = RESPONSES.find((each) => each === textOf(child(body, 'Response')));
    const question = this.#questions.shift();
    if (question?.type !== type || response === undefined) throw faults.schema('no question has this answer');
    if (type === 'ErrorAction' && response === 'yesToAll') this.#inquires = false;
    question.answer(response);
  }

  cancel(): void {
    this.#cancel();
  }

  #option(name: string): string | undefined {
    return namedText(this.#request.options, name)?.trim();
  }

  #tell(type: string, ...content: readonly string[]): Promise<void> {
    return this.#say(element('i:InteractiveEvent', declare('i'), textElement('i:EventType', type), ...content));
  }

  #ask(type: string, ...content: readonly string[]): Promise<CallbackResponse> {
    const answer = new Promise<CallbackResponse>((resolve) => {
      this.#questions.push({ type, answer: resolve });
    });
    this.#hold(answer);
    void this.#tell(type, ...content);
    return answer;
  }
}

const PREFIX = '__MI_OPERATIONOPTIONS_';

function channelOf(text: string): NonNullable<RequestOptions['channels']>[number] {
  return CHANNELS[Number(text)] ?? Number(text);
}

function progressXml(progress: ProgressRecord): readonly string[] {
  const { activity, currentOperation, statusDescription, percentageComplete, secondsRemaining } = progress;
  return [
    textElement('i:Activity', activity),
    textElement('i:CurrentOperation', currentOperation),
    textElement('i:StatusDescription', statusDescription),
    textElement('i:PercentComplete', String(Math.round(percentageComplete ?? UNKNOWN))),
    textElement('i:SecondsRemaining', String(Math.round(secondsRemaining ?? UNKNOWN))),
  ];
}

/** The operations that talk, by their identifiers. */
export class Talks {
  readonly #open = new Map<string, Talk>();

  /** Whether a message is about an operation that is under way. */
  static concerns({ action, resourceUri }: Envelope): boolean {
    return action === RESPONSE_ACTION || [FULL_DUPLEX_URI, ROBUST_CONNECTION_URI].includes(resourceUri);
  }

  /** The operations that are under way. */
  get open(): readonly string[] {
    return [...this.#open.keys()];
  }

  /** Begins an operation. @throws WsmanFault for an identifier in use, and for a message that is not the first. */
  begin(id: string, { headers }: Envelope, talk: Talk): void {
    if (this.#open.has(id)) throw faults.invalidHeader('OperationID', 'there is such an operation already');
    const sequence = textOf(headers.get('SequenceId')).trim();
    if (sequence !== '' && sequence !== '1')
      throw faults.invalidHeader('SequenceId', `an operation begins with 1, not "${sequence}"`);
    this.#open.set(id, talk);
  }

  end(id: string, talk: Talk): void {
    if (this.#open.get(id) === talk) this.#open.delete(id);
  }

  /** Takes a message about an operation. What is over has heard it all. @throws WsmanFault for a wrong one. */
  take(message: Envelope): void {
    const talk = this.#open.get(textOf(message.headers.get('OperationID')).trim());
    if (message.action === RESPONSE_ACTION) {
      if (talk === undefined) throw faults.invalidHeader('OperationID', 'there is no such operation');
      talk.respond(message);
    } else if (message.action.endsWith('/Cancel')) {
      talk?.cancel();
    }
  }
}
