import { ANYTHING, type OptionTable } from '../option-checks.js';
import {
  EVENT_DELIVERY,
  type IndicationResult,
  OPERATION_OPTIONS,
  type OperationOptions,
  operationTables,
} from '../options.js';
import type { Events, Results } from '../result-stream.js';
import type { ClassCall } from './class-call.js';
import { declaring } from './declared-types.js';
import { operationOptions, type QueryArguments, queryText } from './query.js';
import type { TypedEnumerateOptions, TypedQuery, TypedSubscription } from './query-types.js';
import { typedEvents, typedInstances } from './results.js';

const { keysOnly, ...ENUMERATE_OPTIONS } = operationTables(OPERATION_OPTIONS).enumerate;

/** What a query says itself is checked with its class. */
const QUERY_OPTIONS: OptionTable<TypedQuery<unknown, never>> = {
  ...OPERATION_OPTIONS,
  select: ANYTHING,
  where: ANYTHING,
};
const SUBSCRIPTION_OPTIONS: OptionTable<TypedSubscription<unknown, never>> = {
  ...QUERY_OPTIONS,
  ...EVENT_DELIVERY,
  within: ANYTHING,
};

/**
 * Reads all instances of a class and its subclasses.
 * @throws MiArgumentError for a wrong option.
 */
export function enumerateObjects<T>(
  { generated, session, place }: ClassCall<T>,
  options: TypedEnumerateOptions | undefined,
): Results<T> {
  place.checkOptions(options, ENUMERATE_OPTIONS);
  const found = session.enumerate(generated.namespace, generated.name, declaring(options, generated, generated));
  return typedInstances(found, generated, session);
}

/**
 * Reads the instances of a class and its subclasses that a query finds.
 * @throws MiArgumentError for a property, a value or an option that is not allowed.
 */
export function queryObjects<T>(call: ClassCall<T>, query: QueryArguments & OperationOptions): Results<T> {
  const { generated, session, place } = call;
  place.checkOptions(query, QUERY_OPTIONS);
  const found = session.query(
    generated.namespace,
    queryText(query, call),
    declaring(operationOptions(query), generated, generated),
  );
  return typedInstances(found, generated, session);
}

/**
 * Waits for events of an indication class and its subclasses.
 * @throws MiArgumentError for a property, a value or an option that is not allowed.
 */
export function subscribeToClass<T>(
  call: ClassCall<T>,
  subscription: QueryArguments & OperationOptions,
): Events<IndicationResult<T>> {
  const { generated, session, place } = call;
  place.checkOptions(subscription, SUBSCRIPTION_OPTIONS);
  return typedEvents(queryText(subscription, call), operationOptions(subscription), generated, session);
}
