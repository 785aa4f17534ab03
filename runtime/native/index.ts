export { type NativeHandler, type NativeOptions, openNative } from './native-handler.js';
export type { NativeSession } from './native-session.js';
export type { SyncSession } from './sync-session.js';
