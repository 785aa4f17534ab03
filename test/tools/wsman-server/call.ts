import type { ProtocolSession } from '../../../runtime/protocol.js';
import type { Envelope } from './request.js';
import type { Resource } from './resource.js';
import type { Schema } from './schema.js';
import type { Manner, Style } from './style.js';
import type { Talk } from './talk.js';

/** What servers do differently. */
export interface Dialect {
  /** Whose habits the server has. Default `windows`. */
  readonly manner: Manner;
  /** False: the answer to an `Enumerate` holds no items, whatever it asks for. Default true. */
  readonly optimized: boolean;
  /** Contexts stay the same, the default; or change with each answer; or are as short as `0`. */
  readonly contexts: 'kept' | 'changing' | 'short';
  /** False: classes cannot be read, as with Pegasus. Default true. */
  readonly classSchema: boolean;
  /** True: classes come with qualifiers whose texts may be translated. Windows leaves these out. */
  readonly translatable: boolean;
  /** False: a subscription that asks for bookmarks, heartbeats or an end is refused. Default true. */
  readonly eventDelivery: boolean;
  /** The largest answer, and the largest request, in bytes. Default 512000. */
  readonly largestEnvelope: number;
}

/** What carries out an operation needs to know of its request. */
export interface Call {
  readonly request: Envelope;
  readonly resource: Resource;
  readonly session: ProtocolSession;
  readonly schema: Schema;
  readonly dialect: Dialect;
  readonly style: Style;
  /** True for a client that names itself as Windows' own does. */
  readonly fromWindows: boolean;
  /** Null for a client that hears nothing before the answer. */
  readonly talk: Talk | null;
  /** Aborted when the time is over, or the client has gone. */
  readonly signal: AbortSignal;
  /** How many bytes the content of the body may have. */
  readonly room: number;
  /** Further headers of the answer, as XML. */
  readonly headers: string[];
  /** How many bytes a text takes. */
  readonly size: (text: string) => number;
}
