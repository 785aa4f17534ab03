import { readClass } from '../cim-xml/read-class.js';
import { Reading } from '../cim-xml/reading.js';
import { isMiError, MiError } from '../errors.js';
import type { TypesByName } from '../known-types.js';
import { type CimClass, type CimMethod, classKey, foldName } from '../schema/index.js';
import type { XmlElement } from '../xml/xml.js';
import { XmlError } from '../xml/xml-error.js';
import type { Reply } from './read-reply.js';
import { selectorNode, type WireOption } from './request-text.js';
import { propertyTypes, resultTypes } from './values/class-types.js';
import type { WireClient } from './wire-client.js';
import { ACTIONS, CLASS_SCHEMA_URI, NAMESPACE_SELECTOR } from './wire-names.js';

/** A class as a server gives it: with all that it inherits. */
export interface WholeClass {
  readonly cimClass: CimClass;
  /** The qualifiers that are marked as inherited. */
  readonly marked: ReadonlySet<object>;
}

/** What a server is asked to tell of a class (MS-WSMV 3.1.4.1.38). */
export const WHOLE_CLASS: readonly WireOption[] = [
  'IncludeInheritanceHierarchy',
  'IncludeInheritedElements',
  'IncludeQualifiers',
  'IncludeClassOrigin',
].map((name) => ({ name, type: 'xs:boolean', value: 'true' }));

const WAY_OUT = ". Values of it can be read as texts, with typeInformation: 'none'";

/** The class in an answer. */
export function readWholeClass(element: XmlElement, { text }: Reply, namespace: string, subject: string): WholeClass {
  const marked = new Set<object>();
  const reading: Reading = new Reading(text, 0, (node, { attributes }) => {
    if (attributes.get('PROPAGATED')?.toLowerCase() === 'true') marked.add(node);
  });
  try {
    if (element.name !== 'CLASS') reading.refuse(element, `<CLASS> is expected, not <${element.name}>`);
    return { cimClass: readClass(reading, element, namespace).cimClass, marked };
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
    throw new MiError('FAILED', `${subject}: the server sent a class that cannot be read: ${error.message}${WAY_OUT}`, {
      cause: error,
    });
  }
}

/** The most classes that are kept: more than any namespace of Windows has that one program works with. */
const MOST_CLASSES = 2000;

/** A class as the types of its values need it. */
export interface ClassSchema {
  readonly whole: WholeClass;
  readonly properties: TypesByName;
  /** What a method gives back; null for an unknown method. */
  results(method: string): TypesByName | null;
}

/** The classes of a session, each asked of the server once. */
export class ClassSchemas {
  readonly #client: WireClient;
  readonly #signal: AbortSignal;
  readonly #classes = new Map<string, Promise<ClassSchema | null>>();
  /** The classes that have arrived. */
  readonly #arrived = new Map<string, ClassSchema>();
  /** False when the server has said that it gives no classes. */
  #areGiven = true;

  /** @param signal of the session: several operations may wait for one class. */
  constructor(client: WireClient, signal: AbortSignal) {
    this.#client = client;
    this.#signal = signal;
  }

  /** A class that has arrived. */
  find(namespace: string, className: string): ClassSchema | null {
    return this.#arrived.get(classKey(namespace, className)) ?? null;
  }

  /**
   * A class; null where the server does not give it: values of it have no types then.
   * @throws MiError when the server cannot be asked.
   */
  load(namespace: string, className: string): Promise<ClassSchema | null> {
    const key = classKey(namespace, className);
    const known = this.#classes.get(key);
    if (known !== undefined) return known;
    if (!this.#areGiven) return Promise.resolve(null);
    const asked = this.#ask(namespace, className, key);
    this.#classes.set(key, asked);
    asked.catch(() => this.#classes.delete(key));
    this.#forget();
    return asked;
  }

  /**
   * Asks for a class, whether it is known or not.
   * @throws MiError
   */
  async read(namespace: string, className: string, timeout: number | null, signal: AbortSignal): Promise<WholeClass> {
    const subject = `getClass ${className}`;
    const message = {
      action: ACTIONS.get,
      resourceUri: CLASS_SCHEMA_URI,
      selectors: [selectorNode(NAMESPACE_SELECTOR, namespace), selectorNode('ClassName', className)],
      options: WHOLE_CLASS,
      timeout,
    };
    const reply = await this.#client.send(message, { repeatable: true, waits: false, signal, subject });
    if (reply.content === null) throw new MiError('FAILED', `${subject}: the server sent no class`);
    const whole = readWholeClass(reply.content, reply, namespace, subject);
    const { name } = whole.cimClass;
    if (foldName(name) !== foldName(className))
      throw new MiError('FAILED', `${subject}: the server sent ${name} instead`);
    return whole;
  }

  async #ask(namespace: string, className: string, key: string): Promise<ClassSchema | null> {
    try {
      const schema = schemaOf(await this.read(namespace, className, null, this.#signal));
      this.#arrived.set(key, schema);
      return schema;
    } catch (error) {
      if (!isMiError(error) || !isRefusal(error)) throw error;
      // An error of CIM is about this class.
      const isOfAll = error.result === 'NOT_SUPPORTED' && error.details?.element('CIMStatusCode') === undefined;
      if (isOfAll) this.#areGiven = false;
      return null;
    }
  }

  /** Makes room for further classes: the oldest go. */
  #forget(): void {
    const [oldest] = this.#classes.keys();
    if (oldest === undefined || this.#classes.size <= MOST_CLASSES) return;
    this.#classes.delete(oldest);
    this.#arrived.delete(oldest);
  }
}

/** True where the server has answered, but gives no such class. */
function isRefusal({ result }: MiError): boolean {
  return REFUSALS.has(result);
}

const REFUSALS: ReadonlySet<string> = new Set([
  ...['NOT_SUPPORTED', 'NOT_FOUND', 'INVALID_CLASS', 'INVALID_NAMESPACE', 'INVALID_PARAMETER', 'ACCESS_DENIED'],
]);

function schemaOf(whole: WholeClass): ClassSchema {
  const methods = new Map<string, CimMethod>(whole.cimClass.methods.map((method) => [foldName(method.name), method]));
  return {
    whole,
    properties: propertyTypes(whole.cimClass),
    results: (name) => {
      const method = methods.get(foldName(name));
      return method === undefined ? null : resultTypes(method);
    },
  };
}
