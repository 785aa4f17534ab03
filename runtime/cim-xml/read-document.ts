import type { CimQualifierDeclaration } from '../schema/index.js';
import type { CimInstance } from '../values/index.js';
import { parseXml, type XmlElement } from '../xml/xml.js';
import type { XmlLimits } from '../xml/xml-scan.js';
import { type ReadClass, readClass, readQualifierDeclaration } from './read-class.js';
import { readInstance } from './read-instance.js';
import { isPath, readNamespacePath, readPath, readReference } from './read-path.js';
import { Reading } from './reading.js';

/** An error with which a server answered: `ERROR` of DSP0201. */
export interface ReadError {
  /** `CIMStatusCode`, which is an `MI_Result` as well. */
  readonly code: number;
  readonly description: string | null;
  /** Where it stands in the text. */
  readonly offset: number;
}

/** What a document holds, in its order. */
export interface CimXmlContent {
  readonly classes: readonly ReadClass[];
  readonly instances: readonly CimInstance[];
  readonly qualifierDeclarations: readonly CimQualifierDeclaration[];
  readonly errors: readonly ReadError[];
}

export interface CimXmlOptions {
  /** Where a document declares what it does not give a namespace. */
  readonly namespace: string;
  readonly limits?: XmlLimits | undefined;
  /** Called with each class, property and the like, the place that it is read from, and whether it is `PROPAGATED`. */
  readonly onRead?: ((node: object, offset: number, isInherited: boolean) => void) | undefined;
}

/**
 * Reads a document of CIM-XML (DSP0201): a declaration or a message with all that it holds, or one of these by itself;
 * and the answer of WS-Management that holds one.
 * @throws XmlError for what is none.
 */
export function readDocument(text: string, { namespace, limits, onRead }: CimXmlOptions): CimXmlContent {
  const reading: Reading = new Reading(text, 0, (node, element) => {
    onRead?.(node, element.offset, reading.flag(element, 'PROPAGATED', false));
  });
  const document = new Document(reading);
  document.read(parseXml(text, limits), namespace);
  return document;
}

