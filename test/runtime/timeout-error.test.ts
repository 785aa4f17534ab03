import { describe, expect, it } from 'vitest';
import { CimInstance, type CimValue, MiError } from '../../runtime/index.js';
import type { CimType } from '../../runtime/schema/index.js';
import { element, fakeSession, key } from './fake-handler.js';

const NS = 'root/test';
const instance = new CimInstance('C', [key('Id', 'string', 'a')], NS);

function wmiError(value: CimValue, type: CimType = 'uint32', name = 'error_Code'): CimInstance {
  return new CimInstance('MSFT_WmiError', [element('Message', 'string', 'Timed out '), element(name, type, value)]);
}

const said = (details: CimInstance | null): MiError => new MiError('FAILED', 'C: Timed out ', { details });
const failureOf = (promise: Promise<unknown>): Promise<unknown> => promise.catch((error: unknown) => error);

describe('an error of the server whose details say that the time was over', () => {
  it.each<[what: string, details: CimInstance]>([
    ['WBEM_S_TIMEDOUT', wmiError(262_148)],
    ['ERROR_WSMAN_OPERATION_TIMEDOUT', wmiError(2_150_858_793)],
    ['a signed number', wmiError(-2_144_108_503, 'sint32')],
    ['a number as text', wmiError('262148', 'string')],
    ['a big number', wmiError(262_148n, 'uint64')],
    ['a name in other letters', wmiError(262_148, 'uint32', 'ERROR_CODE')],
  ])('is the error of the own clock: %s', async (_, details) => {
    const { session } = await fakeSession(() => said(details));
    const error = await failureOf(session.delete(NS, instance, { timeout: 60_000 }));
    expect(error).toBeInstanceOf(MiError);
    expect(error).toMatchObject({
      result: 'FAILED',
      code: 1,
      message: 'delete C was not done after 60000 ms',
      details,
      cause: { name: 'TimeoutError', message: 'delete C was not done after 60000 ms' },
    });
  });

  it('is one without a timeout of the caller, too', async () => {
    const { session } = await fakeSession(() => said(wmiError(262_148)));
    const asked = [
      ['invoke C.M', Promise.resolve(session.invoke(NS, 'C', 'M'))],
      ['enumerate C', session.enumerate(NS, 'C').toArray()],
      ['subscribe q', session.subscribe(NS, 'q').first()],
      ['getClass C', session.getClass(NS, 'C')],
      ['testConnection', session.testConnection()],
    ] as const;
    for (const [subject, failing] of asked) {
      expect(await failureOf(failing)).toMatchObject({
        message: `${subject} was not done in time`,
        cause: { name: 'TimeoutError' },
      });
    }
  });

  it.each<[what: string, details: CimInstance | null]>([
    ['no details', null],
    ['no code', new CimInstance('CIM_Error', [])],
    ['a null', wmiError(null)],
    ['another code', wmiError(0x8004_1003)],
    ['a text', wmiError('timeout', 'string')],
    ['an array', wmiError([262_148, 1])],
  ])('is not what anything else is: %s', async (_, details) => {
    const error = said(details);
    const { session } = await fakeSession(() => error);
    expect(await failureOf(session.delete(NS, instance, { timeout: 60_000 }))).toBe(error);
  });
});
