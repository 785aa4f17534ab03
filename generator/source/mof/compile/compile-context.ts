import { type CimQualifier, foldName } from '../../../../runtime/schema/index.js';
import type { Place } from '../../../diagnostics/index.js';
import type { PropertyTypes } from '../../property-types.js';
import type { Span } from '../../source-text.js';
import type { FileDiagnostics } from '../file-diagnostics.js';
import type { ClassNode, InstanceNode, NameNode, QualifierDeclarationNode } from '../syntax/nodes.js';
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
  readonly origins: Origins;
  readonly qualifierTypes: QualifierTypes;
  readonly propertyTypes: PropertyTypes;
  /** The string literals of lists in which some are adjacent, and so are one item. */
  readonly literals: Map<CimQualifier, readonly string[]>;
}

/** Everything that compiling a declaration needs besides the declaration itself. */
export interface CompileContext extends Run, Surroundings {}

/** Remembers from which part of which file each object of the model was made. */
export class Origins {
  readonly #origins = new Map<object, readonly [FileDiagnostics, Span]>();

  /** Remembers the origin of an object, and returns the object. */
  mark<T extends object>(object: T, diagnostics: FileDiagnostics, span: Span): T {
    this.#origins.set(object, [diagnostics, span]);
    return object;
  }

  /** Gives an object the origin of the one that it replaces, and returns it. */
  replace<T extends object>(original: object, replacement: T): T {
    const origin = this.#origins.get(original);
    if (origin !== undefined) this.#origins.set(replacement, origin);
    return replacement;
  }

  /** Warns at the place of an object. */
  warn(object: object, code: string, message: string, help: string): void {
    const [diagnostics, span] = this.#origins.get(object) ?? [];
    if (diagnostics !== undefined && span !== undefined) diagnostics.warn(span, code, message, help);
  }

  locate(object: object): Place | undefined {
    const origin = this.#origins.get(object);
    return origin?.[0].source.place(origin[1]);
  }
}

/** The nodes without repeated names. Of two nodes with the same name the first one is used, with a warning. */
export function distinct<T extends { readonly name: NameNode }>(
  nodes: readonly T[],
  kind: string,
  context: CompileContext,
): T[] {
  const names = new Set<string>();
  return nodes.filter(({ name }) => {
    const folded = foldName(name.text);
    const first = !names.has(folded);
    names.add(folded);
    if (!first) {
      context.diagnostics.warn(
        name,
        `mof-duplicate-${kind}`,
        `the ${kind} "${name.text}" stands here twice; the first holds`,
        'remove one of them',
      );
    }
    return first;
  });
}
