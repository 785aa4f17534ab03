import { beforeEach, describe, expect, it, vi } from 'vitest';
import { MemoryRepository } from '../../../runtime/memory/index.js';
import type { ProtocolSession } from '../../../runtime/protocol.js';
import { CimReference } from '../../../runtime/values/index.js';
import { instance, mof, requests, run } from './harness.js';

const SCHEMA = mof(`
  class Part { uint8 Size; string Label; };
  class BigPart : Part { };
  class Thing {
    [Key] uint32 Id;
    string Text;
    boolean Flag;
    uint64 Big;
    sint64 Signed;
    real32 Small;
    real64 Real;
    datetime Moment;
    datetime Span;
    char16 Letter;
    uint16 List[];
    [EmbeddedInstance("Part")] string Content;
    Thing ref Next;
  };
  class Special : Thing { string Extra; };
  instance of Thing {
    Id = 1; Text = "Alpha"; Flag = TRUE; Big = 18446744073709551615; Signed = -9223372036854775808; Small = 0.1; Real = 2.5;
    Moment = "20250101120000.000000+000"; Span = "00000001000000.000000:000"; Letter = 'a'; List = { 1, 2 };
    Content = instance of Part { Size = 5; Label = "one"; }; Next = "Thing.Id=2";
  };
  instance of Thing {
    Id = 2; Text = "beta_50%"; Flag = FALSE; Big = 18446744073709551614; Signed = 7; Small = 1.5; Real = -0.25;
    Moment = "20250101130000.000001+060"; Span = "00000000120000.000000:000"; Letter = 'B';
    Content = instance of BigPart { Size = 200; }; Next = "root/test:Thing.Id=1";
  };
  instance of Thing { Id = 3; };
  instance of Special { Id = 4; Text = "say \\"it's\\" C:\\\\"; Extra = "x"; Moment = "20250101******.000000+000"; };
`);

let session: ProtocolSession;
beforeEach(async () => {
  session = await new MemoryRepository({ schema: SCHEMA }).newSession({});
});

/** The ids of the things for which the condition holds; the failure where there is one. */
async function ids(where: string): Promise<unknown> {
  return answer(`SELECT * FROM Thing WHERE ${where}`);
}

async function answer(query: string): Promise<unknown> {
  const { failure, instances } = await run(session, requests.query(query));
  return failure ?? instances.map((one) => one.get('Id'));
}

