import { SIGNATURE, uint32 } from './ntlm-bytes.js';
import { OFFERED } from './ntlm-flags.js';

const NEGOTIATE = 1;
const AUTHENTICATE = 3;

/** That of Windows 10, and NTLM's revision 15. Some servers want one, and none depends on which. */
const VERSION = Buffer.from([10, 0, 0, 0, 0, 0, 0, 15]);

/** Names are sent when it is known that the server reads Unicode. */
const NO_NAME = Buffer.alloc(8);

/** The first message of a login: what this side can do (MS-NLMP 2.2.1.1). */
export function negotiateMessage(): Buffer {
  return Buffer.concat([SIGNATURE, uint32(NEGOTIATE), uint32(OFFERED), NO_NAME, NO_NAME, VERSION]);
}

/** What the last message of a login holds. */
export interface Authenticate {
  readonly flags: number;
  readonly domain: Buffer;
  readonly username: Buffer;
  readonly workstation: Buffer;
  readonly lmResponse: Buffer;
  readonly ntResponse: Buffer;
  readonly encryptedSessionKey: Buffer;
  /** What proves that no message of the login was changed: zeros while it is not known. */
  readonly mic: Buffer;
}

/** Where the proof stands in the last message. */
export const MIC_START = 72;

/** The last message of a login: who asks (MS-NLMP 2.2.1.3). */
export function authenticateMessage(parts: Authenticate): Buffer {
  const names = [parts.domain, parts.username, parts.workstation];
  const responses = [parts.lmResponse, parts.ntResponse];
  const keys = [parts.encryptedSessionKey];
  const namesStart = MIC_START + parts.mic.length;
  const responsesStart = namesStart + lengthOf(names);
  const keysStart = responsesStart + lengthOf(responses);
  return Buffer.concat([
    SIGNATURE,
    uint32(AUTHENTICATE),
    ...fieldsOf(responses, responsesStart),
    ...fieldsOf(names, namesStart),
    ...fieldsOf(keys, keysStart),
    uint32(parts.flags),
    VERSION,
    parts.mic,
    ...names,
    ...responses,
    ...keys,
  ]);
}

/** What points to parts that follow each other. */
function fieldsOf(parts: readonly Buffer[], start: number): readonly Buffer[] {
  return parts.map((part, index) => {
    const field = Buffer.alloc(8);
    field.writeUInt16LE(part.length, 0);
    field.writeUInt16LE(part.length, 2);
    field.writeUInt32LE(start + lengthOf(parts.slice(0, index)), 4);
    return field;
  });
}

function lengthOf(parts: readonly Buffer[]): number {
  return parts.reduce((length, part) => length + part.length, 0);
}
