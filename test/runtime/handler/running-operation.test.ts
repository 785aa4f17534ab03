import { CimInstance, MiError } from 'mi-codegen/runtime';
import { asMiError, Inquiry, miError, type OperationSink, RunningOperation } from 'mi-codegen/runtime/handler';
import { describe, expect, it } from 'vitest';

const instance = new CimInstance('C', []);

/** A sink that notes what it is told. */
function sinkThat(log: unknown[], members: Partial<OperationSink> = {}): OperationSink {
  return {
    instanceResult: (result) => void log.push(result),
    indicationResult: () => {},
    classResult: () => {},
    streamedParameterResult: () => {},
    writeMessage: (_, message) => void log.push(message),
    writeProgress: () => {},
    writeError: () => 'yes',
    promptUser: () => 'yes',
    done: (error) => void log.push(error),
    ...members,
  };
}

/** Runs an operation to its end. */
function run(
  work: (operation: RunningOperation) => Promise<void>,
  members: Partial<OperationSink> = {},
): Promise<unknown[]> {
  const log: unknown[] = [];
  return new Promise((resolve) => {
    const done = (error: MiError | null): void => {
      log.push(error);
      resolve(log);
    };
    new RunningOperation(sinkThat(log, { ...members, done }), work);
  });
}

describe('a running operation', () => {
  it('delivers one result after another, and ends when all are acknowledged', async () => {
    const log = await run(async (operation) => {
      void operation.deliver((sink) => sink.instanceResult(instance));
      void operation.deliver(async (sink) => {
        await null;
        return sink.instanceResult(instance);
      });
      operation.tell((sink) => sink.writeMessage('debug', 'told'));
    });
    expect(log).toEqual(['told', instance, instance, null]);
  });

  it('ends as FAILED with what its work throws, and as it is with an MiError', async () => {
    const reason = new TypeError('broken');
    const [failure] = await run(() => Promise.reject(reason));
    expect(failure).toMatchObject({ result: 'FAILED', message: 'broken', cause: reason, details: null });
    const refusal = new MiError('ACCESS_DENIED', 'no');
    expect(await run(() => Promise.reject(refusal))).toEqual([refusal]);
  });

  it('ends with the error that its handler makes of what was thrown', async () => {
    const own = new MiError('NOT_FOUND', 'own');
    const log: unknown[] = [];
    await new Promise<void>((resolve) => {
      const sink = sinkThat(log, { done: (error) => resolve(void log.push(error)) });
      new RunningOperation(
        sink,
        () => Promise.reject(new Error('thrown')),
        () => own,
      );
    });
    expect(log).toEqual([own]);
  });

  it('that is cancelled ends at once, and delivers nothing more', async () => {
    const log = await run(async (operation) => {
      operation.cancel();
      operation.tell((sink) => sink.writeMessage('debug', 'late'));
      await operation.deliver((sink) => sink.instanceResult(instance));
    });
    expect(log).toEqual([new MiError('FAILED', 'the operation was cancelled')]);
  });
});

describe('an inquiry', () => {
  it.each([
    ['inquire', 'no', [false, false], 2],
    ['inquire', 'noToAll', [false, false], 1],
    ['inquire', 'yesToAll', [true, true], 1],
    ['report', 'no', [true, true], 2],
    ['ignore', 'no', [true, true], 0],
  ] as const)('in the mode %s, answered %s', async (mode, answer, answers, asked) => {
    let questions = 0;
    const given: boolean[] = [];
    const promptUser = () => {
      questions += 1;
      return answer;
    };
    await run(
      async (operation) => {
        const inquiry = new Inquiry(operation, mode);
        for (let round = 0; round < 2; round++) given.push(await inquiry.ask((sink) => sink.promptUser('?', 'normal')));
      },
      { promptUser },
    );
    expect(given).toEqual(answers);
    expect(questions).toBe(asked);
  });
});

describe('errors of handlers', () => {
  it('name what failed, and say what the server says', () => {
    const details = new CimInstance('CIM_Error', [
      { name: 'Message', type: 'string', array: false, value: 'in the details' },
    ]);
    expect(miError(2, 'invoke X.Y', 'denied', details)).toMatchObject({ result: 'ACCESS_DENIED', details });
    expect(miError(2, 'invoke X.Y', 'denied', null).message).toBe('invoke X.Y: denied');
    expect(miError(2, 'invoke X.Y', '', details).message).toBe('invoke X.Y: in the details');
    expect(miError(2, 'invoke X.Y', null, null).message).toBe('invoke X.Y: ACCESS_DENIED, without a message');
  });

  it('keep a number that MI does not define', () => {
    expect(miError(99, 'X', null, null)).toMatchObject({
      result: 'FAILED',
      code: 99,
      message: 'X: result 99, which MI does not define, without a message',
    });
    expect(miError(1002, 'X', 'out of paper', null)).toMatchObject({
      result: 'FAILED',
      code: 1002,
      message: 'X: result 1002, which MI does not define: out of paper',
    });
    expect(miError(0xffff_fffe, 'X', null, null).code).toBe(4294967294);
    expect(new MiError('NOT_FOUND', 'none').code).toBe(6);
  });

  it('come from anything that is thrown', () => {
    expect(asMiError('text', 'read')).toMatchObject({ result: 'FAILED', message: 'read: text', cause: 'text' });
    const error = new MiError('NOT_FOUND', 'none');
    expect(asMiError(error, 'read')).toBe(error);
  });
});
