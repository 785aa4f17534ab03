import { isMiError } from '../../errors.js';
import type { Session } from '../../session.js';
import { classCall } from '../../v1/class-call.js';
import type { Constructor } from '../../v1/generated-class.js';
import type { CimObject } from '../../v1/index.js';
import { locate } from '../../v1/key-input.js';
import { pathOf } from '../../v1/results.js';
import type { GeneratedObject, Initial } from '../../v1/types.js';
import { CimDateTime, type CimReference } from '../../values/index.js';
import type { MemoryRepository } from '../memory-repository.js';
import { type InTurn, newTurns, providersInTurn } from './turns.js';

/** Adds an instance. */
type Insert = <T extends GeneratedObject>(cls: Constructor<T>, values: Initial<T>) => Promise<Located<T>>;

/** What is known of an instance that has been added. */
export interface Located<T> {
  readonly $path: CimReference<T>;
}

/** Adds an instance that is made when somebody asks for its class. */
export type InsertLater = <T extends GeneratedObject>(cls: Constructor<T>, values: Initial<T>) => Promise<void>;

/** The machine while it is built, and when its providers work on it. */
export interface DemoMachine {
  readonly repository: Pick<MemoryRepository, 'indicate' | 'insert' | 'update'>;
  readonly session: Session;
  readonly insert: Insert;
  /** Registers providers that are called in turn. */
  readonly provide: MemoryRepository['provide'];
  /** For what is done apart from the methods of the machine. */
  readonly inTurn: InTurn;
}

/** A machine that is being built: until `ready` is called, instances are made when somebody asks for their class. */
export function newMachine(
  repository: MemoryRepository,
  session: Session,
  insertLater: InsertLater,
): { readonly machine: DemoMachine; readonly ready: () => void } {
  let isReady = false;
  async function insert<T extends GeneratedObject>(cls: Constructor<T>, values: Initial<T>): Promise<Located<T>> {
    if (isReady) await repository.insert(cls, values);
    else await insertLater(cls, values);
    return {
      get $path() {
        const call = classCall<T>(cls, session, 'insert');
        const given: Readonly<Record<string, unknown>> = values;
        return pathOf(
          locate<T>(Object.fromEntries(call.generated.keys.map(({ member }) => [member, given[member]])), call),
        );
      },
    };
  }
  const ready = () => {
    isReady = true;
  };
  const inTurn = newTurns();
  const provide: DemoMachine['provide'] = (cls, providers) =>
    repository.provide(cls, providersInTurn(providers, inTurn));
  return { machine: { repository, session, insert, provide, inTurn }, ready };
}

/** The machine's name, and the domain that it belongs to. */
export const COMPUTER = 'SRV01';
export const DOMAIN = 'EXAMPLE';
export const DNS_DOMAIN = 'example.com';

/** The key of Win32_OperatingSystem: the system's name, its folder, and where it has been started from. */
export const OPERATING_SYSTEM: string = String.raw`Microsoft Windows Server 2022 Standard|C:\Windows|\Device\Harddisk0\Partition3`;

/** When Windows was installed, when it was started, and what its clock shows when the machine is made. */
export const INSTALLED: CimDateTime = moment('2024-02-12 09:14:31');
export const STARTED: CimDateTime = moment('2025-03-03 06:02:14');
export const PRESENT: CimDateTime = moment('2025-03-14 10:30:00');

/** The properties by which devices and services name the machine. */
export const OF_SYSTEM: Readonly<Record<'SystemName' | 'SystemCreationClassName', string>> = {
  SystemName: COMPUTER,
  SystemCreationClassName: 'Win32_ComputerSystem',
};
/** The properties by which processes, files and the like name the machine. */
export const OF_COMPUTER: Readonly<Record<'CSName' | 'CSCreationClassName', string>> = {
  CSName: COMPUTER,
  CSCreationClassName: 'Win32_ComputerSystem',
};

/** A text as a Caption, which has at most 64 characters. */
export function caption(text: string): string {
  return text.slice(0, 64);
}

/** A time of the machine, which is in UTC: `2025-03-03 06:02:14`. */
export function moment(text: string): CimDateTime {
  return CimDateTime.parse(text);
}

/** The time, a number of seconds after another one. */
export function later(start: CimDateTime, seconds: number): CimDateTime {
  return CimDateTime.from(new Date(start.toDate().getTime() + seconds * 1000));
}

const begun = performance.now();

/** What the clock of the machine shows: it begins at {@link PRESENT}, and goes on as time does. */
export function now(): CimDateTime {
  return later(PRESENT, (performance.now() - begun) / 1000);
}

/** Deletes an instance, and the associations that refer to it. */
export async function remove(object: CimObject): Promise<void> {
  const { $session: session, $path: path } = object;
  const namespace = path.namespace ?? '';
  for await (const association of session.references(namespace, path, { keysOnly: true })) {
    await session.delete(namespace, association);
  }
  await object.$delete();
}

/** What is read, or null when there is no such instance. */
export async function ifFound<T>(reading: Promise<T>): Promise<T | null> {
  try {
    return await reading;
  } catch (error) {
    if (isMiError(error) && error.result === 'NOT_FOUND') return null;
    throw error;
  }
}

/** The text that a path has for a key: of a path whose class may be a superclass of the instance's. */
export function keyOf({ keys }: CimReference, name: string): string {
  return String(keys.find((key) => key.name.toLowerCase() === name.toLowerCase())?.value ?? '');
}
