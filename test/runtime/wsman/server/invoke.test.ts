import { afterEach, beforeEach, expect, it } from 'vitest';
import { createMachine } from '../../../tools/small-machine.js';
import { startWsmanServer, type WsmanServer } from '../../../tools/wsman-server/server.js';
import { ask, CIM, faultOf } from './requests.js';

let server: WsmanServer;
beforeEach(async () => {
  server = await startWsmanServer({ handler: createMachine() });
});
afterEach(() => server.close());

/** Calls a method of a class in root/cimv2. */
const call = (className: string, method: string, selectors: Readonly<Record<string, string>>, input: string) => {
  const resourceUri = `${CIM}${className}`;
  const body = `<p:${method}_INPUT xmlns:p="${resourceUri}">${input}</p:${method}_INPUT>`;
  const place = { __cimnamespace: 'root/cimv2' };
  return ask(server, { action: `${resourceUri}/${method}`, resourceUri, selectors: { ...place, ...selectors }, body });
};

it('calls a static method, whose output ends with the return value', async () => {
  const output = await call('Win32_Process', 'Create', {}, '<p:CommandLine>notepad.exe</p:CommandLine>');
  expect(output).toContain(`<p:Create_OUTPUT `);
  expect(output).toContain('<p:ProcessId>101</p:ProcessId><p:ReturnValue>0</p:ReturnValue></p:Create_OUTPUT>');
});

it('calls a method of an instance, which selectors name in any letter case', async () => {
  const output = await call('win32_service', 'startservice', { NAME: 'spooler' }, '');
  expect(output).toContain('<p:ReturnValue>0</p:ReturnValue></p:StartService_OUTPUT>');
});

it('answers with the error of the method', async () => {
  expect(faultOf(await call('Win32_Service', 'StartService', { Name: 'Fax' }, ''))).toBe('w:AccessDenied CIM 2');
});

it('refuses an unknown method, an unknown parameter, and a value of another type', async () => {
  expect(faultOf(await call('Win32_Process', 'None', { Handle: '1' }, ''))).toBe('a:ActionNotSupported CIM 17');
  const wrong = await call('Win32_Process', 'Create', {}, '<p:Command>x</p:Command>');
  expect(faultOf(wrong)).toBe('w:SchemaValidationError 2150858817');
  const text = await call('Win32_Process', 'Terminate', { Handle: '1' }, '<p:Reason>soon</p:Reason>');
  expect(faultOf(text)).toBe('w:SchemaValidationError 2150858817');
});
