import type { RequestBody } from './operation.js';

/** What an operation is, for people: `invoke Win32_Process.Create`. */
export function requestSubject(request: RequestBody): string {
  if (request.kind === 'invoke') return `invoke ${request.className}.${request.methodName}`;
  const about =
    ('className' in request && request.className) ||
    ('instance' in request && request.instance.className) ||
    ('query' in request && request.query);
  return about ? `${request.kind} ${about}` : request.kind;
}
