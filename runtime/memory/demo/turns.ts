import type { Constructor } from '../../v1/generated-class.js';
import { CimObject } from '../../v1/index.js';
import type { GeneratedObject } from '../../v1/types.js';
import type { MethodProviders, ProviderFunction } from '../method-providers.js';

/** Calls a function when those that were given before are done. */
export type InTurn = <T>(work: () => Promise<T>) => Promise<T>;

export function newTurns(): InTurn {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const turn = last.then(work);
    last = turn.catch(() => {});
    return turn;
  };
}

/**
 * Providers whose calls are carried out one after the other, each with the instance as it is then: what clients do at
 * the same time has the effect of one thing after the other.
 */
export function providersInTurn<C extends Constructor<GeneratedObject>>(
  providers: MethodProviders<C>,
  inTurn: InTurn,
): MethodProviders<C> {
  const waiting = Object.entries<ProviderFunction>(providers).map(([name, provider]) => {
    const inItsTurn: ProviderFunction = (args, context) => {
      return inTurn(async () => {
        if (context.instance instanceof CimObject) await context.instance.$refresh();
        return provider(args, context);
      });
    };
    return [name, inItsTurn];
  });
  return Object.fromEntries(waiting);
}
