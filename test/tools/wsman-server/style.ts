import { type Envelope, isSet } from './request.js';
import type { ForbiddenForm } from './xml-text.js';

/** Whose habits the server has. */
export type Manner = 'windows' | 'omi';

/** How values are written: what servers do differently. */
export interface Style {
  /** Objects say of which class they are. */
  readonly namesTypes: boolean;
  readonly booleans: 'lower' | 'upper';
  /** A time is written in an element that says of which kind it is. */
  readonly wrapsTimes: boolean;
  /** An array that is null has no element, as an empty one; or one that is nil; or one that says what is nil. */
  readonly nullArrays: 'absent' | 'nil' | 'marked';
  /** A char16 is written as its code. */
  readonly charCodes: boolean;
  /** Bytes are written in base64. */
  readonly base64: boolean;
  /** Significant digits of a real; null for as many as it takes. */
  readonly digits: number | null;
  readonly forbidden: ForbiddenForm;
}

/** The client that OMI treats as it does Windows' own. */
const CLIENT_OF_WINDOWS = 'microsoft winrm client';

/** True for a client that names itself as Windows' own does. */
export function isClientOfWindows(userAgent: string | undefined): boolean {
  return userAgent?.toLowerCase() === CLIENT_OF_WINDOWS;
}

/** How a server answers a client. */
export function styleOf(manner: Manner, request: Envelope, userAgent: string | undefined): Style {
  const isPrecise = isSet(request, 'msftwinrm:UsePreciseArrays');
  if (manner === 'windows') {
    return {
      namesTypes: true,
      booleans: 'lower',
      wrapsTimes: true,
      nullArrays: isPrecise ? 'marked' : 'absent',
      charCodes: false,
      base64: false,
      digits: null,
      forbidden: 'lost',
    };
  }
  return {
    namesTypes: false,
    booleans: 'upper',
    wrapsTimes: isClientOfWindows(userAgent),
    nullArrays: isPrecise ? 'marked' : 'nil',
    charCodes: true,
    base64: true,
    digits: 15,
    forbidden: 'referenced',
  };
}
