/**
 * Questions about MI that nobody could answer without Windows. Each probe asks one of them, and prints what it saw. A
 * probe changes nothing on the machine.
 */
import {
  type CimClass,
  CimInstance,
  type Credentials,
  initialize,
  MiError,
  type OperationOptions,
  type Session,
  type SessionOptions,
} from 'mi-codegen/runtime';
import { enterApartment, handleCount, leaveApartment } from './machine.js';

/** What the probes ask, and about what. */
export interface ProbeTarget {
  /** The path of the MI library. Absent: that of the platform. */
  readonly library?: string;
  readonly namespace: string;
  /** The protocols under their names, with a destination where they need one. */
  readonly dcom: SessionOptions;
  readonly winrm: SessionOptions;
  /** A host that does not answer. */
  readonly unreachable: SessionOptions;
  /** Classes whose qualifiers are read: the first is the superclass of the second. */
  readonly classes: readonly [superclass: string, className: string];
  readonly qualifiers: readonly string[];
  /** Embedded objects: properties, and parameters of methods. */
  readonly embedded: readonly { readonly namespace: string; readonly className: string; readonly element: string }[];
  /** A class that has few instances. */
  readonly smallClass: string;
  /** A static method that changes nothing. */
  readonly call: readonly [className: string, methodName: string, parameters: CimInstance | null];
  /** A path of no instance, of a class whose provider deletes none. */
  readonly undeletable: CimInstance;
  readonly eventQuery: string;
  /** How long to wait for what may never come, in milliseconds. */
  readonly patience: number;
  /** How many operations are counted. */
  readonly rounds: number;
}

/** One question. */
export interface Probe {
  readonly question: string;
  /** What was seen. */
  ask(target: ProbeTarget): Promise<readonly string[]>;
}

/** Asks one after the other. One that fails says why, and the others go on. */
export async function runProbes(
  target: ProbeTarget,
  print: (line: string) => void,
  probes: readonly Probe[] = PROBES,
): Promise<void> {
  for (const { question, ask } of probes) {
    print(question);
    try {
      for (const line of await ask(target)) print(`  ${line}`);
    } catch (error) {
      print(`  no answer: ${described(error)}`);
    }
  }
}

/** The questions. The last changes the thread for a while, and so stays the last. */
export const PROBES: readonly Probe[] = [
  { question: 'Do these types of credentials work without a username?', ask: credentialsWithoutUser },
  { question: 'Does the start of an operation block the thread, for a host that does not answer?', ask: blocking },
  { question: 'Which callbacks disturb over WINRM when they are registered?', ask: callbacks },
  { question: 'Which flavors do qualifiers have?', ask: flavors },
  { question: 'Which types do embedded objects have, and which CIMTYPE?', ask: embeddedTypes },
  { question: 'Does EnumerateClasses tell what a class inherits (MI_Class_GetParentClass)?', ask: parentClasses },
  { question: 'Does Subscribe work over WINRM without delivery options?', ask: subscription },
  {
    question: 'Which error does a provider give that does not delete, and is it the same over WINRM?',
    ask: notCapable,
  },
  { question: 'Which ways of getting results lose handles?', ask: lostHandles },
  { question: 'Does MI work in a single-threaded COM apartment (Electron)?', ask: apartment },
];

async function credentialsWithoutUser(target: ProbeTarget): Promise<readonly string[]> {
  const types = ['Kerberos', 'Ntlmdomain', 'CredSSP'] satisfies Credentials['type'][];
  return each(types, (type) =>
    withSession(target, { ...target.winrm, credentials: { type } }, (session) => session.testConnection()),
  );
}

async function blocking(target: ProbeTarget): Promise<readonly string[]> {
  return withSession(target, target.unreachable, async (session) => {
    const begun = performance.now();
    const operation = session.testConnection({ timeout: target.patience }).then(() => 'it answered', described);
    const blocked = performance.now() - begun;
    const outcome = await operation;
    return [
      `the call that starts it took ${Math.round(blocked)} ms`,
      `after ${Math.round(performance.now() - begun)} ms: ${outcome}`,
    ];
  });
}

