import {
  type CimQualifier,
  findQualifier,
  foldName,
  type Qualified,
  type SchemaValue,
} from '../../runtime/schema/index.js';

/** The qualifiers that decide about the output. */
const NAMES = [
  'BitMap',
  'BitValues',
  'Deprecated',
  'Description',
  'EmbeddedInstance',
  'EmbeddedObject',
  'HyperVEmbeddedInstance',
  'In',
  'Key',
  'MaxLen',
  'MaxValue',
  'MinLen',
  'MinValue',
  'OctetString',
  'Out',
  'PUnit',
  'Required',
  'Static',
  'Stream',
  'SubType',
  'Units',
  'ValueMap',
  'Values',
  'Version',
  'Write',
] as const;

export type QualifierName = (typeof NAMES)[number];

/** Some of the qualifiers, a bit for each: most features have none of them, which is to be told at once. */
export type QualifierSet = number;

/** The bits by the names as they are written mostly, and by the folded names. */
const BITS: ReadonlyMap<string, QualifierSet> = new Map(
  NAMES.flatMap((name, index) => [[name, 1 << index] as const, [foldName(name), 1 << index] as const]),
);

export function qualifierSet(names: readonly QualifierName[]): QualifierSet {
  return names.reduce((set, name) => set | bitOf(name), 0);
}

/** No bit for the name of another qualifier. */
function bitOf(name: string): QualifierSet {
  return BITS.get(name) ?? BITS.get(foldName(name)) ?? 0;
}

const NONE: readonly CimQualifier[] = [];

/**
 * The qualifiers of a feature that decide about the output: those that it declares, and those in effect on it (DSP0004
 * 5.6.1.3; see `effectiveQualifier`). Which ones there are is found in one pass, since most of them are looked for on
 * each feature, and few features have them.
 */
export class EffectiveQualifiers implements Qualified {
  /** The first one of a name is in effect. There may be others behind it, and some that are not known. */
  readonly qualifiers: readonly CimQualifier[];
  readonly #declared: QualifierSet;
  readonly #inherited: QualifierSet;

  /** @param inherited those of the feature that this one redeclares */
  constructor({ qualifiers }: Qualified, inherited: EffectiveQualifiers | null) {
    let declared = 0;
    // By index: an iterator would cost more than all else that is done here.
    for (let index = 0; index < qualifiers.length; index++) declared |= bitOf(qualifiers[index]?.name ?? '');
    const passedOn = inherited === null ? NONE : inherited.#passedOnTo(declared);
    this.#declared = declared;
    this.#inherited = passedOn.length === 0 ? 0 : passedOn.reduce((set, { name }) => set | bitOf(name), 0);
    this.qualifiers = passedOn.length === 0 ? qualifiers : [...passedOn, ...qualifiers];
  }

  /** The qualifiers that are in effect on a feature that redeclares this one and declares these. */
  #passedOnTo(declared: QualifierSet): readonly CimQualifier[] {
    let seen = 0;
    return this.qualifiers.filter(({ name, flavor }) => {
      const bit = bitOf(name);
      const isFirst = bit !== 0 && (seen & bit) === 0;
      seen |= bit;
      return isFirst && flavor.toSubclass && !(flavor.overridable && (declared & bit) !== 0);
    });
  }

  /** True when the feature declares the qualifier itself. */
  isDeclared(name: QualifierName): boolean {
    return (this.#declared & bitOf(name)) !== 0;
  }

  /** True when one of the qualifiers is in effect. */
  hasAny(set: QualifierSet): boolean {
    return ((this.#declared | this.#inherited) & set) !== 0;
  }

  /** True when the qualifier in effect is the one that the feature declares, or when there is none. */
  isOwn(name: QualifierName): boolean {
    return (this.#inherited & bitOf(name)) === 0;
  }

  /** The value in effect, or undefined. */
  value(name: QualifierName): SchemaValue | undefined {
    return this.hasAny(bitOf(name)) ? findQualifier(this, name)?.value : undefined;
  }

  /** True when a boolean qualifier is in effect, and its value is true. */
  isTrue(name: QualifierName): boolean {
    return this.value(name) === true;
  }

  /** The text of a string qualifier in effect; undefined when there is none or it is empty. */
  text(name: QualifierName): string | undefined {
    const value = this.value(name);
    return typeof value === 'string' && value.trim() !== '' ? value : undefined;
  }

  /** How many items an array qualifier in effect has; undefined when there is none. */
  itemCount(name: QualifierName): number | undefined {
    const value = this.value(name);
    return Array.isArray(value) ? value.length : undefined;
  }

  /**
   * The items of an array qualifier in effect, as text: some schemas have numbers where DSP0004 demands strings.
   *
   * @param most how many of them
   */
  items(name: QualifierName, most?: number): readonly string[] | undefined {
    const value = this.value(name);
    if (!Array.isArray(value)) return undefined;
    return (most === undefined ? value : value.slice(0, most)).map(itemText);
  }
}

function itemText(item: SchemaValue): string {
  return typeof item === 'string' || typeof item === 'number' ? String(item) : '';
}
