import { afterEach, describe, expect, it } from 'vitest';
import { MiError, type OperationOptions } from '../../../runtime/index.js';
import type { Both } from './over-both.js';
import { Talker } from './talking.js';
import { notices, type Script, scripted } from './talking-server.js';

// What no server should send while it carries out an operation.

let both: Both;
afterEach(async () => {
  both.server.intercept = null;
  await both.close();
});

/** What a method gives whose answer is played by a script. */
async function talk(play: (script: Script) => void | Promise<void>, options: OperationOptions = {}) {
  both = await scripted(play);
  const heard: unknown[] = [];
  const call = Talker.Talk(
    both.remote,
    {},
    {
      onWriteMessage: (channel, text) => void heard.push([channel, text]),
      onProgress: (progress) => void heard.push(progress),
      onWriteError: (error) => {
        heard.push(error.get('Message'));
        return 'yes';
      },
      onPromptUser: (text, type) => {
        heard.push([text, type]);
        return 'yes';
      },
      ...options,
    },
  );
  const outcome = await call.then(
    ({ Answer }) => Answer,
    (error: unknown) => error,
  );
  return { heard, outcome };
}

const TEXT = '<i:Description>text</i:Description>';
const NUMBERS = '<i:PercentComplete>x</i:PercentComplete><i:SecondsRemaining>-1</i:SecondsRemaining>';

