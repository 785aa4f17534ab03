import { type MiError, MiResult, miError } from '../errors.js';
import { CimInstance } from '../values/index.js';
import type { XmlElement } from '../xml/xml.js';
import { readObject } from './values/read-object.js';
import { ERROR_CLASSES } from './values/wire-types.js';
import {
  ALL_CLASSES_URI,
  attributeOf,
  CLASS_SCHEMA_URI,
  childElements,
  childNamed,
  localName,
  NAMESPACES,
  textOf,
} from './wire-names.js';

/** The numbers of Windows and of WMI that say which result is meant: WinError.h, WbemCli.h and WSManErrorCodes. */
const CODES: ReadonlyMap<number, MiResult> = new Map([
  [0x80070005, 'ACCESS_DENIED'],
  [0x80041002, 'NOT_FOUND'],
  [0x80041003, 'ACCESS_DENIED'],
  [0x80041008, 'INVALID_PARAMETER'],
  [0x8004100c, 'NOT_SUPPORTED'],
  [0x8004100d, 'INVALID_SUPERCLASS'],
  [0x8004100e, 'INVALID_NAMESPACE'],
  [0x80041010, 'INVALID_CLASS'],
  [0x80041017, 'INVALID_QUERY'],
  [0x80041018, 'QUERY_LANGUAGE_NOT_SUPPORTED'],
  [0x80041019, 'ALREADY_EXISTS'],
  [0x80041024, 'NOT_SUPPORTED'],
  [0x80041025, 'CLASS_HAS_CHILDREN'],
  [0x80041026, 'CLASS_HAS_INSTANCES'],
  [0x8004102e, 'METHOD_NOT_FOUND'],
  [0x8004102f, 'INVALID_PARAMETER'],
  [0x80041055, 'METHOD_NOT_AVAILABLE'],
  [0x8033801a, 'INVALID_CLASS'],
  [0x803381a5, 'SERVER_LIMITS_EXCEEDED'],
  [0x803381a6, 'SERVER_LIMITS_EXCEEDED'],
]);

/** The subcode of a server that had no answer in time: a client may ask again. */
const TIMEOUT = 'TimedOut';
/** The subcode for an enumeration that the server has forgotten. WS-Enumeration also has a `TimedOut` for that. */
const FORGOTTEN = 'InvalidEnumerationContext';

/** What the subcodes of faults mean (DSP0226, WS-Addressing, WS-Enumeration). */
const SUBCODES: ReadonlyMap<string, MiResult> = new Map([
  ['AccessDenied', 'ACCESS_DENIED'],
  ['DestinationUnreachable', 'NOT_FOUND'],
  ['EndpointUnavailable', 'NOT_FOUND'],
  ['InvalidRepresentation', 'INVALID_PARAMETER'],
  ['SchemaValidationError', 'INVALID_PARAMETER'],
  ['InvalidParameter', 'INVALID_PARAMETER'],
  ['InvalidSelectors', 'INVALID_PARAMETER'],
  ['InvalidOptions', 'INVALID_PARAMETER'],
  ['InvalidBookmark', 'INVALID_PARAMETER'],
  ['InvalidExpirationTime', 'INVALID_PARAMETER'],
  ['ActionNotSupported', 'NOT_SUPPORTED'],
  ['UnsupportedFeature', 'NOT_SUPPORTED'],
  ['PolymorphismModeNotSupported', 'NOT_SUPPORTED'],
  ['DeliveryModeRequestedUnavailable', 'NOT_SUPPORTED'],
  ['UnsupportedExpirationType', 'NOT_SUPPORTED'],
  ['MustUnderstand', 'NOT_SUPPORTED'],
  ['CannotProcessFilter', 'INVALID_QUERY'],
  ['FilterDialectRequestedUnavailable', 'QUERY_LANGUAGE_NOT_SUPPORTED'],
  ['FilteringNotSupported', 'FILTERED_ENUMERATION_NOT_SUPPORTED'],
  [FORGOTTEN, 'INVALID_ENUMERATION_CONTEXT'],
  ['QuotaLimit', 'SERVER_LIMITS_EXCEEDED'],
  ['EncodingLimit', 'SERVER_LIMITS_EXCEEDED'],
  ['Concurrency', 'SERVER_LIMITS_EXCEEDED'],
  ['AlreadyExists', 'ALREADY_EXISTS'],
]);

/** What a server does not have that does not know one of these resources. */
const WITHOUT: ReadonlyMap<string, string> = new Map([
  [CLASS_SCHEMA_URI, 'the server gives no classes over WS-Management'],
  [ALL_CLASSES_URI, 'the server answers nothing that is asked of all classes'],
]);

/** What decides how large an answer is. */
const LIMITS = '(the options maxEnvelopeSize and maxElements of the session say how large an answer may be)';

/** `ERROR_WSMAN_OPERATION_TIMEDOUT`. */
const TIMED_OUT = 0x80338029;

/** What a fault says, in whichever form. */
interface Fault {
  /** The local name of the subcode; empty when there is none. */
  readonly subcode: string;
  readonly reason: string;
  /** The instance of `CIM_Error` or the like; null when there is none. */
  readonly error: CimInstance | null;
  /** The number of `f:WSManFault`; null when there is none. */
  readonly code: number | null;
  /** The text in it. */
  readonly message: string;
  /** The URI of `w:FaultDetail` (DSP0226 14.6); empty when there is none. */
  readonly faultDetail: string;
}

/**
 * The error that a fault stands for: `s:Fault` of SOAP 1.2, with what Windows, OMI and others put into its detail.
 * @param envelope what the fault is in: it may declare the prefixes in the fault's codes.
 * @param subject the operation, for the message.
 * @param resourceUri what was asked for.
 */
