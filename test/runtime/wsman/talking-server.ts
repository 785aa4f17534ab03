import type { ServerResponse } from 'node:http';
import { until } from '../../tools/turns.js';
import type { ReceivedRequest } from '../../tools/wsman-server/exchange.js';
import { type Both, startBoth } from './over-both.js';
import { talkingRepository } from './talking.js';

const INTERACTIVE = 'http://schemas.microsoft.com/wbem/wsman/1/cim/interactive.xsd';

/** What a server that is played by a test sends as an answer, one envelope a chunk. */
export class Script {
  readonly #request: ReceivedRequest;
  readonly #response: ServerResponse;
  #sent = 0;

  constructor(request: ReceivedRequest, response: ServerResponse) {
    this.#request = request;
    this.#response = response;
    response.writeHead(200, { 'Content-Type': 'application/soap+xml;charset=UTF-8', Server: 'Microsoft-HTTPAPI/2.0' });
  }

  /** Sends a message of the operation. @param headers in place of those that it would have. */
  message(body: string, headers: Readonly<Record<string, string>> = {}): this {
    this.#sent += 1;
    const all: Readonly<Record<string, string>> = {
      'a:Action': `${this.#request.action}Response`,
      'a:MessageID': `uuid:${this.#sent}`,
      'p:OperationID': this.#request.headers.get('OperationID') ?? '',
      'p:SequenceId': String(this.#sent),
      'a:RelatesTo': this.#request.headers.get('MessageID') ?? '',
      ...headers,
    };
    const header = Object.entries(all).map(([name, text]) => (text === '' ? '' : `<${name}>${text}</${name}>`));
    return this.raw(
      '<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" ' +
        'xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing" ' +
        'xmlns:p="http://schemas.microsoft.com/wbem/wsman/1/wsman.xsd" ' +
        'xmlns:cim="http://schemas.dmtf.org/wbem/wscim/1/common" ' +
        `xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:i="${INTERACTIVE}">` +
        `<s:Header>${header.join('')}</s:Header><s:Body>${body}</s:Body></s:Envelope>`,
    );
  }

  /** Sends an event with this content. */
  event(type: string, content = ''): this {
    return this.message(`<i:InteractiveEvent><i:EventType>${type}</i:EventType>${content}</i:InteractiveEvent>`);
  }

  raw(bytes: string | Buffer): this {
    this.#response.write(bytes);
    return this;
  }

  /** Sends the result of the method, and ends. */
  result(content = ''): void {
    const uri = this.#request.resourceUri;
    this.message(`<q:Talk_OUTPUT xmlns:q="${uri}">${content}<q:ReturnValue>0</q:ReturnValue></q:Talk_OUTPUT>`).end();
  }

  end(): void {
    this.#response.end();
  }

  /** Breaks the connection off. */
  break(): void {
    this.#response.destroy();
  }
}

/** A server of Windows whose method is played by a script; all else it does itself. */
export async function scripted(
  play: (script: Script, request: ReceivedRequest) => void | Promise<void>,
): Promise<Both> {
  const both = await startBoth(talkingRepository(async () => ''));
  both.server.intercept = async ({ request, response }) => {
    if (!request.action.endsWith('/Talk')) return undefined;
    await play(new Script(request, response), request);
    return 'taken';
  };
  return both;
}

/** The requests about an operation that is under way, when there are as many. */
export async function notices({ server }: Both, count: number): Promise<readonly ReceivedRequest[]> {
  const found = () => {
    return server.requests.filter(({ text }) =>
      /wsman\/1\/wsman\/(?:FullDuplex|Robust)|InteractiveResponse</.test(text),
    );
  };
  await until(() => found().length >= count);
  return found();
}
