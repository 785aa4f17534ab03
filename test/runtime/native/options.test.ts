import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { openNative } from '../../../runtime/native/index.js';
import type { RequestOptions } from '../../../runtime/protocol.js';
import type { Credentials, SessionOptions } from '../../../runtime/session-options.js';
import { CimInstance } from '../../../runtime/values/index.js';
import {
  applicationTest,
  checked,
  element,
  handlerTest,
  later,
  NAMESPACE,
  path,
  perform,
  sessionTest,
} from './tools/native-test.js';
import { test } from './tools/suite.js';
import { library, type Recorded } from './tools/test-library.js';

const settings = { recordRequests: 1 };

/** The options that came in, by name; numbers come as text. */
function byName(options: readonly Recorded[]): Record<string, unknown> {
  const entries = options.map(({ name, value, ...credentials }) => [name, value ?? credentials]);
  return Object.fromEntries(entries);
}

async function sessionOptions(options: SessionOptions): Promise<Recorded> {
  const handler = await openNative({ library: library.path });
  const session = await handler.newSession(options);
  const recorded = library.lastSession();
  await session.close();
  await handler.close();
  return recorded;
}

test('a session without options is made without any', () =>
  checked(settings, async () => {
    assert.deepEqual(await sessionOptions({}), { protocol: null, destination: null, options: [] });
  }));

test('all destination options', () =>
  checked(settings, async () => {
    const { options, destination } = await sessionOptions({
      destination: 'server01',
      timeout: 90_061_500,
      dataLocale: 'en-US',
      uiLocale: 'de-DE',
      transport: 'HTTPS',
      port: 5986,
      urlPrefix: 'wsman',
      packetEncoding: 'UTF16',
      packetPrivacy: true,
      packetIntegrity: false,
      checkCertificateAuthority: true,
      checkCertificateName: false,
      checkCertificateRevocation: true,
      proxyType: 'WinHTTP',
      maxEnvelopeSize: 500,
      maxElements: 20,
      encodePortInSpn: true,
      impersonation: 'delegate',
      trustedCertificates: '/etc/ssl/certs',
      certificateFile: '/etc/ssl/client.pem',
      privateKeyFile: '/etc/ssl/client.key',
    });
    assert.equal(destination, 'server01');
    const prefix = '__MI_DESTINATIONOPTIONS_';
    const received = byName(options);
    assert.equal(received[`${prefix}TIMEOUT`], '0 1 1 1 1 500000 0 0 0');
    delete received[`${prefix}TIMEOUT`];
    assert.deepEqual(received, {
      [`${prefix}DATA_LOCALE`]: 'en-US',
      [`${prefix}UI_LOCALE`]: 'de-DE',
      [`${prefix}TRANSPORT`]: 'HTTPS',
      [`${prefix}DESTINATION_PORT`]: '5986',
      [`${prefix}HTTP_URL_PREFIX`]: 'wsman',
      [`${prefix}PACKET_ENCODING`]: 'UTF16',
      [`${prefix}PACKET_PRIVACY`]: '1',
      [`${prefix}PACKET_INTEGRITY`]: '0',
      [`${prefix}CERT_CA_CHECK`]: '1',
      [`${prefix}CERT_CN_CHECK`]: '0',
      [`${prefix}CERT_REVOCATION_CHECK`]: '1',
      [`${prefix}PROXY_TYPE`]: 'WinHTTP',
      [`${prefix}MAX_ENVELOPE_SIZE`]: '500',
      [`${prefix}MAX_ELEMENTS`]: '20',
      [`${prefix}ENCODE_PORT_IN_SPN`]: '1',
      [`${prefix}IMPERSONATION_TYPE`]: '4',
      [`${prefix}TRUSTED_CERTS_DIR`]: '/etc/ssl/certs',
      [`${prefix}CERT_FILE`]: '/etc/ssl/client.pem',
      [`${prefix}PRIVATE_KEY_FILE`]: '/etc/ssl/client.key',
    });
  }));

const none = { domain: null, username: null, password: null, certificateThumbprint: null };
const CREDENTIALS: readonly (readonly [credentials: Credentials, received: object])[] = [
  [{ type: 'Default' }, none],
  [{ type: 'None' }, none],
  [{ type: 'NegoNoCreds' }, none],
  [
    { type: 'Basic', username: 'me', password: 'secret ü' },
    { ...none, username: 'me', password: 'secret ü' },
  ],
  [
    { type: 'Digest', username: 'me', password: '' },
    { ...none, username: 'me', password: '' },
  ],
  [
    { type: 'NegoWithCreds', domain: 'corp', username: 'me', password: '\u{1F511}' },
    { ...none, domain: 'corp', username: 'me', password: '\u{1F511}' },
  ],
  [
    { type: 'Ntlmdomain', domain: 'corp', username: 'me', password: 'secret' },
    { ...none, domain: 'corp', username: 'me', password: 'secret' },
  ],
  [
    { type: 'Kerberos', domain: 'corp', username: 'me', password: 'secret' },
    { ...none, domain: 'corp', username: 'me', password: 'secret' },
  ],
  [{ type: 'CredSSP' }, none],
  [
    { type: 'ClientCerts', thumbprint: 'AB12' },
    { ...none, certificateThumbprint: 'AB12' },
  ],
  [
    { type: 'IssuerCert', thumbprint: 'CD34' },
    { ...none, certificateThumbprint: 'CD34' },
  ],
];

