// A worker thread that has both copies. It tells the main thread what comes of opening MI with each.

import { parentPort } from 'node:worker_threads';
import * as runtime from 'mi-codegen/runtime';
import * as lib from '../lib/index.js';

const copies = [runtime, lib.runtime];
const failures = await Promise.all(
  copies.map(({ initialize }) => initialize({ library: 'none.so' }).catch((error: unknown) => error)),
);
const isError = (error: unknown) => copies.every(({ MiError }) => error instanceof MiError);
parentPort?.postMessage(failures.map((error) => isError(error) && (error as runtime.MiError).result));
