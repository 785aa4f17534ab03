import { parseMof } from 'mi-codegen';
import type { MiError } from '../../../runtime/errors.js';
import type {
  AssociatorsRequest,
  OperationRequest,
  OperationSink,
  ProtocolOperation,
  ProtocolSession,
  ReferencesRequest,
} from '../../../runtime/protocol.js';
import type { EventDelivery } from '../../../runtime/request-options.js';
import type { CimClass, CimSchema } from '../../../runtime/schema/index.js';
import { type CimElement, CimInstance } from '../../../runtime/values/index.js';

/** The schema that a MOF text says. */
export function mof(text: string): CimSchema {
  const { schema, diagnostics } = parseMof(text, { namespace: 'root/test' });
  if (diagnostics.length > 0) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  return schema;
}

/** Everything an operation gave. */
export interface Outcome {
  readonly instances: readonly CimInstance[];
  readonly classes: readonly CimClass[];
  readonly streamed: readonly CimElement[];
  /** `RESULT: message`; null for success. */
  readonly failure: string | null;
  readonly error: MiError | null;
}

/** An operation under way. */
export interface Run {
  readonly operation: ProtocolOperation;
  readonly outcome: Promise<Outcome>;
  /** How often `done` was called. */
  readonly ends: () => number;
}

type Members = Partial<Omit<OperationSink, 'done'>>;

/** Starts an operation; `members` take the place of a sink that agrees to everything. */
export function start(session: ProtocolSession, request: OperationRequest, members: Members = {}): Run {
  const instances: CimInstance[] = [];
  const classes: CimClass[] = [];
  const streamed: CimElement[] = [];
  let ends = 0;
  let operation: ProtocolOperation | undefined;
  const outcome = new Promise<Outcome>((resolve) => {
    operation = session.start(request, {
      instanceResult: (instance) => void instances.push(instance),
      indicationResult: () => {
        throw new Error('no indication was asked for');
      },
      classResult: (cimClass) => void classes.push(cimClass),
      streamedParameterResult: (element) => void streamed.push(element),
      writeMessage: () => {},
      writeProgress: () => {},
      writeError: () => 'yes',
      promptUser: () => 'yes',
      ...members,
      done: (error) => {
        ends++;
        const failure = error && `${error.result}: ${error.message}`;
        resolve({ instances, classes, streamed, failure, error });
      },
    });
  });
  return { operation: operation as ProtocolOperation, outcome, ends: () => ends };
}

/** Starts an operation and waits for its end. */
export function run(session: ProtocolSession, request: OperationRequest, members: Members = {}): Promise<Outcome> {
  return start(session, request, members).outcome;
}

/** Requests without what does not matter to most tests. */
export const requests: {
  readonly getInstance: (instance: CimInstance, namespace?: string) => OperationRequest;
  readonly create: (instance: CimInstance, namespace?: string) => OperationRequest;
  readonly modify: (instance: CimInstance, namespace?: string) => OperationRequest;
  readonly delete: (instance: CimInstance, namespace?: string) => OperationRequest;
  readonly enumerate: (
    className: string,
    polymorphism?: 'deep' | 'shallow' | 'deepBaseOnly',
    more?: { readonly keysOnly?: boolean; readonly namespace?: string },
  ) => OperationRequest;
  readonly getClass: (className: string, namespace?: string) => OperationRequest;
  readonly enumerateClasses: (
    className: string | null,
    polymorphism?: 'deep' | 'shallow',
    more?: { readonly namesOnly?: boolean; readonly namespace?: string },
  ) => OperationRequest;
  readonly query: (
    query: string,
    more?: { readonly namespace?: string; readonly dialect?: string },
  ) => OperationRequest;
  readonly subscribe: (
    query: string,
    more?: EventDelivery & { readonly namespace?: string; readonly dialect?: string },
  ) => OperationRequest;
  readonly associators: (instance: CimInstance, filter?: Partial<AssociatorsRequest>) => OperationRequest;
  readonly references: (instance: CimInstance, filter?: Partial<ReferencesRequest>) => OperationRequest;
} = {
  getInstance: (instance, namespace = 'root/test') => ({ kind: 'getInstance', namespace, options: {}, instance }),
  create: (instance, namespace = 'root/test') => ({ kind: 'create', namespace, options: {}, instance }),
  modify: (instance, namespace = 'root/test') => ({ kind: 'modify', namespace, options: {}, instance }),
  delete: (instance, namespace = 'root/test') => ({ kind: 'delete', namespace, options: {}, instance }),
  enumerate: (className, polymorphism = 'deep', { keysOnly = false, namespace = 'root/test' } = {}) => {
    return { kind: 'enumerate', namespace, options: {}, className, polymorphism, keysOnly };
  },
  getClass: (className, namespace = 'root/test') => ({ kind: 'getClass', namespace, options: {}, className }),
  enumerateClasses: (className, polymorphism = 'deep', { namesOnly = false, namespace = 'root/test' } = {}) => {
    return { kind: 'enumerateClasses', namespace, options: {}, className, polymorphism, namesOnly };
  },
  query: (query, { namespace = 'root/test', dialect = 'WQL' } = {}) => {
    return { kind: 'query', namespace, options: {}, dialect, query };
  },
  subscribe: (query, { namespace = 'root/test', dialect = 'WQL', ...delivery } = {}) => {
    return { kind: 'subscribe', namespace, options: {}, dialect, query, ...delivery };
  },
  associators: (instance, filter = {}) => {
    const about = { kind: 'associators', namespace: 'root/test', options: {}, instance, keysOnly: false } as const;
    return { ...about, associationClass: null, resultClass: null, role: null, resultRole: null, ...filter };
  },
  references: (instance, filter = {}) => {
    const about = { kind: 'references', namespace: 'root/test', options: {}, instance, keysOnly: false } as const;
    return { ...about, resultClass: null, role: null, ...filter };
  },
};

/** An instance of these elements, each `[name, type, value]`; an array value makes an array. */
export function instance(
  className: string,
  ...elements: readonly (readonly [name: string, type: CimElement['type'], value: CimElement['value']])[]
): CimInstance {
  return new CimInstance(
    className,
    elements.map(([name, type, value]) => ({
      name,
      type,
      array: Array.isArray(value) || value instanceof Uint8Array,
      value,
    })),
  );
}
