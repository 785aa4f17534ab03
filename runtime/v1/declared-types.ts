import { DECLARED, type DeclaredTypes, type TypesByName } from '../known-types.js';
import type { RequestOptions } from '../request-options.js';
import { foldName } from '../schema/index.js';
import type { GeneratedClass, Method } from './generated-class.js';

const byClass = new WeakMap<GeneratedClass, DeclaredTypes>();

/**
 * The options of an operation, with the types of the generated classes in use.
 * @param asked the class that the results are of, or of a subclass; null where the classes that are found tell it.
 * @param known a class that finds others.
 */
export function declaring<Options extends RequestOptions | undefined>(
  options: Options,
  asked: GeneratedClass | null,
  known: GeneratedClass,
): Options {
  if (asked === null) return withTypes(options, typesOf(known, null, null));
  const types = byClass.get(asked) ?? typesOf(asked, asked.properties, null);
  byClass.set(asked, types);
  return withTypes(options, types);
}

/** The options with the types. What are no options stays as it is, to be refused. */
export function withTypes<Options extends RequestOptions | undefined>(options: Options, types: DeclaredTypes): Options {
  const areOptions =
    options === undefined || (typeof options === 'object' && options !== null && !Array.isArray(options));
  return areOptions ? { ...options, [DECLARED]: types } : options;
}

/** The types of what a method gives back. */
export function methodTypes({ owner, parameters, returns }: Method): DeclaredTypes {
  const results = [...parameters.filter((parameter) => parameter.out), ...(returns === null ? [] : [returns])];
  return typesOf(owner, null, new Map(results.map((result) => [foldName(result.name), result])));
}

function typesOf(known: GeneratedClass, asked: TypesByName | null, results: TypesByName | null): DeclaredTypes {
  return {
    asked,
    results,
    properties: (namespace, className) => {
      const found = known.find(namespace, className) ?? known.find(known.namespace, className);
      return found?.properties ?? null;
    },
  };
}
