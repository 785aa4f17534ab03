import { MiArgumentError } from '../errors.js';
import { ArgumentPlace } from '../v1/class-call.js';
import { elementInput } from '../v1/element-input.js';
import { type DeclaredElement, type Method, whenLoaded } from '../v1/generated-class.js';
import { type CimElement, CimInstance } from '../values/index.js';
import { shown } from '../values/shown.js';
import { repositoryError } from './repository-error.js';

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
      const declaration = outParameter(method, member) ?? at.refuse('is no out-parameter of the method');
      if (value !== undefined) elements.push(await whenLoaded(elementInput(value, declaration, at)));
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
    return whenLoaded(elementInput(item, { ...parameter, array: false }, at));
  });
}

function outParameter({ parameters, returns }: Method, member: string): DeclaredElement | undefined {
  if (member === 'ReturnValue' && returns !== null) return returns;
  return parameters.find((candidate) => candidate.out && candidate.member === member);
}

/** A wrong value of the provider is no wrong argument of the client: it becomes a failure of the provider. */
async function blamingProvider<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof MiArgumentError)) throw error;
    throw repositoryError('FAILED', `the provider of ${error.message}`, error);
  }
}
