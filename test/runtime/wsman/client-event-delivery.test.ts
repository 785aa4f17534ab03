import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CimInstance, type IndicationResult, type MiError, type SubscribeOptions } from '../../../runtime/index.js';
import type { Intercept, Verdict } from '../../tools/wsman-server/exchange.js';
import { emptyAnswer, envelopeAnswer } from '../../tools/wsman-server/http-message.js';
import { loginRequired } from '../../tools/wsman-server/login.js';
import { brokenOff, dropped as closed, encryptionRequired } from '../../tools/wsman-server/mishaps.js';
import { NAMESPACES } from '../../tools/wsman-server/uris.js';
import { all, type Both, startBoth } from './over-both.js';
import { NS, repository } from './things.js';

let both: Both;
beforeEach(async () => {
  both = await startBoth(repository());
});
afterEach(async () => {
  both.server.intercept = null;
  await both.close();
});

const CREATIONS = "SELECT * FROM __InstanceCreationEvent WITHIN 1 WHERE TargetInstance ISA 'Base'";
const WSMAN = 'http://schemas.dmtf.org/wbem/wsman/1/wsman';
const HEARTBEAT = `${WSMAN}/Heartbeat`;

function create(id: string): Promise<unknown> {
  return both.local.create(NS, new CimInstance('Base', [{ name: 'Id', type: 'string', array: false, value: id }]));
}

/** Waits until the server watches for the events of so many subscriptions. */
async function watched(subscriptions = 1): Promise<void> {
  while (both.server.openContexts.length < subscriptions) await nextTurn();
}

function idOf({ indication }: IndicationResult): unknown {
  const created = indication.get('TargetInstance');
  return created instanceof CimInstance ? created.get('Id') : created;
}

/** A subscription of which the events are kept. */
class Watching {
  readonly events: IndicationResult[] = [];
  readonly end: Promise<unknown>;

  constructor(options: SubscribeOptions, most = Number.POSITIVE_INFINITY) {
    this.end = this.#watch(options, most).catch((error: unknown) => error);
  }

  get ids(): readonly unknown[] {
    return this.events.map(idOf);
  }

  /** The error that ended it. */
  async failure(): Promise<MiError> {
    return (await this.end) as MiError;
  }

  /** Waits for so many events. */
  async has(count: number): Promise<void> {
    while (this.events.length < count) await nextTurn();
  }

  async #watch(options: SubscribeOptions, most: number): Promise<void> {
    for await (const event of both.remote.subscribe(NS, CREATIONS, options)) {
      if (this.events.push(event) === most) return;
    }
  }
}

/** Takes part in the exchanges of Pull alone. */
function ofPulls(intercept: Intercept): Intercept {
  return async (exchange) => (exchange.request.action.endsWith('/Pull') ? intercept(exchange) : undefined);
}

/** The server's answer, changed. */
function changed(change: (answer: string) => string): Intercept {
  return async ({ answer }): Promise<Verdict> => {
    const { status, body } = await answer();
    return envelopeAnswer(status, change(body.toString()), 'utf-8');
  };
}

function envelope(body: string, header = ''): string {
  const { s, a, w, n } = NAMESPACES;
  const declarations = `xmlns:s="${s}" xmlns:a="${a}" xmlns:w="${w}" xmlns:n="${n}"`;
  return `<s:Envelope ${declarations}><s:Header>${header}</s:Header><s:Body>${body}</s:Body></s:Envelope>`;
}

/** The answer to a Pull that has found something else than events. */
function pullResponse(items: string): string {
  return envelope(`<n:PullResponse><n:Items>${items}</n:Items></n:PullResponse>`);
}

describe('a subscription asks', () => {
  /** What is in `e:Subscribe` beside the filter. */
  async function asked(options: SubscribeOptions): Promise<string> {
    const watching = new Watching(options, 1);
    await watched();
    await create('x');
    await watching.end;
    const request = both.server.requests.find(({ action }) => action.endsWith('/Subscribe'));
    const [, body = ''] = /<e:Subscribe>(.*)<\/e:Subscribe>/s.exec(request?.text ?? '') ?? [];
    return body.replace(/<w:Filter.*<\/w:Filter>/s, '|');
  }

  it('for nothing that servers may not have', async () => {
    expect(await asked({})).toBe(`<e:Delivery Mode="${WSMAN}/Pull"/>|`);
  });

  it('for heartbeats, its end and bookmarks', async () => {
    const text = await asked({ heartbeat: 60_500, expires: 3_600_000, bookmark: 'oldest' });
    expect(text).toBe(
      `<e:Delivery Mode="${WSMAN}/Pull"><w:Heartbeats>PT60.500S</w:Heartbeats></e:Delivery>` +
        `<e:Expires>PT3600.000S</e:Expires>|<w:Bookmark>${WSMAN}/bookmark/earliest</w:Bookmark><w:SendBookmarks/>`,
    );
  });

  it('for bookmarks from now on', async () => {
    expect(await asked({ bookmark: 'newest' })).toBe(`<e:Delivery Mode="${WSMAN}/Pull"/>|<w:SendBookmarks/>`);
  });
});

