import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { globSync } from 'tinyglobby';
import { describe, expect, it } from 'vitest';
import { isMiError } from '../../../runtime/errors.js';
import { CimReference, Session } from '../../../runtime/index.js';
import { WireClient } from '../../../runtime/wsman/wire-client.js';
import { WsmanSession } from '../../../runtime/wsman/wsman-session.js';
import { sharedFolder } from '../../tools/shared.js';
import { fuzz } from './fuzz.js';

const LONGEST = 20_000;
const CLASS = 'http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/Test_Thing';

function envelope(body: string): string {
  const declared = [
    ['s', 'http://www.w3.org/2003/05/soap-envelope'],
    ['a', 'http://schemas.xmlsoap.org/ws/2004/08/addressing'],
    ['w', 'http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd'],
    ['n', 'http://schemas.xmlsoap.org/ws/2004/09/enumeration'],
    ['cim', 'http://schemas.dmtf.org/wbem/wscim/1/common'],
    ['xsi', 'http://www.w3.org/2001/XMLSchema-instance'],
  ].map(([prefix, uri]) => ` xmlns:${prefix}="${uri}"`);
  return `<s:Envelope${declared.join('')}><s:Header/><s:Body>${body}</s:Body></s:Envelope>`;
}

const EPR =
  `<a:EndpointReference><a:Address>x</a:Address><a:ReferenceParameters><w:ResourceURI>${CLASS}</w:ResourceURI>` +
  '<w:SelectorSet><w:Selector Name="__cimnamespace">root/test</w:Selector><w:Selector Name="Id">a</w:Selector>' +
  '</w:SelectorSet></a:ReferenceParameters></a:EndpointReference>';
const THING =
  `<p:Test_Thing xmlns:p="${CLASS}" xsi:type="p:Test_Thing_Type"><p:Id>a</p:Id><p:Size>1</p:Size><p:Size>2</p:Size>` +
  `<p:Made><cim:Datetime>2024-02-29T12:30:00Z</cim:Datetime></p:Made><p:None xsi:nil="true"/><p:Next>${EPR}</p:Next>` +
  '<p:Part xsi:type="p:Test_Part_Type"><p:Name>x</p:Name></p:Part><p:Bytes>AQI=</p:Bytes></p:Test_Thing>';

/** Answers of this project, and of others where they are there. */
const SAMPLES: readonly string[] = [
  envelope(THING),
  envelope(`<n:EnumerateResponse><n:EnumerationContext/><w:Items>${THING}${EPR}</w:Items></n:EnumerateResponse>`),
  envelope(
    `<n:EnumerateResponse><w:Items><w:Item>${THING}${EPR}</w:Item></w:Items><w:EndOfSequence/></n:EnumerateResponse>`,
  ),
  envelope('<s:Fault><s:Code><s:Value>s:Sender</s:Value></s:Code><s:Reason><s:Text>no</s:Text></s:Reason></s:Fault>'),
  ...globSync(['wsman/**/*.resp.xml', 'wsman/windows/*.xml'], { cwd: sharedFolder() ?? '.', absolute: true })
    .sort()
    .flatMap((file) => (sharedFolder() === null ? [] : readFileSync(file, 'utf8')))
    .filter((text) => text.length <= LONGEST),
];

/** What stands somewhere in answers, and what should not. */
const PIECES: readonly string[] = [
  ...[
    '<',
    '>',
    '/',
    '&',
    '"',
    ' ',
    '&#8;',
    '&lt;',
    '-1',
    '99999999999999999999',
    '1e999',
    'NaN',
    '\0',
    'é',
    '😀',
    'true',
  ],
  ...[
    ' xsi:nil="true"',
    ' xsi:type="p:X_Type"',
    ' xsi:type="cim:cimUnsignedInt"',
    ' Name=""',
    ' Name="__proto__"',
    '_Type',
  ],
  ...['<a:ReferenceParameters/>', '<w:ResourceURI/>', '<w:SelectorSet/>', '<w:Selector/>', EPR, THING],
  ...['<cim:Interval>P1D</cim:Interval>', '<cim:CIM_DateTime>x</cim:CIM_DateTime>', '<w:Item/>', '<w:XmlFragment/>'],
  ...['<s:Fault/>', '<s:Body/>', '<n:EnumerationContext>1</n:EnumerationContext>', '<__proto__/>', '<constructor/>'],
];

