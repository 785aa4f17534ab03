import {
  type CimFlavor,
  type CimQualifierDeclaration,
  type CimType,
  DEFAULT_FLAVOR,
  foldName,
} from '../../../../runtime/schema/index.js';
import type { NameNode } from '../syntax/nodes.js';

/** The type and the flavor that a declaration gives to the uses of a qualifier. */
export interface QualifierType {
  readonly type: CimType;
  readonly array: boolean;
  readonly flavor: CimFlavor;
}

const FIXED: CimFlavor = { ...DEFAULT_FLAVOR, overridable: false };
const RESTRICTED: CimFlavor = { ...DEFAULT_FLAVOR, toSubclass: false };
const TRANSLATABLE: CimFlavor = { ...DEFAULT_FLAVOR, translatable: true };
const FIXED_TRANSLATABLE: CimFlavor = { ...FIXED, translatable: true };
const RESTRICTED_TRANSLATABLE: CimFlavor = { ...RESTRICTED, translatable: true };

/** Qualifiers by type and flavor. */
const ROWS: readonly (readonly [type: CimType | `${CimType}[]`, flavor: CimFlavor, names: string])[] = [
  ['boolean', FIXED, 'Association Indication Aggregate Aggregation Composition DN EmbeddedObject Exception In Key'],
  ['boolean', FIXED, 'OctetString Out Required Static Structure Weak'],
  ['boolean', RESTRICTED, 'Abstract Experimental'],
  ['boolean', DEFAULT_FLAVOR, 'Counter Delete Expensive Gauge IfDeleted Invisible IsPUnit Large Read Terminal Write'],
  ['string', FIXED, 'ArrayType NullValue Propagated'],
  ['string', FIXED_TRANSLATABLE, 'Schema'],
  ['string', RESTRICTED, 'Override'],
  ['string', RESTRICTED_TRANSLATABLE, 'Version'],
  ['string', TRANSLATABLE, 'Alias Description DisplayDescription DisplayName Revision Units'],
  ['string', DEFAULT_FLAVOR, 'EmbeddedInstance PropertyUsage Provider PUnit Reference Syntax SyntaxType TriggerType'],
  ['string', DEFAULT_FLAVOR, 'UMLPackagePath XMLNamespaceName'],
  ['string[]', RESTRICTED, 'Deprecated'],
  ['string[]', FIXED, 'UnknownValues UnsupportedValues'],
  ['string[]', TRANSLATABLE, 'BitValues Values'],
  [
    'string[]',
    DEFAULT_FLAVOR,
    'BitMap ClassConstraint Correlatable MappingStrings MethodConstraint ModelCorrespondence',
  ],
  ['string[]', DEFAULT_FLAVOR, 'PropertyConstraint ValueMap'],
  ['uint32', DEFAULT_FLAVOR, 'Max MaxLen Min MinLen'],
  ['sint64', DEFAULT_FLAVOR, 'MaxValue MinValue'],
];

function entries([word, flavor, names]: (typeof ROWS)[number]): [string, QualifierType][] {
  const array = word.endsWith('[]');
  const type = (array ? word.slice(0, -2) : word) as CimType;
  return names.split(' ').map((name) => [name.toLowerCase(), { type, array, flavor }]);
}

/**
 * The qualifiers of DSP0004 5.6.2 to 5.6.4 by lower-case name, as DMTF's schema declares them. They need no
 * declaration, because schemas for Windows have none.
 */
export const STANDARD_QUALIFIERS: ReadonlyMap<string, QualifierType> = new Map(ROWS.flatMap(entries));

/** What is known of a qualifier in one namespace. */
export interface KnownQualifier {
  /** The type that a declaration in the namespace gives. */
  readonly declared: QualifierType | undefined;
  /** The type that DSP0004 gives. */
  readonly standard: QualifierType | undefined;
  /** The flavor of a use without flavor words: as declared in the namespace, as DSP0004 declares it, or the default. */
  readonly flavor: CimFlavor;
  /** Whether the qualifier is declared in any namespace, or by DSP0004. */
  readonly isKnown: boolean;
  /** The standard qualifier that an unknown one is probably meant to be. */
  readonly meant: string | undefined;
}

