import type { RunningOperation } from '../handler/running-operation.js';
import type { InvokeRequest, ProtocolSession } from '../protocol.js';
import { foldName } from '../schema/index.js';
import { Session } from '../session.js';
import { inboundObject } from '../v1/method-parameters.js';
import { typedObject } from '../v1/results.js';
import { CimInstance } from '../values/index.js';
import { ValueChecker } from './check-value.js';
import { copyInstance } from './instance-copies.js';
import { InvalidValue, invalidAsMiError, within } from './invalid-value.js';
import { providerContext } from './provider-context.js';
import type { ProviderRegistry, RegisteredProvider } from './provider-registry.js';
import { outboundParameters, streamedElement } from './provider-values.js';
import type { RepositoryClass, RepositoryMethod } from './repository-class.js';
import type { RepositoryContent } from './repository-content.js';
import { repositoryError } from './repository-error.js';

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
  const { implementation, method } = requireProvider(providers, target);
  const session = providerSession(repository);
  const args = await inboundObject(inbound, method, { session, namespace });
  const instance = target.instance && (await typedObject(target.instance, method.owner, session, namespace));
  const context = providerContext(operation, options, session, instance, (name, item) =>
    operation.deliver(async (sink) => sink.streamedParameterResult(await streamedElement(name, item, method))),
  );
  operation.signal.throwIfAborted();
  const answer = await implementation(args, context);
  const outbound = await outboundParameters(answer, method);
  await operation.deliver((sink) => sink.instanceResult(outbound));
}

/**
 * A client's session with the repository, for one call of a provider: the provider may close it. It is the only place
 * where the handler uses the client's side of the runtime.
 */
function providerSession(repository: ProtocolSession): Session {
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
  for (const element of inbound.elements) {
    const parameter = method.parameters.find(({ name }) => foldName(name) === foldName(element.name));
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
