import type { IndicationResult, OperationOptions } from '../options.js';
import { mapResults } from '../result-stream.js';
import type { Session } from '../session.js';
import type { CimInstance } from '../values/index.js';
import type { GeneratedClass } from './generated-class.js';
import { typedObject } from './results.js';

/** The instances that a class was asked for, as objects of it. Each loop is one over the instances. */
export function typedInstances<T>(
  instances: AsyncIterable<CimInstance>,
  asked: GeneratedClass<T>,
  session: Session,
): AsyncIterable<T> {
  return mapResults(instances, (instance) => typedObject(instance, asked, session, asked.namespace));
}

/** The events that a statement waits for, as objects of their class. Each loop is a subscription of its own. */
export function typedEvents<T>(
  text: string,
  options: OperationOptions,
  asked: GeneratedClass<T>,
  session: Session,
): AsyncIterable<IndicationResult<T>> {
  return mapResults(session.subscribe(asked.namespace, text, options), async (result) => {
    return { ...result, indication: await typedObject(result.indication, asked, session, asked.namespace) };
  });
}
