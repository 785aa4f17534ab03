import { describe, expect, it } from 'vitest';
import { inCapitals } from '../../../../runtime/wsman/security/ntlm/account-name.js';

describe('a name in capitals', () => {
  it.each([
    ['Jürgen.Müller@example.org', 'JÜRGEN.MÜLLER@EXAMPLE.ORG'],
    ['Strauß', 'STRAUß'],
    ['ÿĳœ', 'ŸĲŒ'],
    ['Νίκος', 'ΝΊΚΟΣ'],
    ['Żółć Пётр', 'ŻÓŁĆ ПЁТР'],
    // These have a capital in Unicode that is no letter of their own, or not in Windows.
    ['ıſµŉǰﬁ', 'ıſµŉǰﬁ'],
    ['გიორგი', 'გიორგი'],
    ['İI', 'İI'],
    // Letters of two code units, and halves of them.
    ['𐐨a\u{1f600}', '𐐨A\u{1f600}'],
    ['\ud801b\udc28', '\ud801B\udc28'],
    ['', ''],
  ])('of %j is %j, as Windows makes it', (name, capitals) => {
    expect(inCapitals(name)).toBe(capitals);
  });

  it('has as many code units as the name', () => {
    const all = Array.from({ length: 0x10000 }, (_, unit) => String.fromCharCode(unit)).join('');
    expect(inCapitals(all)).toHaveLength(all.length);
    expect(inCapitals(inCapitals(all))).toBe(inCapitals(all));
  });
});
