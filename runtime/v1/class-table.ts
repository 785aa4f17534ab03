import { CIM_TYPES, type CimType } from '../schema/index.js';
import type { ValueMap } from '../value-map.js';

/**
 * The revision of this door. A generated class bears the one that it needs, and any older one goes on working:
 *
 * 1. The first one. Methods are one string, and the value maps of what they return stand beside it.
 * 2. A map stands with its method. `Values`, `Returns` and `OptionsFirst` are new.
 * 3. A type may say the size of a fixed array.
 * 4. A type may say that an embedded instance is declared as a string.
 */
export const REVISION = 4;

/** The revision that a generated class needs that has these elements. */
export function neededRevision(elements: readonly { readonly type: ElementType }[]): number {
  if (elements.some(({ type }) => type.inString)) return 4;
  return elements.some(({ type }) => type.arraySize !== null) ? 3 : 2;
}

/**
 * What a generated class says of itself to the runtime, compact because every module holds one:
 * ```
 * properties = property {";" property}
 * property   = member ":" type ["!"] ["*"] [limits]                                    key, writable
 * method     = ["+"] member "(" [parameter {"," parameter}] ")" [type]                 static
 * parameter  = ("<" | ">" | "<>") member ":" type ["!"] ["~"] [limits]                 in, out; required, streamed
 * type       = (CIM type | ("ref" | "instance" | "embedded") ["(" class ")"] | "octets") ["[" [size] "]"]
 * limits     = "{" [number] ".." [number] "}"           of a string's length, or of a number: both ends included
 * ```
 * A member is a CIM name, with the `$` that its TypeScript member may bear. `octets` is a string with the qualifier
 * OctetString, `embedded` one with EmbeddedInstance or EmbeddedObject. A size is that of a fixed array.
 */
export interface ClassTable {
  /** The revision of the door that the class needs. */
  readonly revision: number;
  /** `root/cimv2:Win32_Process`. */
  readonly class: string;
  /** The properties that the class declares itself. */
  readonly properties?: string;
  /**
   * The methods that the class declares itself, each with the value map of what it returns; null where the module
   * declares none, so that the superclass's counts. In revision 1 a string, with `;` between methods.
   */
  readonly methods?: string | Readonly<Record<string, ValueMap | null>>;
  /** Revision 1: the value maps of return values, by method. */
  readonly returns?: Readonly<Record<string, ValueMap>>;
  /** The modules of the classes that the table names. */
  readonly modules?: Readonly<Record<string, () => Promise<unknown>>>;
}

/** The type of a property, a parameter or a return value. */
export interface ElementType {
  readonly type: CimType;
  readonly array: boolean;
  /** The number of items that a fixed array has (DSP0004 7.9.2); null for any number. */
  readonly arraySize: number | null;
  /** The class of a reference or an embedded instance; null where any class may stand. */
  readonly className: string | null;
  /** The string holds bytes: DSP0004 5.6.3.35. */
  readonly octets: boolean;
  /** The schema declares the embedded instance as a string: DSP0004 5.6.3.16 and 5.6.3.17. */
  readonly inString: boolean;
}

/**
 * What a schema demands of a value beyond its type: of a string, a length (`MinLen`, `MaxLen`); of a number, a range
 * (`MinValue`, `MaxValue`). The bounds are allowed.
 */
export interface ValueLimits {
  readonly min: Bound;
  readonly max: Bound;
}

/** An integer is a bigint, whatever the type of the values, since both compare. Null means no limit. */
type Bound = bigint | number | null;

interface MemberEntry extends ElementType {
  /** The member of the generated TypeScript. */
  readonly member: string;
  /** The CIM name. */
  readonly name: string;
  readonly limits: ValueLimits | null;
}

export interface PropertyEntry extends MemberEntry {
  readonly key: boolean;
  readonly writable: boolean;
}

export interface ParameterEntry extends MemberEntry {
  readonly in: boolean;
  readonly out: boolean;
  readonly required: boolean;
  readonly streamed: boolean;
}

export interface MethodEntry {
  /** The CIM name. */
  readonly name: string;
  readonly isStatic: boolean;
  readonly parameters: readonly ParameterEntry[];
  /** Null for `void`. */
  readonly returns: ElementType | null;
}

/** An entry as it is printed: its member says the name, and its type stands by itself. */
type Printed<Entry extends MemberEntry> = Omit<Entry, 'name' | keyof ElementType> & { readonly type: ElementType };

export interface PrintedMethod extends Omit<MethodEntry, 'name' | 'parameters'> {
  readonly member: string;
  readonly parameters: readonly Printed<ParameterEntry>[];
}

