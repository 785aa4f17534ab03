/** What both sides of a login can do (MS-NLMP 2.2.2.5). */
export const Flag = {
  UNICODE: 0x1,
  REQUEST_TARGET: 0x4,
  SIGN: 0x10,
  SEAL: 0x20,
  NTLM: 0x200,
  ALWAYS_SIGN: 0x8000,
  EXTENDED_SESSION_SECURITY: 0x80000,
  TARGET_INFO: 0x800000,
  VERSION: 0x2000000,
  KEYS_OF_128_BITS: 0x20000000,
  KEY_EXCHANGE: 0x40000000,
} as const;

/** What is offered to a server: nothing of LM, and no shorter keys. */
export const OFFERED: number = Object.values(Flag).reduce((all, flag) => all | flag, 0);

/** What a server must take of it, in the words of messages. */
const NEEDED: readonly (readonly [flag: number, name: string])[] = [
  [Flag.UNICODE, 'Unicode'],
  [Flag.EXTENDED_SESSION_SECURITY, 'extended session security'],
  [Flag.KEYS_OF_128_BITS, 'keys of 128 bits'],
  [Flag.KEY_EXCHANGE, 'key exchange'],
  [Flag.SIGN, 'signatures'],
  [Flag.SEAL, 'encryption'],
  [Flag.TARGET_INFO, 'target information'],
];

/** What a server does not do, and must. */
export function lacking(flags: number): readonly string[] {
  return NEEDED.filter(([flag]) => (flags & flag) === 0).map(([, name]) => name);
}
