import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { isMiError } from '../../runtime/errors.js';
import { Session } from '../../runtime/index.js';
import { CimInstance } from '../../runtime/values/index.js';
import { itemParts } from '../../runtime/wsman/operations/item-parts.js';
import { type Reply, readReply } from '../../runtime/wsman/read-reply.js';
import type { HttpReply } from '../../runtime/wsman/transport/http-channel.js';
import { readElements, readObject } from '../../runtime/wsman/values/read-object.js';
import { readReference } from '../../runtime/wsman/values/read-reference.js';
import { NO_TYPES } from '../../runtime/wsman/values/wire-types.js';
import { WireClient } from '../../runtime/wsman/wire-client.js';
import { childElements, childNamed, localName, textOf } from '../../runtime/wsman/wire-names.js';
import { WsmanSession } from '../../runtime/wsman/wsman-session.js';
import type { XmlElement } from '../../runtime/xml/xml.js';
import { parseXml } from '../../runtime/xml/xml.js';
import { describeShared } from '../tools/shared.js';

const EXPECTED = fileURLToPath(new URL('expected-wsman.txt', import.meta.url));
const READING = {
  namespace: 'root',
  types: NO_TYPES,
  preciseArrays: false,
  charactersAreCodes: false,
  chosen: new Set<string>(),
};
const URL_OF_SERVER = 'http://server01:5985/wsman';

describeShared('recorded exchanges of WS-Management', (shared) => {
  const folder = `${shared}/wsman`;

  it('are read, each to values or to a named error (UPDATE=1 writes what is read: then read the diff)', () => {
    const lines = answers(folder).map(({ name, reply, resourceUri }) => `${name}: ${described(reply, resourceUri)}`);
    const text = `${lines.join('\n')}\n`;
    if (process.env['UPDATE'] === '1') writeFileSync(EXPECTED, text);
    expect(text).toBe(existsSync(EXPECTED) ? readFileSync(EXPECTED, 'utf8').replaceAll('\r\n', '\n') : undefined);
  });

  it('of Windows are asked for as its own client does, and the values have the types of its schema', async () => {
    const { session, sent } = windowsSession(folder);
    const disks: CimInstance[] = [];
    for await (const disk of session.enumerate('root/cimv2', 'win32_diskdrive')) disks.push(disk);
    await session.close();

    expect(disks.map((disk) => disk.get('DeviceID'))).toEqual([
      '\\\\.\\PHYSICALDRIVE0',
      '\\\\.\\PHYSICALDRIVE2',
      '\\\\.\\PHYSICALDRIVE3',
      '\\\\.\\PHYSICALDRIVE1',
    ]);
    const [disk] = disks;
    expect(disk?.className).toBe('Win32_DiskDrive');
    expect(disk?.element('DeviceID')).toMatchObject({ type: 'string', key: true });
    expect(disk?.element('Size')).toMatchObject({ type: 'uint64', array: false, value: 54_755_688_960n });
    expect(disk?.element('Capabilities')).toMatchObject({ type: 'uint16', array: true, value: [3, 4] });
    expect(disk?.element('MediaLoaded')).toMatchObject({ type: 'boolean', value: true });
    expect(disk?.element('InstallDate')).toMatchObject({ type: 'datetime', value: null });

    const [schema, enumerate, pull] = sent.map(partsOf);
    const theirs = ['03_Req_schema', '02_Req_enum', '04_Req_pull'].map((name) => {
      return partsOf(readFileSync(`${folder}/windows/${name}.xml`, 'utf8'));
    });
    const ofSchema = [
      // The origin of a class's elements tells which are inherited.
      '+ Option IncludeClassOrigin=true',
      // It is about the values of objects.
      '- Option msftwinrm:UsePreciseArrays=true',
      ...WITHOUT_CALLBACKS,
    ];
    expect(differences(schema, theirs[0])).toEqual(ofSchema.toSorted());
    const ofEnumerate = [
      // The class tells the keys: the addresses of objects make an answer more than twice as long.
      '- body EnumerationMode=EnumerateObjectAndEPR',
      ...WITHOUT_CALLBACKS,
    ];
    expect(differences(enumerate, theirs[1])).toEqual(ofEnumerate.toSorted());
    expect(differences(pull, theirs[2])).toEqual(WITHOUT_CALLBACKS);
  });
});

