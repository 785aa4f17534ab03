import type { MiError } from '../../../errors.js';

/** What a value is about (MS-NLMP 2.2.2.1). */
export const AvId = {
  END: 0,
  COMPUTER_NAME: 1,
  DOMAIN_NAME: 2,
  FLAGS: 6,
  TIMESTAMP: 7,
  TARGET_NAME: 9,
  CHANNEL_BINDINGS: 10,
} as const;

/** What a server says of itself, and what this side adds to it, by what it is about. */
export type AvPairs = ReadonlyMap<number, Buffer>;

/** A pair has its number and the length of its value first, two bytes each. */
const HEAD = 4;

/** The values whose length does not depend on what they say, in bytes. */
const LENGTHS: ReadonlyMap<number, number> = new Map([
  [AvId.END, 0],
  [AvId.FLAGS, 4],
  [AvId.TIMESTAMP, 8],
]);

/** @param refuse the error for what is wrong with the bytes: a clause. */
export function readAvPairs(bytes: Buffer, refuse: (flaw: string) => MiError): AvPairs {
  const pairs = new Map<number, Buffer>();
  let rest = bytes;
  while (rest.length >= HEAD) {
    const id = rest.readUInt16LE(0);
    const length = rest.readUInt16LE(2);
    const end = HEAD + length;
    const needed = LENGTHS.get(id) ?? length;
    if (length !== needed) throw refuse(`value ${id} has ${length} bytes in place of ${needed}`);
    if (end > rest.length) throw refuse(`value ${id} ends ${end - rest.length} bytes after the end`);
    if (pairs.has(id)) throw refuse(`value ${id} is there twice`);
    if (id === AvId.END) return pairs;
    pairs.set(id, rest.subarray(HEAD, end));
    rest = rest.subarray(end);
  }
  throw refuse('the mark of the end is missing');
}

export function writeAvPairs(pairs: AvPairs): Buffer {
  return Buffer.concat([...Array.from(pairs, ([id, value]) => avPair(id, value)), avPair(AvId.END, Buffer.alloc(0))]);
}

function avPair(id: number, value: Buffer): Buffer {
  const head = Buffer.alloc(HEAD);
  head.writeUInt16LE(id, 0);
  head.writeUInt16LE(value.length, 2);
  return Buffer.concat([head, value]);
}
