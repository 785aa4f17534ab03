import { MiError } from '../../errors.js';
import type { RunningOperation } from '../../handler/running-operation.js';
import { DECLARED, type TypesByName } from '../../known-types.js';
import type { ExtendedCallback, OperationRequest } from '../../protocol.js';
import { requestSubject } from '../../requests.js';
import { foldName, isCimName } from '../../schema/index.js';
import type { CimElement, CimInstance } from '../../values/index.js';
import { hasLength } from '../../values/octet-string.js';
import { shown } from '../../values/shown.js';
import type { XmlNode } from '../../xml/print-xml.js';
import type { ClassSchemas } from '../class-schemas.js';
import type { Reply } from '../read-reply.js';
import type { WireMessage, WireOption } from '../request-text.js';
import type { ServerKind } from '../server-kind.js';
import type { ObjectReading } from '../values/read-object.js';
import { type ObjectWriting, selectorNodes } from '../values/write-object.js';
import type { Sending, WireClient } from '../wire-client.js';
import { ACTIONS, CLASS_URI } from '../wire-names.js';
import { checkOptions, checkSilence, needsTalk } from './check-options.js';
import { Conversation } from './conversation.js';
import { customOptions } from './custom-options.js';
import { type Callbacks, callbacksOf } from './heard-callbacks.js';
import type { StreamedItem } from './interactive-event.js';
import { declaredSource, type OperationTypes, schemaSource, UNTYPED } from './operation-types.js';
import { streamedElements } from './streamed-elements.js';

/** Arrays are told from null in the answers of servers that know this. */
const PRECISE_ARRAYS: WireOption = { name: 'msftwinrm:UsePreciseArrays', type: 'xs:boolean', value: 'true' };

/** What is particular to a message of an operation. Its options come before those that all messages have. */
export type MessagePart = Omit<WireMessage, 'timeout'>;

/** What the operations of a session share. */
export interface Surroundings {
  readonly client: WireClient;
  readonly schemas: ClassSchemas;
  /** Takes over work that no operation waits for. */
  readonly inBackground: (work: Promise<unknown>) => void;
}

/** An operation, and what it needs to exchange messages. */
export class Call<Request extends OperationRequest = OperationRequest> {
  readonly request: Request;
  readonly operation: RunningOperation;
  readonly types: OperationTypes;
  readonly subject: string;
  readonly #client: WireClient;
  readonly #inBackground: Surroundings['inBackground'];
  readonly #options: readonly WireOption[];
  /** Null where the server says nothing before it answers. */
  readonly #callbacks: Callbacks | null;

  /** @throws MiError NOT_SUPPORTED for an option that the protocol has no means for. */
  private constructor(
    request: Request,
    operation: RunningOperation,
    { client, schemas, inBackground }: Surroundings,
    callbacks: Callbacks | null,
  ) {
    this.request = request;
    this.operation = operation;
    this.subject = requestSubject(request);
    this.#client = client;
    this.#inBackground = inBackground;
    this.#callbacks = callbacks;
    this.#options = [PRECISE_ARRAYS, ...customOptions(request.options.customOptions ?? [])];
    this.types = typesOf(request, schemas);
  }

  /**
   * Begins an operation. The server is asked what it is where it could talk to this side, and somebody would hear it.
   * @throws MiError NOT_SUPPORTED for an option that the protocol, or the server, has no means for.
   */
  static async begin<Request extends OperationRequest>(
    request: Request,
    operation: RunningOperation,
    handled: readonly ExtendedCallback[],
    surroundings: Surroundings,
  ): Promise<Call<Request>> {
    const call = new Call(request, operation, surroundings, null);
    checkOptions(request, call.subject);
    const callbacks = callbacksOf(request, handled);
    if (callbacks === null && !needsTalk(request)) return call;
    const server = await surroundings.client.askServer(call.sending);
    if (server === 'windows') return new Call(request, operation, surroundings, callbacks);
    checkSilence(request, call.subject);
    return call;
  }

