import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { printCimXml } from 'mi-codegen';
import { globSync } from 'tinyglobby';
import { afterAll, describe, expect, it } from 'vitest';
import { readMofText } from '../../../generator/source/mof/index.js';
import { readDocument, XmlError } from '../../../runtime/cim-xml/index.js';
import { sharedFolder } from '../../tools/shared.js';
import { fuzz } from './fuzz.js';

const folder = mkdtempSync(join(tmpdir(), 'mi-codegen-fuzz-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The longest sample: what is around a change does not matter. */
const LONGEST = 4000;

const own = readMofText(
  readFileSync(new URL('../../golden/embedded-texts/schema.mof', import.meta.url), 'utf8') +
    String.raw`instance of Test_KvpComponent { InstanceID = "a"; GuestIntrinsicExchangeItems = {
      "instance of Test_KvpItem { Name = \"<&\"; };" }; };`,
  { namespace: 'root/test' },
);

/** Documents of this project, and of others where they are there. */
const SAMPLES: readonly string[] = [
  printCimXml(own.schema),
  '<?xml version="1.0"?>\n<a b="1" xmlns:p="u"><c>x &lt; &#65;</c><!-- y --><![CDATA[z]]><p:d p:e=""/></a>',
  ...globSync(['cimxml/**/*.xml'], { cwd: sharedFolder() ?? '.', absolute: true })
    .sort()
    .flatMap((file) => (sharedFolder() === null ? [] : readFileSync(file, 'utf8')))
    .filter((text) => text.length <= LONGEST),
];

/** What stands somewhere in XML, and what should not. */
const PIECES: readonly string[] = [
  ...['<', '>', '/', '&', ';', '"', "'", '=', ' ', '\n', '\r', '\t', ':', '%', '\0', '\u0001', '\uFFFE', 'é', '😀'],
  ...['<!--', '-->', '--', '<![CDATA[', ']]>', '<?', '?>', '<?xml version="1.0"?>', '<?xml?>', '<?XML x?>', '<? x?>'],
  ...['<!DOCTYPE a>', '<!DOCTYPE a [<!ENTITY b "c">]>', '<!DOCTYPE a SYSTEM "x">', '<!ELEMENT a ANY>'],
  ...['&lt;', '&#65;', '&#x41;', '&#8;', '&#x110000;', '&nbsp;', '&#;', '&#x;', '&amp', '&#55357;'],
  ...['<a>', '</a>', '<a/>', '<a b="1"/>', '<1>', '<-a/>', '<a >', '< a>', '</ a>', '</a >', '<a/ >', '<?php x?>'],
  ...[' b="1"', " b='<'", ' 1="2"', ' b', ' b=1', ' xmlns="u"', ' xmlns:p="u"', ' xmlns:p=""', 'p:', ' p:b="2"'],
  ...['xml:lang="x"', ' xml:x="1"', ' xmlns:xml="http://www.w3.org/XML/1998/namespace"', ' xmlns:xmlns="u"'],
  ...['constructor', '__proto__', 'toString', ' constructor="1"', '<__proto__/>', '<toString/>'],
  ...['<VALUE.NULL/>', '<VALUE>', ' TYPE="uint8"', ' EmbeddedObject="instance"', '-1', '99999999999999999999', 'TRUE'],
];

const place = fc.nat(2 ** 16);
const change = fc.record({
  at: place,
  removed: fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 6 })),
  inserted: fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...PIECES) },
    fc.constant(''),
    fc.string({ unit: 'binary', maxLength: 4 }),
  ),
});

const mutated = fc
  .tuple(fc.nat(SAMPLES.length - 1), fc.array(change, { minLength: 1, maxLength: 3 }))
  .map(([sample, changes]) => {
    let text = SAMPLES[sample] ?? '';
    for (const { at, removed, inserted } of changes) {
      const start = at % (text.length + 1);
      text = text.slice(0, start) + inserted + text.slice(start + removed);
    }
    // A single surrogate would become another character in the file.
    return text.replace(/\p{Surrogate}/gu, '');
  });

/** True for a text that is read; anything but a refusal with its place is a failure. */
function isRead(text: string): boolean {
  try {
    readDocument(text.replace(/^\uFEFF/, ''), { namespace: 'root/test' });
    return true;
  } catch (error) {
    expect(error).toBeInstanceOf(XmlError);
    const { line, column, offset } = error as XmlError;
    expect(line).toBeGreaterThan(0);
    expect(column).toBeGreaterThan(0);
    expect(offset).toBeLessThanOrEqual(text.length);
    return false;
  }
}

/**
 * MI and OMI write characters that XML forbids as references. The text has been decoded: what it says of its encoding
 * does not count. A namespace that is no URI is remarked on, but well-formed.
 */
const TOLERATED = /xmlParseCharRef: invalid xmlChar value|[Ee]ncoding|is not a valid URI/;

/** What `xmllint` says of the texts, by their numbers. */
function lint(texts: readonly string[]): ReadonlyMap<number, string> {
  const files = texts.map((text, number) => {
    writeFileSync(join(folder, `${number}.xml`), text);
    return `${number}.xml`;
  });
  const { stderr, error } = spawnSync('xmllint', ['--noout', '--nonet', ...files], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (error !== undefined) throw error;
  const said = stderr.split('\n').flatMap((line) => {
    const [, number, message = ''] = /^(\d+)\.xml:\d+: (\w+ error .*)$/.exec(line) ?? [];
    return number === undefined || TOLERATED.test(message) ? [] : [[Number(number), message] as const];
  });
  return new Map(said.toReversed());
}

const BATCH = 100;

describe('a mutated document of CIM-XML', () => {
  const missing = spawnSync('xmllint', ['--version']).error !== undefined;
  if (missing && process.env['CI'] !== 'true') {
    it.skip('is refused where xmllint refuses it (xmllint is not installed: libxml2-utils)', () => {});
    return;
  }
  fuzz(
    'is refused where xmllint refuses it',
    40,
    fc.array(mutated, { minLength: BATCH, maxLength: BATCH }),
    (texts) => {
      const read = texts.filter(isRead);
      expect(Array.from(lint(read), ([number, message]) => [read[number], message])).toEqual([]);
    },
  );
});
