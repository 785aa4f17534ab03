import { MiError } from '../../../errors.js';
import { AvId, type AvPairs, readAvPairs } from './av-pairs.js';
import { SIGNATURE } from './ntlm-bytes.js';
import { lacking } from './ntlm-flags.js';

/** What a server answers to the first message of a login (MS-NLMP 2.2.1.2). */
export interface Challenge {
  readonly flags: number;
  /** What this login must answer to: 8 bytes. */
  readonly serverChallenge: Buffer;
  readonly pairs: AvPairs;
}

const CHALLENGE = 2;
const TARGET_NAME_FIELD = 12;
const FLAGS = 20;
const SERVER_CHALLENGE = 24;
const TARGET_INFO_FIELD = 40;
const HEAD = 48;

/** In bytes. Windows makes tokens of less than 3,000. */
const LONGEST = 8192;

const SILENT =
  'The service may not take Negotiate (winrm get winrm/config/service/auth), or a policy of the server restricts NTLM.';
const CHANGED =
  'Something in between may have changed it, or the service speaks another kind of NTLM; Kerberos is another way.';
const WEAK =
  'Nothing weaker is sent here. The server must be set up for NTLMv2 with keys of 128 bits, as Windows is since Vista; ' +
  'Kerberos is another way.';

/** The error for what is wrong with a challenge: the rest of a sentence. */
type Refuse = (flaw: string) => MiError;

/**
 * Reads what a server has answered to the first message.
 * @param server the service, such as `HTTP/server01`.
 * @throws MiError ACCESS_DENIED when it is no challenge, or one that asks for less than what is offered.
 */
export function readChallenge(token: Buffer, server: string): Challenge {
  if (token.length === 0) throw ntlmRefusal(server, `the server has sent no challenge. ${SILENT}`);
  const refuse: Refuse = (flaw) => ntlmRefusal(server, `the challenge of the server ${flaw}. ${CHANGED}`);
  checkHead(token, refuse);
  const flags = token.readUInt32LE(FLAGS);
  const lacks = lacking(flags);
  if (lacks.length > 0) throw ntlmRefusal(server, `the server does without ${lacks.join(', ')}. ${WEAK}`);
  readField(token, TARGET_NAME_FIELD, refuse);
  const info = readField(token, TARGET_INFO_FIELD, refuse);
  const pairs = readAvPairs(info, (flaw) => refuse(`has target information in which ${flaw}`));
  if (![AvId.COMPUTER_NAME, AvId.DOMAIN_NAME].every((id) => isName(pairs.get(id)))) {
    throw refuse('does not name the server and its domain');
  }
  return { flags, serverChallenge: token.subarray(SERVER_CHALLENGE, SERVER_CHALLENGE + 8), pairs };
}

function checkHead(token: Buffer, refuse: Refuse): void {
  if (token.length > LONGEST) throw refuse(`has ${token.length} bytes, of which at most ${LONGEST} are read`);
  if (!token.subarray(0, SIGNATURE.length).equals(SIGNATURE)) throw refuse('does not begin with NTLMSSP');
  if (token.length < HEAD) throw refuse(`has ${token.length} bytes in place of at least ${HEAD}`);
  const type = token.readUInt32LE(SIGNATURE.length);
  if (type !== CHALLENGE) throw refuse(`is message ${type} of NTLM in place of message ${CHALLENGE}`);
}

/** The bytes that a field of the fixed part points to. */
function readField(token: Buffer, field: number, refuse: Refuse): Buffer {
  const length = token.readUInt16LE(field);
  const start = token.readUInt32LE(field + 4);
  const end = start + length;
  if (length === 0) return Buffer.alloc(0);
  if (start >= HEAD && end <= token.length) return token.subarray(start, end);
  throw refuse(`has ${token.length} bytes, ${HEAD} of them its head, and points to those from ${start} to ${end}`);
}

function isName(value: Buffer | undefined): boolean {
  return value !== undefined && value.length > 0 && value.length % 2 === 0;
}

/**
 * The error for a server that cannot be logged in to.
 * @param server the service, such as `HTTP/server01`.
 * @param reason why not: the rest of a sentence, and what can be done.
 */
export function ntlmRefusal(server: string, reason: string): MiError {
  return new MiError('ACCESS_DENIED', `The login to ${server} by NTLM has failed: ${reason}`);
}
