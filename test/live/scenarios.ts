/**
 * What a program does on Windows, with the committed classes: on the real one (windows.test.ts), and on a repository in
 * the process (scenarios.test.ts).
 */
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { expectSuccess, MiError, type Session } from 'mi-codegen/runtime';
import {
  StdRegProv_EnumKey_hDefKey as Root,
  StdRegProv,
  Win32_Process,
  Win32_Service,
} from '../../generated/root/cimv2/index.js';

/** Runs for a minute, everywhere on Windows, without a window. */
const PROGRAM = 'ping.exe';
const COMMAND_LINE = `${PROGRAM} -n 60 127.0.0.1`;
/** Where Windows keeps its version, and what keys there are everywhere. */
const VERSION_KEY = 'SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion';
/** How long Windows may take to end a process, in milliseconds. */
const END_TIMEOUT = 20_000;
/** How long Windows may take to tell of a process, in milliseconds. */
const EVENT_TIMEOUT = 60_000;
/** The subscription looks once a second: by then it has begun. */
const BEGINNING = 5_000;

/** `Win32_Process.Create`, `$get`, `Terminate`, until the process is gone. */
export async function createAndTerminate(session: Session): Promise<void> {
  const { ProcessId } = await expectSuccess(Win32_Process.Create(session, { CommandLine: COMMAND_LINE }));
  const process = await Win32_Process.$get(session, { Handle: `${ProcessId}` });
  assert.equal(process.ProcessId, ProcessId);
  assert.equal(process.Name?.toLowerCase(), PROGRAM);
  assert.match(process.CommandLine ?? '', /127\.0\.0\.1/);
  await expectSuccess(process.Terminate({ Reason: 1 }));
  await assert.rejects(untilGone(process), { name: 'MiError', result: 'NOT_FOUND' });
}

async function untilGone(process: Win32_Process): Promise<void> {
  for (const end = Date.now() + END_TIMEOUT; Date.now() < end; await sleep(200)) await process.$refresh();
}

/** A `$query` that gives chosen properties of chosen instances, and one that gives nothing. */
export async function queryServices(session: Session): Promise<void> {
  const where = { State: 'Running', Name: { like: '%RpcSs%' } } as const;
  const names: string[] = [];
  for await (const service of Win32_Service.$query(session, { select: ['Name', 'StartMode'], where })) {
    assert.equal(service.StartMode, 'Auto');
    assert.equal((await Win32_Service.$get(session, { Name: service.Name })).State, 'Running');
    names.push(service.Name);
  }
  assert.deepEqual(names, ['RpcSs']);
  for await (const service of Win32_Service.$query(session, { where: { Name: "no'such\\service" } })) {
    assert.fail(`${service.Name} was not asked for`);
  }
}

/** Reads of the registry: a text, a number, the names of keys, and a value that is not there. */
export async function readRegistry(session: Session): Promise<void> {
  const at = { hDefKey: Root.HKEY_LOCAL_MACHINE, sSubKeyName: VERSION_KEY };
  const product = await expectSuccess(StdRegProv.GetStringValue(session, { ...at, sValueName: 'ProductName' }));
  assert.match(product.sValue ?? '', /^Windows /);
  const version = { ...at, sValueName: 'CurrentMajorVersionNumber' };
  assert.equal((await expectSuccess(StdRegProv.GetDWORDValue(session, version))).uValue, 10);
  const { sNames } = await expectSuccess(StdRegProv.EnumKey(session, { ...at, sSubKeyName: 'SOFTWARE' }));
  assert.ok(sNames?.includes('Microsoft'), `SOFTWARE has the keys ${sNames}`);
  const { ReturnValue } = await StdRegProv.GetStringValue(session, {
    ...at,
    sValueName: 'mi-codegen has no such value',
  });
  assert.notEqual(ReturnValue, 0);
}

/** A process-start indication: `Win32_Process.$created`, and a method of its `TargetInstance`. */
export async function awaitProcess(session: Session, beginning: number = BEGINNING): Promise<void> {
  const signal = AbortSignal.timeout(EVENT_TIMEOUT);
  const start = async () => {
    await sleep(beginning);
    return expectSuccess(Win32_Process.Create(session, { CommandLine: COMMAND_LINE }));
  };
  const [started, created] = await Promise.all([firstStart(session, signal), start()]);
  assert.equal(started.ProcessId, created.ProcessId);
  await expectSuccess(started.Terminate({ Reason: 0 }));
}

async function firstStart(session: Session, signal: AbortSignal): Promise<Win32_Process> {
  const where = { Name: PROGRAM };
  for await (const { indication } of Win32_Process.$created(session, { within: 1, where, signal })) {
    return indication.TargetInstance;
  }
  throw new MiError('FAILED', 'the subscription ended without an indication');
}
