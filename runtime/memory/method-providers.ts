import type { Invocation } from '../invocation.js';
import { classKey, foldName } from '../schema/index.js';
import type { Session } from '../session.js';
import type { CimConstructor, CimObject } from '../v1/cim-object.js';
import type { Method } from '../v1/generated-class.js';
import type { Initial, NoArguments, OptionsFirst } from '../v1/types.js';
import type { CimInstance } from '../values/index.js';
import type { Given, ProviderContext } from './provider-context.js';
import type { RepositoryClass } from './repository-class.js';

/** What a method provider is written as: it takes the in-parameters and answers with the out-parameters. */
export type MethodProvider<Args, Out, Streams, Instance> = (
  args: Received<Args>,
  context: ProviderContext<Instance, Streams>,
) => Answer<Out, Streams> | Promise<Answer<Out, Streams>>;

/** What comes in of the arguments Args: whatever a client gives for an embedded instance, an object of its class. */
export type Received<Args> = { [Name in keyof Args]: ReceivedValue<Args[Name]> };

type ReceivedValue<V> = [Extract<V, CimObject>] extends [never] ? ReceivedItems<V> : ReceivedInstance<V>;

type ReceivedItems<V> = V extends readonly (infer Item)[] ? readonly ReceivedValue<Item>[] : V;

/** Where any class may be embedded (`object`), instances come untyped. */
type ReceivedInstance<V> =
  | Extract<V, null | undefined>
  | ([NonNullable<V>] extends [CimObject | CimInstance] ? CimInstance : Extract<V, CimObject>);

/**
 * The out-parameters and `ReturnValue`; plain values will do for an embedded instance. A parameter that is streamed
 * item by item may be left out, and a method that gives nothing out need not answer at all.
 */
export type Answer<Out, Streams> = keyof Out extends never
  ? // biome-ignore lint/suspicious/noConfusingVoidType: a function that ends without return is meant.
    object | void
  : Omit<Given<Out>, keyof Streams> & Pick<Initial<Out>, keyof Initial<Out> & keyof Streams>;

/**
 * Providers for the methods of a generated class, its own and inherited ones, under their names in TypeScript.
 * @example
 * const providers: MethodProviders<typeof Win32_Process> = {
 *   Create: ({ CommandLine }) => ({ ProcessId: 42, ReturnValue: 0 }),
 *   Terminate: ({ Reason }, { instance }) => ({ ReturnValue: 0 }),
 * };
 */
export type MethodProviders<C extends CimConstructor> =
  // Conditional, so that TypeScript finds the class before it looks at functions without parameter types.
  C extends CimConstructor<infer Instance> ? StaticProviders<C> & InstanceProviders<Instance> : never;

type StaticProviders<C> = {
  readonly [Name in keyof C as MethodName<Name, C[Name]>]?: C[Name] extends (
    session: Session,
    ...call: infer Call
  ) => Invocation<infer Out, infer Streams>
    ? MethodProvider<ArgumentsOf<Call>, Out, Streams, null>
    : never;
};

type InstanceProviders<Instance> = {
  readonly [Name in keyof Instance as MethodName<Name, Instance[Name]>]?: Instance[Name] extends (
    ...call: infer Call
  ) => Invocation<infer Out, infer Streams>
    ? MethodProvider<ArgumentsOf<Call>, Out, Streams, Instance>
    : never;
};

/** What mi-codegen adds to a class begins with `$`; of the rest, the methods are what starts an invocation. */
type MethodName<Name, Member> = Name extends `$${string}`
  ? never
  : Member extends (...args: never) => Invocation<unknown, infer _Streams>
    ? Name
    : never;

/** The arguments of a call, which is given them and its options; or its options first, where it takes no arguments. */
type ArgumentsOf<Call extends readonly unknown[]> = [Call] extends [OptionsFirst] ? NoArguments : NonNullable<Call[0]>;

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
