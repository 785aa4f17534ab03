interface Round {
  readonly mix: (b: number, c: number, d: number) => number;
  readonly addend: number;
  /** The words of a block, in the order in which the round takes them. */
  readonly order: readonly number[];
  readonly shifts: readonly number[];
}

const ROUNDS: readonly Round[] = [
  {
    mix: (b, c, d) => (b & c) | (~b & d),
    addend: 0,
    order: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
    shifts: [3, 7, 11, 19],
  },
  {
    mix: (b, c, d) => (b & c) | (b & d) | (c & d),
    addend: 0x5a827999,
    order: [0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15],
    shifts: [3, 5, 9, 13],
  },
  {
    mix: (b, c, d) => b ^ c ^ d,
    addend: 0x6ed9eba1,
    order: [0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15],
    shifts: [3, 9, 11, 15],
  },
];

const BLOCK = 64;
/** At the end of the last block stands the length of the message. */
const LENGTH_SIZE = 8;

type State = readonly [a: number, b: number, c: number, d: number];

/** The digest of a message (RFC 1320). Node's OpenSSL has no MD4; NTLM makes keys of passwords with it. */
export function md4(message: Uint8Array): Buffer {
  const padded = Buffer.alloc(Math.ceil((message.length + 1 + LENGTH_SIZE) / BLOCK) * BLOCK);
  padded.set(message);
  padded[message.length] = 0x80;
  padded.writeBigUInt64LE(BigInt(message.length) * 8n, padded.length - LENGTH_SIZE);
  let state: State = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476];
  for (let start = 0; start < padded.length; start += BLOCK) state = withBlock(state, padded, start);
  padded.fill(0);
  const digest = Buffer.alloc(16);
  for (const [index, word] of state.entries()) digest.writeInt32LE(word | 0, 4 * index);
  return digest;
}

function withBlock(state: State, bytes: Buffer, start: number): State {
  let [a, b, c, d] = state;
  for (const { mix, addend, order, shifts } of ROUNDS) {
    for (const [step, word] of order.entries()) {
      const sum = a + mix(b, c, d) + bytes.readUInt32LE(start + 4 * word) + addend;
      [a, b, c, d] = [d, rotated(sum, shifts[step % 4] ?? 0), b, c];
    }
  }
  return [(state[0] + a) | 0, (state[1] + b) | 0, (state[2] + c) | 0, (state[3] + d) | 0];
}

function rotated(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}
