import { type CimType, foldName } from '../../../runtime/schema/index.js';
import {
  CimDateTime,
  type CimElement,
  CimInstance,
  CimInterval,
  CimReference,
  type CimScalar,
  type CimValue,
} from '../../../runtime/values/index.js';
import { endpointContent, type Resource } from './resource.js';
import type { Style } from './style.js';
import { NAMESPACES } from './uris.js';
import { type Attributes, declare, element, textElement } from './xml-text.js';

/** How an object is written. */
export interface Writing {
  readonly style: Style;
  /** What was asked for: the URIs in the answer have its form. */
  readonly resource: Resource;
  /** Properties that are octet strings, by their folded names: OMI writes these in base64. */
  readonly octets: ReadonlySet<string>;
}

/** An instance as an item or a body. */
export function instanceXml(instance: CimInstance, writing: Writing): string {
  return objectXml(instance.className, instance.className, instance.elements, writing);
}

/**
 * An object with these elements.
 * @param name of the element.
 * @param className what the URI of its namespace ends with, and its type where servers name types.
 */
export function objectXml(
  name: string,
  className: string,
  elements: readonly CimElement[],
  { style, resource, octets }: Writing,
): string {
  const own = { 'xmlns:p': resource.base + className };
  const type = style.namesTypes && name === className ? `p:${className}_Type` : undefined;
  const attributes = { ...declare('xsi', 'cim'), ...own, 'xsi:type': type };
  return element(`p:${name}`, attributes, ...new ValueWriter(style, resource, octets).properties(elements, 'p'));
}

/** Items of a streamed parameter, as an event holds them: these say their types. */
export function streamedXml(className: string, item: CimElement, { style, resource, octets }: Writing): string {
  const [value = ''] = new ValueWriter(style, resource, octets).properties([item], 'p');
  const isTyped = /^<[^>]* xsi:/.test(value) || ['instance', 'reference'].includes(item.type);
  const typed = isTyped
    ? value
    : value.replace(/^<p:[^\s/>]+/, (tag) => `${tag} xsi:type="cim:${wireType(item.type)}"`);
  return [
    textElement('i:Name', item.name),
    textElement('i:Type', String(TYPES.indexOf(item.type))),
    element('i:Value', { ...declare('xsi', 'cim'), 'xmlns:p': resource.base + className }, typed),
  ].join('');
}

/** The types of MI by their numbers. */
const TYPES: readonly CimType[] = [
  ...(['boolean', 'uint8', 'sint8', 'uint16', 'sint16', 'uint32', 'sint32', 'uint64', 'sint64'] as const),
  ...(['real32', 'real64', 'char16', 'datetime', 'string', 'reference', 'instance'] as const),
];

const WIRE_TYPES: Partial<Readonly<Record<CimType, string>>> = {
  uint8: 'cimUnsignedByte',
  sint8: 'cimByte',
  uint16: 'cimUnsignedShort',
  sint16: 'cimShort',
  uint32: 'cimUnsignedInt',
  sint32: 'cimInt',
  uint64: 'cimUnsignedLong',
  sint64: 'cimLong',
  real32: 'cimFloat',
  real64: 'cimDouble',
  datetime: 'cimDateTime',
};

function wireType(type: CimType): string {
  return WIRE_TYPES[type] ?? `cim${type.charAt(0).toUpperCase()}${type.slice(1)}`;
}

/** The selected properties of an instance: no class, no prefixes, in the order of their names. */
export function fragmentXml(
  instance: CimInstance,
  names: readonly string[],
  { style, resource, octets }: Writing,
): string {
  const folded = new Set(names.map(foldName));
  const selected = instance.elements.filter(({ name }) => folded.has(foldName(name)));
  const sorted = [...selected].sort((a, b) => (foldName(a.name) < foldName(b.name) ? -1 : 1));
  const content = new ValueWriter(style, resource, octets).properties(sorted, null);
  return element('w:XmlFragment', declare('xsi'), ...content);
}

/** The content of the endpoint of an instance. */
export function instanceEndpoint(reference: CimReference, { style, resource }: Writing): string {
  return new ValueWriter(style, resource, new Set()).endpoint(reference);
}

class ValueWriter {
  readonly #style: Style;
  readonly #resource: Resource;
  readonly #octets: ReadonlySet<string>;

  constructor(style: Style, resource: Resource, octets: ReadonlySet<string>) {
    this.#style = style;
    this.#resource = resource;
    this.#octets = octets;
  }

  /** @param prefix null for none. */
  properties(elements: readonly CimElement[], prefix: string | null): readonly string[] {
    return elements.flatMap((each) => this.#property(each, prefix));
  }

  endpoint(reference: Pick<CimReference, 'className' | 'keys' | 'namespace'>): string {
    return endpointContent(reference, this.#resource, ({ value, type }) => {
      if (value instanceof CimReference) return element('a:EndpointReference', {}, this.endpoint(value));
      return value === null ? '' : this.#textContent(value as CimScalar, type);
    });
  }

