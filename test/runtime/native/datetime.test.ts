import assert from 'node:assert/strict';
import { readDatetime, writeDatetime } from '../../../runtime/native/datetime.js';
import { CimDateTime, CimInterval } from '../../../runtime/values/index.js';
import { test } from './tools/suite.js';

const parse = (text: string): CimDateTime | CimInterval =>
  text[21] === ':' ? CimInterval.parse(text) : CimDateTime.parse(text);

function roundTrip(text: string): string {
  const view = new DataView(new ArrayBuffer(40));
  writeDatetime(view, 4, parse(text));
  return readDatetime(view, 4).toString();
}

/** An `MI_Datetime` of these 32-bit fields. */
function fields(...numbers: readonly number[]): DataView {
  const view = new DataView(new ArrayBuffer(36));
  for (const [index, number] of numbers.entries()) view.setInt32(index * 4, number, true);
  return view;
}

for (const text of [
  '20260717093015.123456+060',
  '20260717093015.000001-720',
  '00000101000000.000000+720',
  '99991231235959.999999-000',
  '00000000000000.000000:000',
  '99999999235959.999999:000',
  '00000001020304.000500:000',
]) {
  test(`${text} survives MI_Datetime`, () => {
    assert.equal(roundTrip(text), text.replace('-000', '+000'));
  });
}

for (const text of [
  '**************.******+***',
  '****0717******.******+***',
  '20260717093015.******+060',
  '**************.000000+000',
  '20260717******.000000+***',
  '********093015.000000:000',
  '**************.******:000',
]) {
  test(`the wildcards of ${text} survive MI_Datetime`, () => {
    assert.equal(roundTrip(text), text);
  });
}

test('hidden last digits of the microseconds are written as zeroes', () => {
  assert.equal(roundTrip('20260717093015.1234**+060'), '20260717093015.123400+060');
});

test('a hidden field is written as all ones', () => {
  const view = new DataView(new ArrayBuffer(36));
  writeDatetime(view, 0, CimDateTime.parse('****0717******.******+***'));
  const numbers = Array.from({ length: 9 }, (_, index) => view.getUint32(index * 4, true));
  const hidden = 0xffff_ffff;
  assert.deepEqual(numbers, [1, hidden, 7, 17, hidden, hidden, hidden, hidden, 0x7fff_ffff]);
});

test('month 0 and day 0, which OMI reads for asterisks, hide them', () => {
  assert.equal(readDatetime(fields(1, 2026, 0, 0, 9, 30, 15, 0, 0), 0).toString(), '2026****093015.000000+000');
});

test('a day that its month does not have is hidden, not refused', () => {
  assert.equal(readDatetime(fields(1, 2026, 2, 29, 0, 0, 0, 0, 0), 0).toString(), '202602**000000.000000+000');
  assert.equal(readDatetime(fields(1, 2024, 2, 29, 0, 0, 0, 0, 0), 0).toString(), '20240229000000.000000+000');
});

test('an interval leaves no old memory in its padding', () => {
  const view = fields(1, -1, -1, -1, -1, -1, -1, -1, -1);
  writeDatetime(view, 0, CimInterval.parse('00000001020304.000005:000'));
  assert.deepEqual(
    Array.from({ length: 9 }, (_, index) => view.getUint32(index * 4, true)),
    [0, 1, 2, 3, 4, 5, 0, 0, 0],
  );
});
