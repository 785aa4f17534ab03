import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import type { Session } from '../../../runtime/index.js';
import type { OperationOptions } from '../../../runtime/options.js';
import type { RequestOptions } from '../../../runtime/request-options.js';
import { CimInstance } from '../../../runtime/values/index.js';
import {
  DELIVERIES,
  element,
  handlerTest,
  NAMESPACE,
  parameters,
  path,
  perform,
  sessionTest,
} from './tools/native-test.js';
import { library } from './tools/test-library.js';
import { servedTest } from './tools/ways.js';

const settings = { recordRequests: 1 };
const leaf = path('Test_Leaf', 'leaf');

/** The operation options that came in, by name and without their prefix; numbers come as text. */
function received(): Record<string, unknown> {
  const prefix = /^__MI_OPERATIONOPTIONS_/;
  const { options } = library.lastRequest();
  return Object.fromEntries(options.map(({ name, value }: Option) => [name.replace(prefix, ''), value]));
}

interface Option {
  readonly name: string;
  readonly value: unknown;
}

/** What MI reads only as a pair is always set as a pair. */
const REQUESTS: readonly (readonly [options: RequestOptions, received: Readonly<Record<string, string>>])[] = [
  [{}, {}],
  [{ timeout: 90_500 }, { TIMEOUT: '0 0 0 1 30 500000 0 0 0' }],
  [{ writeErrorMode: 'inquire' }, { WRITEERRORMODE: '1' }],
  [{ promptUserMode: 'report' }, prompts('0', '1')],
  [{ promptUserMode: 'inquire' }, prompts('1', '1')],
  [{ promptUserMode: 'ignore' }, prompts('2', '1')],
  [{ promptUserAnswer: 'yes' }, prompts('1', '1')],
  [{ promptUserAnswer: 'no' }, prompts('1', '0')],
  [{ promptUserMode: 'ignore', promptUserAnswer: 'no' }, prompts('2', '0')],
  [{ promptUserMode: 'report', promptUserAnswer: 'yes' }, prompts('0', '1')],
  [{ providerArchitecture: 64 }, architecture('1', '0')],
  [{ providerArchitecture: 32 }, architecture('0', '0')],
  [{ providerArchitecture: 32, requireArchitecture: false }, architecture('0', '0')],
  [{ providerArchitecture: 32, requireArchitecture: true }, architecture('0', '1')],
  [{ resourceUri: 'http://example.org/x' }, { RESOURCE_URI: 'http://example.org/x' }],
  [{ resourceUriPrefix: 'http://example.org/' }, { RESOURCE_URI_PREFIX: 'http://example.org/' }],
  [{ machineId: true }, { USE_MACHINE_ID: '1' }],
];

function prompts(mode: string, answer: string): Record<string, string> {
  return { PROMPTUSERMODE: mode, PROMPTUSERMODEREGULAR_ACKVALUE: answer };
}

function architecture(architecture: string, required: string): Record<string, string> {
  return { PROVIDER_ARCHITECTURE: architecture, REQUIRED_ARCHITECTURE: required };
}

for (const [options, expected] of REQUESTS) {
  sessionTest(`the operation options ${inspect(options)}`, settings, async (session) => {
    await session.getInstance(NAMESPACE, leaf, options);
    assert.deepEqual(received(), expected);
  });
}

for (const requireArchitecture of [true, false]) {
  sessionTest(`requireArchitecture: ${requireArchitecture} alone is refused`, settings, async (session) => {
    await assert.rejects(session.getInstance(NAMESPACE, leaf, { requireArchitecture }), {
      name: 'TypeError',
      message: 'session.getInstance: requireArchitecture needs providerArchitecture',
    });
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
    await session.getInstance(NAMESPACE, leaf, options);
    assert.equal(library.lastRequest().flags, flags);
    assert.deepEqual(library.lastRequest().options, []);
  });

  sessionTest(`testConnection has no flags: ${JSON.stringify(options)}`, settings, async (session) => {
    await session.testConnection(options);
    assert.deepEqual([library.lastRequest().kind, library.lastRequest().flags], ['TestConnection', 0]);
  });
}