describe('an event that cannot be read ends the operation, here and on the server', () => {
  it.each<[what: string, type: string, content: string, message: RegExp]>([
    ['of no type', '', TEXT, /its type is ""/],
    ['of an unknown type', 'Telepathy', TEXT, /its type is "Telepathy"/],
    ['that means nothing', 'NoSemantics', TEXT, /its type is "NoSemantics"/],
    ['with a message without a text', 'Warning', '', /it has no Description/],
    ['with a question without a text', 'Confirm', '<i:PromptType>Normal</i:PromptType>', /it has no Description/],
    ['with a question of no importance', 'Confirm', TEXT, /it has no PromptType/],
    [
      'with a question of an unknown one',
      'Confirm',
      `${TEXT}<i:PromptType>Odd</i:PromptType>`,
      /its PromptType is "Odd"/,
    ],
    ['with an error that is none', 'ErrorAction', `${TEXT}<i:ActionType>Report</i:ActionType>`, /holds no error/],
    [
      'with an error that says not what to do',
      'ErrorAction',
      '<i:Description><q:CIM_Error xmlns:q="u"><q:Message>no</q:Message></q:CIM_Error></i:Description>',
      /it has no ActionType/,
    ],
    ['with an item without a name', 'StreamingOutput', '<i:Type>13</i:Type><i:Value/>', /it has no Name/],
    ['with an item without a value', 'StreamingOutput', '<i:Name>Words</i:Name><i:Type>13</i:Type>', /it has no Value/],
  ])('%s', async (_, type, content, message) => {
    const { outcome } = await talk((script) => void script.event(type, content));
    expect(outcome).toBeInstanceOf(MiError);
    expect(outcome).toMatchObject({ result: 'FAILED', message: expect.stringMatching(message) });
    expect((await notices(both, 2)).map(({ action }) => action.replace(/.*\//, ''))).toEqual(['Cancel', 'End']);
  });

  it('with an item that is none of its type', async () => {
    const content = '<i:Name>Numbers</i:Name><i:Type>8</i:Type><i:Value><q xmlns="">much</q></i:Value>';
    const item = content.replaceAll('q', 'Numbers');
    const { outcome } = await talk((script) => void script.event('StreamingOutput', item));
    expect(outcome).toMatchObject({ result: 'TYPE_MISMATCH', message: expect.stringContaining('Numbers') });
  });
});

describe('an event is read', () => {
  it('where progress says little', async () => {
    const { heard, outcome } = await talk((script) => {
      script
        .event('Progress')
        .event('Progress', `<i:Activity>a</i:Activity>${NUMBERS}`)
        .result('<q:Answer>1</q:Answer>');
    });
    const unknown = { currentOperation: '', statusDescription: '', percentageComplete: null, secondsRemaining: null };
    expect(heard).toEqual([
      { activity: '', ...unknown },
      { activity: 'a', ...unknown },
    ]);
    expect(outcome).toBe('1');
  });

  it('where it says more than it should, and where it was not asked for', async () => {
    const { heard, outcome } = await talk(
      (script) => script.event('Debug', `<i:Name>x</i:Name>${TEXT}<x/>`).event('Verbose', TEXT).result(),
      { channels: ['debug'] },
    );
    expect(heard).toEqual([['debug', 'text']]);
    expect(outcome).not.toBeInstanceOf(Error);
  });

  it('where a message is empty', async () => {
    const { heard } = await talk((script) => script.event('Warning', '<i:Description/>').result());
    expect(heard).toEqual([['warning', '']]);
  });

  it('where items of a parameter come together, with none of a type, and with a wrong one', async () => {
    const items = (type: string) => {
      const value = '<Numbers xmlns="">1</Numbers><Numbers xmlns="">2</Numbers>';
      return `<i:Name>numbers</i:Name>${type}<i:Value>${value}</i:Value>`;
    };
    both = await scripted((script) => {
      script.event('StreamingOutput', items('')).event('StreamingOutput', items('<i:Type>5</i:Type>'));
      script.event('StreamingOutput', items('<i:Type>99</i:Type>')).result();
    });
    const numbers: bigint[] = [];
    for await (const number of Talker.Talk(both.remote).stream('Numbers')) numbers.push(number);
    expect(numbers).toEqual([1n, 2n, 1n, 2n, 1n, 2n]);
  });
});

describe('a message', () => {
  it('of another operation is refused', async () => {
    const { outcome } = await talk((script) => void script.message('', { 'p:OperationID': 'uuid:7' }));
    expect(outcome).toMatchObject({ message: 'invoke Talker.Talk: the server sent a message of another operation' });
  });

  it('that answers another request is refused', async () => {
    const { outcome } = await talk((script) => void script.message('', { 'a:RelatesTo': 'uuid:7' }));
    expect(outcome).toMatchObject({ message: expect.stringContaining('answered another request') });
  });

  it('whose operation is spelled in another way is taken', async () => {
    both = await scripted((script, { headers }) => {
      const id = headers.get('OperationID')?.replace('uuid:', '').toLowerCase() ?? '';
      const spelled = { 'p:OperationID': '', 'p:OperationId': id, 'a:RelatesTo': '' };
      const event = `<i:InteractiveEvent><i:EventType>Debug</i:EventType>${TEXT}</i:InteractiveEvent>`;
      script.message(event, spelled).result();
    });
    const heard: string[] = [];
    await Talker.Talk(both.remote, {}, { onWriteMessage: (_, text) => void heard.push(text) });
    expect(heard).toEqual(['text']);
  });

  it('that says nothing but that the server is there is passed over', async () => {
    const action = 'http://schemas.microsoft.com/wbem/wsman/1/wsman/Keepalive';
    const { outcome } = await talk((script) => {
      script.message('', { 'a:Action': action, 'a:RelatesTo': '' }).result('<q:Answer>1</q:Answer>');
    });
    expect(outcome).toBe('1');
  });

  it('that asks what has arrived is answered with the number of the last one', async () => {
    const action = 'http://schemas.microsoft.com/wbem/wsman/1/wsman/AcknowledgeRequest';
    both = await scripted(async (script) => {
      script.event('Debug', TEXT).event('Debug', TEXT).message('', { 'a:Action': action, 'p:SequenceId': '' });
      const [acknowledged] = await notices(both, 1);
      expect(acknowledged?.action).toBe('http://schemas.microsoft.com/wbem/wsman/1/wsman/Acknowledge');
      expect(acknowledged?.resourceUri).toBe('http://schemas.microsoft.com/wbem/wsman/1/wsman/RobustConnection');
      expect(acknowledged?.text).toContain('<s:Body><p:LastSequenceIdReceived>2</p:LastSequenceIdReceived></s:Body>');
      script.result('<q:Answer>1</q:Answer>');
    });
    expect((await Talker.Talk(both.remote, {}, { onWriteMessage: () => {} })).Answer).toBe('1');
  });

  it('after the answer is refused, and so is anything else', async () => {
    const after = await talk((script) => {
      script.message('<q:Talk_OUTPUT xmlns:q="u"/>').event('Debug', TEXT).end();
    });
    expect(after.outcome).toMatchObject({ message: expect.stringContaining('sent another message after its answer') });
    await both.close();
    const rest = await talk((script) => script.message('<q:Talk_OUTPUT xmlns:q="u"/>').raw('and more').end());
    expect(rest.outcome).toMatchObject({ name: 'MiError', result: 'FAILED' });
  });
});

describe('an answer', () => {
  it('that ends before the result is a failure', async () => {
    const { outcome, heard } = await talk((script) => script.event('Debug', TEXT).end());
    expect(heard).toEqual([['debug', 'text']]);
    expect(outcome).toMatchObject({ result: 'FAILED', message: expect.stringContaining('the answer is empty') });
  });

  it('that ends in the middle of a message is one that cannot be read', async () => {
    const { outcome } = await talk((script) =>
      script.event('Debug', TEXT).raw('<s:Envelope xmlns:s="u"><s:Body>').end(),
    );
    expect(outcome).toMatchObject({ result: 'FAILED', message: expect.stringContaining('cannot be read') });
  });

  it('that breaks off is a failure of the connection', async () => {
    const { outcome } = await talk(async (script) => {
      script.event('Confirm', `${TEXT}<i:PromptType>Normal</i:PromptType>`);
      await notices(both, 1);
      script.break();
    });
    expect(outcome).toMatchObject({
      result: 'FAILED',
      message: expect.stringMatching(/broke off|ended|closed|aborted/),
    });
  });

  it('that is a fault after events is that of the operation, and the connection lives on', async () => {
    const fault =
      '<s:Fault><s:Code><s:Value>s:Sender</s:Value><s:Subcode><s:Value>w:AccessDenied</s:Value></s:Subcode></s:Code>' +
      '<s:Reason><s:Text>no</s:Text></s:Reason></s:Fault>';
    const { outcome } = await talk((script) => script.event('Debug', TEXT).message(fault).end());
    expect(outcome).toMatchObject({ result: 'ACCESS_DENIED', message: 'invoke Talker.Talk: no' });
    const before = both.server.connections.opened;
    await both.remote.testConnection();
    expect(both.server.connections.opened).toBe(before);
  });
});

describe('a question whose answer the server does not take', () => {
  const question = `${TEXT}<i:PromptType>Normal</i:PromptType>`;

  it('fails with what the server says of the operation, where it says something', async () => {
    const fault =
      '<s:Fault><s:Code><s:Value>s:Receiver</s:Value><s:Subcode><s:Value>w:QuotaLimit</s:Value></s:Subcode></s:Code>' +
      '<s:Reason><s:Text>too long</s:Text></s:Reason></s:Fault>';
    const { outcome } = await talk(async (script) => {
      script.event('Confirm', question);
      await notices(both, 1);
      script.message(fault).end();
    });
    expect(outcome).toMatchObject({ result: 'SERVER_LIMITS_EXCEEDED', message: 'invoke Talker.Talk: too long' });
  });

  it('fails with the reason after a while, where the server waits on', async () => {
    const { outcome } = await talk((script) => void script.event('Confirm', question));
    expect(outcome).toMatchObject({
      result: 'FAILED',
      message: expect.stringMatching(/the server has not taken an answer: .*there is no such operation/),
    });
  });

  it('changes nothing where the answer does not count', async () => {
    const { outcome, heard } = await talk(
      async (script) => {
        script.event('Confirm', question);
        await notices(both, 1);
        script.result('<q:Answer>1</q:Answer>');
      },
      { promptUserMode: 'report' },
    );
    expect([outcome, heard]).toEqual(['1', [['text', 'normal']]]);
  });
});
