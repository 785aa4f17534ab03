import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import type { SessionOptions } from '../../../runtime/session-options.js';
import { applicationTest, later, NAMESPACE } from './tools/native-test.js';

const SECRET = 'hunter2';
const credentials = { type: 'Basic', username: 'me', password: SECRET } as const;

/** All that can be seen of a value, or of an error. */
const shown = (value: unknown): string => `${inspect(value, { depth: 20, showHidden: true })} ${String(value)}`;

async function failureOf(failing: Promise<unknown>): Promise<Error> {
  const [outcome] = await Promise.allSettled([failing]);
  assert.equal(outcome?.status, 'rejected');
  return outcome.reason as Error;
}

const FAILURES: readonly (readonly [
  what: string,
  settings: Readonly<Record<string, number>>,
  options: SessionOptions,
])[] = [
  ['a session that is refused', { failNewSession: 2 }, { credentials }],
  ['a proxy that is refused', { failNewSession: 2 }, { proxyCredentials: credentials }],
  ['a session that opens too late', { newSessionDelay: 30_000 }, { credentials, openTimeout: 5 }],
  ['a protocol that there is not', {}, { credentials, protocol: 'CARRIER_PIGEON' }],
  ['a password that MI cannot take', {}, { credentials: { ...credentials, password: `${SECRET}\0` } }],
  [
    'a callback that throws',
    {},
    {
      credentials,
      destination: 'noisy',
      callbacks: {
        onWriteMessage: () => {
          throw new Error('mine');
        },
      },
    },
  ],
];

for (const [what, given, options] of FAILURES) {
  applicationTest(`no password shows in the error of ${what}`, given, async (application) => {
    assert.doesNotMatch(shown(await failureOf(application.newSession(options))), new RegExp(SECRET));
    assert.doesNotMatch(shown(application), new RegExp(SECRET));
    await later(50);
  });
}

applicationTest('no password shows in a session, nor in the errors of its operations', {}, async (application) => {
  const session = await application.newSession({ destination: 'unreachable', credentials });
  const errors = [
    await failureOf(session.testConnection()),
    await failureOf(Promise.resolve(session.invoke(NAMESPACE, 'Test_Service', 'Never'))),
    await failureOf(session.testConnection({ timeout: -1 })),
  ];
  assert.doesNotMatch(shown([application, session, ...errors]), new RegExp(SECRET));
  await session.close();
  assert.doesNotMatch(shown(await failureOf(session.testConnection())), new RegExp(SECRET));
});