  #property({ name, type, array, value }: CimElement, prefix: string | null): readonly string[] {
    const tag = prefix === null ? name : `${prefix}:${name}`;
    if (value === null) return this.#nothing(tag, array);
    if (value instanceof Uint8Array && this.#style.base64 && this.#octets.has(foldName(name))) {
      return [textElement(tag, Buffer.from(value).toString('base64'), { 'xsi:type': 'cim:cimBase64Binary' })];
    }
    // The wire has no null in an array: servers leave it out.
    const items = itemsOf(value).filter((item) => item !== null);
    return items.map((item) => this.#scalar(tag, item, type, prefix));
  }

  #nothing(tag: string, array: boolean): readonly string[] {
    const { nullArrays } = this.#style;
    if (array && nullArrays === 'absent') return [];
    if (!array || nullArrays === 'nil') return [element(tag, { 'xsi:nil': 'true' })];
    return [element(tag, { 'xmlns:m': NAMESPACES.p, 'xsi:nil': 'true', 'm:IsNullArray': 'true' })];
  }

  #scalar(tag: string, value: CimScalar, type: CimType, prefix: string | null): string {
    if (value instanceof CimInstance) return this.#embedded(tag, value, prefix);
    if (value instanceof CimReference) return element(tag, declare('a', 'w'), this.endpoint(value));
    if (value instanceof CimDateTime || value instanceof CimInterval) return this.#time(tag, value, prefix);
    return textElement(tag, this.#text(value, type), {}, this.#style.forbidden);
  }

  /** An object in an object has a prefix of its own. */
  #embedded(tag: string, { className, elements }: CimInstance, outer: string | null): string {
    const inner = `p${Number(outer?.slice(1) || '0') + 1}`;
    const attributes: Attributes = {
      [`xmlns:${inner}`]: this.#resource.base + className,
      'xsi:type': `${inner}:${className}_Type`,
    };
    return element(tag, attributes, ...this.properties(elements, inner));
  }

  #time(tag: string, value: CimDateTime | CimInterval, prefix: string | null): string {
    const { kind, text } = timeText(value);
    if (!this.#style.wrapsTimes) return textElement(tag, text);
    return element(tag, {}, textElement(prefix === null ? kind : `cim:${kind}`, text));
  }

  #text(value: Exclude<CimScalar, CimInstance | CimReference | CimDateTime | CimInterval>, type: CimType): string {
    if (typeof value === 'boolean')
      return this.#style.booleans === 'upper' ? String(value).toUpperCase() : String(value);
    if (type === 'char16' && this.#style.charCodes && typeof value === 'string') return String(value.charCodeAt(0));
    return typeof value === 'number' ? numberText(value, type, this.#style.digits) : String(value);
  }

  /** The content of an element that holds the text of a value. */
  #textContent(value: CimScalar, type: CimType): string {
    const text =
      value instanceof CimDateTime || value instanceof CimInterval
        ? String(value)
        : this.#text(value as string | number | bigint | boolean, type);
    const whole = textElement('t', text, {}, this.#style.forbidden);
    return whole === '<t/>' ? '' : whole.slice('<t>'.length, -'</t>'.length);
  }
}

function itemsOf(value: NonNullable<CimValue>): readonly (CimScalar | null)[] {
  if (value instanceof Uint8Array) return [...value];
  return Array.isArray(value) ? value : [value as CimScalar];
}

/** A number as XML Schema writes it. */
function numberText(value: number, type: CimType, digits: number | null): string {
  if (!Number.isFinite(value)) return String(value).replace('Infinity', 'INF');
  return type.startsWith('real') && digits !== null ? String(Number(value.toPrecision(digits))) : String(value);
}

/** A time as WS-CIM writes it: wildcards have only the text of CIM. */
function timeText(value: CimDateTime | CimInterval): { readonly kind: string; readonly text: string } {
  const text = String(value);
  if (text.includes('*')) return { kind: 'CIM_DateTime', text };
  if (value instanceof CimInterval) {
    const { days, hours, minutes, seconds } = value;
    return { kind: 'Interval', text: `P${days}DT${hours}H${minutes}M${seconds}${fraction(text)}S` };
  }
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)/.exec(text) ?? [];
  const zone = zoneText(value.offsetMinutes ?? 0);
  return { kind: 'Datetime', text: `${year}-${month}-${day}T${hour}:${minute}:${second}${fraction(text)}${zone}` };
}

/** The microseconds, as many digits as it takes. */
function fraction(text: string): string {
  const digits = text.slice(15, 21).replace(/0+$/, '');
  return digits === '' ? '' : `.${digits}`;
}

function zoneText(minutes: number): string {
  if (minutes === 0) return 'Z';
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `${minutes < 0 ? '-' : '+'}${String(hours).padStart(2, '0')}:${String(rest).padStart(2, '0')}`;
}