  /** Sends a message and waits for the answer. */
  send(part: MessagePart, sending: Partial<Omit<Sending, 'subject'>> = {}): Promise<Reply> {
    const { timeout = null } = this.request.options;
    const callbacks = part.action === ACTIONS.release ? null : this.#callbacks;
    const options = [...(callbacks?.options ?? []), ...(part.options ?? []), ...this.#options];
    const message = { ...part, options, timeout };
    const sent = { ...this.sending, ...sending };
    if (callbacks === null) return this.#client.send(message, sent);
    const { operation } = this;
    const deliver = (item: StreamedItem): Promise<void> => this.#deliver(item);
    const talk = { operation, callbacks, deliver, inBackground: this.#inBackground };
    return new Conversation(this.#client, message, talk).send(sent);
  }

  /** Hands over items of a streamed parameter. */
  async #deliver(item: StreamedItem): Promise<void> {
    const { request, types } = this;
    if (request.kind !== 'invoke') return;
    const results = await types.results(request.namespace, request.className, request.methodName);
    await types.loadIn([item.value], request.namespace);
    for (const element of this.readable(() => streamedElements(item, results, this.reading()))) {
      await this.operation.deliver((sink) => sink.streamedParameterResult(element));
    }
  }

  /** How messages travel that must not be repeated. */
  get sending(): Sending {
    return { repeatable: false, waits: false, signal: this.operation.signal, subject: this.subject };
  }

  /** The resource URI of a class. @throws MiError INVALID_PARAMETER for what can be the name of none. */
  resourceUri(className: string): string {
    this.checkName(className, 'class');
    const { resourceUri, resourceUriPrefix } = this.request.options;
    if (resourceUri !== undefined) return resourceUri;
    return resourceUriPrefix === undefined
      ? CLASS_URI + className
      : `${resourceUriPrefix.replace(/\/$/, '')}/${className}`;
  }

  /** A name becomes a part of a URI, and the name of an element. @throws MiError INVALID_PARAMETER for what is none. */
  checkName(name: string, what: string): void {
    if (isCimName(name)) return;
    throw new MiError('INVALID_PARAMETER', `${this.subject}: ${shown(name)} can be the name of no ${what}`);
  }

  /** The resource URI of what is asked of no class. */
  commonUri(uri: string): string {
    return this.request.options.resourceUri ?? uri;
  }

  /** How the objects of an answer are read. */
  reading(): ObjectReading {
    const { server } = this.#client;
    return {
      namespace: this.request.namespace,
      types: this.types.find,
      preciseArrays: isOfMicrosoft(server),
      charactersAreCodes: server === 'omi',
      chosen: null,
    };
  }

  /** Whether a Put replaces the whole instance, as WS-Transfer has it: Windows and OMI change only what is in it. */
  async replacesWhole(): Promise<boolean> {
    return !isOfMicrosoft(await this.#client.askServer(this.sending));
  }

  /** How values are written. What server it is counts for values of some types only. */
  async writing(values: readonly CimElement[]): Promise<Omit<ObjectWriting, 'prefixes'>> {
    const server = values.some(dependsOnServer) ? await this.#client.askServer(this.sending) : null;
    return { namespace: this.request.namespace, server };
  }

  /**
   * The selectors of an instance: its keys are marked, or known from its class.
   * @throws MiError INVALID_PARAMETER when they are neither.
   */
  async selectors(instance: CimInstance): Promise<readonly XmlNode[]> {
    const namespace = instance.namespace ?? this.request.namespace;
    const keys = await this.#keysOf(instance, namespace);
    return selectorNodes(keys, namespace, { ...(await this.writing(keys)), namespace });
  }

  /** What is read of an answer. @throws MiError TYPE_MISMATCH for a value that is none of its type. */
  readable<T>(read: () => T): T {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      throw new MiError(
        'TYPE_MISMATCH',
        `${this.subject}: the server sent a value that cannot be read: ${error.message}`,
        {
          cause: error,
        },
      );
    }
  }

  async #keysOf({ className, elements }: CimInstance, namespace: string): Promise<readonly CimElement[]> {
    const marked = elements.filter(({ key }) => key === true);
    const [only] = marked;
    // A path such as Win32_Service="Spooler" leaves the name of the only key to its class.
    const isNamed = only === undefined || only.name !== '';
    if ((marked.length > 0 && isNamed) || elements.length === 0) return marked;
    const types = await this.types.load(namespace, className);
    if (only !== undefined && !isNamed) return [this.#named(only, types)];
    if (types !== null) return elements.filter(({ name }) => types.get(foldName(name))?.key === true);
    const wayOut = 'give a CimReference, or mark its keys with key: true';
    throw new MiError(
      'INVALID_PARAMETER',
      `${this.subject}: which elements of the instance are its keys is not known: ${wayOut}`,
    );
  }

  /** A key that has no name, with that of the only key of its class. */
  #named(key: CimElement, types: TypesByName | null): CimElement {
    const keys = Array.from(types?.values() ?? []).filter((declared) => declared.key === true);
    const [declared, other] = keys;
    if (declared !== undefined && other === undefined) return { ...key, name: declared.name };
    const reason = types === null ? 'the server does not tell it' : `its class has ${keys.length} keys`;
    throw new MiError('INVALID_PARAMETER', `${this.subject}: the path does not name its key, and ${reason}`);
  }
}

function typesOf({ options }: OperationRequest, schemas: ClassSchemas): OperationTypes {
  const declared = options[DECLARED];
  if (declared !== undefined) return declaredSource(declared);
  return options.typeInformation === 'none' ? UNTYPED : schemaSource(schemas);
}

function isOfMicrosoft(server: ServerKind | null): boolean {
  return server === 'windows' || server === 'omi';
}

/** What servers take in different forms: objects, datetimes, characters and octet strings. */
function dependsOnServer({ type, value }: CimElement): boolean {
  if (value === null) return false;
  return value instanceof Uint8Array ? hasLength(value) : ['instance', 'datetime', 'char16'].includes(type);
}
