/**
 * MI and worker threads. MI calls back on threads of its own, and a worker thread may be ended at any moment, also
 * while MI waits for it. So MI is called in the main thread only, and workers have it do so by messages.
 */

export { openMi } from './open-mi.js';
export { serveWorkers } from './serve-workers.js';