/** What stands in what, for elements that only hold others: DSP0201 5.2. A leaf is read by itself. */
const CONTENTS: ReadonlyMap<string, ReadonlySet<string>> = contents({
  CIM: 'MESSAGE DECLARATION',
  DECLARATION: 'DECLGROUP DECLGROUP.WITHNAME DECLGROUP.WITHPATH',
  DECLGROUP: 'LOCALNAMESPACEPATH NAMESPACEPATH QUALIFIER.DECLARATION VALUE.OBJECT',
  'DECLGROUP.WITHNAME': 'LOCALNAMESPACEPATH NAMESPACEPATH QUALIFIER.DECLARATION VALUE.NAMEDOBJECT',
  'DECLGROUP.WITHPATH': 'VALUE.OBJECTWITHPATH VALUE.OBJECTWITHLOCALPATH',
  MESSAGE: 'SIMPLEREQ MULTIREQ SIMPLERSP MULTIRSP SIMPLEEXPREQ MULTIEXPREQ SIMPLEEXPRSP MULTIEXPRSP',
  MULTIREQ: 'SIMPLEREQ',
  SIMPLEREQ: 'CORRELATOR METHODCALL IMETHODCALL',
  MULTIRSP: 'SIMPLERSP',
  SIMPLERSP: 'METHODRESPONSE IMETHODRESPONSE',
  MULTIEXPREQ: 'SIMPLEEXPREQ',
  SIMPLEEXPREQ: 'CORRELATOR EXPMETHODCALL',
  MULTIEXPRSP: 'SIMPLEEXPRSP',
  SIMPLEEXPRSP: 'EXPMETHODRESPONSE',
  METHODCALL: 'LOCALCLASSPATH LOCALINSTANCEPATH PARAMVALUE',
  IMETHODCALL: 'LOCALNAMESPACEPATH IPARAMVALUE',
  EXPMETHODCALL: 'EXPPARAMVALUE',
  METHODRESPONSE: 'ERROR RETURNVALUE PARAMVALUE',
  IMETHODRESPONSE: 'ERROR IRETURNVALUE PARAMVALUE',
  EXPMETHODRESPONSE: 'ERROR IRETURNVALUE',
  CORRELATOR: 'VALUE',
  PARAMVALUE:
    'VALUE VALUE.REFERENCE VALUE.ARRAY VALUE.REFARRAY CLASSNAME INSTANCENAME CLASS INSTANCE VALUE.NAMEDINSTANCE',
  IPARAMVALUE:
    'VALUE VALUE.ARRAY VALUE.REFERENCE CLASSNAME INSTANCENAME QUALIFIER.DECLARATION CLASS INSTANCE VALUE.NAMEDINSTANCE',
  EXPPARAMVALUE: 'INSTANCE',
  RETURNVALUE: 'VALUE VALUE.REFERENCE',
  IRETURNVALUE:
    'CLASSNAME INSTANCENAME INSTANCEPATH OBJECTPATH VALUE VALUE.ARRAY VALUE.REFERENCE VALUE.OBJECT VALUE.OBJECTWITHPATH ' +
    'VALUE.OBJECTWITHLOCALPATH VALUE.NAMEDINSTANCE VALUE.INSTANCEWITHPATH QUALIFIER.DECLARATION CLASS INSTANCE',
  OBJECTPATH: 'INSTANCEPATH CLASSPATH',
  // Pegasus prints declarations of qualifiers in it, too.
  'VALUE.OBJECT': 'QUALIFIER.DECLARATION CLASS INSTANCE',
  'VALUE.NAMEDOBJECT': 'CLASS INSTANCENAME INSTANCE',
  'VALUE.NAMEDINSTANCE': 'INSTANCENAME INSTANCE',
  'VALUE.INSTANCEWITHPATH': 'INSTANCEPATH INSTANCE',
  'VALUE.OBJECTWITHPATH': 'CLASSPATH INSTANCEPATH CLASS INSTANCE',
  'VALUE.OBJECTWITHLOCALPATH': 'LOCALCLASSPATH LOCALINSTANCEPATH CLASS INSTANCE',
  'VALUE.ARRAY': 'VALUE VALUE.NULL',
  'VALUE.REFARRAY': 'VALUE.REFERENCE VALUE.NULL',
  ERROR: 'INSTANCE',
});

function contents(table: Readonly<Record<string, string>>): ReadonlyMap<string, ReadonlySet<string>> {
  return new Map(Object.entries(table).map(([name, children]) => [name, new Set(children.split(' '))]));
}

/** The namespaces of SOAP 1.1 and 1.2. */
const SOAP = new Set(['http://schemas.xmlsoap.org/soap/envelope/', 'http://www.w3.org/2003/05/soap-envelope']);

class Document implements CimXmlContent {
  readonly classes: ReadClass[] = [];
  readonly instances: CimInstance[] = [];
  readonly qualifierDeclarations: CimQualifierDeclaration[] = [];
  readonly errors: ReadError[] = [];
  readonly #reading: Reading;

  constructor(reading: Reading) {
    this.#reading = reading;
  }

  /** Reads the root. */
  read(root: XmlElement, namespace: string): void {
    if (SOAP.has(root.namespace)) this.#readEnvelope(root, namespace);
    else if (!this.#readElement(root, namespace)) {
      this.#reading.refuse(root, `<${root.name}> is no element of CIM-XML (DSP0201)`);
    }
  }