/** What belongs to MI's callbacks, which these sessions do not ask for. */
const WITHOUT_CALLBACKS = [
  '- Option __MI_CallbackRegistration=11',
  '- Option wmi:__MI_OPERATIONOPTIONS_WRITEERRORMODE=1',
  '- Option wmiarray:__MI_OPERATIONOPTIONS_CHANNELVALUE=0',
  '- Option wmiarray:__MI_OPERATIONOPTIONS_CHANNELVALUE=1',
  '- Option wmiarray:__MI_OPERATIONOPTIONS_CHANNELVALUE=2',
  '- header OperationID',
  '- header SequenceId',
];

interface Answer {
  readonly name: string;
  readonly reply: HttpReply;
  /** What was asked for. */
  readonly resourceUri: string;
}

function answers(folder: string): readonly Answer[] {
  const found = ['omi', 'pegasus', 'windows', 'wsmancli'].flatMap((server) => {
    const names = readdirSync(`${folder}/${server}`).toSorted();
    return names.flatMap((file): Answer[] => {
      const name = `${server}/${file.replace(/\.resp(?:\.xml)?$|\.xml$/, '')}`;
      const path = `${folder}/${server}/${file}`;
      if (file.endsWith('.resp.xml')) {
        const headers = path.replace(/\.xml$/, '.headers');
        const reply = replyOf(existsSync(headers) ? readText(headers) : '', readText(path));
        return [{ name, reply, resourceUri: uriIn(path.replace('.resp.', '.req.')) }];
      }
      if (file.endsWith('.resp')) {
        const text = readText(path).replaceAll('\r\n', '\n');
        const end = text.indexOf('\n\n');
        return [{ name, reply: replyOf(text.slice(0, end), text.slice(end + 2)), resourceUri: '' }];
      }
      const isAnswer = server === 'windows' && /_Res_|fault|error|schema-/.test(file);
      return isAnswer
        ? [{ name, reply: replyOf('Server: Microsoft-HTTPAPI/2.0', readText(path)), resourceUri: '' }]
        : [];
    });
  });
  expect(found.length).toBeGreaterThan(100);
  return found;
}

function uriIn(path: string): string {
  return (existsSync(path) && /ResourceURI[^>]*>([^<]*)</.exec(readText(path))?.[1]) || '';
}

function readText(path: string): string {
  return readFileSync(path, 'utf8');
}

function replyOf(head: string, text: string): HttpReply {
  const header = (name: string): string => new RegExp(`^${name}:\\s*(.*)$`, 'im').exec(head)?.[1]?.trim() ?? '';
  return {
    status: Number(/^HTTP\S*\s+(\d+)/.exec(head)?.[1] ?? 200),
    contentType: header('Content-Type').split(';')[0]?.trim().toLowerCase() ?? '',
    server: header('Server'),
    location: null,
    challenges: [],
    text,
  };
}

/** An answer in one line. */
function described(reply: HttpReply, resourceUri: string): string {
  try {
    const [, expected] = /<[\w-]+:((?:Enumerate|Pull|Subscribe|Identify)Response)\b/.exec(reply.text) ?? [];
    const asked = { url: URL_OF_SERVER, subject: 'exchange', messageId: null, resourceUri, expected };
    const read = readReply(reply, asked);
    return read.content === null ? 'nothing' : shorten(contentText(read.content, read));
  } catch (error) {
    if (!isMiError(error)) throw error;
    const details = error.details === null ? '' : ` ${shorten(instanceText(error.details))}`;
    return `${error.result} ${JSON.stringify(shorten(error.message))}${details}`;
  }
}