async function callbacks(target: ProbeTarget): Promise<readonly string[]> {
  const registered: Readonly<Record<string, OperationOptions>> = {
    none: {},
    writeMessage: { onWriteMessage: () => {} },
    writeProgress: { onProgress: () => {} },
    writeError: { onWriteError: () => {} },
    promptUser: { promptUserMode: 'inquire' },
    all: {
      onWriteMessage: () => {},
      onProgress: () => {},
      onWriteError: () => {},
      promptUserMode: 'inquire',
    },
  };
  return withSession(target, target.winrm, async (session) => {
    const enumerations = await each(Object.keys(registered), async (name) => {
      const found = await session.enumerate(target.namespace, target.smallClass, registered[name]).toArray();
      return `${found.length} instances`;
    });
    // A call that has no generated class registers for streamed parameters, of which it cannot know.
    const calls = await each(['streamedParameterResult'], async () => {
      const outbound = await session.invoke(target.namespace, ...target.call);
      return `returned ${outbound.get('ReturnValue')}`;
    });
    return [...enumerations, ...calls];
  });
}

async function flavors(target: ProbeTarget): Promise<readonly string[]> {
  return withSession(target, target.dcom, async (session) => {
    const lines: string[] = [];
    for (const className of target.classes) {
      const cimClass = await session.getClass(target.namespace, className);
      for (const name of target.qualifiers) {
        const found = cimClass.qualifiers.find((each) => each.name.toLowerCase() === name.toLowerCase());
        const shown = found === undefined ? 'none' : `${found.value}, ${JSON.stringify(found.flavor)}`;
        lines.push(`${className}, ${name}: ${shown}`);
      }
    }
    return lines;
  });
}

async function embeddedTypes(target: ProbeTarget): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const [protocol, options] of Object.entries({ WMIDCOM: target.dcom, WINRM: target.winrm })) {
    await withSession(target, options, async (session) => {
      for (const { namespace, className, element } of target.embedded) {
        const seen = await session
          .getClass(namespace, className)
          .then((cimClass) => typeIn(cimClass, element), described);
        lines.push(`${protocol}, ${className}.${element}: ${seen}`);
      }
    });
  }
  return lines;
}

/** The type of a property, or of a parameter of a method, and the qualifier CIMTYPE. */
function typeIn({ properties, methods }: CimClass, name: string): string {
  const elements = [...properties, ...methods.flatMap(({ parameters }) => parameters)];
  const found = elements.find((element) => element.name === name);
  if (found === undefined) return 'none';
  const cimType = found.qualifiers.find((qualifier) => qualifier.name.toLowerCase() === 'cimtype');
  return `${[found.type, found.className ?? []].flat().join(' ')}, ${cimType?.value ?? 'no CIMTYPE'}`;
}

async function parentClasses(target: ProbeTarget): Promise<readonly string[]> {
  return withSession(target, target.dcom, async (session) => {
    // The synchronous form refuses what it would have to ask for again.
    try {
      const classes = session.sync.enumerateClasses(target.namespace, target.classes[0]);
      return [`yes: ${classes.length} classes below ${target.classes[0]}`];
    } catch (error) {
      if (!(error instanceof MiError) || error.result !== 'NOT_SUPPORTED') throw error;
      return [`no: ${error.message}`];
    }
  });
}

async function subscription(target: ProbeTarget): Promise<readonly string[]> {
  return withSession(target, target.winrm, async (session) => {
    const signal = AbortSignal.timeout(target.patience);
    const { namespace, eventQuery } = target;
    try {
      const event = await session.subscribe(namespace, eventQuery, { signal }).first();
      if (event === undefined) return ['it ended without an event'];
      const { indication, bookmark, machineId } = event;
      return [`yes: an event ${indication.className} came, bookmark ${bookmark}, machine ${machineId}`];
    } catch (error) {
      if (!signal.aborted) throw error;
      return [`it was accepted: no error and no event within ${target.patience} ms`];
    }
  });
}

async function notCapable(target: ProbeTarget): Promise<readonly string[]> {
  const ways = { WMIDCOM: target.dcom, WINRM: target.winrm };
  return each(Object.keys(ways) as (keyof typeof ways)[], (name) =>
    withSession(target, ways[name], async (session) => {
      await session.delete(target.namespace, target.undeletable);
      return 'it succeeded';
    }),
  );
}

async function lostHandles(target: ProbeTarget): Promise<readonly string[]> {
  const { namespace, smallClass, rounds } = target;
  return withSession(target, target.dcom, async (session) => {
    const ways: Readonly<Record<string, () => Promise<unknown>>> = {
      callbacks: () => session.enumerate(namespace, smallClass).toArray(),
      pull: () => session.enumerate(namespace, smallClass, { delivery: 'pull' }).toArray(),
      sync: async () => session.sync.enumerate(namespace, smallClass),
    };
    return each(Object.keys(ways), async (name) => {
      const lost = await lostBy(rounds, async () => ways[name]?.());
      return lost === null ? 'cannot be counted here' : `${lost} after ${rounds} operations`;
    });
  });
}

