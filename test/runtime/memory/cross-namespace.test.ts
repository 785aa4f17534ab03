import { initialize, type Session } from 'mi-codegen/runtime';
import { MemoryRepository } from 'mi-codegen/runtime/memory';
import { CimObject, type CimReference, cimClass } from 'mi-codegen/runtime/v1';
import { beforeEach, describe, expect, it } from 'vitest';
import { collect } from '../../tools/collect.js';
import { mof } from './harness.js';

const SCHEMA = mof(`
  #pragma namespace("root/interop")
  class Profile { [Key] string Name; };
  class Computer { [Key] string Name; };
  [Association] class Conforms { [Key] Profile ref Standard; [Key] Computer ref Managed; };
  instance of Profile { Name = "p"; };
  instance of Computer { Name = "inside"; };
  instance of Conforms { Standard = "Profile.Name='p'"; Managed = "root/cimv2:Computer.Name='server'"; };
  instance of Conforms { Standard = "Profile.Name='p'"; Managed = "root/cimv2:Computer.Name='desk'"; };
  instance of Conforms { Standard = "Profile.Name='p'"; Managed = "Computer.Name='inside'"; };
  #pragma namespace("root/cimv2")
  class Computer { [Key] string Name; };
  class Server : Computer { uint32 Sockets; };
  class Desktop : Computer { };
  instance of Server { Name = "server"; Sockets = 2; };
  instance of Desktop { Name = "desk"; };
`);

const COMPUTER = { revision: 2, properties: 'Name:string!' };
class Profile extends CimObject {
  declare readonly $about?: { key: { Name: 1 } };
  declare readonly Name: string;
  static {
    cimClass(Profile, { ...COMPUTER, class: 'root/interop:Profile' });
  }
}
class InteropComputer extends CimObject {
  declare readonly $about?: { key: { Name: 1 } };
  declare readonly Name: string;
  static {
    cimClass(InteropComputer, { ...COMPUTER, class: 'root/interop:Computer' });
  }
}
class Conforms extends CimObject {
  declare readonly $about?: { key: { Standard: 1; Managed: 1 } };
  declare readonly Standard: CimReference<Profile>;
  declare readonly Managed: CimReference<InteropComputer>;
  static {
    const properties = 'Standard:ref(Profile)!;Managed:ref(Computer)!';
    cimClass(Conforms, { revision: 2, class: 'root/interop:Conforms', properties });
  }
}
class Computer extends CimObject {
  declare readonly $about?: { key: { Name: 1 } };
  declare readonly Name: string;
  static {
    cimClass(Computer, { ...COMPUTER, class: 'root/cimv2:Computer' });
  }
}
class Server extends Computer {
  declare readonly Sockets: number | null;
  static {
    cimClass(Server, { revision: 2, class: 'root/cimv2:Server', properties: 'Sockets:uint32' });
  }
}

let session: Session;
beforeEach(async () => {
  const application = await initialize({ handler: new MemoryRepository({ schema: SCHEMA }) });
  session = await application.newSession({});
});

const described = (objects: readonly CimObject[]) =>
  objects.map((object) => [object.$path.toString(), Object.getPrototypeOf(object)]);

describe('an object from another namespace', () => {
  it('is of the most derived class of its own namespace that is loaded', async () => {
    const profile = await Profile.$get(session, { Name: 'P' });
    expect(described(await collect(profile.$associators(Conforms)))).toEqual([
      ['root/cimv2:Server.Name="server"', Server.prototype],
      ['root/cimv2:Desktop.Name="desk"', Computer.prototype],
      ['root/interop:Computer.Name="inside"', InteropComputer.prototype],
    ]);
  });

  it('is what a reference into that namespace reads, and finds the way back', async () => {
    const profile = Profile.$at(session, { Name: 'p' });
    const [first] = await collect(profile.$references(Conforms, { role: 'Standard' }));
    const server: CimObject | undefined = await first?.Managed.get(session);
    expect(server).toBeInstanceOf(Server);
    expect(server).toMatchObject({ Name: 'server', Sockets: 2 });
    const back = await collect(session.associators('root/cimv2', server?.$path as CimReference));
    expect(back.map(({ namespace, className }) => `${namespace}:${className}`)).toEqual(['root/interop:Profile']);
  });

  it('is of the class that was asked where its own is not generated, and of a derived one', async () => {
    class MyProfile extends Profile {}
    const [own] = await collect(MyProfile.$query(session, { where: { Name: 'p' } }));
    expect(own).toBeInstanceOf(MyProfile);
    class Other extends CimObject {
      static {
        cimClass(Other, { ...COMPUTER, class: 'root/other:Computer' });
      }
    }
    class MyComputer extends Other {}
    const path = (await InteropComputer.$get(session, { Name: 'inside' })).$path;
    expect(Object.getPrototypeOf(await Other.$get(session, path))).toBe(InteropComputer.prototype);
    expect(Object.getPrototypeOf(await MyComputer.$get(session, path))).toBe(MyComputer.prototype);
  });
});
