import { describe, expect, it } from 'vitest';
import { CimInstance } from '../../../runtime/index.js';
import { generatedClass } from '../../../runtime/v1/generated-class.js';
import { CimObject, cimClass } from '../../../runtime/v1/index.js';
import { typedObject } from '../../../runtime/v1/results.js';
import { element, fakeSession } from '../fake-handler.js';

// What was found for one answer is kept for the next. These answers differ from the one before.

const NAMESPACE = 'root/layouts';
const { session } = await fakeSession();

class Base extends CimObject {
  static {
    cimClass(Base, {
      revision: 1,
      class: `${NAMESPACE}:Test_Base`,
      properties: 'Id:string!;Size:uint64;Names:string[]',
    });
  }
}

const read = (className: string, namespace: string | null, ...elements: ConstructorParameters<typeof CimInstance>[1]) =>
  typedObject(new CimInstance(className, elements, namespace), generatedClass<CimObject>(Base), session, NAMESPACE);
const base = (...elements: ConstructorParameters<typeof CimInstance>[1]) => read('Test_Base', NAMESPACE, ...elements);

const id = (value: string | null, name = 'Id') => element(name, 'string', value);
const size = (value: bigint) => element('Size', 'uint64', value);

describe('objects of answers that follow one another', () => {
  it.each([
    ['the same elements', [id('b'), size(2n)], { Id: 'b', Size: 2n }],
    ['another order', [size(2n), id('b')], { Id: 'b', Size: 2n }],
    ['fewer elements', [size(2n)], { Size: 2n }],
    ['more elements', [id('b'), size(2n), element('Names', 'string', ['x'])], { Id: 'b', Size: 2n, Names: ['x'] }],
    ['another letter case', [id('b', 'ID'), size(2n)], { Id: 'b', Size: 2n }],
    ['another type', [id('b'), element('Size', 'string', '2')], { Id: 'b', Size: 2n }],
    ['null', [id(null), size(2n)], { Id: null, Size: 2n }],
    ['one element twice', [id('b'), id('c', 'id')], { Id: 'c' }],
    ['one that only the server knows', [id('b'), element('Extra', 'uint8', 3)], { Id: 'b', Extra: 3 }],
    ['the name of a method', [id('b'), element('toJSON', 'uint8', 3)], { Id: 'b', toJSON$: 3 }],
    ['the name of a setter', [id('b'), element('__proto__', 'uint8', 3)], { Id: 'b', __proto__$: 3 }],
    ['no elements', [], {}],
  ] as const)('have the members of their own: %s', (_, elements, members) => {
    expect({ ...base(id('a'), size(1n)) }).toEqual({ Id: 'a', Size: 1n });
    expect({ ...base(...elements) }).toEqual(members);
    expect({ ...base(id('a'), size(1n)) }).toEqual({ Id: 'a', Size: 1n });
  });

  it('are of the class that each names', () => {
    class Sub extends Base {
      static {
        cimClass(Sub, { revision: 1, class: `${NAMESPACE}:Test_Sub`, properties: 'Id$:string' });
      }
    }
    const known = ['Test_Base', 'Test_Sub', 'Test_Unknown', 'Test_Base'].map((name) => read(name, NAMESPACE, id('a')));
    expect(known.map((object) => object.constructor)).toEqual([Base, Sub, Base, Base]);
    expect(known.map((object) => (object as CimObject).$className)).toEqual([
      'Test_Base',
      'Test_Sub',
      'Test_Unknown',
      'Test_Base',
    ]);
  });

  it('are of a class that becomes known between them', () => {
    expect(read('Test_Later', NAMESPACE, id('a')).constructor).toBe(Base);
    class Later extends Base {
      static {
        cimClass(Later, { revision: 1, class: `${NAMESPACE}:Test_Later`, properties: 'Extra:uint8' });
      }
    }
    expect(read('Test_Later', NAMESPACE, id('a')).constructor).toBe(Later);
    class Again extends Base {
      static {
        cimClass(Again, { revision: 1, class: `${NAMESPACE}:Test_Later` });
      }
    }
    expect(read('Test_Later', NAMESPACE, id('a')).constructor).toBe(Again);
  });

  it('are in the namespace that each names', () => {
    const namespaces = [NAMESPACE, 'ROOT\\Other', null, '\\\\.\\root\\layouts', NAMESPACE];
    const objects = namespaces.map((namespace) => read('Test_Base', namespace, id('a')) as CimObject);
    expect(objects.map((object) => object.$path.namespace)).toEqual([
      NAMESPACE,
      'ROOT/Other',
      NAMESPACE,
      'root/layouts',
      NAMESPACE,
    ]);
  });
});