describe('a condition', () => {
  it.each<[condition: string, ids: readonly number[]]>([
    // Strings, in any letter case
    ["Text = 'alpha'", [1]],
    ['Text = "ALPHA"', [1]],
    ["Text <> 'alpha'", [2, 4]],
    ["Text != 'alpha'", [2, 4]],
    ["Text < 'b'", [1]],
    ["Text >= 'BETA_50%'", [2, 4]],
    [String.raw`Text = "say \"it's\" c:\\"`, [4]],
    [String.raw`Text = 'say "it\'s" C:\\'`, [4]],
    ["Letter = 'A'", [1]],
    ['Text = 5', []],
    // Numbers
    ['Id = 1', [1]],
    ["Id = '1'", [1]],
    ['Id = 0x2', [2]],
    ['Id <= 2', [1, 2]],
    ['Id > 2.5', [3, 4]],
    ['3 > Id', [1, 2]],
    ['Id = 11b', [3]],
    ['Id = 03', [3]],
    ["Id = '0x3'", [3]],
    ["Id = ' +3 '", [3]],
    ['Big = 0xFFFFFFFFFFFFFFFF', [1]],
    ['Id < 99999999999999999999999', [1, 2, 3, 4]],
    ["Real < 'INF'", [1, 2]],
    ["Real > '-INF'", [1, 2]],
    ['1 = Id', [1]],
    ['4 <= Id', [4]],
    ['Id = +1', [1]],
    ['Big = 18446744073709551615', [1]],
    ['Big < 18446744073709551615', [2]],
    ["Big = '18446744073709551614'", [2]],
    ['Signed = -9223372036854775808', [1]],
    ['Signed > -1', [2]],
    ['Small = 0.1', [1]],
    ['Small > 1', [2]],
    ['Real = 25e-1', [1]],
    ['Real < -.2', [2]],
    ['Real = 2.5', [1]],
    // Booleans
    ['Flag = TRUE', [1]],
    ['Flag = true', [1]],
    ['Flag = 1', [1]],
    ['Flag <> 1', [2]],
    ["Flag = 'False'", [2]],
    ['Flag != FALSE', [1]],
    ["Flag = 'yes'", [1]],
    ["Flag = ' NO '", [2]],
    ["Flag = '0'", [2]],
    // Moments, whatever their offset
    ["Moment = '20250101130000.000000+060'", [1]],
    ["Moment > '20250101120000.000000+000'", [2]],
    ["Moment <= '20250101120000.000000+000'", [1]],
    ["Moment = '20250101******.000000+000'", [4]],
    ["Moment > '2025-01-01 12:00:00:000'", [2]],
    ["Moment = '2025-01-01 12:00:00'", [1]],
    ["Moment = '2025-01-01T13:00:00.000001+01:00'", [2]],
    ["Moment >= '2025/1/1 12:00 PM'", [1, 2]],
    ["Moment < '2025-01-02'", [1, 2]],
    ["Span = 'P1D'", [1]],
    ["Span = 'PT12H'", [2]],
    ["Moment > '00000001000000.000000:000'", []],
    ["Span < '00000001000000.000000:000'", [2]],
    ["Span = '00000001000000.000000:000'", [1]],
    // References, however they are written
    ["Next = 'Thing.Id=2'", [1]],
    [String.raw`Next = '\\\\SERVER\\root\\test:thing.id=2'`, [1]],
    ["Next <> 'root/test:Thing.Id=2'", [2]],
    ["Next = 'Thing=2'", [1]],
    ["Next = 'Thing.Id=\\'0x2\\''", [1]],
    ["Next = 'root/test:THING=10b'", [1]],
    ["'Thing=1' = Next", [2]],
    // Null
    ['Text IS NULL', [3]],
    ['Text IS NOT NULL', [1, 2, 4]],
    ['Text = NULL', [3]],
    ['NULL <> Text', [1, 2, 4]],
    ['List IS NULL', [2, 3, 4]],
    ['Content IS NOT NULL', [1, 2]],
    // Within an embedded instance
    ['Content.Size = 5', [1]],
    ['Content.Size > 5', [2]],
    ["Content.label = 'ONE'", [1]],
    ["Content.Label LIKE 'o%'", [1]],
    ['Content.Label IS NULL', [2, 3, 4]],
    ['Content.Nothing = 5', []],
    ['Content.Size.Deeper = 5', []],
    ["Content.Size = 'five'", []],
    ["Content.__CLASS = 'BigPart'", [2]],
    // Classes
    ["Content ISA 'Part'", [1, 2]],
    ['Content ISA "bigpart"', [2]],
    ["NOT Content ISA 'BigPart'", [1]],
    ["__this ISA 'Special'", [4]],
    ["__CLASS = 'Thing'", [1, 2, 3]],
    ["__class LIKE 'sp%'", [4]],
    ["__SUPERCLASS = 'Thing'", [4]],
    ['__SUPERCLASS IS NULL', [1, 2, 3]],
    ["__DYNASTY = 'Thing'", [1, 2, 3, 4]],
    ["__NAMESPACE = 'root/test'", [1, 2, 3, 4]],
    ["__RELPATH = 'Thing.Id=3'", [3]],
    // Logic: NOT binds tighter than AND, AND than OR
    ['Id = 1 OR Id = 2 AND Flag = TRUE', [1]],
    ['(Id = 1 OR Id = 2) AND Flag = FALSE', [2]],
    ['NOT Id = 1 AND Id < 3', [2]],
    ['NOT (Id = 1 AND Id < 3)', [2, 3, 4]],
    ['NOT NOT Id = 1', [1]],
    ['not (id = 1 or (id = 2))', [3, 4]],
    // What is unknown is neither true nor false
    ["NOT Text = 'alpha'", [2, 4]],
    ["Text = 'alpha' OR Id = 3", [1, 3]],
    ["NOT (Text = 'alpha' AND Id = 3)", [1, 2, 4]],
    ["Text = 'x' OR NOT Text = 'x'", [1, 2, 4]],
  ])('%s', async (condition, expected) => {
    expect(await ids(condition)).toEqual(expected);
  });

  it.each<[pattern: string, texts: readonly string[]]>([
    ['', ['']],
    ['%', ['', 'a', 'abc', 'a_c', '[x]', 'A%', 'ab\nc']],
    ['a%', ['a', 'abc', 'a_c', 'A%', 'ab\nc']],
    ['%c', ['abc', 'a_c', 'ab\nc']],
    ['a_c', ['abc', 'a_c']],
    ['a[_]c', ['a_c']],
    ['a[%]', ['A%']],
    ['[[]x]', ['[x]']],
    ['[[]X%', ['[x]']],
    ['a[a-c]c', ['abc']],
    ['a[^a-c]c', ['a_c']],
    ['a[xyzb]c', ['abc']],
    ['a[^xyz]c', ['abc', 'a_c']],
    ['_[b-]c', ['abc']],
    ['%b%c%', ['abc', 'ab\nc']],
    ['%]', ['[x]']],
    ['%[]]', ['[x]']],
    ['abcd', []],
  ])('LIKE %j', async (pattern, expected) => {
    const texts = ['', 'a', 'abc', 'a_c', '[x]', 'A%', 'ab\nc'];
    const repository = new MemoryRepository({ schema: mof('class T { [Key] string Text; };') });
    session = await repository.newSession({});
    for (const text of texts) await run(session, requests.create(instance('T', ['Text', 'string', text])));
    const { instances } = await run(session, requests.query(`SELECT * FROM T WHERE Text LIKE '${pattern}'`));
    expect(instances.map((one) => one.get('Text'))).toEqual(expected);
  });

  it('takes no time for a pattern with many places to try', async () => {
    const repository = new MemoryRepository({ schema: mof('class T { [Key] string Text; };') });
    session = await repository.newSession({});
    await run(session, requests.create(instance('T', ['Text', 'string', 'a'.repeat(2000)])));
    const { instances } = await run(session, requests.query(`SELECT * FROM T WHERE Text LIKE '${'%a'.repeat(500)}%b'`));
    expect(instances).toEqual([]);
  });

  it('compares a real32 by the digits that it keeps', async () => {
    const small = instance('Thing', ['Id', 'uint32', 9], ['Small', 'real32', Math.fround(0.1)]);
    expect((await run(session, requests.create(small))).failure).toBeNull();
    expect(await ids('Small = 0.1')).toEqual([1, 9]);
    expect(await ids('Small > 0.1')).toEqual([2]);
  });

  it('can hold very many tests', async () => {
    expect(await ids(Array.from({ length: 20_000 }, () => 'Id = 1').join(' OR '))).toEqual([1]);
    expect(await ids(`${'('.repeat(150)}Id = 1${')'.repeat(150)}`)).toEqual([1]);
  });
});