const change = fc.record({
  at: fc.nat(2 ** 16),
  removed: fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 30 })),
  inserted: fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...PIECES) }, fc.constant('')),
});

type Operation = (session: Session) => Promise<unknown>;

const UNTYPED = { typeInformation: 'none' } as const;
const IDENTIFY: Operation = (session) => session.testConnection();
const GET_CLASS: Operation = (session) => session.getClass('root/test', 'Test_Thing');
const ON_ITEMS: readonly Operation[] = [
  (session) => all(session.enumerate('root/test', 'Test_Thing', UNTYPED)),
  (session) => all(session.query('root/test', 'SELECT Id FROM Test_Thing', UNTYPED)),
];
const ON_OBJECTS: readonly Operation[] = [
  (session) => session.getInstance('root/test', CimReference.parse('Test_Thing.Id="a"')),
  (session) => Promise.resolve(session.invoke('root/test', 'Test_Thing', 'M', null, UNTYPED)),
];
const OPERATIONS: readonly Operation[] = [...ON_OBJECTS, ...ON_ITEMS, GET_CLASS, IDENTIFY];

/** The operations that an answer is to. */
function operationsFor(sample: string): readonly Operation[] {
  if (sample.includes('EnumerateResponse')) return ON_ITEMS;
  if (sample.includes('IdentifyResponse')) return [IDENTIFY];
  return sample.includes('<CLASS ') ? [GET_CLASS] : ON_OBJECTS;
}

const samples = fc.constantFrom(...SAMPLES);
const cases = fc
  .tuple(samples, fc.array(change, { maxLength: 3 }), fc.boolean(), fc.nat())
  .map(([sample, changes, isFitting, choice]) => {
    let text = sample;
    for (const { at, removed, inserted } of changes) {
      const start = at % (text.length + 1);
      text = text.slice(0, start) + inserted + text.slice(start + removed);
    }
    const operations = isFitting ? operationsFor(sample) : OPERATIONS;
    return [text, operations[choice % operations.length] ?? IDENTIFY] as const;
  });

async function all(results: AsyncIterable<unknown>): Promise<unknown[]> {
  const found: unknown[] = [];
  for await (const result of results) found.push(result);
  return found;
}

/** Carries out an operation whose every answer is the text. An enumeration is cut off: its answers may never end. */
async function isRead(text: string, operation: Operation): Promise<boolean> {
  let answers = 0;
  const exchange = async ({ body }: { readonly body: string }) => {
    answers += 1;
    // Recorded answers were to other requests.
    const [, id = ''] = /MessageID>([^<]+)/.exec(body) ?? [];
    const related = text.replace(/(RelatesTo[^>]*>)[^<]*/, (_, tag: string) => tag + id);
    const status = answers > 5 ? 410 : 200;
    return {
      status,
      contentType: 'application/soap+xml',
      server: '',
      location: null,
      challenges: [],
      text: answers > 5 ? '' : related,
    };
  };
  const settings = { to: 'x', sessionId: 'x', locale: 'en-US', dataLocale: 'en-US', maxEnvelopeSize: 512_000 };
  const client = new WireClient({ url: 'http://server01/wsman', exchange }, settings);
  const session = Session.of(new WsmanSession(client, 100, () => {}), {}, () => {});
  try {
    await operation(session);
    return true;
  } catch (error) {
    expect(isMiError(error), String((error as Error).stack)).toBe(true);
    return false;
  } finally {
    await session.close();
  }
}

describe('a changed answer of WS-Management', () => {
  const counts = { read: 0, refused: 0 };
  fuzz('is read, or refused with an MiError', 2000, cases, async ([text, operation]) => {
    counts[(await isRead(text, operation)) ? 'read' : 'refused'] += 1;
  });

  it('is sometimes read, and sometimes refused', () => {
    expect(Math.min(counts.read, counts.refused)).toBeGreaterThan(50);
  });
});
