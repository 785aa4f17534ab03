/**
 * Operations by messages, as worker threads have them: the suites of operations once more. Both ends are in this
 * thread, and what is sent is cloned as between threads.
 */
import { initialize } from '../../../runtime/index.js';
import { openNative } from '../../../runtime/native/index.js';
import { joined } from '../threads/joined.js';
import { opening } from './tools/native-test.js';
import { library } from './tools/test-library.js';

opening.open = async () => {
  const { worker } = await joined(() => openNative({ library: library.path }));
  return initialize({ handler: worker });
};

await import('./operations.test.js');
await import('./values.test.js');
await import('./callbacks.test.js');
await import('./classes.test.js');
await import('./cancel.test.js');
await import('./operation-options.test.js');
await import('./registered-callbacks.test.js');
