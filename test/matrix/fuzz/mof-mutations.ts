import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { globSync } from 'tinyglobby';
import { decodeFile } from '../../../generator/source/decode.js';
import { sharedFolder } from '../../tools/shared.js';

/** How many tokens of a sample are taken. */
const MOST_TOKENS = 400;

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** MOF of this project, and of others where that is there. */
const SAMPLES: readonly (readonly string[])[] = [
  ...filesIn(root, ['test/golden/*/schema.mof', 'test/generator/**/*.mof', 'generator/source/bundled/*/*.mof']),
  ...filesIn(sharedFolder() ?? '', ['corpora/{hard,pywbem-tests,omi-tests,dsc-schema,sblim}/**/*.{mof,mfl}']),
].flatMap(readSample);

function filesIn(folder: string, patterns: string[]): string[] {
  if (folder === '') return [];
  return globSync(patterns, { cwd: folder })
    .map((file) => join(folder, file))
    .sort();
}

function readSample(file: string): readonly string[][] {
  const text = decodeFile(readFileSync(file));
  return typeof text === 'string' ? [tokensOf(text)] : [];
}

/** The text in pieces: names, numbers, strings, comments, blanks, all else one by one. */
function tokensOf(text: string): string[] {
  return text.match(/\/\*.*?\*\/|\/\/[^\r\n]*|"(?:[^"\\]|\\.)*"|[\w$#]+|\s+|./gs) ?? [];
}

/** What stands somewhere in MOF, and what should not. */
const PIECES: readonly string[] = [
  ...'{ } ( ) [ ] , ; : = $ # \\ " \' /* */ // . - + @ \0 \x1a \u00a0 \ufeff \u202e \u200d \u3164 \ud800'.split(' '),
  ...'class instance of as ref qualifier #pragma true false null NULL void object string boolean datetime'.split(' '),
  ...'uint8 sint64 real32 char16 Key Write Static In Out Required Abstract Association Indication Override'.split(' '),
  ...'ValueMap Values BitMap BitValues EmbeddedInstance("X") MaxLen(3) MinValue(-1) Deprecated{"X.Y"}'.split(' '),
  ...'0 -1 256 1e999 0x1F 0128 101b 1.5 18446744073709551616 -9223372036854775809'.split(' '),
  ...'__proto__ constructor then toString CON index default Größe \u{1d54f} e\u0301 ReturnValue this'.split(' '),
  ...['"*/"', '"\\x0', '"a" "b"', '"\u2028::error::"', "'ab'", '"20240230000000.000000+000"', '"<b>{@link x}"', '"`"'],
  ...[
    '\n',
    '\r',
    '\t',
    ' ',
    '#pragma include ("b.mof")',
    '#pragma namespace ("root/other")',
    '#pragma namespace ("x")',
  ],
  ...['#pragma namespace ("..")', '#pragma include ("/dev/zero")', 'instance of __Namespace { Name = "x"; };'],
  ...['class X : X {};', 'class A : B {}; class B : A {};', '[Key] string K;', 'uint32 M([Out] uint8 P[]);'],
];

const place = fc.nat(2 ** 16);
const length = fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 1, max: 8 }) }, fc.integer({ min: 9, max: 60 }));
const anyText = fc.string({ unit: 'binary', maxLength: 8 });

/** A change of the tokens of a text. */
const change = fc.oneof(
  fc.record({ kind: fc.constant('remove' as const), at: place, length }),
  fc.record({ kind: fc.constant('repeat' as const), at: place, length, times: fc.integer({ min: 1, max: 12 }) }),
  fc.record({ kind: fc.constant('move' as const), at: place, length, to: place }),
  fc.record({ kind: fc.constant('insert' as const), at: place, text: fc.oneof(fc.constantFrom(...PIECES), anyText) }),
  fc.record({ kind: fc.constant('replace' as const), at: place, text: fc.constantFrom(...PIECES) }),
  fc.record({ kind: fc.constant('splice' as const), at: place, sample: place, from: place, length }),
  fc.record({ kind: fc.constant('end' as const), at: place }),
);
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

function changed(tokens: readonly string[], one: Change): readonly string[] {
  const at = one.at % (tokens.length + 1);
  switch (one.kind) {
    case 'remove':
      return tokens.toSpliced(at, one.length);
    case 'repeat': {
      const repeated = tokens.slice(at, at + one.length);
      return tokens.toSpliced(at, 0, ...Array.from({ length: one.times }, () => repeated).flat());
    }
    case 'move': {
      const moved = tokens.slice(at, at + one.length);
      return tokens.toSpliced(at, one.length).toSpliced(one.to % (tokens.length + 1), 0, ...moved);
    }
    case 'insert':
      return tokens.toSpliced(at, 0, one.text);
    case 'replace':
      return tokens.toSpliced(at, 1, one.text);
    case 'splice': {
      const other = SAMPLES[one.sample % SAMPLES.length] ?? [];
      const from = one.from % (other.length + 1);
      return tokens.toSpliced(at, 0, ...other.slice(from, from + one.length));
    }
    case 'end':
      return tokens.slice(0, at);
  }
}

/** A part of a sample that begins with a token. */
const part = fc.record({ sample: place, from: place }).map(({ sample, from }) => {
  const tokens = SAMPLES[sample % SAMPLES.length] ?? [];
  const start = tokens.length <= MOST_TOKENS ? 0 : from % tokens.length;
  return tokens.slice(start, start + MOST_TOKENS);
});

/** A text of MOF with a few changes. */
export const mutatedMof: fc.Arbitrary<string> = fc
  .tuple(part, fc.array(change, { maxLength: 6 }))
  .map(([tokens, changes]) => changes.reduce(changed, tokens).join(''));

const byteChange = fc.record({ at: place, byte: fc.oneof(fc.constantFrom(0, 0x22, 0x27, 0x5c, 0xff), fc.nat(255)) });
const encoding = fc.constantFrom('utf8', 'utf8', 'utf8', 'utf-8 with BOM', 'utf16le', 'utf16be', 'latin1', 'torn');

/** The same as bytes, some of them changed. */
export const mutatedBytes: fc.Arbitrary<Uint8Array> = fc
  .tuple(mutatedMof, encoding, fc.array(byteChange, { maxLength: 3 }))
  .map(([text, into, changes]) => {
    const bytes = encode(text, into);
    for (const { at, byte } of changes) if (bytes.length > 0) bytes[at % bytes.length] = byte;
    return bytes;
  });

function encode(text: string, into: string): Buffer {
  switch (into) {
    case 'utf-8 with BOM':
      return Buffer.from(`\ufeff${text}`, 'utf8');
    case 'utf16le':
      return Buffer.from(`\ufeff${text}`, 'utf16le');
    case 'utf16be':
      return Buffer.from(`\ufeff${text}`, 'utf16le').swap16();
    case 'torn':
      return Buffer.from(`\ufeff${text}`, 'utf16le').subarray(0, -1);
    default:
      return Buffer.from(text, into as BufferEncoding);
  }
}
