import type { Invocation } from '../invocation.js';
import { classKey, foldName } from '../schema/index.js';
import type { Session } from '../session.js';
import type { Constructor, Method } from '../v1/generated-class.js';
import type { GeneratedObject, Initial, NoArguments, OptionsFirst } from '../v1/types.js';
import type { CimInstance } from '../values/index.js';
import type { Given, ProviderContext } from './provider-context.js';
import type { RepositoryClass } from './repository-class.js';

/** A provider of a method: it takes the in-parameters, and answers with the out-parameters. */
export type MethodProvider<Args, Out, Streams, Instance> = (
  args: Received<Args>,
  context: ProviderContext<Instance, Streams>,
) => Answer<Out, Streams> | Promise<Answer<Out, Streams>>;

/**
 * The arguments as a provider receives them. An embedded instance is an object of its class, whatever the client gave.
 */
export type Received<Args> = { [Name in keyof Args]: ReceivedValue<Args[Name]> };

type ReceivedValue<V> = [Extract<V, GeneratedObject>] extends [never] ? ReceivedItems<V> : ReceivedInstance<V>;

type ReceivedItems<V> = V extends readonly (infer Item)[] ? readonly ReceivedValue<Item>[] : V;

/** Where any class may be embedded (`object`), instances come untyped. */
type ReceivedInstance<V> =
  | Extract<V, null | undefined>
  | ([NonNullable<V>] extends [GeneratedObject | CimInstance | string] ? CimInstance : Extract<V, GeneratedObject>);

/**
 * What a provider answers: the out-parameters and `ReturnValue`. An embedded instance can be given as an object of its
 * values. A parameter that is streamed item by item can be left out. So can every out-parameter where `ReturnValue` is
 * a number that is not 0: the client gets null for it. A method without out-parameters and return value needs no
 * answer.
 */
export type Answer<Out, Streams> = keyof Out extends never
  ? // biome-ignore lint/suspicious/noConfusingVoidType: a function that ends without return is meant.
    object | void
  : Success<Out, Streams> | (Out extends CodeAndMore<Out> ? Failure<Out> : never);

type Success<Out, Streams> =
  // Without streams the type keeps a short name, by which the compiler's messages call it.
  keyof Streams extends never
    ? Given<Out>
    : Omit<Given<Out>, keyof Streams> & Pick<Initial<Out>, keyof Initial<Out> & keyof Streams>;

/** What has out-parameters beside a number that it returns. */
type CodeAndMore<Out> = keyof Out extends 'ReturnValue' ? never : { readonly ReturnValue: number | null };

/**
 * The answer of a method that has failed. Where the schema names the values that it returns, it is one of these: then a
 * success without its out-parameters does not compile.
 */
type Failure<Out> = Initial<Out> & { readonly ReturnValue: FailureCode<Out['ReturnValue' & keyof Out]> };

type FailureCode<Code> = [NamedFailure<Code>] extends [never] ? Code : NamedFailure<Code>;

type NamedFailure<Code> = Code extends 0 | null ? never : number extends Code ? never : Code;

/**
 * Providers for the methods of a generated class, its own and inherited ones, under their names in TypeScript.
 * @example
 * const providers: MethodProviders<typeof Win32_Process> = {
 *   Create: ({ CommandLine }) => ({ ProcessId: 42, ReturnValue: 0 }),
 *   Terminate: ({ Reason }, { instance }) => ({ ReturnValue: 0 }),
 * };
 */
export type MethodProviders<C extends Constructor<GeneratedObject>> =
  // Conditional, so that TypeScript finds the class before it looks at functions without parameter types.
  C extends Constructor<infer Instance> ? StaticProviders<C> & InstanceProviders<Instance> : never;

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

/** The name of a member that is a CIM method: it starts an invocation. Members that begin with `$` are mi-codegen's. */
type MethodName<Name, Member> = Name extends `$${string}`
  ? never
  : Member extends (...args: never) => Invocation<unknown, infer _Streams>
    ? Name
    : never;

/** The arguments of a call: its first parameter. A method that takes no arguments may be given its options first. */
type ArgumentsOf<Call extends readonly unknown[]> = [Call] extends [OptionsFirst]
  ? NoArguments
  : NonNullable<Exclude<Call, OptionsFirst>[0]>;

/** A provider without its types. */
export type ProviderFunction = (
  args: object,
  context: ProviderContext<unknown, Readonly<Record<string, unknown>>>,
) => unknown;

/**
 * A provider, and the method of the generated class, by which arguments and answers are converted. Most providers are
 * never called: only a call reads the declarations of the class.
 */
export interface RegisteredProvider {
  readonly implementation: ProviderFunction;
  readonly method: () => Method;
}

/** The method providers of a repository. */
export class ProviderRegistry {
  readonly #providers = new Map<string, RegisteredProvider>();

  /** Adds a provider, or replaces the one that the method has. */
  add(cimClass: RepositoryClass, methodName: string, provider: RegisteredProvider): void {
    this.#providers.set(methodKey(cimClass, methodName), provider);
  }

  /** The provider of the class, or else of the nearest superclass that has one. */
  find(cimClass: RepositoryClass, methodName: string): RegisteredProvider | undefined {
    for (const link of cimClass.chain()) {
      const provider = this.#providers.get(methodKey(link, methodName));
      if (provider !== undefined) return provider;
    }
    return undefined;
  }
}

function methodKey({ namespace, name }: RepositoryClass, methodName: string): string {
  return `${classKey(namespace, name)}.${foldName(methodName)}`;
}
