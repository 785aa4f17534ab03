/** The namespaces of WS-Management, by the prefixes that answers have. */
export const NAMESPACES = {
  s: 'http://www.w3.org/2003/05/soap-envelope',
  a: 'http://schemas.xmlsoap.org/ws/2004/08/addressing',
  x: 'http://schemas.xmlsoap.org/ws/2004/09/transfer',
  n: 'http://schemas.xmlsoap.org/ws/2004/09/enumeration',
  e: 'http://schemas.xmlsoap.org/ws/2004/08/eventing',
  w: 'http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd',
  p: 'http://schemas.microsoft.com/wbem/wsman/1/wsman.xsd',
  b: 'http://schemas.dmtf.org/wbem/wsman/1/cimbinding.xsd',
  f: 'http://schemas.microsoft.com/wbem/wsman/1/wsmanfault',
  i: 'http://schemas.microsoft.com/wbem/wsman/1/cim/interactive.xsd',
  cim: 'http://schemas.dmtf.org/wbem/wscim/1/common',
  xsi: 'http://www.w3.org/2001/XMLSchema-instance',
  wsmid: 'http://schemas.dmtf.org/wbem/wsman/identity/1/wsmanidentity.xsd',
} as const;

/** The prefix of one of them. */
export type Prefix = keyof typeof NAMESPACES;

/** Where answers go: back on the connection of their request. */
export const ANONYMOUS: string = `${NAMESPACES.a}/role/anonymous`;

/** What requests ask for, beside methods. */
type Operation = 'get' | 'put' | 'create' | 'delete' | 'enumerate' | 'pull' | 'release' | 'subscribe' | 'unsubscribe';

/** The actions of requests; the answer's is the same with `Response` behind it. */
export const ACTIONS: Readonly<Record<Operation, string>> = {
  get: `${NAMESPACES.x}/Get`,
  put: `${NAMESPACES.x}/Put`,
  create: `${NAMESPACES.x}/Create`,
  delete: `${NAMESPACES.x}/Delete`,
  enumerate: `${NAMESPACES.n}/Enumerate`,
  pull: `${NAMESPACES.n}/Pull`,
  release: `${NAMESPACES.n}/Release`,
  subscribe: `${NAMESPACES.e}/Subscribe`,
  unsubscribe: `${NAMESPACES.e}/Unsubscribe`,
};

/** The dialects of filters. */
export const DIALECTS = {
  wql: 'http://schemas.microsoft.com/wbem/wsman/1/WQL',
  association: 'http://schemas.dmtf.org/wbem/wsman/1/cimbinding/associationFilter',
} as const;

/** How events are delivered that the subscriber asks for itself. */
export const PULL_MODE = 'http://schemas.dmtf.org/wbem/wsman/1/wsman/Pull';

/** Where the classes themselves are. */
export const CLASS_SCHEMA_URI = 'http://schemas.dmtf.org/wbem/cim-xml/2/cim-schema/2/*';

/** What messages about an operation that is under way are sent to. */
export const FULL_DUPLEX_URI = 'http://schemas.microsoft.com/wbem/wsman/1/wsman/FullDuplex';

/** What a client tells of the messages that it has got. */
export const ROBUST_CONNECTION_URI = 'http://schemas.microsoft.com/wbem/wsman/1/wsman/RobustConnection';

/** The action of an answer to a question. */
export const RESPONSE_ACTION = '/InteractiveResponse';

/** What the classes of DMTF's form begin with. */
export const CIM_SCHEMA_URI = 'http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/';

/** What the classes of WMI's own form begin with: the namespace follows. */
export const WMI_URI = 'http://schemas.microsoft.com/wbem/wsman/1/wmi/';
