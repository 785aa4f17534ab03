import { didYouMean } from '../nearest-name.js';
import { shown } from '../values/shown.js';
import { selectStatement, wqlLiteral } from '../wql/index.js';
import type { ArgumentPlace } from './argument-place.js';
import type { ClassCall } from './class-call.js';
import type { GeneratedClass, Property } from './generated-class.js';
import { whereInput } from './where-input.js';

/** What a query or a subscription says, unchecked. */
interface QueryArguments {
  readonly select?: unknown;
  readonly where?: unknown;
  readonly within?: unknown;
}

/**
 * The statement that reads instances of a class, or waits for indications of it. It always selects the keys.
 * @throws MiArgumentError when the class does not allow what is asked.
 */
export function queryText(
  { select, where, within }: QueryArguments,
  { generated, place }: Pick<ClassCall, 'generated' | 'place'>,
): string {
  return selectStatement({
    properties: select === undefined ? null : selectList(select, generated, place.member('select')),
    className: generated.name,
    within: withinInput(within, place.member('within')),
    where: where === undefined ? null : whereInput(where, generated, place.member('where')),
  });
}

/** The options of the operation alone: the statement says the rest. */
export function operationOptions<T extends QueryArguments & { readonly previous?: unknown }>(
  query: T,
): Omit<T, 'select' | 'where' | 'within' | 'previous'> {
  const { select, where, within, previous, ...options } = query;
  return options;
}

/**
 * The literal of a number of seconds; null when none is given.
 * @throws MiArgumentError for anything but a positive number.
 */
export function withinInput(seconds: unknown, place: ArgumentPlace): string | null {
  if (seconds === undefined) return null;
  if (typeof seconds === 'number' && seconds > 0 && Number.isFinite(seconds)) {
    return wqlLiteral(seconds, (reason) => place.refuse(reason));
  }
  return place.refuse(`must be a positive number of seconds, not ${shown(seconds)}`);
}

function selectList(select: unknown, generated: GeneratedClass, place: ArgumentPlace): readonly string[] {
  if (!Array.isArray(select)) place.refuse(`must be an array of property names, not ${shown(select)}`);
  const names = new Set(generated.keys.map(({ name }) => name));
  select.forEach((member: unknown, index) => {
    names.add(selectedProperty(member, generated, place.item(index)).name);
  });
  return names.size > 0 ? [...names] : place.refuse(`is empty, and ${generated.name} has no keys`);
}

function selectedProperty(member: unknown, { name, members }: GeneratedClass, place: ArgumentPlace): Property {
  const found = typeof member === 'string' ? members.get(member) : undefined;
  if (found !== undefined) return found;
  const help = typeof member === 'string' ? didYouMean(member, members.keys()) : '';
  return place.refuse(`must name a property of ${name}, not ${shown(member)}${help}`);
}
