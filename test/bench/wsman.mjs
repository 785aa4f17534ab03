// What a session over WS-Management takes, beside a bare HTTP exchange of the same bytes with the same server, in one
// run: `npm run bench:wsman`. The server of this process answers with texts that it has made before.
import { once } from 'node:events';
import { Agent, createServer, request } from 'node:http';
import { initialize } from '../../dist/runtime/index.js';
import { WsmanHandler } from '../../dist/runtime/wsman/index.js';
import { median } from './medians.mjs';

const INSTANCES = 100_000;
const PAGE = 1000;
const CALLS = 2000;
const ROUNDS = 5;
const CLASS = 'http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/Bench_Item';

const PROPERTIES = { Id: 'string', Name: 'string', Size: 'uint64', Flag: 'boolean', Made: 'datetime', Count: 'uint32' };
const SCHEMA = `<CLASS NAME="Bench_Item">${Object.entries(PROPERTIES)
  .map(([name, type]) => {
    const key = name === 'Id' ? '<QUALIFIER NAME="key" TYPE="boolean"><VALUE>TRUE</VALUE></QUALIFIER>' : '';
    return `<PROPERTY NAME="${name}" TYPE="${type}">${key}</PROPERTY>`;
  })
  .join('')}</CLASS>`;

function item(number) {
  const values = { Id: number, Name: `item ${number}`, Size: 2n ** 40n, Flag: true, Count: number };
  const texts = Object.entries(values).map(([name, value]) => `<p:${name}>${value}</p:${name}>`);
  const made = '<p:Made><cim:Datetime>2024-02-29T12:30:00Z</cim:Datetime></p:Made>';
  return `<p:Bench_Item xmlns:p="${CLASS}" xsi:type="p:Bench_Item_Type">${texts.join('')}${made}</p:Bench_Item>`;
}

const ITEMS = Array.from({ length: PAGE }, (_, index) => item(index)).join('');

function bodyFor(text) {
  if (text.includes('transfer/Get<')) return SCHEMA;
  if (text.includes('_INPUT')) return `<p:M_OUTPUT xmlns:p="${CLASS}"><p:ReturnValue>0</p:ReturnValue></p:M_OUTPUT>`;
  const page = Number(/EnumerationContext>(\d+)/.exec(text)?.[1] ?? 0);
  const end = page * PAGE >= INSTANCES ? '<n:EndOfSequence/>' : '';
  const items = page === 0 ? '' : ITEMS;
  const content = `<n:EnumerationContext>${page + 1}</n:EnumerationContext><n:Items>${items}</n:Items>${end}`;
  const name = page === 0 ? 'EnumerateResponse' : 'PullResponse';
  return `<n:${name}>${content}</n:${name}>`;
}

function envelope(relatesTo, body) {
  const declared = {
    s: 'http://www.w3.org/2003/05/soap-envelope',
    a: 'http://schemas.xmlsoap.org/ws/2004/08/addressing',
    n: 'http://schemas.xmlsoap.org/ws/2004/09/enumeration',
    cim: 'http://schemas.dmtf.org/wbem/wscim/1/common',
    xsi: 'http://www.w3.org/2001/XMLSchema-instance',
  };
  const namespaces = Object.entries(declared).map(([prefix, uri]) => ` xmlns:${prefix}="${uri}"`);
  const header = `<s:Header><a:RelatesTo>${relatesTo}</a:RelatesTo></s:Header>`;
  return `<s:Envelope${namespaces.join('')}>${header}<s:Body>${body}</s:Body></s:Envelope>`;
}

async function startServer() {
  const server = createServer(async (asked, answer) => {
    let text = '';
    for await (const chunk of asked) text += chunk;
    answer.setHeader('Content-Type', 'application/soap+xml');
    answer.end(envelope(/MessageID>([^<]*)/.exec(text)?.[1] ?? '', bodyFor(text)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

async function milliseconds(work) {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

const server = await startServer();
const { port } = server.address();
const application = await initialize({ handlers: { WINRM: new WsmanHandler() } });
const session = await application.newSession({ destination: '127.0.0.1', port, credentials: { type: 'None' } });
const agent = new Agent({ keepAlive: true, maxSockets: 1 });

async function exchange(body) {
  const asked = request({ host: '127.0.0.1', port, agent, method: 'POST' });
  asked.end(body);
  const [answer] = await once(asked, 'response');
  answer.resume();
  await once(answer, 'end');
}

const heaps = [];
const measured = {
  [`enumerate ${INSTANCES} instances`]: async () => {
    let count = 0;
    for await (const _ of session.enumerate('root/bench', 'Bench_Item')) {
      count += 1;
      if (count === PAGE * 10 || count === INSTANCES) {
        globalThis.gc?.();
        heaps.push(process.memoryUsage().heapUsed);
      }
    }
    if (count !== INSTANCES) throw new Error(`${count} instances came`);
  },
  'the same bytes': async () => {
    for (let page = 0; page <= INSTANCES / PAGE; page += 1) await exchange(`<n:EnumerationContext>${page}<`);
  },
  [`${CALLS} method calls`]: async () => {
    for (let call = 0; call < CALLS; call += 1) await session.invoke('root/bench', 'Bench_Item', 'M');
  },
  'as many bare exchanges': async () => {
    for (let call = 0; call < CALLS; call += 1) await exchange(`${' '.repeat(1900)}_INPUT`);
  },
};

const times = Object.fromEntries(Object.keys(measured).map((name) => [name, []]));
for (let round = 0; round <= ROUNDS; round += 1) {
  for (const [name, work] of Object.entries(measured)) {
    const time = await milliseconds(work);
    // The first round compiles the code.
    if (round > 0) times[name].push(time);
  }
}
await application.close();
agent.destroy();
server.close();

const rows = Object.entries(times).map(([name, each], index, all) => {
  const floor = index % 2 === 0 ? all[index + 1][1] : null;
  const time = median(each);
  return [name, time.toFixed(0), floor === null ? '' : `${(time / median(floor)).toFixed(1)} x`];
});
console.log(rows.map((row) => row.map((cell) => cell.padEnd(28)).join('')).join('\n'));
const [early, late] = [heaps.at(-2), heaps.at(-1)].map((bytes) => (bytes / 2 ** 20).toFixed(1));
console.log(`heap after ${PAGE * 10} instances: ${early} MB, after ${INSTANCES}: ${late} MB`);
