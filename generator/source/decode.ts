import { isAscii, isUtf8 } from 'node:buffer';

/** Why bytes cannot be decoded. */
export interface DecodeFailure {
  readonly code: string;
  readonly message: string;
  readonly help: string;
}

/** The largest file that is read, in bytes. No schema is larger, and V8 could hardly hold it as a string. */
export const LARGEST_FILE: number = 256 * 1024 * 1024;

/**
 * Decodes a file of a schema. MOF (DSP0004) and CIM-XML (DSP0201) demand UTF-8, but there are also files in UTF-16
 * (with or without a byte order mark) and in Windows-1252, which is assumed for everything that is not valid UTF-8.
 */
export function decodeFile(bytes: Uint8Array): string | DecodeFailure {
  if (bytes.length > LARGEST_FILE) {
    return {
      code: 'file-too-large',
      message: `the file has ${bytes.length} bytes, more than the ${LARGEST_FILE} that are read`,
      help: 'split the file',
    };
  }
  const { 0: first = 0, 1: second = 0, 2: third = 0 } = bytes;
  if (first === 0xff && second === 0xfe) return decodeUtf16(bytes.subarray(2), 'utf-16le');
  if (first === 0xfe && second === 0xff) return decodeUtf16(bytes.subarray(2), 'utf-16be');
  if (first === 0xef && second === 0xbb && third === 0xbf) return decodeBytes(bytes.subarray(3));
  // A file begins with an ASCII character: a zero byte beside it is the other half of a UTF-16 unit.
  if (bytes.length >= 2 && first !== 0 && second === 0) return decodeUtf16(bytes, 'utf-16le');
  if (bytes.length >= 2 && first === 0 && second !== 0) return decodeUtf16(bytes, 'utf-16be');
  return decodeBytes(bytes);
}

const UTF_8 = new TextDecoder();

function decodeBytes(bytes: Uint8Array): string {
  // Most files are ASCII, which this decodes much faster.
  if (isAscii(bytes)) return decodeLatin1(bytes);
  return isUtf8(bytes) ? UTF_8.decode(bytes) : decodeWindows1252(bytes);
}

function decodeLatin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}

/** The characters 0x80 to 0x9F of Windows-1252. Five of them are not assigned. */
const WINDOWS_1252 = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

/** Decodes without TextDecoder, whose Windows-1252 is in fact Latin-1 in several releases of Node. */
function decodeWindows1252(bytes: Uint8Array): string {
  return decodeLatin1(bytes).replace(/[\x80-\x9f]/g, (character) =>
    WINDOWS_1252.charAt(character.charCodeAt(0) - 0x80),
  );
}

/** Half of a CR beside half of a LF: the result of a line-end conversion that takes UTF-16 for single bytes. */
const TORN_LINE_END = '\u0a0d';

function decodeUtf16(bytes: Uint8Array, encoding: 'utf-16le' | 'utf-16be'): string | DecodeFailure {
  const text = new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes);
  if (bytes.length % 2 === 0 && !text.includes(TORN_LINE_END)) return compact(text);
  return {
    code: 'broken-encoding',
    message: `the file begins as ${encoding.toUpperCase()} but is torn in the middle of a character`,
    help: 'its line ends were converted as if it were bytes (git autocrlf does that): get the original file, or save it as UTF-8',
  };
}

/** V8 keeps text that was UTF-16 in two bytes a character, also where one is enough, and so all that is cut from it. */
function compact(text: string): string {
  return /[^\0-\xff]/.test(text) ? text : Buffer.from(text, 'latin1').toString('latin1');
}