for (const [credentials, received] of CREDENTIALS) {
  test(`credentials of the type ${credentials.type}`, () =>
    checked(settings, async () => {
      const { options } = await sessionOptions({ credentials, proxyCredentials: credentials });
      const expected = { authenticationType: credentials.type, ...received };
      assert.deepEqual(byName(options), {
        __MI_DESTINATIONOPTIONS_DESTINATION_CREDENTIALS: expected,
        __MI_DESTINATIONOPTIONS_PROXY_CREDENTIALS: expected,
      });
    }));
}

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

const REQUESTS: readonly (readonly [options: RequestOptions, name: string, value: unknown])[] = [
  [{ timeout: 90_500 }, 'TIMEOUT', '0 0 0 1 30 500000 0 0 0'],
  [{ promptUserMode: 'ignore' }, 'PROMPTUSERMODE', '2'],
  [{ writeErrorMode: 'inquire' }, 'WRITEERRORMODE', '1'],
  [{ promptUserAnswer: 'yes' }, 'PROMPTUSERMODEREGULAR_ACKVALUE', '1'],
  [{ providerArchitecture: 64 }, 'PROVIDER_ARCHITECTURE', '1'],
  [{ requireArchitecture: true }, 'REQUIRED_ARCHITECTURE', '1'],
  [{ resourceUri: 'http://example.org/x' }, 'RESOURCE_URI', 'http://example.org/x'],
  [{ resourceUriPrefix: 'http://example.org/' }, 'RESOURCE_URI_PREFIX', 'http://example.org/'],
  [{ machineId: true }, 'USE_MACHINE_ID', '1'],
];

for (const [options, name, value] of REQUESTS) {
  sessionTest(`the operation option ${name}`, settings, async (session) => {
    await session.getInstance(NAMESPACE, path('Test_Leaf', 'leaf'), options);
    assert.deepEqual(byName(library.lastRequest().options), { [`__MI_OPERATIONOPTIONS_${name}`]: value });
  });
}

const FLAGS: readonly (readonly [options: RequestOptions, flags: number])[] = [
  [{}, 0x1],
  [{ delivery: 'pull' }, 0],
  [{ typeInformation: 'none' }, 0x401],
  [{ typeInformation: 'basic' }, 0x3],
  [{ typeInformation: 'standard' }, 0x801],
  [{ typeInformation: 'full' }, 0x5],
  [{ localizedQualifiers: true }, 0x9],
  [{ expensiveProperties: true }, 0x41],
];

for (const [options, flags] of FLAGS) {
  sessionTest(`the flags of ${JSON.stringify(options)}`, settings, async (session) => {
    await session.getInstance(NAMESPACE, path('Test_Leaf', 'leaf'), options);
    assert.equal(library.lastRequest().flags, flags);
    assert.deepEqual(library.lastRequest().options, []);
  });
}

sessionTest('custom options of several types', settings, async (session) => {
  const point = new CimInstance('Test_Point', [element('X', 'sint32', 1)]);
  await session.getInstance(NAMESPACE, path('Test_Leaf', 'leaf'), {
    customOptions: [
      { name: 'Number', type: 'uint32', value: 7, mustComply: true },
      { name: 'Texts', type: 'string', array: true, value: ['a', 'ü'] },
      { name: 'Point', type: 'instance', value: point },
    ],
  });
  const [number, texts, embedded] = library.lastRequest().options;
  assert.deepEqual([number.name, number.value, number.mustComply], ['Number', '7', 1]);
  assert.deepEqual([texts.name, texts.value, texts.mustComply], ['Texts', ['a', 'ü'], 0]);
  assert.equal(embedded.name, 'Point');
});

handlerTest('a custom option that cannot be written is refused, and nothing is left', {}, async (session) => {
  const options: RequestOptions = { customOptions: [{ name: 'Number', type: 'uint8', value: 256 }] };
  const request = { kind: 'getInstance', namespace: NAMESPACE, instance: path('Test_Leaf', 'leaf'), options } as const;
  await assert.rejects(perform(session, request), { message: 'getInstance: 256 is outside the range of uint8' });
});
