import assert from 'node:assert/strict';
import { expectSuccess } from '../../../runtime/invocation.js';
import type { OperationOptions } from '../../../runtime/options.js';
import type { ProgressRecord } from '../../../runtime/protocol.js';
import { isKnown, valueName } from '../../../runtime/value-map.js';
import { CimDateTime, type CimInstance, CimReference } from '../../../runtime/values/index.js';
import {
  Test_Alarm,
  Test_Base,
  Test_Derived,
  Test_Everything,
  Test_Leaf,
  Test_Link,
  Test_Many,
  Test_Never,
  Test_Point,
  Test_Service,
  Test_Service_Identify_ReturnValue,
} from './generated/root/test/index.js';
import { collect, DELIVERIES, later, NAMESPACE, sessionTest } from './tools/native-test.js';
import { library } from './tools/test-library.js';

const recorded = { recordRequests: 1 };
const key = (id: string) => ({ Id: id });

for (const delivery of DELIVERIES) {
  const options = { delivery };
  /** A test of generated classes, each of whose operations is given `options`. */
  const typedTest = (name: string, settings: Record<string, number>, run: Parameters<typeof sessionTest>[2]): void =>
    sessionTest(`${name} (${delivery})`, settings, run);

  typedTest('a typed static method', recorded, async (session) => {
    const { Sum, ReturnValue } = await Test_Service.Add(session, { A: 40, B: 2 }, options);
    assert.deepEqual([Sum, ReturnValue], [42, 0]);
    const { class: className, namespace, instance, flags } = library.lastRequest();
    assert.deepEqual(
      [className, namespace, instance, flags],
      ['Test_Service', NAMESPACE, null, delivery === 'pull' ? 0 : 1],
    );
  });

  typedTest('typed parameters of every type go out and come back', {}, async (session) => {
    const all = await Test_Everything.$get(session, key('all'), options);
    const sent = {
      Boolean: true,
      Uint8: 255,
      Sint8: -128,
      Uint16: 65_535,
      Sint16: -32_768,
      Uint32: 4_294_967_295,
      Sint32: -2_147_483_648,
      Uint64: 2n ** 64n - 1n,
      Sint64: -(2n ** 63n),
      Real32: 0.5,
      Real64: Math.PI,
      Char16: '€',
      Datetime: CimDateTime.parse('20260717093015.123456+060'),
      String: 'non-BMP \u{1F600}',
      Booleans: [true, false],
      Uint8s: new Uint8Array([0, 255]),
      Sint8s: [-128, 127],
      Uint16s: [65_535],
      Sint16s: [-32_768],
      Uint32s: [4_294_967_295],
      Sint32s: [-1],
      Uint64s: [2n ** 63n],
      Sint64s: [],
      Real32s: [1.5],
      Real64s: [0.1],
      Char16s: ['中'],
      Datetimes: [CimDateTime.parse('20260717093015.123456+060')],
      Strings: ['', 'two'],
    };
    const point = { X: 1, Y: null, Label: { Text: 'deep' } };
    const given = {
      ...sent,
      Reference: all.$path,
      Embedded: point,
      EmbeddedObject: all,
      EmbeddedArray: [point, { X: 2 }],
    };
    const out = await Test_Service.Echo(session, given, options);
    const { Reference, Embedded, EmbeddedObject, EmbeddedArray, ReturnValue, ...rest } = out;
    assert.deepEqual(rest, sent);
    assert.equal(ReturnValue, 0);
    assert.equal(String(Reference), 'root/test:Test_Everything.Id="all"');
    assert.equal((await Reference?.get(session, options))?.Id, 'all');
    assert.ok(Embedded instanceof Test_Point);
    assert.equal(Embedded.Label?.Text, 'deep');
    assert.deepEqual([EmbeddedArray?.length, EmbeddedArray?.[1]?.X], [2, 2]);
    assert.equal(EmbeddedObject?.className, 'Test_Everything');
    assert.equal(EmbeddedObject.get('Uint64'), 9_007_199_254_740_993n);
  });

  typedTest('typed methods of an instance', recorded, async (session) => {
    const service = await Test_Service.$get(session, key('service'), options);
    const { ReturnValue, Id, Keys } = await expectSuccess(service.Identify({}, options));
    assert.deepEqual([ReturnValue, Id, Keys], [Test_Service_Identify_ReturnValue.Completed, 'service', 1]);
    assert.ok(isKnown(Test_Service_Identify_ReturnValue, ReturnValue));
    assert.equal(valueName(Test_Service_Identify_ReturnValue, 7), 'Reserved');
    assert.deepEqual([library.lastRequest().method, library.lastRequest().class], ['Identify', null]);
    assert.deepEqual(await service.Rename({ Caption: 'new' }, options), { ReturnValue: 'renamed', Previous: null });
    assert.equal((await service.$refresh(options)).Caption, 'new');
    for (const asWindows of [0, 1]) {
      library.set('asWindows', asWindows);
      assert.deepEqual(await service.Reset({}, options), {});
    }
    const unread = Test_Service.$at(session, key('service'));
    assert.equal((await unread.Rename({ Caption: 'newer' }, options)).Previous, 'new');
    await assert.rejects(Promise.resolve(Test_Service.$at(session, key('none')).Identify({}, options)), {
      name: 'MiError',
      result: 'NOT_FOUND',
    });
  });

  typedTest('an inherited method, and what the subclass redeclares', {}, async (session) => {
    const derived = await Test_Derived.$get(session, key('derived'), options);
    assert.equal((await derived.Grow({ By: 3 }, options)).Level, (derived.Level ?? 0) + 3);
    assert.ok(derived instanceof Test_Everything && derived instanceof Test_Base);
  });

  typedTest('$get of every type, of nulls and of nothing', {}, async (session) => {
    const all = await Test_Everything.$get(session, key('all'), options);
    assert.deepEqual([all.Uint64, all.Sint64, all.Char16], [9_007_199_254_740_993n, -9_007_199_254_740_993n, '€']);
    assert.ok(all.Timestamp instanceof CimDateTime && all.Embedded instanceof Test_Point);
    assert.equal(all.EmbeddedStrings?.[1]?.X, 9);
    assert.equal((await all.Reference?.get(session, options))?.Id, 'null');
    const nulls = await Test_Everything.$get(session, CimReference.parse('Test_Everything.Id="null"'), options);
    assert.deepEqual([nulls.Id, nulls.Uint64, nulls.Strings, nulls.Embedded], ['null', null, null, null]);
    await assert.rejects(Test_Everything.$get(session, key('none'), options), { name: 'MiError', result: 'NOT_FOUND' });
  });

  typedTest('$enumerate gives objects of the most derived classes', { manyCount: 50 }, async (session) => {
    const found = await collect(Test_Everything.$enumerate(session, options));
    const leaf = found.find((each) => each instanceof Test_Leaf);
    assert.ok(leaf instanceof Test_Leaf);
    assert.deepEqual([leaf.Id, leaf.Color], ['leaf', 'green']);
    assert.equal(found.filter((each) => each instanceof Test_Derived).length, 2);
    const many = await collect(Test_Many.$enumerate(session, options));
    assert.deepEqual([many.length, many[49]?.Index, many[49]?.Size], [50, 49, 49n << 33n]);
  });

  typedTest('$query', recorded, async (session) => {
    const leaves = await collect(Test_Leaf.$query(session, options));
    assert.deepEqual(
      leaves.map((leaf) => [leaf instanceof Test_Leaf, leaf.Id, leaf.Color]),
      [[true, 'leaf', 'green']],
    );
    const { kind, dialect, query } = library.lastRequest();
    assert.deepEqual([kind, dialect, query], ['QueryInstances', 'WQL', 'SELECT * FROM Test_Leaf']);
    const where = { Color: "green'", Level: { gt: 1 } } as const;
    await assert.rejects(collect(Test_Leaf.$query(session, { ...options, select: ['Color'], where })), {
      result: 'INVALID_QUERY',
    });
    const text = "SELECT Id, Color FROM Test_Leaf WHERE Color = 'green\\'' AND Level > 1";
    assert.equal(library.lastRequest().query, text);
  });

  typedTest('$subscribe', { indicationInterval: 100 }, async (session) => {
    const seen: unknown[] = [];
    for await (const { indication, bookmark, machineId } of Test_Alarm.$subscribe(session, options)) {
      assert.ok(indication instanceof Test_Alarm && indication.Origin instanceof Test_Point);
      seen.push([indication.Number, indication.Text, indication.Origin.Y, bookmark, machineId]);
      if (seen.length === 3) break;
    }
    const expected = [1, 2, 3].map((number) => [
      number,
      `Alarm ${number}`,
      -number,
      `bookmark-${number}`,
      'test-machine',
    ]);
    assert.deepEqual(seen, expected);
  });

  typedTest('$created asks for the events of instances', recorded, async (session) => {
    const created = Test_Leaf.$created(session, { ...options, within: 2, where: { Color: 'red' } });
    await assert.rejects(collect(created), { name: 'MiError', result: 'INVALID_QUERY' });
    const text =
      "SELECT * FROM __InstanceCreationEvent WITHIN 2 WHERE TargetInstance ISA 'Test_Leaf' AND TargetInstance.Color = 'red'";
    assert.equal(library.lastRequest().query, text);
  });

  typedTest('$create, $modify, $refresh and $delete', {}, async (session) => {
    const made = await Test_Leaf.$create(session, { Id: 'new', Color: 'red', Embedded: { X: 7 } }, options);
    assert.ok(made instanceof Test_Leaf);
    await made.$modify({ Uint64: 2n ** 60n, Uint8s: new Uint8Array([1]), Embedded: null }, options);
    const read = await Test_Leaf.$get(session, key('new'), options);
    assert.deepEqual(
      [read.Color, read.Uint64, read.Uint8s, read.Embedded],
      ['red', 2n ** 60n, new Uint8Array([1]), null],
    );
    await read.$modify({ Caption: 'later' }, options);
    assert.equal((await made.$refresh(options)).Caption, 'later');
    await made.$delete(options);
    await assert.rejects(read.$refresh(options), { result: 'NOT_FOUND' });
  });

  typedTest('$associators and $references', recorded, async (session) => {
    const all = Test_Everything.$at(session, key('all'));
    const others = await collect(all.$associators(Test_Link, { ...options, role: 'Antecedent' }));
    assert.deepEqual(others.map(({ Id }) => Id).sort(), ['leaf', 'null']);
    assert.ok(others.every((other) => other instanceof Test_Everything));
    const { associationClass, role, resultRole } = library.lastRequest();
    assert.deepEqual([associationClass, role, resultRole], ['Test_Link', 'Antecedent', null]);
    const links = await collect(all.$references(Test_Link, options));
    assert.deepEqual(links.map((link) => link.Dependent.toString()).sort(), [
      'root/test:Test_Everything.Id="null"',
      'root/test:Test_Leaf.Id="leaf"',
    ]);
  });

  for (const resultThreads of [0, 1]) {
    typedTest(`typed streams, threads of their own ${resultThreads}`, { resultThreads }, async (session) => {
      const call = Test_Service.Streams(session, { Count: 20, Size: 3 }, options);
      const numbers: number[] = [];
      for await (const number of call.stream('Numbers')) {
        numbers.push(number);
        // A slow reader holds the server back, and loses nothing.
        if (number % 20 === 0) await later(2);
      }
      const { Texts, ReturnValue } = await call;
      assert.deepEqual(
        numbers,
        Array.from({ length: 60 }, (_, index) => index),
      );
      assert.deepEqual(
        Texts,
        numbers.map((number) => `text ${number}`),
      );
      assert.equal(ReturnValue, 0);
    });
  }

  typedTest('typed streams of embedded instances', {}, async (session) => {
    // Their class is loaded when the first of them comes.
    const call = Test_Service.Streams(session, { Count: 5, Size: 3 }, options);
    const points = await collect(call.stream('Points'));
    assert.deepEqual(
      points.map((point) => [point?.X, point?.Label?.Text]),
      Array.from({ length: 15 }, (_, x) => [x, x % 2 === 0 ? 'even' : undefined]),
    );
    const { Points } = await Test_Service.Streams(session, { Count: 1 }, options);
    assert.deepEqual(
      Points?.map((point) => point?.X),
      [0, 1],
    );
  });

  typedTest('a typed stream that is left', {}, async (session) => {
    const call = Test_Service.Streams(session, { Count: 100, Size: 2 }, options);
    for await (const text of call.stream('Texts')) {
      assert.equal(text, 'text 0');
      break;
    }
    assert.equal((await call).ReturnValue, 0);
  });

  typedTest('prompts, errors, messages and progress of typed calls', {}, async (session) => {
    const said: unknown[] = [];
    const handlers: OperationOptions = {
      ...options,
      promptUserMode: 'inquire',
      writeErrorMode: 'inquire',
      onPromptUser: async (message, type) => {
        await later(1);
        said.push(`${type}: ${message}`);
        return 'yes';
      },
      onWriteError: (error: CimInstance) => {
        said.push(error.get('Message'));
        return 'yesToAll';
      },
      onWriteMessage: (channel, message) => void said.push(`${channel}: ${message}`),
      onProgress: ({ percentageComplete }: ProgressRecord) => void said.push(percentageComplete),
    };
    const prompted = await Test_Service.Prompt(session, { Message: 'Sure?', Count: 2 }, handlers);
    assert.deepEqual([prompted.Confirmed, said.splice(0)], [2, ['normal: Sure?', 'normal: Sure?']]);
    const errors = await Test_Service.WriteErrors(session, { Count: 2 }, handlers);
    assert.deepEqual([errors.Continued, said.splice(0)], [2, ['Error 0', 'Error 1']]);
    await Test_Service.Messages(session, { Count: 2 }, handlers);
    assert.deepEqual(said.splice(0), ['warning: Message 0', 'verbose: Message 1']);
    await Test_Service.Progress(session, { Count: 4 }, handlers);
    assert.deepEqual(said, [25, 50, 75, 100]);
  });

  typedTest('a typed call that fails', recorded, async (session) => {
    const failing = Test_Service.Fail(session, { Result: 5, Message: 'no such class' }, options);
    await assert.rejects(Promise.resolve(failing), {
      name: 'MiError',
      result: 'INVALID_CLASS',
      message: 'invoke Test_Service.Fail: no such class',
    });
  });

  typedTest('wrong arguments are refused before anything is sent', recorded, async (session) => {
    await session.testConnection(options);
    // @ts-expect-error: B is missing.
    await assert.rejects(Promise.resolve(Test_Service.Add(session, { A: 1 }, options)), { name: 'MiArgumentError' });
    const wide = Test_Service.Echo(session, { Uint8: 256 }, options);
    await assert.rejects(Promise.resolve(wide), { name: 'MiArgumentError' });
    assert.equal(library.lastRequest().kind, 'TestConnection');
  });

  typedTest('typed operations are cancelled for real', {}, async (session) => {
    const invocation = Test_Service.Never(session, {}, options);
    setTimeout(() => invocation.cancel(), 5);
    await assert.rejects(Promise.resolve(invocation), { name: 'AbortError' });
    const signal = AbortSignal.timeout(10);
    await assert.rejects(collect(Test_Never.$enumerate(session, { ...options, signal })), { name: 'TimeoutError' });
    const late = Test_Service.Never(session, {}, { ...options, timeout: 20 });
    await assert.rejects(Promise.resolve(late), { name: 'MiError', result: 'FAILED' });
  });

  typedTest('500 typed calls at once', { answerDelay: 1000 }, async (session) => {
    const calls = Array.from({ length: 500 }, (_, index) => Test_Service.Add(session, { A: index, B: 1 }, options));
    const sums = (await Promise.all(calls)).map(({ Sum }) => Sum);
    assert.deepEqual(
      sums,
      Array.from({ length: 500 }, (_, index) => index + 1),
    );
  });
}