describe('SELECT', () => {
  it('gives instances of subclasses, whole', async () => {
    const { instances } = await run(session, requests.query('select * from thing where id = 4'));
    expect(instances[0]?.className).toBe('Special');
    expect(instances[0]?.get('Extra')).toBe('x');
  });

  it.each<[list: string, names: readonly string[]]>([
    ['Id', ['Id']],
    ['text, ID , Big', ['Id', 'Text', 'Big']],
    ['Content.Size', ['Content']],
    ['__CLASS, __PATH, Id', ['Id']],
    ['*', SCHEMA.classes.find(({ name }) => name === 'Thing')?.properties.map(({ name }) => name) ?? []],
  ])('%s', async (list, names) => {
    const { instances } = await run(session, requests.query(`SELECT ${list} FROM Thing WHERE Id = 1`));
    expect(instances.map(({ elements }) => elements.map(({ name }) => name))).toEqual([names]);
  });

  it('keeps types, keys and the class', async () => {
    const { instances } = await run(session, requests.query('SELECT Id FROM Thing WHERE Id = 4'));
    expect(instances[0]).toMatchObject({ className: 'Special', namespace: 'root/test' });
    expect(instances[0]?.elements).toEqual([{ name: 'Id', type: 'uint32', array: false, value: 4, key: true }]);
  });

  it('gives what a property called like a keyword holds', async () => {
    const repository = new MemoryRepository({
      schema: mof('class T { [Key] string From; string Where; }; instance of T { From = "a"; Where = "b"; };'),
    });
    session = await repository.newSession({});
    const { instances } = await run(session, requests.query("SELECT From, Where FROM T WHERE Where = 'B'"));
    expect(instances[0]?.toJSON()).toEqual({ From: 'a', Where: 'b' });
  });

  it.each(['e\u0301le\u0300ve', 'नमस्ते', 'A\u{1D4B3}', '€'])('takes every name that MOF does: %s', async (name) => {
    const schema = mof(`class ${name} { [Key] string ${name}; ${name} ref Next; };
      instance of ${name} { ${name} = "b"; Next = "${name}.${name}=\\"b\\""; };`);
    const repository = await new MemoryRepository({ schema }).newSession({});
    const query = `SELECT ${name} FROM ${name} WHERE ${name} = 'b' AND Next = '${name}.${name}="b"'`;
    const { instances, failure } = await run(repository, requests.query(query));
    expect([failure, instances.map((one) => one.get(name))]).toEqual([null, ['b']]);
  });

  it('answers with what was there when it was asked', async () => {
    const seen: unknown[] = [];
    const { failure } = await run(session, requests.query('SELECT * FROM Thing'), {
      instanceResult: async (one) => {
        seen.push(one.get('Id'));
        if (seen.length === 1) await run(session, requests.delete(instance('Thing', ['Id', 'uint32', 3])));
      },
    });
    expect([failure, seen]).toEqual([null, [1, 2, 3, 4]]);
  });
});

