import { MiError } from '../errors.js';
import { foldName, normalizeNamespace } from '../schema/index.js';
import type { Session } from '../session.js';
import type { StreamedParameters } from '../streamed-parameters.js';
import { type CimElement, CimInstance, CimReference, type CimValue, membersToJson } from '../values/index.js';
import { decodeOctets } from '../values/octet-string.js';
import type { CimObject } from './cim-object.js';
import type { ElementType } from './class-table.js';
import { declaredPath } from './declared-path.js';
import type { GeneratedClass, Method } from './generated-class.js';
import type { ObjectState } from './object-state.js';
import { findClass } from './registry.js';
import { TypedReference } from './typed-reference.js';
import type { CimInit } from './types.js';

/** Whose answer it is: the class that was asked, and the session that asked. */
interface Context {
  readonly owner: GeneratedClass;
  readonly session: Session;
  readonly namespace: string;
}

type Members = readonly (readonly [member: string, value: unknown])[];

/**
 * An object of the class that was asked, or of the generated subclass that the server names.
 * @param namespace where the server was asked; the answer may say better.
 */
export async function typedObject(
  instance: CimInstance,
  asked: GeneratedClass,
  session: Session,
  namespace: string,
): Promise<CimObject> {
  const init = await objectInit(instance, asked, session, namespace);
  return new (init.state.generated.cls as new (init: CimInit) => CimObject)(init);
}

/** What {@link typedObject} makes the object from. */
export async function objectInit(
  instance: CimInstance,
  asked: GeneratedClass,
  session: Session,
  namespace: string,
): Promise<CimInit> {
  const named = findClass(asked.namespace, instance.className);
  const generated = named?.extends(asked) ? named : asked;
  const state: ObjectState = {
    generated,
    className: instance.className,
    namespace: normalizeNamespace(instance.namespace ?? '') ?? namespace,
    session,
    elements: instance.elements,
  };
  return { state, members: await propertyMembers(state) };
}

async function propertyMembers({ generated, session, namespace, elements }: ObjectState): Promise<Members> {
  const members: [string, unknown][] = [];
  for (const { name, value } of elements) {
    const property = generated.properties.get(foldName(name));
    if (property === undefined) {
      members.push([freeMember(name, generated), value]);
    } else {
      const context = { owner: property.owner, session, namespace };
      members.push([property.member, await elementValue(`${generated.name}.${name}`, value, property, context)]);
    }
  }
  return members;
}

/** The members of an object of keys alone. No key embeds an instance: they are there without waiting for a module. */
export function keyMembers({ generated, session, namespace, elements }: ObjectState): Members {
  return elements.map(({ name, value }) => {
    const property = generated.properties.get(foldName(name));
    if (property === undefined) return [name, value];
    const context = { owner: property.owner, session, namespace };
    const typed = Array.isArray(value)
      ? value.map((item) => typedItem(item, property, context))
      : typedItem(value, property, context);
    return [property.member, typed];
  });
}

/** A member for an element that only the server knows: its name, unless the class has a use for that. */
function freeMember(name: string, { cls, members }: GeneratedClass): string {
  let member = name;
  while (member in cls.prototype || members.has(member)) member += '$';
  return member;
}

/** What a method gave out: what the answer holds, and the streams that nobody took. */
export async function outboundObject(
  outbound: CimInstance,
  method: Method,
  streams: StreamedParameters,
  context: Context,
): Promise<object> {
  const members: [string, unknown][] = [];
  for (const { name, value } of outbound.elements) {
    const [member, type] = outboundMember(name, method);
    members.push([
      member,
      type === null ? value : await elementValue(outboundName(name, method), value, type, context),
    ]);
  }
  const answered = new Set(members.map(([member]) => member));
  for (const { member, name, streamed, type } of method.parameters) {
    const items = streamed && !answered.has(member) ? streams.collected(name) : null;
    if (items !== null) members.push([member, type === 'uint8' ? Uint8Array.from(items as number[]) : items]);
  }
  return withJson(Object.fromEntries(members));
}

/** JSON has no bigint: without this, an outcome with a 64-bit integer could not be logged. */
function withJson(outcome: object): object {
  if (Object.hasOwn(outcome, 'toJSON')) return outcome;
  return Object.defineProperty(outcome, 'toJSON', { value: () => membersToJson(outcome) });
}

function outboundMember(name: string, method: Method): readonly [member: string, type: ElementType | null] {
  const folded = foldName(name);
  if (folded === 'returnvalue' && method.returns !== null) return ['ReturnValue', method.returns];
  const parameter = method.parameters.find((candidate) => candidate.out && foldName(candidate.name) === folded);
  return parameter === undefined ? [name, null] : [parameter.member, parameter];
}

/** One item of a streamed parameter. */
export async function streamedItem(element: CimElement, method: Method, context: Context): Promise<unknown> {
  const [, type] = outboundMember(element.name, method);
  return type === null ? element.value : elementValue(outboundName(element.name, method), element.value, type, context);
}

function outboundName(name: string, method: Method): string {
  return `${method.owner.name}.${method.name}.${name}`;
}

/**
 * The value of an element as generated code declares it.
 * @param element what it is the value of, for people.
 * @throws MiError TYPE_MISMATCH for a text that does not say what is declared.
 */
async function elementValue(element: string, value: CimValue, type: ElementType, context: Context): Promise<unknown> {
  try {
    return await typedValue(value, type, context);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new MiError('TYPE_MISMATCH', `${element}, as the server sent it: ${error.message}`, { cause: error });
  }
}

/** Arrays need no look at the declaration: their items say enough. */
async function typedValue(value: CimValue, type: ElementType, context: Context): Promise<unknown> {
  if (!Array.isArray(value)) return typedItem(value, type, context);
  const items: unknown[] = [];
  for (const item of value) items.push(await typedItem(item, type, context));
  return items;
}

function typedItem(value: CimValue, type: ElementType, context: Context): unknown {
  if (value instanceof CimReference) return typedReference(value, type.className, context);
  if (value instanceof CimInstance && type.className !== null) return embeddedObject(value, type.className, context);
  return typeof value === 'string' ? typedText(value, type, context) : value;
}

/** @throws SyntaxError for a text that does not say what is declared. */
function typedText(text: string, { type, octets, className }: ElementType, context: Context): unknown {
  if (type === 'instance') throw new SyntaxError(`text instead of an embedded instance: ${JSON.stringify(text)}`);
  if (type === 'reference') return text === '' ? null : pathReference(text, className, context);
  return octets ? decodeOctets(text) : text;
}

/** Some servers send a reference as the text of its path. */
async function pathReference(text: string, className: string | null, context: Context): Promise<CimReference> {
  // Loads the class, which says of what types the keys are.
  const asked = className === null ? null : await context.owner.load(className);
  const path = CimReference.parse(text);
  const generated = findClass(context.owner.namespace, path.className) ?? asked;
  return typedReference(generated === null ? path : declaredPath(path, generated), className, context);
}

function typedReference(value: CimReference, className: string | null, context: Context): CimReference {
  const { owner, namespace } = context;
  return new TypedReference(value, namespace, async (instance, session) => {
    const asked = className === null ? findClass(owner.namespace, instance.className) : await owner.load(className);
    return asked === null ? instance : typedObject(instance, asked, session, value.namespace ?? namespace);
  });
}

/** An instance of a class that is not generated stays as it travels. */
async function embeddedObject(
  value: CimInstance,
  className: string,
  { owner, session, namespace }: Context,
): Promise<CimObject | CimInstance> {
  const asked = await owner.load(className);
  return asked === null ? value : typedObject(value, asked, session, namespace);
}
