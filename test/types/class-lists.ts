/** What lists of classes, and functions that take any class, promise. Compiled by tsc, never run. */
import type { CimClassType, CimConstructor, CimObject, Session, Where } from 'mi-codegen/runtime';
import { type Test_Disk, Test_Port, Test_System } from '../golden/associations/expected/index.js';
import { Test_Employee, Test_Person, Test_Thing } from '../golden/queries/expected/index.js';

type Eq<A, B> = (<X>() => X extends A ? 1 : 2) extends <X>() => X extends B ? 1 : 2 ? true : false;
function is<_T extends true>(): void {}

declare const session: Session;

class MyPerson extends Test_Person {
  readonly mine: number = 1;
}

export async function lists(): Promise<void> {
  for (const each of [Test_System, Test_Port, Test_Thing]) {
    for await (const found of each.$enumerate(session)) {
      is<Eq<typeof found, Test_System | Test_Port | Test_Thing>>();
    }
    for await (const { indication } of each.$created(session)) {
      is<Eq<typeof indication.TargetInstance, Test_System | Test_Port | Test_Thing>>();
    }
  }
  // What all of them have can be selected and compared.
  for (const each of [Test_Thing, Test_Person]) {
    const found = await each.$query(session, { select: ['Name'], where: { Name: 'x' } }).toArray();
    is<Eq<(typeof found)[number]['Name'], string | null>>();
    // @ts-expect-error not all of them have it
    each.$query(session, { select: ['Age'] });
    // @ts-expect-error the same in a condition
    each.$query(session, { where: { Age: 5 } });
  }
  const people: readonly CimClassType<Test_Person>[] = [Test_Person, Test_Employee, MyPerson];
  for (const each of people) {
    const found = await each.$query(session, { where: { Age: 5 } }).first();
    is<Eq<typeof found, Test_Person | undefined>>();
    const path = each.$at(session, { Name: 'x' }).$path;
    const one = await each.$get(session, path);
    is<Eq<typeof one, Test_Person>>();
  }
  const any: readonly CimClassType[] = [Test_System, Test_Port, ...people];
  for (const each of any) for await (const found of each.$enumerate(session)) is<Eq<typeof found, CimObject>>();
  const constructors: readonly CimConstructor[] = any;
  void constructors;
  // @ts-expect-error a class of other objects
  const wrong: CimClassType<Test_Person> = Test_Thing;
  void wrong;
  // @ts-expect-error no generated class
  const none: CimClassType = Date;
  void none;
}

export async function all<T extends CimObject>(cls: CimClassType<T>, where: Where<T>): Promise<readonly T[]> {
  const first = await cls.$query(session, { where }).first();
  void first;
  return cls.$enumerate(session).toArray();
}

export async function calls(disk: Test_Disk): Promise<void> {
  const people = await all(Test_Person, { Age: 5 });
  is<Eq<typeof people, readonly Test_Person[]>>();
  // @ts-expect-error no such property
  await all(Test_Person, { Badge: 5 });
  // @ts-expect-error a wrong type
  await all(Test_Person, { Age: disk });
}
