import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { printMof, readMofFiles } from '../../../generator/source/mof/index.js';
import { MiError } from '../../../runtime/errors.js';
import { likeTest } from '../../../runtime/memory/wql/comparison.js';
import { parseQuery } from '../../../runtime/memory/wql/parser.js';
import { CimDateTime, CimInterval, CimReference, parseDatetime } from '../../../runtime/values/index.js';
import { expectGood, fuzz } from './fuzz.js';
import { mutatedBytes } from './mof-mutations.js';

const words = (text: string) => fc.constantFrom(...text.split(' '));
/** The same piece many times: what is nested, and what has no end. */
const repeated = (piece: fc.Arbitrary<string>) =>
  fc.tuple(piece, fc.integer({ min: 20, max: 400 })).map(([text, times]) => text.repeat(times));

/** A text of pieces, now and then with one of them many times. */
function textOf(pieces: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const unit = fc.oneof({ weight: 12, arbitrary: pieces }, { weight: 1, arbitrary: repeated(pieces) });
  return fc.array(unit, { maxLength: 24 }).map((units) => units.join(''));
}

const mofPiece = fc.oneof(
  words('{ } ( ) [ ] , ; : = " \' \\ /* */ // # $ + - . @ \0 \n \r \t \ud800 \udc00 \ufeff \u202e'),
  words('class\tX instance\tof\tX Qualifier\tQ #pragma\tnamespace("a") #pragma\tinclude("a.mof") uint8\tA string\tB'),
  words('{A=instance\tof\tX "a" "\\x00" \'b\' 0x 1e9 -1 TRUE NULL as\t$A $A REF [Key] Values{"a"} };'),
  fc.string({ unit: 'binary', maxLength: 6 }),
);

const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 200 }),
  fc
    .tuple(
      fc.constantFrom([], [0xff, 0xfe], [0xfe, 0xff], [0xef, 0xbb, 0xbf], [0x41, 0], [0, 0x41]),
      textOf(mofPiece),
      fc.constantFrom<BufferEncoding[]>('utf8', 'utf16le', 'latin1'),
      fc.uint8Array({ maxLength: 3 }),
    )
    .map(([head, text, encoding, tail]) => Buffer.concat([Buffer.from(head), Buffer.from(text, encoding), tail])),
  mutatedBytes,
);

function read(content: Uint8Array) {
  const readFile = (path: string) => {
    if (path !== 'a.mof') throw new Error('there is only one file');
    return content;
  };
  return readMofFiles(['a.mof'], { namespace: 'root/test', readFile });
}

describe('bytes that may be anything', () => {
  fuzz(
    'are a schema or have diagnostics, and a schema is printed so that it is read again',
    16_000,
    bytes,
    (content) => {
      const { schema, diagnostics } = read(content);
      expectGood(diagnostics);
      if (diagnostics.length > 0) return;
      const again = read(Buffer.from(printMof(schema)));
      expect(again.diagnostics).toEqual([]);
      expect(again.schema).toEqual(schema);
    },
  );
});

/** The result of a reader, or null for an error of the kind that it throws. Any other error is one of ours. */
function readOrRefuse<T>(reader: () => T, kind: abstract new (...args: never) => Error): T | null {
  try {
    return reader();
  } catch (error) {
    if (!(error instanceof kind)) throw error;
    expect(error.message).toMatch(/\S/);
    return null;
  }
}

const wqlPiece = fc.oneof(
  words(
    'SELECT\t FROM\t WHERE\t WITHIN\t GROUP\t ASSOCIATORS\tOF\t REFERENCES\tOF\t AND\t OR\t NOT\t LIKE\t ISA\t IS\tNULL\t',
  ),
  words('* , . ( ) = <> != < <= > >= { } " \' \\ \\" % _ [ ] ^ 1 -1.5e3 0x1F 1e TRUE\t NULL\t A\t A.B\t __this\t'),
  words('{A.B="c"} {A="} \'x\' "y" AssocClass=A\t KeysOnly\t Größe\t'),
  fc.string({ unit: 'binary', maxLength: 4 }),
);
const query = fc
  .tuple(fc.constantFrom('', 'SELECT * FROM A WHERE ', 'ASSOCIATORS OF ', 'SELECT '), textOf(wqlPiece))
  .map(([head, tail]) => (head + tail).replaceAll('\t', ' '));

const pathPiece = fc.oneof(
  words(
    'root/cimv2: \\\\srv\\root: winmgmts: A . = =@ , " \' \\ \\\\ \\" 1 -1 0x1F 1.5 TRUE a.b= A.B="c" ! { } / : \n',
  ),
  fc.string({ unit: 'binary', maxLength: 4 }),
);
const datetimePiece = fc.oneof(
  words('2024 0229 1231 235959 . 000000 ****** + - 060 000 : :000 00000001 T Z / ** 20240229235959.999999+060'),
  words('20240230000000.000000+000 00000001000000.000000:000 **************.******:000 2024-02-29T10:00:00Z'),
  fc.string({ unit: 'binary', maxLength: 3 }),
);

describe('a text that may be anything', () => {
  fuzz('is a query, or is refused as one', 24_000, query, (text) => {
    const kind = readOrRefuse(() => parseQuery(text).kind, MiError);
    expect([null, 'select', 'associators', 'references']).toContain(kind);
  });

  fuzz(
    'is a pattern of LIKE, or has no end',
    16_000,
    fc.tuple(textOf(wqlPiece), textOf(wqlPiece)),
    ([pattern, text]) => {
      const test = likeTest(pattern);
      if (test === null) expect(pattern).toContain('[');
      else expect(test(text)).toBeTypeOf('boolean');
    },
  );

  fuzz('is an object path, which is written so that it is read again', 24_000, textOf(pathPiece), (text) => {
    const path = readOrRefuse(() => CimReference.parse(text), SyntaxError);
    if (path !== null) expect(CimReference.parse(String(path))).toEqual(path);
  });

  fuzz('is a datetime, which is written so that it is read again', 24_000, textOf(datetimePiece), (text) => {
    const value = readOrRefuse(() => parseDatetime(text), SyntaxError);
    if (value !== null) expect(String(parseDatetime(String(value)))).toBe(String(value));
    readOrRefuse(() => CimDateTime.parse(text), SyntaxError);
    readOrRefuse(() => CimInterval.parse(text), SyntaxError);
  });
});
