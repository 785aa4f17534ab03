// A session of the library under test, and its settings.
import { initialize } from '../../dist/runtime/index.js';

/** The library is opened by the runtime first: it raises koffi's limits. */
export async function openSession(library) {
  const application = await initialize({ library });
  const session = await application.newSession();
  const { default: koffi } = await import('koffi');
  const test = koffi.load(library);
  const set = test.func('int32 test_set(str name, int64 value)');
  const counters = test.func('str test_counters()');
  return {
    session,
    set,
    /** What is alive, by name. */
    alive: () => JSON.parse(counters()),
    async close() {
      await session.close();
      await application.close();
    },
  };
}