const TYPE = String.raw`(?<word>\w+)(?:\((?<className>[^()]*)\))?(?<array>\[(?<size>\d*)\])?`;
const LIMITS = String.raw`(?:\{(?<bounds>[^}]*)\})?`;
const PROPERTY = new RegExp(`^(?<member>[^:]+):${TYPE}(?<key>!)?(?<writable>\\*)?${LIMITS}$`);
const METHOD = /^(?<plus>\+)?(?<member>[^(]+)\((?<list>(?:[^()]|\([^()]*\))*)\)(?<returned>.*)$/;
const PARAMETER = new RegExp(`^(?<direction><>|<|>)(?<member>[^:]+):${TYPE}(?<required>!)?(?<streamed>~)?${LIMITS}$`);
const RETURNED = new RegExp(`^${TYPE}$`);

/** What the named groups of an expression matched. */
type Groups = Readonly<Record<string, string | undefined>>;

/** @throws SyntaxError for an entry that does not follow the grammar. */
export function parseProperties({ properties }: Pick<ClassTable, 'properties'>): readonly PropertyEntry[] {
  return split(properties, ';').map((entry) => {
    const groups = match(PROPERTY, entry);
    const { key, writable } = groups;
    return { ...parseMember(groups, entry), key: key !== undefined, writable: writable !== undefined };
  });
}

/** The text of a property, as {@link parseProperties} reads it. */
export function printProperty(property: Printed<PropertyEntry>): string {
  const { key, writable, limits } = property;
  return `${printMember(property)}${key ? '!' : ''}${writable ? '*' : ''}${printLimits(limits)}`;
}

/** @throws SyntaxError for an entry that does not follow the grammar. */
export function parseMethods({ methods }: ClassTable): readonly MethodEntry[] {
  const entries = typeof methods === 'object' ? Object.keys(methods) : split(methods, ';');
  return entries.map((entry) => {
    const { plus, member, list, returned } = match(METHOD, entry);
    return {
      name: cimName(member),
      isStatic: plus !== undefined,
      parameters: split(list, ',').map(parseParameter),
      returns: returned ? parseType(match(RETURNED, returned), returned) : null,
    };
  });
}

/** The value maps of what the class's own methods return, by CIM name. */
export function returnMaps({ methods, returns = {} }: ClassTable): Readonly<Record<string, ValueMap>> {
  if (typeof methods !== 'object') return returns;
  const maps = Object.entries(methods).map(([entry, map]) => [cimName(match(METHOD, entry)['member']), map] as const);
  return Object.fromEntries(maps.filter((named): named is readonly [string, ValueMap] => named[1] !== null));
}

/** The text of a method, as {@link parseMethods} reads it. */
export function printMethod(method: PrintedMethod): string {
  const { isStatic, member, parameters, returns } = method;
  const list = parameters.map(printParameter).join(',');
  return `${isStatic ? '+' : ''}${member}(${list})${returns === null ? '' : printType(returns)}`;
}

function parseParameter(entry: string): ParameterEntry {
  const groups = match(PARAMETER, entry);
  const { direction = '', required, streamed } = groups;
  return {
    ...parseMember(groups, entry),
    in: direction.includes('<'),
    out: direction.includes('>'),
    required: required !== undefined,
    streamed: streamed !== undefined,
  };
}

function printParameter(parameter: Printed<ParameterEntry>): string {
  const { required, streamed, limits } = parameter;
  const direction = `${parameter.in ? '<' : ''}${parameter.out ? '>' : ''}`;
  return `${direction}${printMember(parameter)}${required ? '!' : ''}${streamed ? '~' : ''}${printLimits(limits)}`;
}

function parseMember(groups: Groups, entry: string): MemberEntry {
  const { member = '', bounds } = groups;
  return { member, name: cimName(member), ...parseType(groups, entry), limits: bounds ? parseLimits(bounds) : null };
}

function printMember({ member, type }: Printed<MemberEntry>): string {
  return `${member}:${printType(type)}`;
}

/** The words for types that are no names of CIM types. */
const WORDS: ReadonlyMap<string | undefined, CimType> = new Map([
  ['octets', 'string'],
  ['ref', 'reference'],
  ['embedded', 'instance'],
]);

function parseType({ word, className, array, size }: Groups, entry: string): ElementType {
  const octets = word === 'octets';
  const inString = word === 'embedded';
  const type = WORDS.get(word) ?? CIM_TYPES.find((known) => known === word);
  if (type === undefined) throw new SyntaxError(entry);
  const arraySize = size ? Number(size) : null;
  return { type, array: array !== undefined, arraySize, className: className ?? null, octets, inString };
}

/** The text of a type, as the table and messages have it. */
export function printType({ type, array, arraySize, className, octets, inString }: ElementType): string {
  const word = octets ? 'octets' : inString ? 'embedded' : type === 'reference' ? 'ref' : type;
  return `${word}${className === null ? '' : `(${className})`}${array ? `[${arraySize ?? ''}]` : ''}`;
}

/** Reads limits: `1..100`, `..256`, `8..`. */
function parseLimits(text: string): ValueLimits {
  const [min, max] = text.split('..');
  return { min: bound(min), max: bound(max) };
}

function bound(text: string | undefined): Bound {
  if (!text) return null;
  return /^-?\d+$/.test(text) ? BigInt(text) : Number(text);
}

function printLimits(limits: ValueLimits | null): string {
  return limits === null ? '' : `{${limits.min ?? ''}..${limits.max ?? ''}}`;
}

/** The CIM name of a member: no CIM name holds a `$`, and a member may bear several. */
export function cimName(member = ''): string {
  return member.replace(/\$+$/, '');
}

function split(text: string | undefined, separator: string): readonly string[] {
  return text ? text.split(separator) : [];
}

function match(pattern: RegExp, entry: string): Groups {
  const groups = pattern.exec(entry)?.groups;
  if (groups === undefined) throw new SyntaxError(entry);
  return groups;
}
