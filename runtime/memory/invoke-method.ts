import type { RunningOperation } from '../handler/running-operation.js';
import type { InvokeRequest } from '../protocol.js';
import { foldName } from '../schema/index.js';
import type { Session } from '../session.js';
import { typedObject } from '../v1/results.js';
import { CimInstance } from '../values/index.js';
import type { ValueChecker } from './check-value.js';
import { copyInstance } from './instance-copies.js';
import { InvalidValue, within } from './invalid-value.js';
import { providerContext } from './provider-context.js';
import type { ProviderRegistry, RegisteredProvider } from './provider-registry.js';
import { outboundParameters, providerArguments, streamedElement } from './provider-values.js';
import type { RepositoryClass, RepositoryMethod } from './repository-class.js';
import { asMiError, type RepositoryContent } from './repository-content.js';
import { repositoryError } from './repository-error.js';

/** What a call is about: a method of a class, and the instance it is called on unless the method is static. */
interface MethodTarget {
  readonly cimClass: RepositoryClass;
  readonly method: RepositoryMethod;
  readonly instance: CimInstance | null;
}

/** Carries out a call through the provider of its method. */
export async function invokeMethod(
  content: RepositoryContent,
  providers: ProviderRegistry,
  session: Session,
  request: InvokeRequest,
  operation: RunningOperation,
): Promise<void> {
  const { namespace, options, inboundProperties } = request;
  const target = findTarget(content, request);
  const inbound = inboundProperties ?? new CimInstance('__Parameters', []);
  asMiError(target.cimClass, () => checkInbound(target, inbound, content.checker(namespace)));
  const { implementation, method } = requireProvider(providers, target);
  const args = await providerArguments(inbound, method, session, namespace);
  const instance = target.instance && (await typedObject(target.instance, method.owner, session, namespace));
  const context = providerContext(operation, options, session, instance, (name, item) =>
    operation.deliver(async (sink) => sink.streamedParameterResult(await streamedElement(name, item, method))),
  );
  operation.signal.throwIfAborted();
  const answer = await implementation(args, context);
  const outbound = await outboundParameters(answer, method);
  await operation.deliver((sink) => sink.instanceResult(outbound));
}

function requireProvider(providers: ProviderRegistry, { cimClass, method }: MethodTarget): RegisteredProvider {
  const provider = providers.find(cimClass, method.name);
  if (provider !== undefined) return provider;
  const message = `${cimClass.path}.${method.name} has no provider: repository.provide() takes one`;
  throw repositoryError('METHOD_NOT_AVAILABLE', message);
}

/** The method as the class of the stored instance has it: a subclass may override it. */
function findTarget(
  content: RepositoryContent,
  { namespace, className, methodName, instance }: InvokeRequest,
): MethodTarget {
  const named = content.requireClass(namespace, className);
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