describe('bookmarks', () => {
  it('come only when they are asked for', async () => {
    const watching = new Watching({}, 1);
    await watched();
    await create('x');
    await watching.end;
    expect(watching.events).toMatchObject([{ bookmark: null, machineId: null }]);
  });

  it('come with the last of the events that come at once', async () => {
    both.server.intercept = ofPulls(async () => {
      both.server.intercept = null;
      await create('x');
      await create('y');
      return undefined;
    });
    const watching = new Watching({ bookmark: 'newest' }, 2);
    await watching.end;
    expect(watching.events).toMatchObject([{ bookmark: null }, { bookmark: expect.stringMatching(/^\d+$/) }]);
  });

  it('lead to the events that were missed', async () => {
    const before = new Watching({ bookmark: 'newest' }, 1);
    await watched();
    await create('x');
    await before.end;
    await create('y');
    await create('z');
    const bookmark = before.events[0]?.bookmark ?? '';
    const missed = new Watching({ bookmark }, 2);
    await missed.end;
    expect(missed.ids).toEqual(['y', 'z']);
    const oldest = new Watching({ bookmark: 'oldest' }, 3);
    await oldest.end;
    expect(oldest.ids).toEqual(['x', 'y', 'z']);
  });

  it('that the server does not know are an error', async () => {
    const failure = await new Watching({ bookmark: 'a "b" & c' }).failure();
    expect(failure).toMatchObject({ name: 'MiError', result: 'INVALID_PARAMETER' });
    expect(failure.message).toContain('The bookmark a "b" & c is not known to the service.');
  });
});

it.each<SubscribeOptions>([{ bookmark: 'newest' }, { heartbeat: 1000 }, { expires: 1000 }])(
  'a server that does not have it refuses %o',
  async (options) => {
    both.server.dialect = { ...both.server.dialect, eventDelivery: false };
    const failure = await new Watching(options).failure();
    expect(failure).toMatchObject({ name: 'MiError', result: 'NOT_SUPPORTED' });
    expect(failure.message).not.toContain('missed');
  },
);

describe('a heartbeat', () => {
  it.each([
    ['that is an answer without events', pullResponse('')],
    ['that is an event', pullResponse(`<w:Event Action="${HEARTBEAT}"/>`)],
    ['that is an element', pullResponse('<w:Heartbeat/>')],
    ['that is a message of its own', envelope('', `<a:Action>${HEARTBEAT}</a:Action>`)],
  ])('%s is no event', async (_name, answer) => {
    let pulls = 0;
    both.server.intercept = ofPulls(async () => {
      pulls += 1;
      if (pulls < 3) return envelopeAnswer(200, answer, 'utf-8');
      if (pulls === 3) await create('x');
      return undefined;
    });
    const watching = new Watching({ heartbeat: 60_000 }, 1);
    await watching.end;
    expect(watching.ids).toEqual(['x']);
    expect(pulls).toBe(3);
  });

  it('that does not come three times ends the subscription', async () => {
    both.server.intercept = ofPulls(() => 'taken');
    const failure = await new Watching({ heartbeat: 10 }).failure();
    expect(failure).toMatchObject({ name: 'MiError', result: 'FAILED' });
    expect(failure.message).toContain(`${both.server.url} had not answered after 30 ms.`);
    expect(failure.message).toContain('Events may have been missed:');
  });
});

describe('a subscription that expires', () => {
  it.each<SubscribeOptions>([{}, { bookmark: 'newest' }])(
    'ends with an error that says so, with %o',
    async (further) => {
      const failure = await new Watching({ expires: 20, ...further }).failure();
      expect(failure).toMatchObject({ name: 'MiError', result: 'INVALID_ENUMERATION_CONTEXT' });
      expect(failure.message).toContain('The subscription has expired, or the server has forgotten it.');
      expect(both.server.openContexts).toEqual([]);
    },
  );

  it('between two pulls ends in the same way', async () => {
    both.server.intercept = ofPulls(async () => {
      while (both.server.openContexts.length > 0) await nextTurn();
      return undefined;
    });
    const failure = await new Watching({ expires: 20 }).failure();
    expect(failure.message).toContain('The subscription has expired, or the server has forgotten it.');
  });
});