function contentText(content: XmlElement, reply: Reply): string {
  const name = localName(content);
  if (name === 'CLASS') return `class ${content.attributes.get('NAME')} with ${childElements(content).length} elements`;
  if (name === 'IdentifyResponse') return `${reply.server}: ${childElements(content).map(textOf).join(' ').trim()}`;
  if (name === 'ResourceCreated') return `created ${readReference(content, READING)}`;
  const items = childNamed(content, 'Items');
  const context = childNamed(content, 'EnumerationContext');
  if (items === undefined && context === undefined) {
    const elements = readElements(content, null, READING);
    return `${name} ${instanceText(new CimInstance(name, elements))}`;
  }
  const ended = childNamed(content, 'EndOfSequence') !== undefined;
  const read = childElements(items ?? { ...content, children: [] }).map(itemText);
  return `${name} ${ended ? 'all' : 'some'} of ${read.length}: ${read.join('; ')}`;
}

function itemText(item: XmlElement): string {
  const { object, address } = itemParts(item);
  const at = address === null ? '' : `${readReference(address, READING)} `;
  return object === null ? at.trim() : at + instanceText(readObject(object, READING));
}

function instanceText(instance: CimInstance): string {
  return `${instance.className} ${JSON.stringify(instance)}`;
}

function shorten(text: string): string {
  return text.length > 400 ? `${text.slice(0, 400)}… (${text.length})` : text;
}

/** A session with the recorded server. It answers each request by what was asked. */
function windowsSession(folder: string): { readonly session: Session; readonly sent: readonly string[] } {
  const sent: string[] = [];
  const client = new WireClient(
    {
      url: URL_OF_SERVER,
      exchange: async ({ body }) => {
        sent.push(body);
        const action = /<a:Action[^>]*>[^<]*\/(\w+)</.exec(body)?.[1] ?? '';
        const file = { Get: '03_Res_schema', Enumerate: '02_Res_enum', Pull: '04_Res_pull' }[action];
        const messageId = /<a:MessageID>([^<]*)</.exec(body)?.[1] ?? '';
        const text = readText(`${folder}/windows/${file}.xml`);
        const answer = text.replace(/(<a:RelatesTo>)[^<]*/, `$1${messageId}`);
        return replyOf('HTTP/1.1 200 OK\nServer: Microsoft-HTTPAPI/2.0\nContent-Type: application/soap+xml', answer);
      },
    },
    { to: URL_OF_SERVER, sessionId: 'uuid:1', locale: 'en-US', dataLocale: 'en-US', maxEnvelopeSize: 512_000 },
  );
  return { session: Session.of(new WsmanSession(client, 32_000, () => {}), {}, () => {}), sent };
}

/** The headers, selectors, options and body elements of a request. Identifiers differ from request to request. */
function partsOf(text: string): readonly string[] {
  const [header, body] = childElements(parseXml(text));
  return [
    ...childElements(header as XmlElement).flatMap((each) => headerParts(each)),
    ...bodyParts(childElements(body as XmlElement)[0] as XmlElement),
  ];
}

function headerParts(element: XmlElement): readonly string[] {
  const name = localName(element);
  if (name === 'SelectorSet' || name === 'OptionSet') {
    return childElements(element).map(
      (part) => `${localName(part)} ${part.attributes.get('Name')}=${textOf(part).toLowerCase()}`,
    );
  }
  const must = element.attributes.get('s:mustUnderstand') ?? '';
  const isId = /(?:ID|Id)$/.test(name);
  return [`header ${name}${isId ? '' : `=${textOf(element).trim()} ${must}`}`.trim()];
}

function bodyParts(content: XmlElement | undefined): readonly string[] {
  if (content === undefined) return [];
  const parts = childElements(content).map((part) => `body ${localName(part)}=${textOf(part).trim()}`);
  return [`body ${localName(content)}`, ...parts.map((part) => part.replace(/(EnumerationContext)=.*/, '$1'))];
}

function differences(ours: readonly string[] = [], theirs: readonly string[] = []): readonly string[] {
  return [
    ...ours.filter((part) => !theirs.includes(part)).map((part) => `+ ${part}`),
    ...theirs.filter((part) => !ours.includes(part)).map((part) => `- ${part}`),
  ].toSorted();
}
