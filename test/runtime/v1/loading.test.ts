import { describe, expect, it } from 'vitest';
import { CimInstance, CimReference } from '../../../runtime/index.js';
import { ArgumentPlace } from '../../../runtime/v1/class-call.js';
import { propertyInputs } from '../../../runtime/v1/element-input.js';
import { type GeneratedClass, generatedClass } from '../../../runtime/v1/generated-class.js';
import { CimObject, cimClass } from '../../../runtime/v1/index.js';
import { typedObject } from '../../../runtime/v1/results.js';
import { element, fakeSession } from '../fake-handler.js';

const PROPERTIES = 'Name:string;Part:instance(Test_Part);Parts:instance(Test_Part)[];Peer:ref(Test_Part)';

interface Schema {
  readonly holder: GeneratedClass<CimObject>;
  readonly part: () => CimInstance;
  /** How often the module of the part has been loaded. */
  readonly loads: () => number;
}

let schemas = 0;

/** Two classes in a namespace of their own, the second of which has not been loaded. */
function schema(load: (namespace: string) => Promise<unknown> = loadPart): Schema {
  const namespace = `root/loading${++schemas}`;
  let loads = 0;
  const modules = {
    Test_Part: () => {
      loads++;
      return load(namespace);
    },
  };
  class Holder extends CimObject {
    static {
      cimClass(Holder, { revision: 1, class: `${namespace}:Test_Holder`, properties: PROPERTIES, modules });
    }
  }
  return {
    holder: generatedClass<CimObject>(Holder),
    part: () => new CimInstance('Test_Part', [element('Title', 'string', 'p')]),
    loads: () => loads,
  };
}

async function loadPart(namespace: string): Promise<unknown> {
  class Part extends CimObject {
    static {
      const properties = 'Title:string;Inner:instance(Test_Part)';
      cimClass(Part, { revision: 1, class: `${namespace}:Test_Part`, properties });
    }
  }
  return Part;
}

const { session } = await fakeSession();
const holding = (...elements: ConstructorParameters<typeof CimInstance>[1]) => new CimInstance('Test_Holder', elements);
const typed = (instance: CimInstance, { holder }: Schema) => typedObject(instance, holder, session, holder.namespace);
const place = new ArgumentPlace('Test_Holder', '$create');

describe('an object', () => {
  it('waits for no module where none is needed', () => {
    const classes = schema();
    const path = new CimReference('Test_Part', []);
    const object = typed(
      holding(element('Name', 'string', 'n'), element('Part', 'instance', null), element('Peer', 'reference', path)),
      classes,
    );
    expect(object).toBeInstanceOf(CimObject);
    expect(classes.loads()).toBe(0);
  });

  it('waits once for the module of an embedded instance, and never again', async () => {
    const classes = schema();
    const instance = holding(
      element('Part', 'instance', classes.part()),
      element('Parts', 'instance', [classes.part(), null, classes.part()]),
    );
    const first = typed(instance, classes);
    expect(first).toBeInstanceOf(Promise);
    expect(JSON.stringify(await first)).toBe('{"Part":{"Title":"p"},"Parts":[{"Title":"p"},null,{"Title":"p"}]}');
    expect(typed(instance, classes)).toBeInstanceOf(CimObject);
    expect(classes.loads()).toBe(1);
  });

  it('waits for the class of a reference that came as text', async () => {
    const classes = schema();
    const object = typed(holding(element('Peer', 'string', 'Test_Part.Title="t"')), classes);
    expect(object).toBeInstanceOf(Promise);
    expect(JSON.stringify(await object)).toBe(`{"Peer":"${classes.holder.namespace}:Test_Part.Title=\\"t\\""}`);
  });

  it('fails as the module does, also where that is a syntax error', async () => {
    const failure = new SyntaxError('no');
    const classes = schema(() => Promise.reject(failure));
    const instance = holding(element('Part', 'instance', classes.part()));
    await expect(typed(instance, classes)).rejects.toBe(failure);
    await expect(typed(instance, classes)).rejects.toBe(failure);
    expect(classes.loads()).toBe(2);
  });

  it('keeps an instance whose module does not bring its class', async () => {
    const classes = schema(() => Promise.resolve());
    const part = classes.part();
    expect(await typed(holding(element('Part', 'instance', part)), classes)).toMatchObject({ Part: part });
  });
});

describe('an object of a class that the user derived', () => {
  it('gets its members without calling accessors of the same names', () => {
    const { holder } = schema();
    const written: unknown[] = [];
    class Mine extends (holder.cls as unknown as typeof CimObject) {
      set Name(value: unknown) {
        written.push(value);
      }
    }
    const mine = generatedClass<Mine>(Mine);
    const object = typedObject(holding(element('Name', 'string', 'n')), mine, session, holder.namespace);
    expect(Object.entries(object)).toEqual([['Name', 'n']]);
    expect(written).toEqual([]);
  });
});

describe('values that are given', () => {
  const inputs = (values: object, { holder }: Schema) =>
    propertyInputs(Object.entries(values), holder, place, 'instance');

  it('are converted at once where no class is needed', () => {
    const classes = schema();
    expect(inputs({ Name: 'n', Part: null }, classes)).toEqual([
      element('Name', 'string', 'n'),
      element('Part', 'instance', null),
    ]);
    expect(classes.loads()).toBe(0);
  });

  it('wait once for the module of an embedded instance, and read it once', async () => {
    const classes = schema();
    let reads = 0;
    const part = {
      get Title(): string {
        reads++;
        return 'p';
      },
    };
    const first = inputs({ Part: part }, classes);
    expect(first).toBeInstanceOf(Promise);
    const expected = new CimInstance('Test_Part', [element('Title', 'string', 'p')], classes.holder.namespace);
    expect(await first).toEqual([element('Part', 'instance', expected)]);
    expect(reads).toBe(1);
    expect(inputs({ Part: part }, classes)).toEqual([element('Part', 'instance', expected)]);
    expect(classes.loads()).toBe(1);
  });

  it('are refused before a module is loaded for what follows', () => {
    const classes = schema();
    expect(() => inputs({ Name: 5, Part: {} }, classes)).toThrow('Test_Holder.$create: Name must be a string, not 5');
    expect(classes.loads()).toBe(0);
  });
});