export function faultError(fault: XmlElement, envelope: XmlElement, subject: string, resourceUri: string): MiError {
  const said = readFault(fault, envelope);
  const { subcode, reason, error, code, message } = said;
  const isTimeout = subcode === TIMEOUT || code === TIMED_OUT;
  const details = error ?? (code === null && !isTimeout ? null : windowsError(said, code ?? TIMED_OUT));
  const explanation = error?.get('Message');
  const explained = typeof explanation === 'string' ? explanation : '';
  const text =
    message || explained || reason || (subcode === '' ? '' : `the server answered with the fault ${subcode}`);
  const without = said.faultDetail.endsWith('/InvalidResourceURI') ? WITHOUT.get(resourceUri) : undefined;
  // openwsman refuses objects that are too large together; others only a single one.
  const wayOut = /Envelope(?:Size|Limit)$/.test(said.faultDetail) ? ` ${LIMITS}` : '';
  const whole = oneLine(without === undefined ? text + wayOut : `${without}: ${text}`);
  return miError(resultOf(said, without !== undefined), subject, whole === '' ? null : whole, details);
}

/** True for the fault of a server that did not find an answer in time: WS-Enumeration lets a client ask again. */
export function isTimeout({ details }: MiError): boolean {
  return Number(details?.get('error_Code')) === TIMED_OUT;
}

function readFault(fault: XmlElement, envelope: XmlElement): Fault {
  const reason = childNamed(fault, 'Reason');
  // One text for each language.
  const [text] = reason === undefined ? [] : childElements(reason);
  const detail = childNamed(fault, 'Detail');
  const found = detail === undefined ? [] : [...descendants(detail)];
  const error = found.find((element) => attributeOf(element, 'IsCIM_Error') !== undefined || isErrorClass(element));
  // The innermost says most.
  const faults = found.filter((element) => localName(element) === 'WSManFault').reverse();
  const message = faults.map((each) => childNamed(each, 'Message')).find((each) => each !== undefined);
  const code = faults.map((each) => numberOf(attributeOf(each, 'Code'))).find((each) => each !== null);
  const faultDetail = found.find((element) => localName(element) === 'FaultDetail');
  return {
    subcode: subcodeOf(fault, envelope),
    reason: text === undefined ? '' : textOf(text).trim(),
    error: error === undefined ? null : readError(error),
    code: code ?? null,
    message: message === undefined ? '' : textOf(message).trim(),
    faultDetail: faultDetail === undefined ? '' : textOf(faultDetail).trim(),
  };
}

/** The local name of the subcode, or of the code where there is none. */
function subcodeOf(fault: XmlElement, envelope: XmlElement): string {
  const code = childNamed(fault, 'Code') ?? fault;
  const subcode = childNamed(code, 'Subcode') ?? code;
  const value = childNamed(subcode, 'Value');
  if (value === undefined) return '';
  const [, prefix = '', name = ''] = /^(?:(.*):)?(.*)$/s.exec(textOf(value).trim()) ?? [];
  const declaration = prefix === '' ? 'xmlns' : `xmlns:${prefix}`;
  const namespace = [value, subcode, code, fault, envelope].find(({ attributes }) => attributes.has(declaration));
  const isForgotten = name === TIMEOUT && namespace?.attributes.get(declaration) === NAMESPACES.n;
  return isForgotten ? FORGOTTEN : name;
}

function isErrorClass(element: XmlElement): boolean {
  return ['CIM_Error', 'MSFT_WmiError', 'OMI_Error'].includes(localName(element));
}

/** The error as an instance. A server may write anything into it: what cannot be read leaves the fault itself. */
export function readError(element: XmlElement): CimInstance | null {
  const reading = {
    namespace: '',
    types: ERROR_CLASSES,
    preciseArrays: false,
    charactersAreCodes: false,
    chosen: new Set<string>(),
  };
  try {
    const { className, elements } = readObject(element, reading);
    return new CimInstance(className, elements);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function resultOf({ error, code, subcode, reason }: Fault, isWithout: boolean): number {
  const status = Number(error?.get('CIMStatusCode') ?? 0);
  if (status !== 0) return status;
  const known = code === null ? undefined : CODES.get(code);
  // Pegasus and OMI name the result in the text: other results share a subcode.
  const named = /^CIM[ _]ERR(?:OR)?[:_](\w+)/.exec(reason)?.[1];
  const result = known ?? (named !== undefined && Object.hasOwn(MiResult, named) ? (named as MiResult) : undefined);
  return MiResult[result ?? (isWithout ? 'NOT_SUPPORTED' : SUBCODES.get(subcode)) ?? 'FAILED'];
}

/** The error of a `WSManFault` as Windows' own client shows it. */
function windowsError({ message, reason }: Fault, code: number): CimInstance {
  const text = oneLine(message || reason);
  const named = (name: string, value: string) => ({ name, type: 'string', array: false, value }) as const;
  return new CimInstance('MSFT_WmiError', [
    named('Message', text),
    named('MessageID', `HRESULT 0x${code.toString(16)}`),
    { name: 'error_Code', type: 'uint32', array: false, value: code },
    named('error_Type', 'HRESULT'),
    named('error_WindowsErrorMessage', text),
  ]);
}

function* descendants(element: XmlElement): Generator<XmlElement, void, undefined> {
  for (const child of childElements(element)) {
    yield child;
    yield* descendants(child);
  }
}

function numberOf(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,10}$/.test(text.trim()) ? Number(text) : null;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
