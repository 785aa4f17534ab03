import type { CimQualifier } from '../../../../runtime/schema/index.js';
import type { Place } from '../../../diagnostics/index.js';
import type { PropertyTypes } from '../../property-types.js';
import type { Span } from '../../source-text.js';
import type { FileDiagnostics } from '../file-diagnostics.js';
import type { Names } from '../syntax/names.js';
import {
  type ClassNode,
  type InstanceNode,
  type NameNode,
  type QualifierDeclarationNode,
  spanOf,
} from '../syntax/nodes.js';
import type { Aliases } from './aliases.js';
import type { QualifierTypes } from './qualifier-types.js';

/** The surroundings of a declaration. */
interface Surroundings {
  readonly namespace: string;
  readonly diagnostics: FileDiagnostics;
  readonly aliases: Aliases;
}

/** A declaration as it is written, with its surroundings. */
export interface Declared<Node extends ClassNode | InstanceNode | QualifierDeclarationNode> extends Surroundings {
  readonly node: Node;
}

/** What is known of all files while one declaration is compiled. */
export interface Run {
  readonly names: Names;
  readonly origins: Origins;
  readonly qualifierTypes: QualifierTypes;
  readonly propertyTypes: PropertyTypes;
  /** The string literals of lists in which some are adjacent, and so are one item. */
  readonly literals: Map<CimQualifier, readonly string[]>;
}

/** Everything that compiling a declaration needs besides the declaration itself. */
export interface CompileContext extends Run, Surroundings {}

/** Without spreads, which are slow for each class. */
export function contextOf(
  { names, origins, qualifierTypes, propertyTypes, literals }: Run,
  { namespace, diagnostics, aliases }: Surroundings,
): CompileContext {
  return { names, origins, qualifierTypes, propertyTypes, literals, namespace, diagnostics, aliases };
}

/**
 * Remembers from which part of which file each object of the model was made. A schema has very many objects, and few of
 * them are ever located: they are put into a map only then.
 */
export class Origins {
  readonly #objects: object[] = [];
  /** Three numbers for each object: the index of the diagnostics of its file, the offset and the length. */
  readonly #places: number[] = [];
  /** In the order of the objects: one more whenever the file changes. */
  readonly #diagnostics: FileDiagnostics[] = [];
  #current: FileDiagnostics | null = null;
  /** The indices in the list of as many objects as had been marked when one was located last. */
  readonly #indices = new Map<object, number>();
  readonly #originals = new Map<object, object>();
  readonly #locateElsewhere: (object: object) => Place | undefined;
  #indexed = 0;

  /** @param locateElsewhere where an object was declared that was not made of these files */
  constructor(locateElsewhere: (object: object) => Place | undefined = () => undefined) {
    this.#locateElsewhere = locateElsewhere;
  }

  /** Remembers the origin of an object, and returns the object. */
  mark<T extends object>(object: T, diagnostics: FileDiagnostics, { name, offset }: NameNode): T {
    if (diagnostics !== this.#current) {
      this.#current = diagnostics;
      this.#diagnostics.push(diagnostics);
    }
    this.#objects.push(object);
    this.#places.push(this.#diagnostics.length - 1, offset, name.text.length);
    return object;
  }

  /** Gives an object the origin of the one that it replaces, and returns it. */
  replace<T extends object>(original: object, replacement: T): T {
    this.#originals.set(replacement, this.#originals.get(original) ?? original);
    return replacement;
  }

  /** Warns at the place of an object. */
  warn(object: object, code: string, message: string, help: string): void {
    const [diagnostics, span] = this.#find(object) ?? [];
    if (diagnostics !== undefined && span !== undefined) diagnostics.warn(span, code, message, help);
  }

  locate(object: object): Place | undefined {
    const [diagnostics, span] = this.#find(object) ?? [];
    if (span === undefined) return this.#locateElsewhere(this.#originals.get(object) ?? object);
    return diagnostics?.source.place(span);
  }

  #find(object: object): readonly [FileDiagnostics, Span] | undefined {
    for (; this.#indexed < this.#objects.length; this.#indexed++) {
      this.#indices.set(this.#objects[this.#indexed] as object, this.#indexed);
    }
    const index = this.#indices.get(this.#originals.get(object) ?? object);
    if (index === undefined) return undefined;
    const [file = 0, offset = 0, length = 0] = this.#places.slice(3 * index, 3 * index + 3);
    const diagnostics = this.#diagnostics[file];
    return diagnostics && [diagnostics, { offset, length }];
  }
}

/** In lists of so many names, all pairs are compared sooner than they are put into a set. */
const FEW = 5;

function hasRepeats(nodes: readonly NameNode[]): boolean {
  if (nodes.length > FEW) return new Set(nodes.map(({ name }) => name.folded)).size < nodes.length;
  for (let last = 1; last < nodes.length; last++) {
    const folded = nodes[last]?.name.folded;
    for (let index = 0; index < last; index++) {
      if (nodes[index]?.name.folded === folded) return true;
    }
  }
  return false;
}

/** The nodes without repeated names. Of two nodes with the same name the first one is used, with a warning. */
export function distinct<T extends NameNode>(
  nodes: readonly T[],
  kind: string,
  { diagnostics }: CompileContext,
): readonly T[] {
  if (!hasRepeats(nodes)) return nodes;
  const names = new Set(nodes.map(({ name }) => name.folded));
  return nodes.filter((node) => {
    if (names.delete(node.name.folded)) return true;
    diagnostics.warn(
      spanOf(node),
      `mof-duplicate-${kind}`,
      `the ${kind} "${node.name.text}" stands here twice; the first holds`,
      'remove one of them',
    );
    return false;
  });
}
