import { ts } from 'ts-morph';
import { describe, expect, it } from 'vitest';
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

  it.each(['', '1a', 'a b', 'a-b', "a'b", 'a$', 'a;b', 'a\u2028', 'a.b', 'é²', '\u202ea', 'a/*'])(
    'refuses %j',
    (name) => {
      expect(isIdentifier(name)).toBe(false);
    },
  );
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
  it.each(['CON', 'con', 'Prn', 'AUX', 'nul', 'com1', 'LPT9', 'index', 'INDEX'])('keeps clear of %s', (name) => {
    expect(classFile(name)).toBe(`${name}$`);
  });

  it('keeps apart what differs in composition only', () => {
    expect(['Caf\u00e9', 'Cafe\u0301'].map(classFile)).toEqual(['Caf\u00e9', 'Cafe\u0301$']);
  });

  it.each(['Win32_Process', 'CONS', 'com', 'LPT', 'indexes'])('leaves %s as it is', (name) => {
    expect(classFile(name)).toBe(name);
  });

  it('makes a folder of every name of a namespace', () => {
    expect(namespaceFolder('root/cimv2')).toBe('root/cimv2');
    expect(namespaceFolder('ROOT/Microsoft/Windows')).toBe('ROOT/Microsoft/Windows');
    expect(namespaceFolder('root/con/aux.x/A.ts/b.')).toBe('root/con$/aux.x$/A.ts$/b.$');
  });
});
