import type { EmbeddedForm } from '../embedded-form.js';
import { MiArgumentError } from '../errors.js';
import type { RunningOperation } from '../handler/running-operation.js';
import type { InvokeRequest, ProtocolSession } from '../protocol.js';
import { foldName } from '../schema/index.js';
import { Session } from '../session.js';
import { ArgumentPlace } from '../v1/class-call.js';
import { elementInput, outermost } from '../v1/element-input.js';
import type { DeclaredElement, Method } from '../v1/generated-class.js';
import { whenLoaded } from '../v1/loading.js';
import { inboundObject } from '../v1/method-parameters.js';
import { typedObject } from '../v1/results.js';
import { type CimElement, CimInstance } from '../values/index.js';
import { isThrown, shown } from '../values/shown.js';
import { ValueChecker } from './check-value.js';
import { copyInstance } from './instance-store.js';
import type { ProviderRegistry, RegisteredProvider } from './method-providers.js';
import { providerContext } from './provider-context.js';
import type { RepositoryClass, RepositoryMethod } from './repository-class.js';
import type { RepositoryContent } from './repository-content.js';
import { InvalidValue, invalidAsMiError, repositoryError, within } from './repository-error.js';

/** The method that a call is for. */
interface MethodTarget {
  readonly cimClass: RepositoryClass;
  readonly method: RepositoryMethod;
  /** The instance that the method is called on; null for a static method. */
  readonly instance: CimInstance | null;
}

/**
 * Carries out a call through the provider of its method.
 * @param repository the session that the provider reaches the repository through.
 */
export async function invokeMethod(
  content: RepositoryContent,
  providers: ProviderRegistry,
  repository: ProtocolSession,
  request: InvokeRequest,
  operation: RunningOperation,
): Promise<void> {
  const { namespace, options, inboundProperties } = request;
  const target = findTarget(content, request);
  const inbound = inboundProperties ?? new CimInstance('__Parameters', []);
  const checker = new ValueChecker(content.classes, namespace);
  invalidAsMiError(target.cimClass.namespace, () => checkInbound(target, inbound, checker));
  const { implementation, method: declared } = requireProvider(providers, target);
  const method = declared();
  const session = ownSession(repository);
  const args = await inboundObject(inbound, method, { session, namespace });
  const instance = target.instance && (await typedObject(target.instance, method.owner, session, namespace));
  const context = providerContext(operation, options, session, instance, (name, item) =>
    operation.deliver(async (sink) =>
      sink.streamedParameterResult(await streamedElement(name, item, method, session.embeddedInstances)),
    ),
  );
  operation.signal.throwIfAborted();
  const answer = await implementation(args, context);
  const outbound = await outboundParameters(answer, method, session.embeddedInstances);
  await operation.deliver((sink) => sink.instanceResult(outbound));
}

/**
 * A client's session with the repository, for one call of a provider, which may close it, or for one object. It is the
 * only place where the handler uses the client's side of the runtime.
 */
export function ownSession(repository: ProtocolSession): Session {
  return Session.of(repository, {}, () => {});
}

function requireProvider(providers: ProviderRegistry, { cimClass, method }: MethodTarget): RegisteredProvider {
  const provider = providers.find(cimClass, method.name);
  if (provider !== undefined) return provider;
  const message = `${cimClass.path}.${method.name} has no provider: repository.provide() takes one`;
  throw repositoryError('METHOD_NOT_AVAILABLE', message);
}

/** The method of the class that the stored instance is of: a subclass may override it. */
function findTarget(
  content: RepositoryContent,
  { namespace, className, methodName, instance }: InvokeRequest,
): MethodTarget {
  const named = content.classes.require(namespace, className);
  const method = requireMethod(named, methodName);
  if (method.static) return { cimClass: named, method, instance: null };
  if (instance === null) {
    throw repositoryError('INVALID_PARAMETER', `${named.path}.${method.name} is not static: it needs an instance`);
  }
  const stored = content.get(namespace, instance);
  return {
    cimClass: stored.cimClass,
    method: requireMethod(stored.cimClass, methodName),
    instance: copyInstance(stored.instance),
  };
}

