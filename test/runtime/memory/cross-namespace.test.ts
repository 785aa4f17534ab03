import { CimInstance, CimReference, initialize, type Session } from 'mi-codegen/runtime';
import { MemoryRepository } from 'mi-codegen/runtime/memory';
import { CimObject, cimClass } from 'mi-codegen/runtime/v1';
import { beforeEach, describe, expect, it } from 'vitest';
import { collect } from '../../tools/collect.js';
import { element, fakeSession } from '../fake-handler.js';
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

/** Two namespaces have a class of one name, whose keys are of other types. */
class NearPart extends CimObject {
  declare readonly $about?: { key: { Id: 1 } };
  declare readonly Id: string;
  static {
    cimClass(NearPart, { revision: 2, class: 'root/near:Part', properties: 'Id:string!' });
  }
}
class FarPart extends CimObject {
  declare readonly $about?: { key: { Id: 1 } };
  declare readonly Id: number;
  static {
    cimClass(FarPart, { revision: 2, class: 'root/far:Part', properties: 'Id:uint32!' });
  }
}
class Holder extends CimObject {
  declare readonly $about?: { key: { Held: 1 }; write: { Next: 1 } };
  declare readonly Held: CimReference<NearPart>;
  declare Next: CimReference<NearPart> | null;
  static {
    const properties = 'Held:ref(Part)!;Next:ref(Part)*';
    cimClass(Holder, { revision: 2, class: 'root/near:Holder', properties });
  }
}

describe('the keys of a path into another namespace', () => {
  const path = CimReference.parse('root/far:Part.Id="5"');
  const typed = [{ name: 'Id', type: 'uint32', value: 5 }];

  it('are of the types that the class there declares, in whatever is sent', async () => {
    const { session: asked, handler } = await fakeSession(async (sink, { kind }) => {
      if (kind === 'create') await sink.instanceResult(new CimInstance('Holder', [element('Held', 'reference', path)]));
      return null;
    });
    const held = (await Holder.$create(asked, { Held: path as CimReference<NearPart>, Next: path as never })).$path;
    expect(held.keys).toMatchObject([{ value: { keys: typed } }]);
    await Holder.$query(asked, { where: { Next: path as never } }).toArray();
    expect(handler.requests).toMatchObject([
      { instance: { elements: [{ value: { keys: typed } }, { value: { keys: typed } }] } },
      { query: "SELECT * FROM Holder WHERE Next = 'root/far:Part.Id=5'" },
    ]);
  });

  it('are read by the class there where an object is located by its path', async () => {
    const { session: asked, handler } = await fakeSession();
    const part: unknown = NearPart.$at(asked, path as never);
    expect(part).toBeInstanceOf(FarPart);
    expect(part).toMatchObject({ Id: 5 });
    await (part as FarPart).$delete();
    expect(handler.requests).toMatchObject([{ namespace: 'root/far', instance: { elements: typed } }]);
  });
});