/**
 * How many handles this process has more after so many runs. What the first few open once does not count.
 * @returns null where handles cannot be counted.
 */
export async function lostBy(rounds: number, run: () => Promise<unknown>): Promise<number | null> {
  for (let round = 0; round < 5; round += 1) await run();
  const before = await handleCount();
  for (let round = 0; round < rounds; round += 1) await run();
  const after = await handleCount();
  return before === null || after === null ? null : after - before;
}

async function apartment(target: ProbeTarget): Promise<readonly string[]> {
  return withSession(target, target.dcom, async (session) => {
    const { namespace, smallClass } = target;
    const entered = await enterApartment();
    if (entered === null) return ['there is no COM here'];
    const count = async (given: OperationOptions): Promise<string> => {
      const found = await session.enumerate(namespace, smallClass, given).toArray();
      return `${found.length} instances`;
    };
    const ways: Readonly<Record<string, () => Promise<string>>> = {
      callbacks: () => count({ timeout: target.patience }),
      pull: () => count({ timeout: target.patience, delivery: 'pull' }),
      sync: async () => `${session.sync.enumerate(namespace, smallClass).length} instances`,
    };
    const seen = await each(Object.keys(ways), async (name) => ways[name]?.());
    // A thread that is in another apartment already stays there, and must not leave it.
    if (entered >= 0) await leaveApartment();
    return [`CoInitializeEx: ${hexadecimal(entered)}`, ...seen];
  });
}

/** A line for each name: what the call gave, or how it failed. */
async function each<Name extends string>(
  names: readonly Name[],
  call: (name: Name) => Promise<unknown>,
): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const name of names) lines.push(`${name}: ${await call(name).then((said) => said ?? 'yes', described)}`);
  return lines;
}

/** Opens MI and a session for a use of it. */
async function withSession<T>(
  { library }: ProbeTarget,
  options: SessionOptions,
  use: (session: Session) => Promise<T>,
): Promise<T> {
  await using application = await initialize({ library });
  return await use(await application.newSession(options));
}

/** An error with all that helps to understand it. */
function described(error: unknown): string {
  if (!(error instanceof MiError)) return String(error);
  const code = error.details?.get('error_Code');
  const shown = typeof code === 'number' ? `, error_Code ${hexadecimal(code)}` : '';
  return `${error.result}${shown}: ${error.message.replaceAll(/\s*\n\s*/g, ' ')}`;
}

function hexadecimal(code: number): string {
  return `0x${(code >>> 0).toString(16).padStart(8, '0')}`;
}

/** What the probes ask on Windows. */
export const WINDOWS: ProbeTarget = {
  namespace: 'root/cimv2',
  dcom: { protocol: 'WMIDCOM' },
  winrm: { protocol: 'WINRM', destination: 'localhost' },
  // Of the addresses that are kept for documentation: nobody has it.
  unreachable: { protocol: 'WMIDCOM', destination: '192.0.2.1' },
  classes: ['CIM_Process', 'Win32_Process'],
  qualifiers: ['Abstract', 'dynamic', 'provider', 'Locale'],
  embedded: [
    { namespace: 'root/cimv2', className: 'Win32_Process', element: 'ProcessStartupInformation' },
    { namespace: 'root/cimv2', className: '__InstanceModificationEvent', element: 'TargetInstance' },
    // Where Hyper-V is installed.
    {
      namespace: 'root/virtualization/v2',
      className: 'Msvm_VirtualSystemManagementService',
      element: 'SystemSettings',
    },
  ],
  smallClass: 'Win32_OperatingSystem',
  call: [
    'StdRegProv',
    'EnumKey',
    new CimInstance('__Parameters', [{ name: 'sSubKeyName', type: 'string', array: false, value: 'SOFTWARE' }]),
  ],
  undeletable: new CimInstance('Win32_OperatingSystem', [
    { name: 'Name', type: 'string', array: false, value: 'mi-codegen has no such system', key: true },
  ]),
  eventQuery: "SELECT * FROM __InstanceModificationEvent WITHIN 1 WHERE TargetInstance ISA 'Win32_LocalTime'",
  patience: 30_000,
  rounds: 200,
};
