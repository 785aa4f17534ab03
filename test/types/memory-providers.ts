/** What `MethodProviders` promises: a provider that the generated class does not allow does not compile. */
import type { MemoryRepository, MethodProvider, MethodProviders, Received } from 'mi-codegen/runtime/memory';
import type {
  CimInstance,
  CimObject,
  CimReference,
  Embedded,
  NoArguments,
  Returns,
  Session,
} from 'mi-codegen/runtime/v1';
import type { Win32_Process } from '../../generated/root/cimv2/index.js';
import type { Test_Bare } from '../golden/changed-types/expected/Test_Bare.js';
import type {
  Test_Base,
  Test_Device,
  Test_Device_Exchange_In,
  Test_Device_Exchange_Out,
  Test_Device_List_In,
  Test_Device_List_Streams,
  Test_Device_Make_In,
  Test_Device_Make_Out,
  Test_Part,
  Test_Printer,
} from '../runtime/memory/generated.js';
import type { Test_Lamp, Test_Lamp_TurnOn_Out } from '../runtime/v1/revision-1/generated/root/test/index.js';

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
function holds<_T extends true>(): void {}

type Providers = MethodProviders<typeof Test_Device>;

// Every method of the class and its superclasses, static or not, and nothing else.
holds<Equal<keyof Providers, 'Make' | 'Exchange' | 'Start' | 'Reset' | 'then$' | 'List' | 'Describe'>>();
holds<Equal<keyof MethodProviders<typeof Test_Printer>, keyof Providers>>();
holds<Equal<keyof MethodProviders<typeof Test_Base>, 'Describe'>>();

holds<
  Equal<
    NonNullable<Providers['Make']>,
    MethodProvider<Test_Device_Make_In, Test_Device_Make_Out, Record<never, never>, null>
  >
>();

// An embedded instance comes as an object of its class, or untyped where any class will do; all else as it was given.
type Exchanged = Received<Test_Device_Exchange_In>;
holds<Equal<Exchanged['Part'], Test_Part | null | undefined>>();
holds<Equal<Exchanged['Any'], CimInstance | null | undefined>>();
holds<Equal<Omit<Exchanged, 'Part' | 'Any'>, Omit<Test_Device_Exchange_In, 'Part' | 'Any'>>>();

// What takes its options first comes without arguments, and so do classes of revision 1.
type Bare = MethodProviders<typeof Test_Bare>;
holds<Equal<NonNullable<Bare['Go']>, MethodProvider<NoArguments, Returns<number>, Record<never, never>, Test_Bare>>>();
holds<Equal<NonNullable<Bare['Make']>, MethodProvider<NoArguments, Returns<number>, Record<never, never>, null>>>();
type Lamp = MethodProviders<typeof Test_Lamp>;
holds<
  Equal<NonNullable<Lamp['TurnOn']>, MethodProvider<NoArguments, Test_Lamp_TurnOn_Out, Record<never, never>, Test_Lamp>>
>();

interface Arrays {
  readonly Parts: readonly Embedded<Test_Part>[];
  readonly Perhaps?: readonly Embedded<Test_Part>[] | null;
  readonly Anything: readonly (CimObject | CimInstance)[] | null;
  readonly Paths: readonly CimReference<Test_Part>[];
}
holds<
  Equal<
    Received<Arrays>,
    {
      readonly Parts: readonly Test_Part[];
      readonly Perhaps?: readonly Test_Part[] | null;
      readonly Anything: readonly CimInstance[] | null;
      readonly Paths: readonly CimReference<Test_Part>[];
    }
  >
>();

declare const NOTHING: Test_Device_Exchange_Out;