const TWO_PROPERTIES =
  'the repository in memory compares a property with a value (a text stands in quotes), not two properties. For what ' +
  'has changed, take all changes and compare TargetInstance with PreviousInstance in the program, or name a value ' +
  'for each: $modified(session, { within, where, previous }) of a generated class does both';

describe('a query is refused', () => {
  const at = (column: number, reason: string) => `INVALID_QUERY: WQL, line 1, column ${column}: ${reason}`;
  it.each<[query: string, message: string]>([
    ['', at(1, 'expected SELECT, ASSOCIATORS OF or REFERENCES OF, got the end of the query')],
    ['DELETE FROM Thing', at(1, 'expected SELECT, ASSOCIATORS OF or REFERENCES OF, got "DELETE"')],
    ['SELECT FROM Thing', at(13, 'expected FROM, got "Thing"')],
    ['SELECT * FORM Thing', at(10, 'expected FROM, got "FORM"')],
    ['SELECT * FROM', at(14, 'expected a class, got the end of the query')],
    ['SELECT Id, FROM Thing', at(17, 'expected FROM, got "Thing"')],
    ['SELECT Id. FROM Thing', at(17, 'expected FROM, got "Thing"')],
    ['SELECT * FROM Thing ORDER BY Id', at(21, 'expected the end of the query, got "ORDER"')],
    ['SELECT * FROM Thing, Part', at(20, 'expected the end of the query, got ","')],
    ['SELECT * FROM Thing WITHIN 2', at(28, 'WITHIN is for subscriptions')],
    ['SELECT * FROM Thing WITHIN x', at(28, 'expected a number of seconds, got "x"')],
    ['SELECT Idd FROM Thing', at(8, 'Thing has no property Idd; did you mean "Id"?')],
    ['SELECT * FROM Thing WHERE', at(26, 'expected a property, got the end of the query')],
    ['SELECT * FROM Thing WHERE Id', at(29, 'expected =, <>, <, <=, >, >=, LIKE, ISA or IS, got the end of the query')],
    [
      'SELECT * FROM Thing WHERE Id =',
      at(31, 'expected a text in quotes, a number, TRUE, FALSE or NULL, got the end of the query'),
    ],
    ['SELECT * FROM Thing WHERE Id = Big', at(32, TWO_PROPERTIES)],
    ['SELECT * FROM Thing WHERE Content.Size <> Next.Id', at(43, TWO_PROPERTIES)],
    ['SELECT * FROM Thing WHERE 1 LIKE Id', at(29, 'expected =, <>, <, <=, > or >=, got "LIKE"')],
    ['SELECT * FROM Thing WHERE 1 = 1', at(31, 'expected a property, got "1"')],
    ['SELECT * FROM Thing WHERE (Id = 1', at(34, 'expected AND, OR or ")", got the end of the query')],
    ['SELECT * FROM Thing WHERE Id = 1)', at(33, 'expected the end of the query, got ")"')],
    ['SELECT * FROM Thing WHERE Text IS 5', at(35, 'expected NULL, got "5"')],
    ["SELECT * FROM Thing WHERE Text IS NOT 'x'", at(39, 'expected NULL, got "x"')],
    ['SELECT * FROM Thing WHERE Id >= NULL', at(33, 'NULL is compared with = and <>, not with >=')],
    ['SELECT * FROM Thing WHERE Text LIKE 5', at(37, 'expected a pattern in quotes, got "5"')],
    ['SELECT * FROM Thing WHERE Content ISA Part', at(39, 'expected a class in quotes, got "Part"')],
    ["SELECT * FROM Thing WHERE Text = 'open", at(34, 'the text that begins here has no end')],
    [
      String.raw`SELECT * FROM Thing WHERE Text = 'C:\Windows'`,
      at(37, String.raw`a backslash in a text is written twice: \\`),
    ],
    ['SELECT * FROM Thing WHERE Id ~ 1', at(30, 'unexpected character "~"')],
    ['SELECT * FROM Thing WHERE Nam = 1', at(27, 'Thing has no property Nam')],
    ['SELECT * FROM Thing WHERE Txt.Size = 1', at(27, 'Thing has no property Txt; did you mean "Text"?')],
    ["SELECT * FROM Thing WHERE Id = 'four'", at(32, 'Id: "four" is no value of the type uint32')],
    ['SELECT * FROM Thing WHERE Id = TRUE', at(32, 'Id: TRUE is no value of the type uint32')],
    ['SELECT * FROM Thing WHERE Text = FALSE', at(34, 'Text: FALSE is no value of the type string')],
    ['SELECT * FROM Thing WHERE Flag = 2', at(34, 'Flag: 2 is no value of the type boolean')],
    ["SELECT * FROM Thing WHERE Flag = 'constructor'", at(34, 'Flag: "constructor" is no value of the type boolean')],
    ['SELECT * FROM Thing WHERE Flag > FALSE', at(27, 'Flag is boolean: it is compared with = and <> only')],
    [
      "SELECT * FROM Thing WHERE Moment = '2025-02-29'",
      at(36, 'Moment: invalid CIM datetime "2025-02-29": the month has no day 29'),
    ],
    [
      "SELECT * FROM Thing WHERE Moment = '01/02/2025'",
      at(
        36,
        'Moment: invalid CIM datetime "01/02/2025": the order of day and month depends on the language: write yyyy-mm-dd',
      ),
    ],
    ['SELECT * FROM Thing WHERE Moment = 5', at(36, 'Moment: 5 is no value of the type datetime')],
    [
      "SELECT * FROM Thing WHERE Next = '?'",
      at(34, 'Next: invalid object path "?": it does not begin with a class, or a namespace and a class'),
    ],
    ['SELECT * FROM Thing WHERE Next = 5', at(34, 'Next: 5 is no object path')],
    ["SELECT * FROM Thing WHERE Next = 'Thing.Id=\\'x\\''", at(34, 'Next: Id: "x" is no value of the type uint32')],
    ['SELECT * FROM Thing WHERE Id = 0x', at(32, '"0x" is no number')],
    ['SELECT * FROM Thing WHERE Id = 09', at(32, '"09" is no number')],
    ['SELECT * FROM Thing WHERE Id = 12b', at(32, '"12b" is no number')],
    ["SELECT * FROM Thing WHERE Next > 'Thing.Id=1'", at(27, 'Next is ref Thing: it is compared with = and <> only')],
    ['SELECT * FROM Thing WHERE List = 1', at(34, 'List is uint16[], which WQL cannot compare')],
    ['SELECT * FROM Thing WHERE Content = 1', at(37, 'Content is instance of Part, which WQL cannot compare')],
    ["SELECT * FROM Thing WHERE Id LIKE '1%'", at(27, 'Id is uint32: LIKE is for strings')],
    ["SELECT * FROM Thing WHERE Text LIKE 'a[b'", at(37, 'a "[" of the pattern has no "]"; "[[]" is the character')],
    ["SELECT * FROM Thing WHERE Text ISA 'Part'", at(27, 'Text is string: ISA is for embedded instances')],
    [
      `SELECT * FROM Thing WHERE ${'('.repeat(300)}Id = 1${')'.repeat(300)}`,
      at(227, 'the condition nests deeper than 200'),
    ],
    [`SELECT * FROM Thing WHERE ${'NOT '.repeat(100_000)}Id = 1`, at(827, 'the condition nests deeper than 200')],
    [
      'SELECT *\r\nFROM Thing\n  WHERE Idd = 1',
      'INVALID_QUERY: WQL, line 3, column 9: Thing has no property Idd; did you mean "Id"?',
    ],
    ['SELECT * FROM Nothing', 'INVALID_CLASS: there is no class Nothing in root/test'],
    ["SELECT * FROM Thing WHERE Content ISA 'Prt'", 'INVALID_CLASS: there is no class Prt in root/test'],
    [
      'SELECT * FROM meta_class',
      'NOT_SUPPORTED: WQL, line 1, column 15: the repository in memory does not support queries for classes (enumerateClasses() reads them)',
    ],
    [
      'SELECT * FROM Thing GROUP WITHIN 5',
      'NOT_SUPPORTED: WQL, line 1, column 21: the repository in memory does not support groups of events (GROUP)',
    ],
  ])('%.60s', async (query, message) => {
    expect((await run(session, requests.query(query))).failure).toBe(message);
  });

  it('for another language than WQL, in any letter case', async () => {
    const ask = async (dialect: string) =>
      (await run(session, requests.query('SELECT * FROM Thing', { dialect }))).failure;
    expect(await ask('wql')).toBeNull();
    expect(await ask('DMTF:CQL')).toBe(
      'QUERY_LANGUAGE_NOT_SUPPORTED: the repository in memory reads WQL, not "DMTF:CQL"',
    );
  });

  it('for a namespace that is not there', async () => {
    const { failure } = await run(session, requests.query('SELECT * FROM Thing', { namespace: 'root/none' }));
    expect(failure).toBe('INVALID_NAMESPACE: there is no namespace root/none');
  });
});

