import { describe, expect, it } from 'vitest';
import { ReceivedBytes } from '../../../../runtime/wsman/transport/received-bytes.js';

describe('bytes that arrive in parts', () => {
  it.each([[[]], [['']], [['a']], [['ab', 'c']], [['a', 'bcdefg', '', 'h']]])('are those of %j', (parts) => {
    const bytes = new ReceivedBytes();
    for (const part of parts) bytes.add(Buffer.from(part));
    expect(bytes.whole().toString()).toBe(parts.join(''));
    expect(bytes.length).toBe(parts.join('').length);
  });

  it('are moved a few times only, to at most twice their room', () => {
    const bytes = new ReceivedBytes();
    const rooms = new Set<ArrayBufferLike>();
    for (let length = 1; length <= 1000; length += 1) {
      bytes.add(Buffer.from('x'));
      const { buffer } = bytes.whole();
      rooms.add(buffer);
      expect(buffer.byteLength).toBeLessThan(2 * length + 1);
    }
    expect(rooms.size).toBe(11);
  });
});