it('a subscription that OMI has forgotten is said to be so', async () => {
  const code =
    '<s:Code><s:Value>s:Sender</s:Value><s:Subcode><s:Value>a:DestinationUnreachable</s:Value></s:Subcode></s:Code>';
  const fault = `<s:Fault>${code}<s:Reason><s:Text>Enumeration context not found</s:Text></s:Reason></s:Fault>`;
  both.server.intercept = ofPulls(() => envelopeAnswer(500, envelope(fault), 'utf-8'));
  const failure = await new Watching({}).failure();
  expect(failure).toMatchObject({ name: 'MiError', result: 'NOT_FOUND' });
  expect(failure.message).toContain(
    'Enumeration context not found. The subscription has expired, or the server has forgotten it.',
  );
});

describe('a subscription that the server ends', () => {
  /** The server's end comes with the first event. */
  async function ended(options: SubscribeOptions): Promise<Watching> {
    both.server.intercept = ofPulls(changed((answer) => answer.replace('</n:Items>', '</n:Items><n:EndOfSequence/>')));
    const watching = new Watching(options);
    await watched();
    await create('x');
    await watching.end;
    expect(watching.ids).toEqual(['x']);
    return watching;
  }

  it('is over without an error', async () => {
    expect(await (await ended({})).end).toBeUndefined();
  });

  it('has expired where it was to last for some time', async () => {
    const failure = await (await ended({ expires: 3_600_000 })).failure();
    expect(failure).toMatchObject({ name: 'MiError', result: 'INVALID_ENUMERATION_CONTEXT' });
    expect(failure.message).toContain(': the server has sent its last event. The subscription has expired,');
  });
});

describe('a lost connection', () => {
  const LOSSES: readonly (readonly [name: string, intercept: Intercept, message: RegExp])[] = [
    ['that is closed', closed(false), /closed the connection/],
    ['that breaks off', brokenOff, /broke off/],
    ['to a server that wants to know who asks', () => loginRequired(), /wants to know who asks/],
    ['to a server that wants encryption', encryptionRequired, /encrypted/],
    ['to a server that has too much to do', () => emptyAnswer(503), /HTTP status 503/],
  ];

  it.each(LOSSES)('%s ends the loop, and says how to go on', async (_name, intercept, message) => {
    let pulls = 0;
    both.server.intercept = ofPulls(async (exchange) => {
      pulls += 1;
      return pulls === 1 ? undefined : intercept(exchange);
    });
    const watching = new Watching({ bookmark: 'newest' });
    await watched();
    await create('x');
    await watching.has(1);
    await create('y');
    const failure = await watching.failure();
    expect(failure.name).toBe('MiError');
    expect(failure.message).toMatch(message);
    expect(failure.message).toContain(both.server.url);
    const [, bookmark] =
      /Events may have been missed: subscribe again with bookmark: "(\d+)"\.$/.exec(failure.message) ?? [];
    expect(bookmark).toBe(watching.events[0]?.bookmark);
    both.server.intercept = null;
    const again = new Watching({ bookmark }, 1);
    await again.end;
    expect([...watching.ids, ...again.ids]).toEqual(['x', 'y']);
  });

  it.each([
    [{}, 'with the option bookmark, servers that have bookmarks can go on from the last event.'],
    [{ bookmark: 'newest' }, 'no event had come with a bookmark from which to go on.'],
    [{ bookmark: 'oldest' }, 'subscribe again with bookmark: "oldest".'],
  ])('before there was an event with a bookmark says what there is to do: %o', async (options, wayOn) => {
    both.server.intercept = ofPulls(closed(false));
    const failure = await new Watching(options).failure();
    expect(failure.message).toMatch(/Events may have been missed: /);
    expect(failure.message.endsWith(wayOn)).toBe(true);
  });
});

it.each<[options: SubscribeOptions, told: number]>([
  [{}, 1],
  [{ channels: [] }, 0],
])('events that the server has dropped are told as a warning, with %o %i times', async (options, told) => {
  both.server.intercept = ofPulls(
    changed((answer) => {
      const dropped = `<w:DroppedEvents Action="${WSMAN}/DroppedEvents">3</w:DroppedEvents>`;
      return answer.replace('<n:Items>', `<n:Items>${dropped}`);
    }),
  );
  const messages: string[] = [];
  const onWriteMessage = (channel: string, text: string) => void messages.push(`${channel}: ${text}`);
  const watching = new Watching({ ...options, onWriteMessage }, 1);
  await watched();
  await create('x');
  await watching.end;
  expect(watching.ids).toEqual(['x']);
  const warning = `warning: subscribe ${CREATIONS}: the server has dropped events: 3`;
  expect(messages).toEqual(told === 1 ? [warning] : []);
});

it('a subscription that is aborted says nothing of missed events', async () => {
  const controller = new AbortController();
  const events = all(both.remote.subscribe(NS, CREATIONS, { signal: controller.signal }));
  await watched();
  controller.abort(new Error('enough'));
  await expect(events).rejects.toThrow(/^enough$/);
});