describe('what references lead to', () => {
  it('is told by its keys, not by how the reference was made', async () => {
    const keys = instance('Thing', ['Id', 'uint32', 1]).elements;
    await run(
      session,
      requests.create(instance('Thing', ['Id', 'uint32', 9], ['Next', 'reference', new CimReference('THING', keys)])),
    );
    expect(await ids("Next = 'Thing.Id=1'")).toEqual([2, 9]);
  });
});

it('copies what it finds, and nothing else', async () => {
  const schema = mof(`
    class Blob { [Key] uint32 Id; uint8 Bytes[]; };
    instance of Blob { Id = 1; Bytes = { 1 }; }; instance of Blob { Id = 2; Bytes = { 2 }; };
    instance of Blob { Id = 3; Bytes = { 3 }; }; instance of Blob { Id = 4; Bytes = { 4 }; };
  `);
  session = await new MemoryRepository({ schema }).newSession({});
  const copied = vi.spyOn(Uint8Array, 'from');
  try {
    expect(await answer('SELECT * FROM Blob WHERE id > 2')).toEqual([3, 4]);
    expect(await answer('SELECT Id FROM Blob')).toEqual([1, 2, 3, 4]);
    expect(copied.mock.calls).toEqual([[Uint8Array.of(3)], [Uint8Array.of(4)]]);
  } finally {
    copied.mockRestore();
  }
});
