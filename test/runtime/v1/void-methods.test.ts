import { describe, expect, it } from 'vitest';
import { CimInstance, type CimValue } from '../../../runtime/index.js';
import type { CimType } from '../../../runtime/schema/index.js';
import { CimObject, cimClass, type Invocation, invokeStatic, type Session } from '../../../runtime/v1/index.js';
import { element, fakeSession } from '../fake-handler.js';

const NS = 'root/test';

class Test_Void extends CimObject {
  static {
    cimClass(Test_Void, {
      revision: 2,
      class: `${NS}:Test_Void`,
      properties: 'Id:string!',
      methods: {
        '+Reset()': null,
        '+Read(>Left:uint32)': null,
        // Parameters may have any name.
        '+Odd(>ReturnValue:string)': null,
        // So a void method is declared in a class that was read from the MI of Windows.
        '+Live()boolean': null,
      },
    });
  }
  declare readonly Id: string;
  static run<Out>(session: Session, method: 'Reset' | 'Read' | 'Odd' | 'Live'): Invocation<Out> {
    return invokeStatic(Test_Void, session, method);
  }
}

/** What the method gives when the server answers with these elements. */
async function outcome(
  method: 'Reset' | 'Read' | 'Odd' | 'Live',
  elements: readonly CimInstance['elements'][number][],
) {
  const { session } = await fakeSession((sink) => {
    sink.instanceResult(new CimInstance('__Parameters', elements));
    return null;
  });
  return { ...(await Test_Void.run<object>(session, method)) };
}

describe('what a server sends as the return value of a void method', () => {
  it.each<[type: CimType, value: CimValue, name?: string]>([
    ['boolean', true],
    ['boolean', false],
    ['boolean', null],
    ['boolean', true, 'returnvalue'],
    // Without type information.
    ['string', 'TRUE'],
    ['string', 'True'],
    ['string', 'true'],
    ['string', ''],
    ['string', null],
    ['uint32', 0],
  ])('is left out: %s %o', async (type, value, name = 'ReturnValue') => {
    const returned = element(name, type, value);
    expect(await outcome('Reset', [returned])).toEqual({});
    expect(await outcome('Read', [returned, element('Left', 'uint32', 5)])).toEqual({ Left: 5 });
    expect(await outcome('Read', [element('Left', 'uint32', 5), returned])).toEqual({ Left: 5 });
  });

  it('is no out-parameter of that name', async () => {
    expect(await outcome('Odd', [element('ReturnValue', 'string', 'out')])).toEqual({ ReturnValue: 'out' });
  });

  it('stays where the schema says boolean: the two cannot be told apart', async () => {
    for (const [type, value] of [
      ['boolean', true],
      ['string', 'TRUE'],
    ] as const) {
      expect(await outcome('Live', [element('ReturnValue', type, value)])).toEqual({ ReturnValue: true });
    }
  });
});
