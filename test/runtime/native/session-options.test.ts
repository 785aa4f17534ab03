import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { openNative } from '../../../runtime/native/index.js';
import type { Credentials, SessionCallbacks, SessionOptions } from '../../../runtime/session-options.js';
import { checked } from './tools/native-test.js';
import { test } from './tools/suite.js';
import { library, type Recorded } from './tools/test-library.js';

const settings = { recordRequests: 1 };

const shown = (value: unknown): string => inspect(value, { breakLength: Number.POSITIVE_INFINITY });

/** The options that came in, by name; numbers come as text. */
function byName(options: readonly Recorded[]): Record<string, unknown> {
  const entries = options.map(({ name, value, ...credentials }) => [name, value ?? credentials]);
  return Object.fromEntries(entries);
}

async function sessionOptions(options: SessionOptions): Promise<Recorded> {
  const handler = await openNative({ library: library.path });
  try {
    const session = await handler.newSession(options);
    const recorded = library.lastSession();
    await session.close();
    return recorded;
  } finally {
    await handler.close();
  }
}

test('a session without options is made without any', () =>
  checked(settings, async () => {
    assert.deepEqual(await sessionOptions({}), { protocol: null, destination: null, options: [], callbacks: [] });
  }));

test('the destination options that every MI knows', () =>
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
      encodePortInSpn: true,
      impersonation: 'delegate',
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
      [`${prefix}ENCODE_PORT_IN_SPN`]: '1',
      [`${prefix}IMPERSONATION_TYPE`]: '4',
    });
  }));

const OF_OMI: readonly (readonly [options: SessionOptions, name: string, value: string])[] = [
  [{ maxElements: 20 }, 'MAX_ELEMENTS', '20'],
  [{ trustedCertificates: '/etc/ssl/certs' }, 'TRUSTED_CERTS_DIR', '/etc/ssl/certs'],
  [{ certificateFile: '/etc/ssl/client.pem' }, 'CERT_FILE', '/etc/ssl/client.pem'],
  [{ privateKeyFile: '/etc/ssl/client.key' }, 'PRIVATE_KEY_FILE', '/etc/ssl/client.key'],
];

for (const [options, name, value] of OF_OMI) {
  const [member] = Object.keys(options);
  test(`${member}, which only OMI knows`, () =>
    checked(settings, async () => {
      if (process.platform === 'win32') {
        await assert.rejects(sessionOptions({ ...options, port: 5986 }), {
          name: 'MiError',
          result: 'NOT_SUPPORTED',
          message: `the MI of Windows does not know these options of OMI: ${member}`,
        });
      } else {
        const received = byName((await sessionOptions(options)).options);
        assert.deepEqual(received, { [`__MI_DESTINATIONOPTIONS_${name}`]: value });
      }
    }));
}

test('allowUnencrypted is refused: MI takes the setting of this computer', () =>
  checked(settings, async () => {
    for (const allowUnencrypted of [true, false]) {
      await assert.rejects(sessionOptions({ allowUnencrypted }), {
        name: 'MiError',
        result: 'NOT_SUPPORTED',
        message:
          'MI does not know the option allowUnencrypted: "winrm set winrm/config/client @{AllowUnencrypted="true"}" ' +
          'sets it for this computer',
      });
    }
  }));

test('NOT_FOUND for a session says what MI may not know, with the names of the options that were given', () =>
  checked({ asWindows: 1 }, async () => {
    const reason = 'unknown protocol, or an option that it does not know';
    const called = 'MI_Application_NewSession CARRIER_PIGEON';
    const protocol = 'CARRIER_PIGEON';
    const credentials = { type: 'Basic', username: 'me', password: 'secret' } as const;
    await assert.rejects(sessionOptions({ protocol }), {
      result: 'NOT_FOUND',
      message: `${called}: ${reason} (no options were given): The protocol handler was not found.`,
    });
    await assert.rejects(sessionOptions({ protocol, port: 5986, credentials, openTimeout: 60_000 }), {
      result: 'NOT_FOUND',
      message: `${called}: ${reason} (these were given: port, credentials): The protocol handler was not found.`,
    });
    if (process.platform === 'win32') return;
    await assert.rejects(sessionOptions({ maxElements: 20, uiLocale: 'en-US' }), {
      result: 'NOT_FOUND',
      message:
        /^MI_Application_NewSession: unknown .* \(these were given: maxElements, uiLocale\): NOT_FOUND, without a/,
    });
  }));

const ADDRESSES: readonly (readonly [destination: string, onWindows: string])[] = [
  ['::1', '[::1]'],
  ['2001:db8::7', '[2001:db8::7]'],
  ['FE80:0:0:0:1:2:3:4', '[FE80:0:0:0:1:2:3:4]'],
  ['::ffff:192.0.2.1', '[::ffff:192.0.2.1]'],
  ['fe80::1%12', '[fe80::1%12]'],
  ['[::1]', '[::1]'],
  ['[fe80::1%12]', '[fe80::1%12]'],
  ['192.0.2.1', '192.0.2.1'],
  ['server01', 'server01'],
  ['server01.example.org', 'server01.example.org'],
  ['localhost', 'localhost'],
  ['.', '.'],
];

for (const [destination, onWindows] of ADDRESSES) {
  test(`the destination ${destination}`, () =>
    checked(settings, async () => {
      const received = await sessionOptions({ destination });
      assert.equal(received.destination, process.platform === 'win32' ? onWindows : destination);
    }));
}

const SESSION_CALLBACKS: readonly (readonly [callbacks: SessionCallbacks | undefined, names: readonly string[]])[] = [
  [undefined, []],
  [{}, []],
  [{ onWriteMessage: undefined }, []],
  [{ onWriteMessage: () => {} }, ['writeMessage']],
  [{ onWriteError: () => {} }, ['writeError']],
  [{ onWriteMessage: () => {}, onWriteError: () => {} }, ['writeMessage', 'writeError']],
];

for (const [callbacks, names] of SESSION_CALLBACKS) {
  test(`a session with the callbacks ${shown(callbacks)} registers these: ${names.join(', ')}`, () =>
    checked(settings, async () => {
      assert.deepEqual((await sessionOptions({ destination: 'noisy', callbacks })).callbacks, names);
    }));
}

const none = { domain: null, username: null, password: null, certificateThumbprint: null };
const CREDENTIALS: readonly (readonly [credentials: Credentials, received: object])[] = [
  [{ type: 'Default' }, none],
  [
    { type: 'Default', domain: 'corp', username: 'me', password: 'secret' },
    { ...none, domain: 'corp', username: 'me', password: 'secret' },
  ],
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
  test(`credentials: ${shown(credentials)}`, () =>
    checked(settings, async () => {
      const { options } = await sessionOptions({ credentials, proxyCredentials: credentials });
      const expected = { authenticationType: credentials.type, ...received };
      assert.deepEqual(byName(options), {
        __MI_DESTINATIONOPTIONS_DESTINATION_CREDENTIALS: expected,
        __MI_DESTINATIONOPTIONS_PROXY_CREDENTIALS: expected,
      });
    }));
}
