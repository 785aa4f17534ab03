export * as runtime from 'mi-codegen/runtime';
export { initialize } from 'mi-codegen/runtime';
export * as xml from 'mi-codegen/runtime/cim-xml';
export * as handler from 'mi-codegen/runtime/handler';
export * as memory from 'mi-codegen/runtime/memory';
export * as cim from './generated/root/test/index.js';
