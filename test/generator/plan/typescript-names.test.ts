import { ts } from 'ts-morph';
import oldest from 'typescript-5.4';
import { describe, expect, it } from 'vitest';
import { fileKey } from '../../../generator/plan/file-key.js';
import {
  classFile,
  classIdentifier,
  firstFree,
  isIdentifier,
  memberName,
  namespaceFolder,
} from '../../../generator/plan/typescript-names.js';

describe('isIdentifier', () => {
  it.each(['Win32_Process', '__Event', '_', 'Größe', '状態', 'a1'])('takes %j', (name) => {
    expect(isIdentifier(name)).toBe(true);
  });

  it.each([
    ...['', '1a', 'a b', 'a-b', "a'b", 'a$', 'a;b', 'a\u2028', 'a.b', 'é²', '\u202ea', 'a/*'],
    ...['\u{323B0}a', 'a\u{1D4B3}', '\uD800', '\u0C5C', 'a\uA7DC'],
    ...['a\u200d', 'a\u3164', '\uffa0', 'a\ufe0f', '\u115f', 'a\u034f'],
  ])('refuses %j', (name) => {
    expect(isIdentifier(name)).toBe(false);
  });

  it('takes no character that the oldest supported TypeScript does not', () => {
    const { ESNext } = oldest.ScriptTarget;
    const wrong = Array.from({ length: 0x110000 }, (_, code) => code).filter((code) => {
      const character = String.fromCodePoint(code);
      const isStart = isIdentifier(character) && !oldest.isIdentifierStart(code, ESNext);
      return isStart || (isIdentifier(`a${character}`) && !oldest.isIdentifierPart(code, ESNext));
    });
    expect(wrong.map((code) => code.toString(16))).toEqual([]);
  });
});

describe('classIdentifier', () => {
  const keywords = Array.from({ length: ts.SyntaxKind.LastKeyword - ts.SyntaxKind.FirstKeyword + 1 }, (_, at) =>
    ts.tokenToString(ts.SyntaxKind.FirstKeyword + at),
  );

  it.each(keywords)('keeps clear of the keyword %s', (keyword = '') => {
    expect(classIdentifier(keyword)).toBe(`${keyword}$`);
  });

  it('keeps clear of exports that give a module a meaning', () => {
    expect(['then', '__esModule', 'Then'].map(classIdentifier)).toEqual(['then$', '__esModule$', 'Then']);
  });

  it('leaves other names as they are', () => {
    expect(['Win32_Process', 'Session', 'MI', 'Class'].map(classIdentifier)).toEqual([
      'Win32_Process',
      'Session',
      'MI',
      'Class',
    ]);
  });
});

describe('memberName', () => {
  const given = (names: string, kind: Parameters<typeof memberName>[1]) =>
    names
      .split(' ')
      .map((name) => memberName(name, kind))
      .join(' ');

  it.each(['property', 'method', 'static method', 'parameter'] as const)(
    'escapes what every object has: %s',
    (kind) => {
      expect(given('constructor __proto__ toString valueOf toJSON Constructor', kind)).toBe(
        'constructor$ __proto__$ toString$ valueOf$ toJSON$ Constructor',
      );
      expect(given('hasOwnProperty isPrototypeOf propertyIsEnumerable toLocaleString', kind)).toBe(
        'hasOwnProperty$ isPrototypeOf$ propertyIsEnumerable$ toLocaleString$',
      );
    },
  );

  it('escapes thenables and members of functions where they would be in the way', () => {
    expect(given('then prototype name length caller arguments', 'property')).toBe(
      'then prototype name length caller arguments',
    );
    expect(given('then prototype name length', 'parameter')).toBe('then prototype name length');
    expect(given('then hasOwnProperty prototype name', 'method')).toBe('then$ hasOwnProperty$ prototype name');
    expect(given('then prototype name length caller arguments call Then', 'static method')).toBe(
      'then$ prototype$ name$ length$ caller$ arguments$ call$ Then',
    );
  });
});

describe('firstFree', () => {
  it('appends as many $ as it takes', () => {
    const taken = new Set(['a', 'a$', 'b']);
    expect(['a', 'b', 'c'].map((name) => firstFree(name, (candidate) => taken.has(candidate)))).toEqual([
      'a$$',
      'b$',
      'c',
    ]);
  });
});

describe('files', () => {
  it.each([
    ...['CON', 'con', 'Prn', 'AUX', 'nul', 'com0', 'com1', 'LPT9', 'COM\u00b9', 'lpt\u00b2', 'LPT\u00b3'],
    ...['index', 'INDEX'],
  ])('keeps clear of %s', (name) => {
    expect(classFile(name, 0)).toBe(`${name}$`);
  });

  it.each(['Win32_Process', 'CONS', 'com', 'LPT', 'indexes', 'COM10', 'conin'])('leaves %s as it is', (name) => {
    expect(classFile(name, 0)).toBe(name);
  });

  it('keeps apart what could be taken for the same', () => {
    expect([0, 1, 2, 3].map((earlier) => classFile('A', earlier))).toEqual(['A', 'A$', 'A$2', 'A$3']);
    expect(classFile('CONIN', 1)).toBe('CONIN$$');
  });

  it('makes a folder of every name of a namespace', () => {
    expect(namespaceFolder('root/cimv2')).toBe('root/cimv2');
    expect(namespaceFolder('ROOT/Microsoft/Windows')).toBe('ROOT/Microsoft/Windows');
    expect(namespaceFolder('root/con/aux.x/A.ts/b.')).toBe('root/con$/aux.x$/A.ts$/b.$');
    expect(namespaceFolder('root/COM\u00b2/lpt\u00b9.x/Com0')).toBe('root/COM\u00b2$/lpt\u00b9.x$/Com0$');
  });
});

describe('fileKey', () => {
  it.each([
    ['\u03c3', '\u03c2', '\u03a3'],
    ['\u00b5', '\u03bc', '\u039c'],
    ['s', '\u017f', 'S'],
    ['k', '\u212a', 'K'],
    ['i', '\u0131', 'I'],
    ['\u00e9', 'e\u0301', 'E\u0301'],
    ['ss', '\u00df', 'SS'],
    ['\u1e9e', '\u00df', 'Ss'],
    ['\u00c5', '\u212b', 'a\u030a'],
    ['\ufb01', 'fi', 'FI'],
  ])('is the same for %s, %s and %s', (...letters) => {
    expect(new Set(letters.map((letter) => fileKey(`a${letter}b`))).size).toBe(1);
    expect(new Set(letters.map((letter) => fileKey(`a${letter}`))).size).toBe(1);
  });

  it('tells other names apart', () => {
    expect(new Set(['A', 'B', 'A_', '\u00c4', '\u03b1'].map(fileKey)).size).toBe(5);
  });
});