function requireMethod(cimClass: RepositoryClass, name: string): RepositoryMethod {
  const method = cimClass.method(name);
  if (method === undefined) throw repositoryError('METHOD_NOT_FOUND', `${cimClass.path} has no method ${name}`);
  return method;
}

function checkInbound({ cimClass, method }: MethodTarget, inbound: CimInstance, checker: ValueChecker): void {
  const place = `${cimClass.name}.${method.name}`;
  const parameters = new Map(method.parameters.map((parameter) => [foldName(parameter.name), parameter]));
  for (const element of inbound.elements) {
    const parameter = parameters.get(foldName(element.name));
    if (parameter?.in !== true) {
      throw new InvalidValue('INVALID_PARAMETER', `${place} has no in-parameter ${element.name}`);
    }
    within(`${place}: ${parameter.name}`, () => checker.checkElement(parameter, element));
  }
  for (const { name, in: isIn, required } of method.parameters) {
    if (isIn && required && (inbound.get(name) ?? null) === null) {
      throw new InvalidValue('INVALID_PARAMETER', `${place} needs the parameter ${name}`);
    }
  }
}

/**
 * The answer of a provider, as the outbound parameters of MI.
 * @throws MiError FAILED that names the provider and the parameter.
 */
export function outboundParameters(answer: unknown, method: Method, form: EmbeddedForm): Promise<CimInstance> {
  const nothing = method.returns === null && !method.parameters.some((parameter) => parameter.out);
  const place: ArgumentPlace = new ArgumentPlace(method.owner.name, method.name);
  return blamingProvider(async () => {
    const given = nothing ? (answer ?? {}) : answer;
    if (typeof given !== 'object' || given === null) {
      place.refuse(`must answer with an object of its out-parameters, not ${shown(given)}`);
    }
    const declared = outParameters(method);
    const elements: CimElement[] = [];
    for (const [member, value] of Object.entries(given)) {
      const at = place.member(member);
      const declaration = declared.get(member) ?? at.refuse('is no out-parameter of the method');
      if (value !== undefined) elements.push(await whenLoaded(elementInput(value, declaration, at, outermost(form))));
    }
    return new CimInstance('__Parameters', [...elements, ...leftOut(elements, declared, place)]);
  });
}

/** Null for what an answer leaves out, as a method may that fails. The items of a stream come by themselves. */
function leftOut(
  given: readonly CimElement[],
  declared: ReadonlyMap<string, DeclaredElement & { readonly streamed?: boolean }>,
  place: ArgumentPlace,
): readonly CimElement[] {
  const code = given.find(({ name }) => name === 'ReturnValue')?.value;
  if (code === undefined && declared.has('ReturnValue')) place.member('ReturnValue').refuse('is missing');
  const missing = [...declared.values()].filter(({ name, streamed }) => {
    return streamed !== true && !given.some((element) => element.name === name);
  });
  return missing.map(({ member, name, type, array }) => {
    if (code === 0) place.member(member).refuse('is missing: null stands for none where ReturnValue is 0');
    return { name, type, array, value: null };
  });
}

/**
 * One item of a streamed parameter.
 * @throws MiError FAILED that names the provider and the parameter.
 */
export function streamedElement(
  member: string,
  item: unknown,
  method: Method,
  form: EmbeddedForm,
): Promise<CimElement> {
  const at = new ArgumentPlace(method.owner.name, method.name).member(member);
  return blamingProvider(async () => {
    const parameter = method.parameters.find((candidate) => candidate.streamed && candidate.member === member);
    if (parameter === undefined) return at.refuse('is no streamed parameter of the method');
    return whenLoaded(elementInput(item, { ...parameter, array: false }, at, outermost(form)));
  });
}

/** What a provider may answer with, by members. */
function outParameters({ parameters, returns }: Method): ReadonlyMap<string, DeclaredElement> {
  const declared = new Map<string, DeclaredElement>();
  for (const parameter of [...parameters].reverse()) if (parameter.out) declared.set(parameter.member, parameter);
  return returns === null ? declared : declared.set('ReturnValue', returns);
}

/** Reports a wrong value as a failure of the provider: it is not a wrong argument of the client. */
async function blamingProvider<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isThrown(error, MiArgumentError)) throw error;
    throw repositoryError('FAILED', `the provider of ${error.message}`, error);
  }
}
