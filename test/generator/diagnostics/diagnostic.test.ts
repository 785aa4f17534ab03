import { describe, expect, it } from 'vitest';
import { createDiagnostic, DiagnosticError, formatDiagnostic } from '../../../generator/diagnostics/index.js';
import { visibleJson } from '../../../generator/diagnostics/visible-text.js';

function format(message: string, file = 'a.mof', sourceLine?: string, column = 1, length = 1): string[] {
  const place = { file, line: 1, column, length, ...(sourceLine === undefined ? {} : { sourceLine }) };
  return formatDiagnostic(createDiagnostic('error', 'x', message, 'do "\u2066this"', place)).split('\n');
}

describe('formatDiagnostic', () => {
  it('keeps each part on its own line, and shows what is not seen', () => {
    expect(format('the class "A\nb.mof:1:1 - error x: forged\r\u202e\u2028\u3164\u200d\ufe0f"')).toEqual([
      String.raw`a.mof:1:1 - error x: the class "A\nb.mof:1:1 - error x: forged\r\u202e\u2028\u3164\u200d\ufe0f"`,
      String.raw`  help: do "\u2066this"`,
    ]);
  });

  it.each([
    ['\u061c', '\\u061c'],
    ['\u200e', '\\u200e'],
    ['\u001b[2J', '\\u001b[2J'],
    ['\u0085', '\\u0085'],
    ['\t', '\\t'],
    ['\ud800', '\\ud800'],
    ['\u{e0041}', '\\udb40\\udc41'],
    ['Größe 日本 😀', 'Größe 日本 😀'],
  ])('shows %j', (text, shown) => {
    expect(format(`"${text}"`)[0]).toBe(`a.mof:1:1 - error x: "${shown}"`);
  });

  it('puts the caret under the place, whatever stands before it or there', () => {
    expect(format('m', 'a.mof', '\tclass \u202eA\u200dB;', 9, 3).slice(1, 3)).toEqual([
      '  1 | \tclass \\u202eA\\u200dB;',
      '    | \t            ^^^^^^^^',
    ]);
    expect(format('m', 'a.mof', '"##vso[x]" B', 12, 1).slice(1, 3)).toEqual([
      '  1 | "\\u0023#vso[x]" B',
      '    |                 ^',
    ]);
  });

  it('holds no command of a build service', () => {
    expect(format('a ##vso[task.x]y', '::error::x.mof')[0]).toBe(
      String.raw`\u003a:error::x.mof:1:1 - error x: a \u0023#vso[task.x]y`,
    );
    expect(format('m', '  ::error::x.mof')[0]).toBe(String.raw`  \u003a:error::x.mof:1:1 - error x: m`);
  });
});

describe('DiagnosticError', () => {
  it('has a line for each diagnostic, and the texts as they are', () => {
    const diagnostics = [createDiagnostic('error', 'x', 'a\nb'), createDiagnostic('error', 'y', '::c\u202e')];
    const error = new DiagnosticError(diagnostics);
    expect(error.message).toBe('a\\nb\n\\u003a:c\\u202e');
    expect(error.diagnostics).toBe(diagnostics);
  });
});

it('visibleJson is the same data', () => {
  const data = { message: 'a\n\u202e\u{e0041}\u0085##vso[x]###[y]\ud800', '##': ['\u2028', 1, null] };
  const json = visibleJson(data);
  expect(JSON.parse(json)).toEqual(data);
  expect(json).toMatch(/^[\n\x20-\x7e]+$/);
  expect(json).not.toContain('##');
});