const LOCALIZED_QUALIFIERS = 8;
type Operation = (session: Session, options: RequestOptions) => Promise<unknown>;
const LOCALIZED: Readonly<Record<string, readonly [localized: boolean, operation: Operation]>> = {
  GetInstance: [true, (session, options) => session.getInstance(NAMESPACE, leaf, options)],
  ModifyInstance: [true, (session, options) => session.modify(NAMESPACE, leaf, options)],
  EnumerateInstances: [true, (session, options) => session.enumerate(NAMESPACE, 'Test_Leaf', options).toArray()],
  QueryInstances: [true, (session, options) => session.query(NAMESPACE, 'select * from Test_Leaf', options).toArray()],
  AssociatorInstances: [true, (session, options) => session.associators(NAMESPACE, leaf, options).toArray()],
  ReferenceInstances: [true, (session, options) => session.references(NAMESPACE, leaf, options).toArray()],
  GetClass: [true, (session, options) => session.getClass(NAMESPACE, 'Test_Base', options)],
  EnumerateClasses: [true, (session, options) => session.enumerateClasses(NAMESPACE, null, options).toArray()],
  DeleteInstance: [false, (session, options) => session.delete(NAMESPACE, leaf, options)],
  Invoke: [false, async (session, options) => session.invoke(NAMESPACE, 'Test_Service', 'Echo', null, options)],
};

for (const [kind, [localized, operation]] of Object.entries(LOCALIZED)) {
  sessionTest(`${kind} ${localized ? 'may' : 'must not'} ask for localized qualifiers`, settings, async (session) => {
    await operation(session, { localizedQualifiers: true });
    const request = library.lastRequest();
    assert.deepEqual(
      [request.kind, request.flags & LOCALIZED_QUALIFIERS],
      [kind, localized ? LOCALIZED_QUALIFIERS : 0],
    );
  });
}

type Channels = NonNullable<RequestOptions['channels']>;
const CHANNELS: readonly (readonly [channels: Channels | undefined, told: readonly string[]])[] = [
  [undefined, ['warning 0', 'verbose 1', 'debug 2']],
  [[], []],
  [['warning'], ['warning 0']],
  [['verbose'], ['verbose 1']],
  [
    ['debug', 'warning'],
    ['warning 0', 'debug 2'],
  ],
  [[7], ['debug 3']],
  [
    ['verbose', 7],
    ['verbose 1', 'debug 3'],
  ],
  [[1], ['verbose 1']],
  [[8], []],
];

/** The messages that come on these channels. */
async function messagesOn(session: Session, options: OperationOptions): Promise<readonly string[]> {
  const messages: string[] = [];
  const onWriteMessage = (channel: string, message: string): void => {
    messages.push(`${channel} ${message.replace('Message ', '')}`);
  };
  const inbound = parameters(element('Count', 'uint32', 4));
  await session.invoke(NAMESPACE, 'Test_Service', 'Messages', inbound, { ...options, onWriteMessage });
  return messages;
}

for (const [channels, told] of CHANNELS) {
  for (const delivery of DELIVERIES) {
    // As OMI the library sends messages of channels that are switched off, and as Windows when none is left on.
    for (const asWindows of [0, 1]) {
      const how = `${delivery}, ${asWindows === 1 ? 'as Windows' : 'as OMI'}`;
      sessionTest(`the channels ${inspect(channels)} (${how})`, { ...settings, asWindows }, async (session) => {
        assert.deepEqual(await messagesOn(session, { delivery, channels }), told);
      });
    }
  }
}

servedTest('the channels, over WS-Management', 'windows', async ({ remote }) => {
  for (const [channels, told] of CHANNELS) assert.deepEqual(await messagesOn(remote, { channels }), told);
});

for (const channel of [-1, 1.5, 2 ** 32, Number.NaN]) {
  sessionTest(`the channel ${channel} is refused`, {}, async (session) => {
    await assert.rejects(session.getInstance(NAMESPACE, leaf, { channels: [channel] }), {
      message: `session.getInstance: channels[0] must be a whole number from 0 to 4294967295, not ${channel}`,
    });
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
