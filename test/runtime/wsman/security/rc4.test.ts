import { describe, expect, it } from 'vitest';
import { Rc4 } from '../../../../runtime/wsman/security/ntlm/rc4.js';

function key(length: number): Buffer {
  return Buffer.from(Array.from({ length }, (_, index) => index + 1));
}

describe('RC4', () => {
  it.each([
    [5, 'b2396305f03dc027ccc3524a0a1118a86982944f18fc82d589c403a47a0d0919'],
    [7, '293f02d47f37c9b633f2af5285feb46be620f1390d19bd84e2e0fd752031afc1'],
    [16, '9ac7cc9a609d1ef7b2932899cde41b975248c4959014126a6e8a84f11d1a9e1c'],
    [32, 'eaa6bd25880bf93d3f5d1e4ca2611d91cfa45c9f7e714b54bdfa80027cb14380'],
  ])('with a key of %i bytes begins as RFC 6229 says', (length, stream) => {
    expect(new Rc4(key(length)).apply(Buffer.alloc(32)).toString('hex')).toBe(stream);
  });

  it('goes on where the message before has ended', () => {
    const whole = new Rc4(key(16)).apply(Buffer.alloc(5000));
    const stream = new Rc4(key(16));
    const parts = [0, 1, 255, 256, 257, 4231].map((length) => stream.apply(Buffer.alloc(length)));
    expect(Buffer.concat(parts)).toEqual(whole);
  });

  it('decrypts what it has encrypted, and leaves what it is given as it is', () => {
    const message = Buffer.from('a message');
    const encrypted = new Rc4(key(16)).apply(message);
    expect(message.toString()).toBe('a message');
    expect(new Rc4(key(16)).apply(encrypted).toString()).toBe('a message');
  });

  it('has another key when it is wiped, and not none', () => {
    const stream = new Rc4(key(16));
    stream.wipe();
    const encrypted = stream.apply(Buffer.alloc(32));
    expect(encrypted).not.toEqual(new Rc4(key(16)).apply(Buffer.alloc(32)));
    expect(encrypted).not.toEqual(Buffer.alloc(32));
  });
});
