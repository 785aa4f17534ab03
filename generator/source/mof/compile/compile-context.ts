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

/**
 * Remembers from which part of which file each object of the model was made. A schema has very many objects, and few of
 * them are ever located: they are put into a map only then.
 */
export class Origins {
  readonly #objects: object[] = [];
  readonly #diagnostics: FileDiagnostics[] = [];
  readonly #offsets: number[] = [];
  readonly #lengths: number[] = [];
  /** The indices in the lists above of as many objects as had been marked when one was located last. */
  readonly #indices = new Map<object, number>();
  readonly #originals = new Map<object, object>();
  #indexed = 0;

  /** Remembers the origin of an object, and returns the object. */
  mark<T extends object>(object: T, diagnostics: FileDiagnostics, { name, offset }: NameNode): T {
    this.#objects.push(object);
    this.#diagnostics.push(diagnostics);
    this.#offsets.push(offset);
    this.#lengths.push(name.text.length);
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
    return span && diagnostics?.source.place(span);
  }

  #find(object: object): readonly [FileDiagnostics, Span] | undefined {
    for (; this.#indexed < this.#objects.length; this.#indexed++) {
      this.#indices.set(this.#objects[this.#indexed] as object, this.#indexed);
    }
    const index = this.#indices.get(this.#originals.get(object) ?? object) ?? -1;
    const diagnostics = this.#diagnostics[index];
    return diagnostics && [diagnostics, { offset: this.#offsets[index] ?? 0, length: this.#lengths[index] ?? 0 }];
  }
}

/** The nodes without repeated names. Of two nodes with the same name the first one is used, with a warning. */
export function distinct<T extends NameNode>(
  nodes: readonly T[],
  kind: string,
  { diagnostics }: CompileContext,
): readonly T[] {
  if (nodes.length < 2) return nodes;
  const names = new Set<string>();
  for (const { name } of nodes) names.add(name.folded);
  if (names.size === nodes.length) return nodes;
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
