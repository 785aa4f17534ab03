import { type CimMethod, foldName } from '../../runtime/schema/index.js';
import { type Fact, factsOf, type WholeClass } from './class-facts.js';

/** Where facts about classes come from. */
export interface FactSource {
  /** Undefined where the source does not have the class. */
  find(namespace: string, className: string): KnownFacts | undefined;
}

/** What a source says of a class. */
export interface KnownFacts {
  /** In short, as records of differences have it. */
  readonly source: string;
  /** What must be so in the bundled class. */
  readonly facts: readonly Fact[];
  /** These, and others about members that the class inherits, which a bundled class may declare again. */
  readonly known: readonly Fact[];
  /** Which of the members of a class are all listed. A source that lists some may have others, and more codes. */
  readonly lists: 'members' | 'properties' | 'some';
}

/** The outcome of comparing classes with facts. */
export interface Comparison {
  /** How many classes the sources have, and each of them. */
  readonly found: number;
  readonly foundIn: Readonly<Record<string, number>>;
  /** How many single facts they were compared with. */
  readonly facts: number;
  /** How many of the classes have no difference. */
  readonly agreeing: number;
  readonly differing: number;
  /** How many methods of them no source can tell anything about. */
  readonly unseenMethods: number;
  /** The names of the other classes, by the reason why no source has them. */
  readonly notFound: Readonly<Record<string, string>>;
  /** The lines of {@link differences} by their reason. A line that is indented belongs to the one before it. */
  readonly differences: Readonly<Record<string, string>>;
}

/**
 * A line for each thing in which a class differs from facts, such as `Win32_Share.Type: uint16, docs: uint32`, and for
 * each of its own elements that no source has, such as `Win32_Share.Color: string, unknown`.
 */
export function differences(bundled: WholeClass, sources: readonly KnownFacts[]): readonly string[] {
  const actual = factsOf(bundled);
  const found = new Map(actual.map((fact) => [keyOf(fact), fact]));
  const lines = [...sources.flatMap((source) => unlike(found, source)), ...unknown(bundled, actual, sources)];
  return lines.map((line) => bundled.own.name + line);
}

/** The methods that a class declares, but none of the sources, where no source lists the methods of the class. */
export function unseenMethods({ own }: WholeClass, sources: readonly KnownFacts[]): readonly CimMethod[] {
  if (sources.some(({ lists }) => lists === 'members')) return [];
  const known = new Set(sources.flatMap((source) => source.known.map(({ member }) => member)));
  return own.methods.filter(({ name }) => !known.has(foldName(name)));
}

function unlike(actual: ReadonlyMap<string, Fact>, { source, facts, lists }: KnownFacts): readonly string[] {
  return facts.flatMap((fact) => {
    const found = actual.get(keyOf(fact));
    // Of an element that is missing, one line is enough.
    const isMissing = fact.element !== '' && !actual.has(keyOf({ ...fact, part: 'type' }));
    if (isMissing && (lists === 'some' || fact.part !== 'type')) return [];
    if (fact.part === 'values') {
      const changes = codeChanges(found?.is ?? '', fact.is, lists);
      return changes === '' ? [] : [`${label(fact)}: ${changes}, ${source}`];
    }
    if (found !== undefined && isSame(found, fact)) return [];
    return [`${label(found ?? fact)}: ${found?.is || 'none'}, ${source}: ${fact.is || 'none'}`];
  });
}

/** The members that a class declares itself and no source has, and the parameters of methods that one has. */
function unknown({ own }: WholeClass, actual: readonly Fact[], sources: readonly KnownFacts[]): readonly string[] {
  const known = new Set(sources.flatMap((source) => source.known.map(keyOf)));
  const isKnown = (element: string) => known.has(keyOf({ element, part: 'type' }));
  const listsMethods = sources.some(({ lists }) => lists === 'members');
  const listsProperties = listsMethods || sources.some(({ lists }) => lists === 'properties');
  const properties = own.properties.map(({ name }) => `.${name}`);
  const methods = own.methods.flatMap(({ name, parameters }) => [
    `.${name}()`,
    ...parameters.filter(() => isKnown(`.${name}()`)).map((parameter) => `.${name}(${parameter.name})`),
  ]);
  const declared = new Set([...(listsProperties ? properties : []), ...(listsMethods ? methods : [])]);
  return actual
    .filter(({ part, element }) => part === 'type' && declared.has(element) && !isKnown(element))
    .map((fact) => `${label(fact)}: ${fact.is}, unknown`);
}

function keyOf({ element, part }: Pick<Fact, 'element' | 'part'>): string {
  return `${foldName(element)} ${part}`;
}

function label({ element, part }: Fact): string {
  return part === 'type' ? element : `${element} ${part}`;
}

/** The letter case of names of classes and parameters makes no difference where they are mentioned. */
function isSame(actual: Fact, fact: Fact): boolean {
  return actual.is === fact.is || (fact.part !== 'name' && foldName(actual.is) === foldName(fact.is));
}

/** The codes that the bundled class has besides those of the facts, and those that it lacks: `+7 +8 -9`. */
function codeChanges(actual: string, fact: string, lists: KnownFacts['lists']): string {
  const [ours = [], theirs = []] = [actual, fact].map((codes) => codes.split(', ').filter((code) => code !== ''));
  const more = ours.filter((code) => !theirs.includes(code)).map((code) => `+${code}`);
  const less = theirs.filter((code) => !ours.includes(code)).map((code) => `-${code}`);
  return (lists === 'some' ? more : [...more, ...less]).join(' ');
}
