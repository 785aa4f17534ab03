import { CIM_TYPES, type CimType } from '../schema/index.js';
import type { ValueMap } from '../value-map.js';
import { parseLimits, type ValueLimits } from './value-limits.js';

/**
 * What a generated class says of itself to the runtime, compact because every module holds one:
 * ```
 * properties = property {";" property}     property  = member ":" type ["!"] ["*"] [limits]       key, writable
 * methods    = method {";" method}         method    = ["+"] member "(" [parameter {"," parameter}] ")" [type]   static
 * parameter  = ("<" | ">" | "<>") member ":" type ["!"] ["~"] [limits]                 in, out; required, streamed
 * type       = (CIM type | "ref" ["(" class ")"] | "instance" ["(" class ")"] | "octets") ["[]"]
 * limits     = "{" [number] ".." [number] "}"           of a string's length, or of a number: both ends included
 * ```
 * A member is a CIM name, with the `$` that its TypeScript member may bear. `octets` is a string with the qualifier
 * OctetString.
 */
export interface ClassTable {
  /** The revision of the door that the class needs. */
  readonly revision: number;
  /** `root/cimv2:Win32_Process`. */
  readonly class: string;
  /** The properties that the class declares itself. */
  readonly properties?: string;
  readonly methods?: string;
  /** The value maps of return values, by method: those that the module declares. */
  readonly returns?: Readonly<Record<string, ValueMap>>;
  /** The modules of the classes that the table names. */
  readonly modules?: Readonly<Record<string, () => Promise<unknown>>>;
}

/** The type of a property, a parameter or a return value. */
export interface ElementType {
  readonly type: CimType;
  readonly array: boolean;
  /** The class of a reference or an embedded instance; null where any class may stand. */
  readonly className: string | null;
  /** The string holds bytes: DSP0004 5.6.3.35. */
  readonly octets: boolean;
}

interface Named extends ElementType {
  /** The member of the generated TypeScript. */
  readonly member: string;
  /** The CIM name. */
  readonly name: string;
  readonly limits: ValueLimits | null;
}

export interface PropertyEntry extends Named {
  readonly key: boolean;
  readonly writable: boolean;
}

export interface ParameterEntry extends Named {
  readonly in: boolean;
  readonly out: boolean;
  readonly required: boolean;
  readonly streamed: boolean;
}

export interface MethodEntry {
  readonly name: string;
  readonly isStatic: boolean;
  readonly parameters: readonly ParameterEntry[];
  /** Null for `void`. */
  readonly returns: ElementType | null;
}

const TYPE = String.raw`(\w+)(?:\(([^()]*)\))?(\[\])?`;
const LIMITS = String.raw`(?:\{([^}]*)\})?`;
const PROPERTY = new RegExp(`^([^:]+):${TYPE}(!)?(\\*)?${LIMITS}$`);
const METHOD = /^(\+)?([^(]+)\(((?:[^()]|\([^()]*\))*)\)(.*)$/;
const PARAMETER = new RegExp(`^(<>|<|>)([^:]+):${TYPE}(!)?(~)?${LIMITS}$`);
const RETURNS = new RegExp(`^${TYPE}$`);

/** @throws SyntaxError for an entry that does not follow the grammar. */
export function parseProperties(table: ClassTable): readonly PropertyEntry[] {
  return split(table.properties, ';').map((entry) => {
    const [, member, type, className, array, key, writable, limits] = match(PROPERTY, entry);
    return {
      ...named(member, elementType(type, className, array, entry), limits),
      key: key !== undefined,
      writable: writable !== undefined,
    };
  });
}

/** @throws SyntaxError for an entry that does not follow the grammar. */
export function parseMethods(table: ClassTable): readonly MethodEntry[] {
  return split(table.methods, ';').map((entry) => {
    const [, isStatic, member, parameters, returns] = match(METHOD, entry);
    return {
      name: cimName(member),
      isStatic: isStatic !== undefined,
      parameters: split(parameters, ',').map(parseParameter),
      returns: returns ? parseReturns(returns) : null,
    };
  });
}

function parseParameter(entry: string): ParameterEntry {
  const [, direction = '', member, type, className, array, required, streamed, limits] = match(PARAMETER, entry);
  return {
    ...named(member, elementType(type, className, array, entry), limits),
    in: direction.includes('<'),
    out: direction.includes('>'),
    required: required !== undefined,
    streamed: streamed !== undefined,
  };
}

function parseReturns(entry: string): ElementType {
  const [, type, className, array] = match(RETURNS, entry);
  return elementType(type, className, array, entry);
}

function elementType(
  word: string | undefined,
  className: string | undefined,
  array: string | undefined,
  entry: string,
): ElementType {
  const octets = word === 'octets';
  const type = octets ? 'string' : word === 'ref' ? 'reference' : CIM_TYPES.find((known) => known === word);
  if (type === undefined) throw new SyntaxError(entry);
  return { type, array: array !== undefined, className: className ?? null, octets };
}

function named(member: string | undefined, type: ElementType, limits: string | undefined): Named {
  return { member: member ?? '', name: cimName(member), ...type, limits: limits ? parseLimits(limits) : null };
}

/** The CIM name of a member: no CIM name holds a `$`, and a member may bear several. */
export function cimName(member = ''): string {
  return member.replace(/\$+$/, '');
}

function split(text: string | undefined, separator: string): readonly string[] {
  return text ? text.split(separator) : [];
}

function match(pattern: RegExp, entry: string): readonly (string | undefined)[] {
  const found = pattern.exec(entry);
  if (found === null) throw new SyntaxError(entry);
  return found;
}
