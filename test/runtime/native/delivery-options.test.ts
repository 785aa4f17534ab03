import assert from 'node:assert/strict';
import type { SubscribeOptions } from '../../../runtime/index.js';
import { collect, DELIVERIES, NAMESPACE, sessionTest } from './tools/native-test.js';
import { library } from './tools/test-library.js';

const settings = { recordRequests: 1, indicationCount: 1 };

interface Option {
  readonly name: string;
  readonly value: string;
}

/** The options of delivery that came in, by name and without their prefix. */
function received(): Record<string, string> {
  const { kind, subscriptionOptions } = library.lastRequest();
  assert.equal(kind, 'Subscribe');
  const prefix = /^__MI_SUBSCRIPTIONDELIVERYOPTIONS_SET_/;
  return Object.fromEntries(subscriptionOptions.map(({ name, value }: Option) => [name.replace(prefix, ''), value]));
}

const SUBSCRIPTIONS: readonly (readonly [SubscribeOptions, Readonly<Record<string, string>>])[] = [
  [{}, {}],
  [{ bookmark: 'oldest' }, { BOOKMARK: 'MI_SUBSCRIBE_BOOKMARK_OLDEST' }],
  [{ bookmark: 'newest' }, { BOOKMARK: 'MI_SUBSCRIBE_BOOKMARK_NEWEST' }],
  [{ bookmark: 'ä 17' }, { BOOKMARK: 'ä 17' }],
  [{ heartbeat: 90_500 }, { HEARTBEAT_INTERVAL: '0 0 0 1 30 500000 0 0 0' }],
];

for (const [options, expected] of SUBSCRIPTIONS) {
  for (const delivery of DELIVERIES) {
    sessionTest(`a subscription with ${JSON.stringify(options)} (${delivery})`, settings, async (session) => {
      const events = await collect(session.subscribe(NAMESPACE, 'select * from Test_Alarm', { ...options, delivery }));
      assert.equal(events.length, 1);
      assert.deepEqual(received(), expected);
    });
  }
}

sessionTest('a subscription expires at a time', settings, async (session) => {
  const expires = 3_600_000;
  const before = Date.now();
  await collect(session.subscribe(NAMESPACE, 'select * from Test_Alarm', { expires }));
  const after = Date.now();
  const [isTimestamp, year = 0, month = 0, day, hour, minute = 0, second, microseconds = 0, offset = 0] = (
    received()['EXPIRATION_TIME'] ?? ''
  )
    .split(' ')
    .map(Number);
  assert.equal(isTimestamp, 1);
  const time = Date.UTC(year, month - 1, day, hour, minute - offset, second, microseconds / 1000);
  assert.ok(time >= before + expires && time <= after + expires, `${new Date(time)}`);
});