export function provide(
  repository: MemoryRepository,
  device: typeof Test_Device,
  base: typeof Test_Base,
  process: typeof Win32_Process,
  object: Test_Device,
): void {
  repository.provide(device, {
    Start: ({ Mode, Delay }, context) => {
      holds<Equal<typeof Mode, string>>();
      holds<Equal<typeof Delay, number | null | undefined>>();
      holds<Equal<typeof context.instance, Test_Device>>();
      holds<Equal<typeof context.session, Session>>();
      return { Message: null, ReturnValue: 0 };
    },
    Make: async (args, { instance }) => {
      holds<Equal<typeof args, Test_Device_Make_In>>();
      holds<Equal<typeof instance, null>>();
      return { Made: null, ReturnValue: null };
    },
    // An argument object is there also when the client may leave it out; a streamed parameter need not be answered.
    List: async (args, { stream }) => {
      holds<Equal<typeof args, Test_Device_List_In>>();
      holds<Equal<Parameters<typeof stream>[0], keyof Test_Device_List_Streams>>();
      await stream('Names', 'x');
      await stream('Sizes', 1n);
      // @ts-expect-error an item of another type
      await stream('Sizes', 'x');
      // @ts-expect-error no such stream
      await stream('ReturnValue', 1);
      return { ReturnValue: 0, Names: ['x'] };
    },
    Reset: async () => {},
    then$: () => ({ ReturnValue: true }),
    Exchange: ({ Part, Any }) => ({
      ...NOTHING,
      Flag: Any?.className === Part?.Next?.className,
      Part: { Number: 1, Weight: Part?.Weight ?? 2n },
    }),
  });
  repository.provide(device, {
    // @ts-expect-error an out-parameter of another type
    Start: () => ({ Message: 5, ReturnValue: 0 }),
    // @ts-expect-error nothing is answered
    List: () => {},
    // @ts-expect-error an embedded instance with a value of another type
    Exchange: () => ({ ...NOTHING, Part: { Number: '1' } }),
    // @ts-expect-error a promise of another type
    Describe: async () => ({ Text: 'x', ReturnValue: '0' }),
  });
  repository.provide(device, {
    // @ts-expect-error no such method
    Strat: () => ({ Message: null, ReturnValue: 0 }),
  });
  repository.provide(device, {
    // @ts-expect-error the method is called then$
    // biome-ignore lint/suspicious/noThenProperty: the test is about this name.
    then: () => ({ ReturnValue: true }),
  });
  // All out-parameters can be left out of a failure. Where the schema has no values, 0 may be one.
  repository.provide(device, { Make: async () => ({ ReturnValue: 0 }) });
  repository.provide(process, {
    Create: ({ CommandLine }) => (CommandLine === '' ? { ReturnValue: 21 } : { ProcessId: 4, ReturnValue: 0 }),
    GetOwner: () => ({ User: 'ann', ReturnValue: 2 }),
  });
  repository.provide(process, {
    // @ts-expect-error an out-parameter is missing, or misspelt
    Create: () => ({ ProcesId: 4, ReturnValue: 0 }),
    // @ts-expect-error an out-parameter of another type, in a failure
    GetOwner: async () => ({ User: 5, ReturnValue: 2 }),
    // @ts-expect-error nothing is returned
    Terminate: () => ({}),
  });
  // @ts-expect-error nothing is returned where nothing else can be missing either
  repository.provide(process, { GetOwnerSid: () => ({}) });
  repository.provide(base, {
    // @ts-expect-error a method of a subclass
    Reset: () => ({}),
  });
  repository.provide(device, {
    // @ts-expect-error an in-parameter that the method does not have
    Start: ({ Speed }) => ({ Message: Speed, ReturnValue: 0 }),
  });

  void repository.update(object, { State: 2, Note: 'also what clients can write' });
  // @ts-expect-error no such property
  void repository.update(object, { Sate: 2 });
  // @ts-expect-error another type
  void repository.update(object, { State: '2' });
  // @ts-expect-error keys do not change
  void repository.update(object, { Id: 'other' });
  // @ts-expect-error no object of a generated class
  void repository.update({ Id: 'x' }, {});

  const inserted: Promise<Test_Device> = repository.insert(device, { Id: 'x', State: 2, Note: null });
  void inserted;
  // @ts-expect-error no such property
  void repository.insert(device, { Id: 'x', Sate: 2 });
  // @ts-expect-error another type
  void repository.insert(device, { Id: 'x', State: '2' });
  // @ts-expect-error no generated class
  void repository.insert('Test_Device', {});

  void repository.indicate(device, { Id: 'x', State: 2 });
  void repository.indicate(device, {});
  // @ts-expect-error no such property
  void repository.indicate(device, { Sate: 2 });
  // @ts-expect-error another type
  void repository.indicate(device, { State: '2' });
  // @ts-expect-error no generated class
  void repository.indicate('Test_Device', {});
}
