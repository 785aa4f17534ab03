import { afterEach, expect, it } from 'vitest';
import { deferred } from '../../../runtime/waiting.js';
import { parseXml, type XmlElement } from '../../../runtime/xml/xml.js';
import { until } from '../../tools/turns.js';
import type { ReceivedRequest, Verdict } from '../../tools/wsman-server/exchange.js';
import { emptyAnswer } from '../../tools/wsman-server/http-message.js';
import { elementsOf, textOf } from '../../tools/wsman-server/xml-text.js';
import { all, type Both, startBoth } from './over-both.js';
import { NS, Talker, talkingRepository } from './talking.js';
import { Script } from './talking-server.js';

// The exchanges that MS-WSMV prints in 4.11.1 and 4.11.2, with a class of our own: what is sent has their form, and
// what is answered in their form is understood. Nobody has published a recording of Windows.

let both: Both;
afterEach(async () => {
  both.server.intercept = null;
  await both.close();
});

const ANONYMOUS = 'http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous';
const WSMAN = 'http://schemas.microsoft.com/wbem/wsman/1/wsman';
const CLASS_URI = 'http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/Talker';
const MUST = 's:mustUnderstand=true';
const GET = 'http://schemas.xmlsoap.org/ws/2004/09/transfer/Get';
const MAY = 's:mustUnderstand=false';

/** An element on one line: its name, its attributes, and its text or what is in it. */
function line(element: XmlElement): string {
  const attributes = Array.from(element.attributes, ([name, value]) => ` ${name}=${value}`).join('');
  const inner = elementsOf(element).map(line);
  return `${element.name}${attributes}: ${inner.length > 0 ? `{ ${inner.join('; ')} }` : textOf(element)}`;
}

/** The headers and the body of a request, in their order, with names in place of identifiers. */
function form({ text }: ReceivedRequest, names: ReadonlyMap<string, string>): readonly string[] {
  const [header, body] = elementsOf(parseXml(text));
  const parts = [header, body].flatMap((part) => (part === undefined ? [] : elementsOf(part)));
  return parts.map((part) => line(part).replace(/uuid:[0-9A-F-]{36}/g, (id) => names.get(id) ?? 'uuid:NEW'));
}

/** The identifiers of a request, which others repeat. */
function identifiers({ headers }: ReceivedRequest): ReadonlyMap<string, string> {
  return new Map(['MessageID', 'SessionId', 'OperationID'].map((name) => [headers.get(name) ?? '', name]));
}

/** The headers of a request for a class. */
function headersOf(action: string, sequence: number, selectors: string, registered: number): readonly string[] {
  return [
    `a:To: ${both.server.url}`,
    `w:ResourceURI ${MUST}: ${CLASS_URI}`,
    `a:ReplyTo: { a:Address ${MUST}: ${ANONYMOUS} }`,
    `a:Action ${MUST}: ${action}`,
    `w:MaxEnvelopeSize ${MUST}: 512000`,
    'a:MessageID: MessageID',
    `w:Locale xml:lang=en-US ${MAY}: `,
    `p:DataLocale xml:lang=en-US ${MAY}: `,
    `p:SessionId ${MAY}: SessionId`,
    `p:OperationID ${MAY}: OperationID`,
    `p:SequenceId ${MAY}: ${sequence}`,
    `w:SelectorSet: { ${selectors} }`,
    `w:OptionSet: { w:Option Name=__MI_CallbackRegistration Type=xs:int: ${registered}; ` +
      'w:Option Name=msftwinrm:UsePreciseArrays Type=xs:boolean: true }',
    'w:OperationTimeout: PT60.000S',
  ];
}

const ofOperation = (from: Both): readonly ReceivedRequest[] => {
  return from.server.requests.filter(({ headers }) => headers.has('OperationID'));
};

it('an operation asks once, is answered yes on a second connection, and ends there', async () => {
  const answered = deferred();
  await playing(async (script, { action }) => {
    if (action === '/InteractiveResponse') {
      answered.resolve();
      return emptyAnswer(200);
    }
    if (action !== GET) return undefined;
    script().event('Confirm', '<i:Description>Read it?</i:Description><i:PromptType>Normal</i:PromptType>');
    await answered.promise;
    script().message(`<q:Talker xmlns:q="${CLASS_URI}" xsi:type="q:Talker_Type"><q:Id>a</q:Id></q:Talker>`).end();
    return 'taken';
  });
  const asked: string[] = [];
  const onPromptUser = (text: string) => {
    asked.push(text);
    return 'yes' as const;
  };
  expect((await Talker.$get(both.remote, { Id: 'a' }, { onPromptUser })).Id).toBe('a');
  expect(asked).toEqual(['Read it?']);
  await until(() => ofOperation(both).length === 3);
  const [get, response, end] = ofOperation(both) as [ReceivedRequest, ReceivedRequest, ReceivedRequest];
  const names = identifiers(get);
  const selectors = `w:Selector Name=__cimnamespace: ${NS}; w:Selector Name=Id: a`;
  expect(form(get, names)).toEqual(headersOf(GET, 1, selectors, 16));
  expect(form(response, names)).toEqual([
    ...headersOf('/InteractiveResponse', 2, selectors, 16),
    'd:InteractiveResponse: { d:EventType: Confirm; d:Response: yes }',
  ]);
  expect(response.text).toContain('xmlns:d="http://schemas.microsoft.com/wbem/wsman/1/cim/interactive.xsd"');
  expect(form(end, names)).toEqual([
    `a:To: ${ANONYMOUS}`,
    `w:ResourceURI ${MUST}: ${WSMAN}/FullDuplex`,
    `a:Action ${MUST}: ${WSMAN}/End`,
    'a:MessageID: uuid:NEW',
    'p:OperationID: OperationID',
  ]);
  expect(response.connection).not.toBe(get.connection);
  expect(end.connection).toBe(response.connection);
});

it('a method streams items, and answers with nothing else', async () => {
  const item = (word: string): string => {
    const value = `<q:Words xmlns:q="${CLASS_URI}" xsi:type="cim:cimString">${word}</q:Words>`;
    return `<i:Name>Words</i:Name><i:Type>13</i:Type><i:Value>${value}</i:Value>`;
  };
  await playing(async (script, { action }) => {
    if (action !== `${CLASS_URI}/Talk`) return undefined;
    for (const word of ['one', 'two', 'three']) script().event('StreamingOutput', item(word));
    script().message(`<q:Talk_OUTPUT xmlns:q="${CLASS_URI}"/>`).end();
    return 'taken';
  });
  const call = Talker.Talk(both.remote);
  expect(await all(call.stream('Words'))).toEqual(['one', 'two', 'three']);
  expect((await call).ReturnValue).toBeNull();
  const [invoke] = ofOperation(both) as [ReceivedRequest];
  expect(form(invoke, identifiers(invoke))).toEqual([
    ...headersOf(`${CLASS_URI}/Talk`, 1, `w:Selector Name=__cimnamespace: ${NS}`, 4),
    'r0000:Talk_INPUT: ',
  ]);
  // Nothing had to be said during the operation.
  expect(both.server.connections.opened).toBe(1);
});

type Play = (script: () => Script, request: ReceivedRequest) => Promise<Verdict>;

/** Serves what a test plays. */
async function playing(play: Play): Promise<void> {
  const repository = talkingRepository(async () => '');
  both = await startBoth(repository, {}, { timeout: 60_000 });
  await both.remote.testConnection();
  both.server.intercept = ({ request, response }) => {
    let script: Script | undefined;
    return play(() => {
      script ??= new Script(request, response);
      return script;
    }, request);
  };
}
