import { MiArgumentError } from '../errors.js';
import type { Session } from '../session.js';
import { StreamedParameters } from '../streamed-parameters.js';
import { ArgumentPlace, shown } from '../v1/argument-place.js';
import { type Declared, elementInput } from '../v1/element-input.js';
import type { Method } from '../v1/generated-class.js';
import { outboundObject } from '../v1/results.js';
import { type CimElement, CimInstance } from '../values/index.js';
import { repositoryError } from './repository-error.js';

/** What comes in for a provider, in the form of the generated interface `…_In`. */
export function providerArguments(
  inbound: CimInstance,
  method: Method,
  session: Session,
  namespace: string,
): Promise<object> {
  // A provider receives in-parameters the way a client receives out-parameters.
  const received = method.parameters.filter((parameter) => parameter.in);
  const asOut = received.map((parameter) => ({ ...parameter, out: true, streamed: false }));
  const context = { owner: method.owner, session, namespace };
  return outboundObject(
    inbound,
    { ...method, parameters: asOut, returns: null },
    new StreamedParameters(new Map()),
    context,
  );
}

/**
 * What a provider answered, as the outbound parameters of MI.
 * @throws MiError FAILED that names the provider and the parameter.
 */
export function outboundParameters(answer: unknown, method: Method): Promise<CimInstance> {
  const nothing = method.returns === null && !method.parameters.some((parameter) => parameter.out);
  const place: ArgumentPlace = new ArgumentPlace(method.owner.name, method.name);
  return blamingProvider(async () => {
    const given = nothing ? (answer ?? {}) : answer;
    if (typeof given !== 'object' || given === null) {
      place.refuse(`must answer with an object of its out-parameters, not ${shown(given)}`);
    }
    const elements: CimElement[] = [];
    for (const [member, value] of Object.entries(given)) {
      const at = place.member(member);
      const declared = outParameter(method, member) ?? at.refuse('is no out-parameter of the method');
      if (value !== undefined) elements.push(await elementInput(value, declared, at));
    }
    return new CimInstance('__Parameters', elements);
  });
}

/**
 * One item of a streamed parameter.
 * @throws MiError FAILED that names the provider and the parameter.
 */
export function streamedElement(member: string, item: unknown, method: Method): Promise<CimElement> {
  const at = new ArgumentPlace(method.owner.name, method.name).member(member);
  return blamingProvider(async () => {
    const parameter = method.parameters.find((candidate) => candidate.streamed && candidate.member === member);
    if (parameter === undefined) return at.refuse('is no streamed parameter of the method');
    return elementInput(item, { ...parameter, array: false, owner: method.owner }, at);
  });
}

function outParameter({ parameters, returns, owner }: Method, member: string): Declared | undefined {
  if (member === 'ReturnValue' && returns !== null) return { name: member, ...returns, limits: null, owner };
  const parameter = parameters.find((candidate) => candidate.out && candidate.member === member);
  return parameter && { ...parameter, owner };
}

/** The client gave no wrong argument, so it must not read of one. */
async function blamingProvider<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof MiArgumentError)) throw error;
    throw repositoryError('FAILED', `the provider of ${error.message}`, error);
  }
}
