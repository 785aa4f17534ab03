import { readFileSync } from 'node:fs';
import { parseMof } from 'mi-codegen';
import { expectSuccess, initialize, MiError, MiMethodError, type Session } from 'mi-codegen/runtime';
import { MemoryRepository } from 'mi-codegen/runtime/memory';
import { describe, expect, it } from 'vitest';
import { Test_FaxJob, Test_Job, Test_MailJob, Test_PrintJob } from '../golden/return-codes/expected/index.js';

/** A session with a repository whose methods return a code. */
async function returning(code: number | null): Promise<Session> {
  const text = readFileSync(new URL('../golden/return-codes/schema.mof', import.meta.url), 'utf8');
  const repository = new MemoryRepository({ schema: parseMof(text, { namespace: 'root/test' }).schema });
  repository.provide(Test_Job, {
    Stop: () => ({ Log: 'stopped', ReturnValue: code }),
    Pause: () => ({ ReturnValue: code }),
    GetAccess: () => ({ ReturnValue: code }),
    __proto__$: () => ({ ReturnValue: code }),
    Forget: () => {},
    Purge: () => ({ ReturnValue: code === null ? null : BigInt(code) }),
  });
  const application = await initialize({ handler: repository });
  return application.newSession();
}

/** The error of a call that returned a code. */
async function failure(call: Promise<unknown>): Promise<MiMethodError> {
  const error: unknown = await call.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(MiMethodError);
  return error as MiMethodError;
}

describe('expectSuccess', () => {
  it.each([0, null])('gives out what the method gave out when it returned %o', async (code) => {
    const job = await Test_Job.$create(await returning(code), { Id: '1' });
    expect(await expectSuccess(job.Stop())).toEqual({ Log: 'stopped', ReturnValue: code });
  });

  it('refuses accepted codes that are no array', async () => {
    const job = await Test_Job.$create(await returning(0), { Id: '1' });
    await expect(expectSuccess(job.Stop(), 0 as never)).rejects.toThrow(
      new TypeError('expectSuccess takes the codes that mean success as an array, not as 0'),
    );
  });

  it('takes 0n for a success', async () => {
    expect(await expectSuccess(Test_Job.Purge(await returning(0)))).toEqual({ ReturnValue: 0n });
  });

  it.each([
    [1, 'Not Supported'],
    [4096, 'Job Started'],
    [5000, 'Method Reserved'],
    [40_000, 'Other'],
  ])('throws for %i, %s', async (code, name) => {
    const job = await Test_Job.$create(await returning(code), { Id: '1' });
    const error = await failure(expectSuccess(job.Stop()));
    expect(error.message).toBe(`Test_Job.Stop returned ${code}: ${name}`);
    expect(error).toMatchObject({
      name: 'MiMethodError',
      className: 'Test_Job',
      method: 'Stop',
      code,
      codeName: name,
      outcome: { Log: 'stopped', ReturnValue: code },
    });
  });

  it('throws for a 64-bit code', async () => {
    const error = await failure(expectSuccess(Test_Job.Purge(await returning(-2_147_024_891))));
    expect(error.message).toBe('Test_Job.Purge returned -2147024891: Access Denied');
    expect(error.code).toBe(-2_147_024_891n);
  });

  it('throws for a method that JavaScript has a use for', async () => {
    const job = await Test_Job.$create(await returning(1), { Id: '1' });
    expect((await failure(expectSuccess(job.__proto__$()))).message).toBe('Test_Job.__proto__ returned 1: Not done');
  });

  it('throws for a code without a name', async () => {
    const session = await returning(3);
    const job = await Test_Job.$create(session, { Id: '1' });
    expect(await failure(expectSuccess(job.Pause()))).toMatchObject({
      message: 'Test_Job.Pause returned 3',
      codeName: null,
    });
    expect((await failure(expectSuccess(job.GetAccess()))).message).toBe('Test_Job.GetAccess returned 3');
    expect((await failure(expectSuccess(Test_Job.Purge(session)))).message).toBe('Test_Job.Purge returned 3');
  });

  it("knows the superclass's codes, and those of the subclass better", async () => {
    const session = await returning(2);
    const print = await Test_PrintJob.$create(session, { Id: '1' });
    expect((await failure(expectSuccess(print.Stop()))).message).toBe('Test_PrintJob.Stop returned 2: Other');
    const fax = await Test_FaxJob.$create(session, { Id: '2' });
    expect((await failure(expectSuccess(fax.Stop()))).message).toBe('Test_FaxJob.Stop returned 2: Line Busy');
  });

  it('takes no name from the superclass where the subclass has codes without names', async () => {
    const mail = await Test_MailJob.$create(await returning(1), { Id: '1' });
    expect(await failure(expectSuccess(mail.Stop()))).toMatchObject({
      message: 'Test_MailJob.Stop returned 1',
      codeName: null,
    });
  });

  it('takes other codes for a success where the caller says so', async () => {
    const job = await Test_Job.$create(await returning(4096), { Id: '1' });
    expect((await expectSuccess(job.Stop(), [0, 4096])).ReturnValue).toBe(4096);
    const done = await Test_Job.$create(await returning(0), { Id: '1' });
    expect((await failure(expectSuccess(done.Stop(), [4096]))).message).toBe('Test_Job.Stop returned 0: Completed');
  });

  it('passes on the failure of the call itself', async () => {
    const session = await returning(0);
    await session.close();
    await expect(expectSuccess(Test_Job.Purge(session))).rejects.not.toBeInstanceOf(MiMethodError);
    const job = await Test_Job.$create(await returning(0), { Id: '1' });
    await job.$delete();
    await expect(expectSuccess(job.Stop())).rejects.toBeInstanceOf(MiError);
  });

  it('is a method of the call as well', async () => {
    const job = await Test_Job.$create(await returning(4096), { Id: '1' });
    expect((await job.Stop().expectSuccess([0, 4096])).Log).toBe('stopped');
    expect((await failure(job.Stop().expectSuccess())).message).toBe('Test_Job.Stop returned 4096: Job Started');
    expect(await Test_Job.Purge(await returning(0)).expectSuccess()).toEqual({ ReturnValue: 0n });
  });

  it('does not know the codes of a call without a generated class', async () => {
    const call = (await returning(0)).invoke('root/test', 'Test_Job', 'Purge');
    await expect(expectSuccess(call as never)).rejects.toThrow('not a call of a generated method');
    await call;
  });

  it('is not for a method that returns something else, whose failure need not be handled then', async () => {
    const job = await Test_Job.$create(await returning(0), { Id: '1' });
    await expect(expectSuccess(job.GetLog() as never)).rejects.toThrow(
      new TypeError(
        'expectSuccess is not for Test_Job.GetLog: it returns no code, but a value of type string: await the call itself',
      ),
    );
    // Nothing tells whether a method without a return value has failed.
    await expect(expectSuccess(job.Forget() as never)).resolves.toEqual({});
  });

  it('takes a call, not its outcome', async () => {
    const outcome = Promise.resolve({ ReturnValue: 0 });
    await expect(expectSuccess(outcome as never)).rejects.toThrow(
      new TypeError('not a call of a generated method: expectSuccess takes the call itself'),
    );
  });
});
