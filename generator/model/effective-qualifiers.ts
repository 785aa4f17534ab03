import { type CimQualifier, foldName, type Qualified, type SchemaValue } from '../../runtime/schema/index.js';

/** The qualifiers that decide about the output. */
const NAMES = [
  'BitMap',
  'BitValues',
  'Deprecated',
  'Description',
  'EmbeddedInstance',
  'EmbeddedObject',
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

interface KnownQualifier {
  readonly name: QualifierName;
  readonly bit: QualifierSet;
}

const KNOWN: readonly KnownQualifier[] = NAMES.map((name, index) => ({ name, bit: 1 << index }));

/** By their names as they are written mostly, and by their folded names. */
const BY_SPELLING: ReadonlyMap<string, KnownQualifier> = new Map(
  KNOWN.flatMap((known) => [[known.name, known] as const, [foldName(known.name), known] as const]),
);

export function qualifierSet(names: readonly QualifierName[]): QualifierSet {
  return names.reduce((set, name) => set | (BY_SPELLING.get(name)?.bit ?? 0), 0);
}

type QualifierMap = ReadonlyMap<QualifierName, CimQualifier>;

/**
 * The qualifiers of a feature that decide about the output: those that it declares, and those in effect on it (DSP0004
 * 5.6.1.3; see `effectiveQualifier`). They are found in one pass, since most of them are looked for on each feature.
 */
export class EffectiveQualifiers {
  readonly #declared: QualifierMap;
  readonly #inEffect: QualifierMap;
  readonly #set: QualifierSet;

  /** @param inherited those of the feature that this one redeclares */
  constructor({ qualifiers }: Qualified, inherited: EffectiveQualifiers | null) {
    const declared = new Map<QualifierName, CimQualifier>();
    let set = 0;
    // By index: an iterator would cost more than all else that is done here.
    for (let index = 0; index < qualifiers.length; index++) {
      const qualifier = qualifiers[index];
      if (qualifier === undefined) continue;
      const known = BY_SPELLING.get(qualifier.name) ?? BY_SPELLING.get(foldName(qualifier.name));
      if (known === undefined || declared.has(known.name)) continue;
      declared.set(known.name, qualifier);
      set |= known.bit;
    }
    this.#declared = declared;
    this.#inEffect = inherited === null ? declared : withInherited(declared, inherited.#inEffect);
    this.#set = inherited === null ? set : set | qualifierSet([...this.#inEffect.keys()]);
  }

  /** True when the feature declares the qualifier itself. */
  isDeclared(name: QualifierName): boolean {
    return this.#declared.has(name);
  }

  /** True when one of the qualifiers is in effect. */
  hasAny(set: QualifierSet): boolean {
    return (this.#set & set) !== 0;
  }

  /** True when the qualifier in effect is the one that the feature declares, or when there is none. */
  isOwn(name: QualifierName): boolean {
    return this.#inEffect.get(name) === this.#declared.get(name);
  }

  /** The value in effect, or undefined. */
  value(name: QualifierName): SchemaValue | undefined {
    return this.#inEffect.get(name)?.value;
  }

  /** True when a boolean qualifier is in effect, and its value is true. */
  isTrue(name: QualifierName): boolean {
    return this.#inEffect.get(name)?.value === true;
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
    return Array.isArray(value) ? value.slice(0, most).map(itemText) : undefined;
  }
}

function itemText(item: SchemaValue): string {
  return typeof item === 'string' || typeof item === 'number' ? String(item) : '';
}

function withInherited(declared: QualifierMap, inherited: QualifierMap): QualifierMap {
  const inEffect = new Map(declared);
  for (const [name, qualifier] of inherited) {
    const { toSubclass, overridable } = qualifier.flavor;
    if (toSubclass && !(overridable && declared.has(name))) inEffect.set(name, qualifier);
  }
  return inEffect;
}
