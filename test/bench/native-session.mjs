// A session of an MI library. For the library under test, its settings as well.
import { initialize } from '../../dist/runtime/index.js';

/**
 * The library is opened by the runtime first: it raises koffi's limits.
 * @param settings those of the library under test; null for another library.
 */
export async function openSession(library, settings = {}) {
  const application = await initialize({ library });
  const session = await application.newSession();
  const { default: koffi } = await import('koffi');
  const tested = settings === null ? null : koffi.load(library);
  const set = tested?.func('int32 test_set(str name, int64 value)');
  const counters = tested?.func('str test_counters()');
  for (const [name, value] of Object.entries(settings ?? {})) set(name, value);
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
