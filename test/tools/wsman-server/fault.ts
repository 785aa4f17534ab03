import { type MiError, MiResult } from '../../../runtime/errors.js';
import type { Prefix } from './uris.js';
import { NAMESPACES } from './uris.js';
import { declare, element, textElement } from './xml-text.js';

/** What a fault says beside its subcode. */
export interface FaultParts {
  readonly code?: 'Sender' | 'Receiver' | 'MustUnderstand';
  /** The content of `s:Detail`. */
  readonly detail?: string;
  /** Elements that stand in the header. */
  readonly header?: string;
}

/** A fault that answers a request. */
export class WsmanFault extends Error {
  readonly code: 'Sender' | 'Receiver' | 'MustUnderstand';
  /** With the prefix of its namespace; null for none. */
  readonly subcode: `${Prefix}:${string}` | null;
  readonly detail: string;
  readonly header: string;

  constructor(subcode: `${Prefix}:${string}` | null, reason: string, parts: FaultParts = {}) {
    super(reason);
    this.name = 'WsmanFault';
    this.subcode = subcode;
    this.code = parts.code ?? 'Sender';
    this.detail = parts.detail ?? '';
    this.header = parts.header ?? '';
  }

  /** The action of the answer: each specification has one for its faults. */
  get action(): string {
    const prefix = this.subcode?.split(':')[0] ?? 'a';
    if (prefix === 'w') return 'http://schemas.dmtf.org/wbem/wsman/1/wsman/fault';
    const known = Object.entries(NAMESPACES).find(([each]) => each === prefix);
    return `${known?.[1] ?? NAMESPACES.a}/fault`;
  }

  /** The element of the body. */
  toXml(): string {
    const value = textElement('s:Value', `s:${this.code}`);
    const subcode = this.subcode === null ? '' : element('s:Subcode', {}, textElement('s:Value', this.subcode));
    return element(
      's:Fault',
      {},
      element('s:Code', {}, value, subcode),
      element('s:Reason', {}, textElement('s:Text', this.message, { 'xml:lang': 'en-US' })),
      this.detail === '' ? '' : element('s:Detail', {}, this.detail),
    );
  }
}

/** What Windows sends for a request that the protocol does not allow, with the number of its own error. */
export function protocolFault(
  subcode: `${Prefix}:${string}` | null,
  number: number,
  reason: string,
  { faultDetail, ...parts }: FaultParts & { readonly faultDetail?: string } = {},
): WsmanFault {
  const message = textElement('f:Message', reason);
  const own = element('f:WSManFault', { ...declare('f'), Code: String(number), Machine: 'localhost' }, message);
  const uri = `http://schemas.dmtf.org/wbem/wsman/1/wsman/faultDetail/${faultDetail}`;
  const detail = faultDetail === undefined ? own : textElement('w:FaultDetail', uri) + own;
  return new WsmanFault(subcode, reason, { ...parts, detail });
}

/** The faults of the protocol, each with Windows' number for it. */
export const faults = {
  notUnderstood: (namespace: string, name: string): WsmanFault => {
    const header = element('s:NotUnderstood', { qname: `ns:${name}`, 'xmlns:ns': namespace });
    const reason = `The header ${name} must be understood, and is not.`;
    return protocolFault(null, 2150858768, reason, { code: 'MustUnderstand', header });
  },
  headerRequired: (name: string): WsmanFault =>
    protocolFault('a:MessageInformationHeaderRequired', 2150858769, `The header ${name} is required, and absent.`),
  invalidHeader: (name: string, why: string): WsmanFault =>
    protocolFault('a:InvalidMessageInformationHeader', 2150858767, `The header ${name} is not valid: ${why}.`),
  unreachable: (uri: string): WsmanFault =>
    protocolFault('a:DestinationUnreachable', 2150858770, `The service has no resource ${uri}.`, {
      faultDetail: 'InvalidResourceURI',
    }),
  actionNotSupported: (action: string): WsmanFault =>
    protocolFault('a:ActionNotSupported', 2150858771, `The action ${action} is not supported by the service.`),
  unsupported: (what: string, faultDetail: string): WsmanFault =>
    protocolFault('w:UnsupportedFeature', 2150858809, `${what} is not supported by the service.`, { faultDetail }),
  schema: (why: string): WsmanFault =>
    protocolFault('w:SchemaValidationError', 2150858817, `The message does not match the schema: ${why}.`),
  invalidSelectors: (why: string): WsmanFault =>
    protocolFault('w:InvalidSelectors', 2150858843, `The selectors do not fit the resource: ${why}.`),
  invalidOption: (name: string): WsmanFault =>
    protocolFault('w:InvalidOptions', 2150858844, `The option ${name} is not known to the service.`),
  filterDialect: (dialect: string): WsmanFault =>
    protocolFault('n:FilterDialectRequestedUnavailable', 2150858777, `The filter dialect ${dialect} is not supported.`),
  filter: (why: string): WsmanFault =>
    protocolFault('n:CannotProcessFilter', 2150858778, `The filter cannot be processed: ${why}.`),
  enumerationContext: (context: string): WsmanFault =>
    protocolFault('n:InvalidEnumerationContext', 2150858779, `There is no enumeration with the context ${context}.`, {
      code: 'Receiver',
    }),
  deliveryMode: (mode: string): WsmanFault =>
    protocolFault('e:DeliveryModeRequestedUnavailable', 2150858782, `The delivery mode ${mode} is not supported.`),
  invalidBookmark: (bookmark: string): WsmanFault =>
    new WsmanFault('w:InvalidBookmark', `The bookmark ${bookmark} is not known to the service.`),
  timedOut: (): WsmanFault =>
    protocolFault('w:TimedOut', 2150858793, 'The operation has not been completed in the time allowed for it.', {
      code: 'Receiver',
    }),
  cancelled: (): WsmanFault =>
    protocolFault('w:InternalError', 995, 'The operation has been cancelled.', { code: 'Receiver' }),
  encodingLimit: (why: string, faultDetail: string): WsmanFault =>
    protocolFault('w:EncodingLimit', 2150858805, `${why}.`, { faultDetail }),
  concurrency: (): WsmanFault =>
    protocolFault('w:Concurrency', 2150858758, 'Another pull of the same enumeration is in progress.'),
} as const;

