import {
  type CimClass,
  type CimFlavor,
  type CimInstanceDeclaration,
  type CimQualifier,
  type CimQualifierDeclaration,
  DEFAULT_FLAVOR,
  foldName,
} from '../../runtime/schema/index.js';

/**
 * Declarations of the qualifiers that are used without one. Servers report no declarations, and schemas for Windows
 * have none; but MOF compilers ask for them, and in MOF only a declaration gives the type of a qualifier. One that is
 * used with several types stays without.
 *
 * @param declared those that there are
 */
export function declareQualifiers(
  namespace: string,
  classes: readonly CimClass[],
  instances: readonly CimInstanceDeclaration[],
  declared: readonly CimQualifierDeclaration[],
): readonly CimQualifierDeclaration[] {
  const known = new Set(declared.map(({ name }) => foldName(name)));
  const uses = new Map<string, CimQualifier[]>();
  for (const qualifier of [...classes.flatMap(qualifiersOf), ...instances.flatMap(instanceQualifiers)]) {
    const name = foldName(qualifier.name);
    if (known.has(name)) continue;
    const found = uses.get(name);
    if (found === undefined) uses.set(name, [qualifier]);
    else found.push(qualifier);
  }
  return Array.from(uses.values()).flatMap((same) => declare(namespace, same));
}

function qualifiersOf({ qualifiers, properties, methods }: CimClass): readonly CimQualifier[] {
  const elements = [...properties, ...methods, ...methods.flatMap(({ parameters }) => parameters)];
  return [...qualifiers, ...elements.flatMap((element) => element.qualifiers)];
}

function instanceQualifiers({ qualifiers, properties }: CimInstanceDeclaration): readonly CimQualifier[] {
  return [...qualifiers, ...properties.flatMap((property) => property.qualifiers)];
}

function declare(namespace: string, uses: readonly CimQualifier[]): CimQualifierDeclaration[] {
  const [first] = uses;
  if (first === undefined || uses.some(({ type, array }) => type !== first.type || array !== first.array)) return [];
  // Of the spellings the first one by code units: the order of the uses does not count.
  const [name = first.name] = uses.map((use) => use.name).toSorted();
  const { type, array } = first;
  const defaultValue = type === 'boolean' && !array ? false : null;
  return [{ namespace, name, type, array, defaultValue, scopes: ['any'], flavor: commonFlavor(uses) }];
}

/** The flavor that most uses have, part by part. No word of MOF takes `Translatable` away again. */
function commonFlavor(uses: readonly CimQualifier[]): CimFlavor {
  const most = (part: keyof CimFlavor) => {
    const count = uses.filter(({ flavor }) => flavor[part]).length;
    return count * 2 === uses.length ? DEFAULT_FLAVOR[part] : count * 2 > uses.length;
  };
  return {
    overridable: most('overridable'),
    toSubclass: most('toSubclass'),
    toInstance: most('toInstance'),
    translatable: uses.every(({ flavor }) => flavor.translatable),
  };
}