/** The types and flavors of declared qualifiers. A qualifier may be used before it is declared. */
export class QualifierTypes {
  readonly #declared = new Map<string, QualifierType>();
  readonly #flavors = new Map<string, CimFlavor>();
  readonly #names = new Set(STANDARD_QUALIFIERS.keys());
  /** What was asked for before, by namespace and folded name. */
  readonly #found = new Map<string, Map<string, KnownQualifier>>();
  /** The names that were asked for before, and were not known. */
  readonly #unknown = new Set<string>();
  #isStale = false;

  constructor(declarations: readonly CimQualifierDeclaration[] = []) {
    for (const declaration of declarations) this.add(declaration);
  }

  /** Whether an earlier answer would be another one now, because a qualifier was declared after it had been used. */
  get isStale(): boolean {
    return this.#isStale;
  }

  /** Adds a declaration. Of two for one name the later one holds. */
  add(declaration: CimQualifierDeclaration): void {
    const name = foldName(declaration.name);
    this.#declared.set(key(declaration.namespace, name), declaration);
    this.#declare(declaration.namespace, name);
  }

  /** Adds a declaration of the old form, which has no type. */
  addFlavor(namespace: string, name: string, flavor: CimFlavor): void {
    this.#flavors.set(key(namespace, foldName(name)), flavor);
    this.#declare(namespace, foldName(name));
  }

  #declare(namespace: string, folded: string): void {
    this.#names.add(folded);
    if (!this.#unknown.has(folded) && this.#found.get(namespace)?.has(folded) !== true) return;
    this.#isStale = true;
    this.#found.clear();
    this.#unknown.clear();
  }

  /** @param folded the folded name of the qualifier */
  find(namespace: string, folded: string): KnownQualifier {
    let found = this.#found.get(namespace);
    if (found === undefined) {
      found = new Map();
      this.#found.set(namespace, found);
    }
    let qualifier = found.get(folded);
    if (qualifier === undefined) {
      qualifier = this.#lookUp(key(namespace, folded), folded);
      found.set(folded, qualifier);
      if (!qualifier.isKnown) this.#unknown.add(folded);
    }
    return qualifier;
  }

  #lookUp(key: string, folded: string): KnownQualifier {
    const declared = this.#declared.get(key);
    const standard = STANDARD_QUALIFIERS.get(folded);
    const flavor = declared?.flavor ?? this.#flavors.get(key) ?? standard?.flavor ?? DEFAULT_FLAVOR;
    const isKnown = this.#names.has(folded);
    return { declared, standard, flavor, isKnown, meant: isKnown ? undefined : misspeltQualifier(folded) };
  }
}

function key(namespace: string, folded: string): string {
  return `${foldName(namespace)}:${folded}`;
}

/**
 * The standard qualifier that differs from a folded name by one typing mistake, or undefined. Names of two letters are
 * too short.
 */
function misspeltQualifier(word: string): string | undefined {
  const candidates = [...STANDARD_QUALIFIERS.keys()].filter((standard) => Math.min(standard.length, word.length) > 2);
  return candidates.find((standard) => isOneSlip(word, standard));
}

/** Whether two words differ by one letter (missing or other), or by two letters that are swapped. */
function isOneSlip(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let same = 0;
  while (same < a.length && a[same] === b[same]) same++;
  const [left, right] = [a.slice(same), b.slice(same)];
  const swapped = `${left.charAt(1)}${left.charAt(0)}${left.slice(2)}`;
  return left.slice(1) === right || left === right.slice(1) || left.slice(1) === right.slice(1) || swapped === right;
}

const EFFECTS: Readonly<Record<string, Partial<CimFlavor>>> = {
  enableoverride: { overridable: true },
  disableoverride: { overridable: false },
  tosubclass: { toSubclass: true },
  restricted: { toSubclass: false },
  nottosubclass: { toSubclass: false },
  toinstance: { toInstance: true },
  nottoinstance: { toInstance: false },
  translatable: { translatable: true },
  amended: { translatable: true },
};

/** The flavor that results when the written words are applied. */
export function writtenFlavor(words: readonly NameNode[], before: CimFlavor): CimFlavor {
  if (words.length === 0) return before;
  const flavor = { ...before };
  for (const { name } of words) Object.assign(flavor, EFFECTS[name.folded]);
  return flavor;
}
