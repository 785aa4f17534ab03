import { setImmediate as nextTurn } from 'node:timers/promises';
import type { MiError } from '../../../runtime/errors.js';
import type { ProtocolOperation, ProtocolSession, SubscribeRequest } from '../../../runtime/protocol.js';
import type { CimInstance } from '../../../runtime/values/index.js';
import { SILENT } from './perform.js';
import type { Source } from './results.js';

/** The events of a query with their bookmarks, kept so that a subscription can go on from one of them. */
export class EventLog {
  readonly #operation: ProtocolOperation;
  readonly #events: { readonly event: CimInstance; readonly bookmark: string }[] = [];
  readonly #changes = new EventTarget();
  #end: { readonly error: MiError | null } | null = null;

  constructor(session: ProtocolSession, request: SubscribeRequest) {
    this.#operation = session.start(request, {
      ...SILENT,
      instanceResult: () => {},
      classResult: () => {},
      streamedParameterResult: () => {},
      indicationResult: (event, bookmark) => {
        this.#events.push({ event, bookmark: bookmark ?? '' });
        this.#changes.dispatchEvent(new Event('change'));
      },
      done: (error) => {
        this.#end = { error };
        this.#changes.dispatchEvent(new Event('change'));
      },
    });
  }

  /** The place of the first event that a subscription gets: after the bookmark. Undefined for an unknown bookmark. */
  placeAfter(bookmark: string | null): number | undefined {
    if (bookmark === null) return this.#events.length;
    if (bookmark === EARLIEST) return 0;
    const place = this.#events.findIndex((each) => each.bookmark === bookmark);
    return place === -1 ? undefined : place + 1;
  }

  /** The events from a place on. */
  from(place: number): Source {
    let next = place;
    let isOver = false;
    return {
      bookmark: () => this.#events[next - 1]?.bookmark ?? null,
      peek: async (signal) => {
        while (this.#events[next] === undefined && this.#end === null && !isOver) {
          signal.throwIfAborted();
          await this.#change(signal);
        }
        if (this.#end?.error != null) throw this.#end.error;
        return isOver ? undefined : this.#events[next]?.event;
      },
      take: () => {
        next += 1;
      },
      isReady: async () => {
        await nextTurn();
        return this.#events[next] !== undefined || this.#end !== null;
      },
      cancel: () => {
        isOver = true;
        this.#changes.dispatchEvent(new Event('change'));
      },
    };
  }

  close(): void {
    this.#operation.cancel();
  }

  #change(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        signal.removeEventListener('abort', done);
        this.#changes.removeEventListener('change', done);
        resolve();
      };
      signal.addEventListener('abort', done);
      this.#changes.addEventListener('change', done);
    });
  }
}

/** The bookmark of all events that are kept. */
const EARLIEST = 'http://schemas.dmtf.org/wbem/wsman/1/wsman/bookmark/earliest';