  /** The answer of WS-Management to the request for a class has it in the body. */
  #readEnvelope(envelope: XmlElement, namespace: string): void {
    const parts = this.#reading.elements(envelope);
    const body = parts.find((part) => SOAP.has(part.namespace) && localName(part) === 'Body');
    const content = body === undefined ? null : this.#reading.onlyElement(body);
    if (content === null) this.#reading.refuse(body ?? envelope, 'this message has nothing in its body');
    if (SOAP.has(content.namespace) && localName(content) === 'Fault') {
      this.#reading.refuse(content, `the server answered with a fault: ${reasonOf(content)}`);
    }
    if (!this.#readElement(content, namespace)) {
      this.#reading.refuse(content, `<${content.name}> in the body of this message is no class in CIM-XML`);
    }
  }

  /** @returns false for an element that is none of CIM-XML. */
  #readElement(element: XmlElement, namespace: string): boolean {
    const reading = this.#reading;
    switch (element.name) {
      case 'CLASS':
        this.classes.push(readClass(reading, element, namespace));
        return true;
      case 'INSTANCE':
        this.#addInstance(element, namespace, []);
        return true;
      case 'QUALIFIER.DECLARATION':
        this.qualifierDeclarations.push(readQualifierDeclaration(reading, element, namespace));
        return true;
      case 'VALUE':
      case 'VALUE.NULL':
        reading.content(element);
        return true;
      case 'VALUE.REFERENCE':
        readReference(reading, element);
        return true;
      default:
        return this.#readPathOrOthers(element, namespace);
    }
  }

  #readPathOrOthers(element: XmlElement, namespace: string): boolean {
    if (isNamespacePath(element)) readNamespacePath(this.#reading, element);
    else if (isPath(element)) readPath(this.#reading, element);
    else {
      const allowed = CONTENTS.get(element.name);
      if (allowed === undefined) return false;
      this.#readContents(element, allowed, namespace);
    }
    return true;
  }

  /** Reads the elements in one that only holds others. A path among them says the namespace of those behind it. */
  #readContents(parent: XmlElement, allowed: ReadonlySet<string>, outer: string): void {
    if (parent.name === 'ERROR') this.errors.push(this.#error(parent));
    let namespace = outer;
    let keys: readonly string[] = [];
    for (const child of this.#reading.elements(parent)) {
      if (!allowed.has(child.name)) this.#reading.unexpected(child, parent);
      if (isNamespacePath(child)) namespace = readNamespacePath(this.#reading, child).namespace;
      else if (isPath(child)) {
        const path = readPath(this.#reading, child);
        namespace = path.namespace ?? namespace;
        keys = path.keys.map(({ name }) => name);
      } else if (child.name === 'INSTANCE') this.#addInstance(child, namespace, keys);
      else this.#readElement(child, namespace);
    }
  }

  #addInstance(element: XmlElement, namespace: string, keys: readonly string[]): void {
    const instance = readInstance(this.#reading, element, namespace, keys);
    this.#reading.onRead(instance, element);
    this.instances.push(instance);
  }

  #error(element: XmlElement): ReadError {
    const code = this.#reading.attribute(element, 'CODE');
    if (!/^\d{1,9}$/.test(code.trim())) this.#reading.refuse(element, `CODE is a number, not "${code}"`);
    return { code: Number(code), description: element.attributes.get('DESCRIPTION') ?? null, offset: element.offset };
  }
}

/** The reason of a fault: `faultstring` of SOAP 1.1, `Reason/Text` of SOAP 1.2. */
function reasonOf(fault: XmlElement): string {
  const [first = '', ...others] = fault.children;
  if (typeof first === 'string' && others.length === 0) return first.trim();
  const reasons = fault.children.filter((child) => typeof child !== 'string' && FAULT_REASONS.has(localName(child)));
  return reasons.map((reason) => reasonOf(reason as XmlElement)).join(' ');
}

const FAULT_REASONS: ReadonlySet<string> = new Set(['faultstring', 'Reason', 'Text']);

function isNamespacePath({ name }: XmlElement): boolean {
  return name === 'NAMESPACEPATH' || name === 'LOCALNAMESPACEPATH';
}

function localName({ name }: XmlElement): string {
  return name.slice(name.indexOf(':') + 1);
}
