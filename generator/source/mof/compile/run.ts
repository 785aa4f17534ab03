import type { Place } from '../../../diagnostics/index.js';
import type { FileProblems } from '../file-diagnostics.js';
import type { Span } from '../source-text.js';
import type { ClassNode, InstanceNode, QualifierDeclarationNode } from '../syntax/nodes.js';
import type { Aliases } from './aliases.js';
import type { ElementTypes } from './property-types.js';
import type { QualifierTypes } from './qualifier-types.js';

/** Where a declaration stands. */
interface Surroundings {
  readonly namespace: string;
  readonly problems: FileProblems;
  readonly aliases: Aliases;
}

export interface Declared<Node extends ClassNode | InstanceNode | QualifierDeclarationNode> extends Surroundings {
  readonly node: Node;
}

/** What is known of the whole run while one declaration is compiled. */
export interface Run {
  readonly origins: Origins;
  readonly qualifierTypes: QualifierTypes;
  readonly elementTypes: ElementTypes;
}

/** All that compiling a declaration needs. */
export interface Scope extends Run, Surroundings {}

/** Where each object of the model comes from. */
export class Origins {
  readonly #origins = new Map<object, readonly [FileProblems, Span]>();

  /** Remembers, and gives back, an object made from a stretch of a file. */
  mark<T extends object>(object: T, problems: FileProblems, span: Span): T {
    this.#origins.set(object, [problems, span]);
    return object;
  }

  /** Remembers, and gives back, an object made in place of another. */
  replace<T extends object>(original: object, replacement: T): T {
    const origin = this.#origins.get(original);
    if (origin !== undefined) this.#origins.set(replacement, origin);
    return replacement;
  }

  locate(object: object): Place | undefined {
    const origin = this.#origins.get(object);
    return origin?.[0].source.place(origin[1]);
  }
}
