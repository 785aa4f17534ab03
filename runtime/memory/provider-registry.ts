import { classKey, foldName } from '../schema/index.js';
import type { Method } from '../v1/generated-class.js';
import type { ProviderContext } from './provider-context.js';
import type { RepositoryClass } from './repository-class.js';

/** A provider without its types. */
export type ProviderFunction = (
  args: object,
  context: ProviderContext<unknown, Readonly<Record<string, unknown>>>,
) => unknown;

/** A provider, and the method as the generated class has it: it says how arguments and answers are converted. */
export interface RegisteredProvider {
  readonly implementation: ProviderFunction;
  readonly method: Method;
}

/** The method providers of a repository. */
export class ProviderRegistry {
  readonly #providers = new Map<string, RegisteredProvider>();

  /** Adds a provider, or replaces the one that the method has. */
  add(cimClass: RepositoryClass, provider: RegisteredProvider): void {
    this.#providers.set(methodKey(cimClass, provider.method.name), provider);
  }

  /** The provider of the nearest class along the chain that has one. */
  find(cimClass: RepositoryClass, methodName: string): RegisteredProvider | undefined {
    for (const ancestor of cimClass.chain()) {
      const provider = this.#providers.get(methodKey(ancestor, methodName));
      if (provider !== undefined) return provider;
    }
    return undefined;
  }
}

function methodKey({ namespace, name }: RepositoryClass, methodName: string): string {
  return `${classKey(namespace, name)}.${foldName(methodName)}`;
}
