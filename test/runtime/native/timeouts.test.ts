import assert from 'node:assert/strict';
import type { MiError } from '../../../runtime/errors.js';
import { applicationTest, DELIVERIES, NAMESPACE, sessionTest } from './tools/native-test.js';

/** Is it the error for a timeout? */
function isTimeout(message: string): (error: MiError) => boolean {
  return (error) => {
    assert.deepEqual([error.name, error.result, error.message], ['MiError', 'FAILED', message]);
    assert.equal((error.cause as DOMException).name, 'TimeoutError');
    return true;
  };
}

// Nothing but MI's own clock ends these.
sessionTest('a timeout of MI on the calling thread', { asWindows: 1 }, async ({ sync }) => {
  const never = (): unknown => sync.invoke(NAMESPACE, 'Test_Service', 'Never', null, { timeout: 30 });
  assert.throws(never, isTimeout('invoke Test_Service.Never was not done after 30 ms'));
  assert.throws(never, ({ details }: MiError) => details?.get('error_Code') === 0x40004);
});

applicationTest('a timeout of a session that MI keeps', { asWindows: 1 }, async (application) => {
  const session = await application.newSession({ timeout: 30 });
  const never = (): unknown => session.sync.enumerate(NAMESPACE, 'Test_Never');
  assert.throws(never, isTimeout('enumerate Test_Never was not done after 30 ms'));
});

for (const delivery of DELIVERIES) {
  sessionTest(`a timeout that the server keeps (${delivery})`, {}, async (session) => {
    const options = { delivery, timeout: 30 };
    await assert.rejects(session.invoke(NAMESPACE, 'Test_Service', 'Never', null, options), { result: 'FAILED' });
  });

  sessionTest(`a timeout of MI as one of the own clock (${delivery})`, { asWindows: 1 }, async (session) => {
    const options = { delivery, timeout: 30 };
    const called = session.invoke(NAMESPACE, 'Test_Service', 'Never', null, options);
    await assert.rejects(called, isTimeout('invoke Test_Service.Never was not done after 30 ms'));
    const listed = session.enumerate(NAMESPACE, 'Test_Never', options).toArray();
    await assert.rejects(listed, isTimeout('enumerate Test_Never was not done after 30 ms'));
  });

  sessionTest(`a timeout that the server ignores (${delivery})`, { ignoreTimeout: 1 }, async (session) => {
    const options = { delivery, timeout: 30 };
    await assert.rejects(session.invoke(NAMESPACE, 'Test_Service', 'Never', null, options), {
      message: 'invoke Test_Service.Never was not done after 30 ms',
    });
  });
}