/** The number of WMI for a result of MI, and the subcode of the fault; others are as FAILED. */
const RESULTS: ReadonlyMap<number, readonly [subcode: `${Prefix}:${string}`, hresult: number]> = new Map([
  [MiResult.ACCESS_DENIED, ['w:AccessDenied', 0x80041003]],
  [MiResult.INVALID_NAMESPACE, ['a:DestinationUnreachable', 0x8004100e]],
  [MiResult.INVALID_PARAMETER, ['x:InvalidRepresentation', 0x80041008]],
  [MiResult.INVALID_CLASS, ['a:DestinationUnreachable', 0x80041010]],
  [MiResult.NOT_FOUND, ['a:DestinationUnreachable', 0x80041002]],
  [MiResult.NOT_SUPPORTED, ['w:UnsupportedFeature', 0x8004100c]],
  [MiResult.ALREADY_EXISTS, ['w:AlreadyExists', 0x80041019]],
  [MiResult.TYPE_MISMATCH, ['x:InvalidRepresentation', 0x80041005]],
  [MiResult.QUERY_LANGUAGE_NOT_SUPPORTED, ['n:FilterDialectRequestedUnavailable', 0x80041018]],
  [MiResult.INVALID_QUERY, ['n:CannotProcessFilter', 0x80041017]],
  [MiResult.METHOD_NOT_AVAILABLE, ['a:ActionNotSupported', 0x80041055]],
  [MiResult.METHOD_NOT_FOUND, ['a:ActionNotSupported', 0x8004102e]],
  [MiResult.SERVER_LIMITS_EXCEEDED, ['w:QuotaLimit', 0x8004106c]],
]);

/** What a server sends for an operation that failed: `MSFT_WmiError` of Windows, or `OMI_Error`. */
export function operationFault(error: MiError, manner: 'windows' | 'omi'): WsmanFault {
  const { code, details } = error;
  // The message itself may begin with the operation, which only clients name.
  const message = String(details?.get('Message') ?? error.message);
  const [subcode, hresult] = RESULTS.get(code) ?? (['w:InternalError', 0x80041001] as const);
  const detail = manner === 'omi' ? omiError(code, message) : wmiError(code, hresult, message);
  return new WsmanFault(subcode, message, { code: subcode === 'w:InternalError' ? 'Receiver' : 'Sender', detail });
}

type ErrorProperty = readonly [name: string, type: string, value: string | null];

function wmiError(code: number, hresult: number, message: string): string {
  return errorInstance('MSFT_WmiError', [
    ['CIMStatusCode', 'UnsignedInt', String(code)],
    ['CIMStatusCodeDescription', 'String', null],
    ['ErrorSource', 'String', null],
    ['ErrorSourceFormat', 'UnsignedShort', '0'],
    ['ErrorType', 'UnsignedShort', '0'],
    ['Message', 'String', message],
    ['MessageID', 'String', `HRESULT 0x${hresult.toString(16)}`],
    ['OtherErrorSourceFormat', 'String', null],
    ['OtherErrorType', 'String', null],
    ['OwningEntity', 'String', null],
    ['PerceivedSeverity', 'UnsignedShort', '0'],
    ['ProbableCause', 'UnsignedShort', '0'],
    ['ProbableCauseDescription', 'String', null],
    ['error_Category', 'UnsignedInt', '30'],
    ['error_Code', 'UnsignedInt', String(hresult)],
    ['error_Type', 'String', 'HRESULT'],
    ['error_WindowsErrorMessage', 'String', message],
  ]);
}

function omiError(code: number, message: string): string {
  return errorInstance('OMI_Error', [
    ['OwningEntity', 'String', 'OMI:CIMOM'],
    ['MessageID', 'String', `OMI:MI_Result:${code}`],
    ['Message', 'String', message],
    ['PerceivedSeverity', 'UnsignedInt', '7'],
    ['ProbableCause', 'UnsignedInt', '0'],
    ['CIMStatusCode', 'UnsignedInt', String(code)],
    ['OMI_Code', 'UnsignedInt', String(code)],
    ['OMI_Type', 'String', 'MI'],
    ['OMI_ErrorMessage', 'String', message],
  ]);
}

function errorInstance(className: string, properties: readonly ErrorProperty[]): string {
  const elements = properties.map(([name, type, value]) => {
    const attributes = { 'xsi:type': `cim:cim${type}`, 'xsi:nil': value === null ? 'true' : undefined };
    return value === null ? element(`p:${name}`, attributes) : textElement(`p:${name}`, value, attributes);
  });
  const own = { 'xmlns:p': `http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/${className}` };
  const attributes = {
    ...declare('b', 'cim', 'xsi'),
    ...own,
    'b:IsCIM_Error': 'true',
    'xsi:type': `p:${className}_Type`,
  };
  return element(`p:${className}`, attributes, ...elements);
}
