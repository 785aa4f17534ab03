export { childNamespaces } from './child-namespaces.js';
export { connect, type LiveConnection, type LiveOptions } from './connection.js';
export { type LiveRequest, readSchema } from './live-schema.js';
