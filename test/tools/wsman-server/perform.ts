import type { OperationRequest, OperationSink, ProtocolSession } from '../../../runtime/protocol.js';
import type { CimClass } from '../../../runtime/schema/index.js';
import type { CimElement, CimInstance } from '../../../runtime/values/index.js';

/** All that an operation gave. */
export interface Outcome {
  readonly instances: readonly CimInstance[];
  readonly classes: readonly CimClass[];
  /** Items of streamed parameters, in the order in which they came. */
  readonly streamed: readonly CimElement[];
}

/** The members of a sink by which an operation tells and asks its client things before it is over. */
export type Talker = Pick<OperationSink, 'writeMessage' | 'writeProgress' | 'writeError' | 'promptUser'> &
  Partial<Pick<OperationSink, 'handled' | 'streamedParameterResult'>>;

/** Those of a server that does nothing with them, and agrees to everything. It wants all items of its answer. */
export const SILENT: Talker = {
  handled: ['streamedParameterResult'],
  writeMessage: () => {},
  writeProgress: () => {},
  writeError: () => 'yes',
  promptUser: () => 'yes',
};

/**
 * Carries out an operation and waits for its end.
 * @param signal cancels it; null for none.
 * @param talker what it tells and asks; items of streamed parameters are collected unless it takes them.
 * @throws MiError when it fails, or the reason of the signal.
 */
export function perform(
  session: ProtocolSession,
  request: OperationRequest,
  signal: AbortSignal | null,
  talker: Talker = SILENT,
): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const instances: CimInstance[] = [];
    const classes: CimClass[] = [];
    const streamed: CimElement[] = [];
    const cancel = (): void => operation.cancel();
    const operation = session.start(request, {
      instanceResult: (instance) => void instances.push(instance),
      indicationResult: (instance) => void instances.push(instance),
      classResult: (cimClass) => void classes.push(cimClass),
      streamedParameterResult: (element) => void streamed.push(element),
      ...talker,
      done: (error) => {
        signal?.removeEventListener('abort', cancel);
        if (error === null) resolve({ instances, classes, streamed });
        else reject(signal?.aborted ? signal.reason : error);
      },
    });
    signal?.addEventListener('abort', cancel, { once: true });
    if (signal?.aborted) cancel();
  });
}
