import type { FileDiagnostics } from '../file-diagnostics.js';
import type { ClassNode, InstanceNode, QualifierDeclarationNode } from '../syntax/nodes.js';
import type { Aliases } from './aliases.js';
import type { Origins } from './origins.js';
import type { PropertyTypes } from './property-types.js';
import type { QualifierTypes } from './qualifier-types.js';

/** Where a declaration stands. */
interface Surroundings {
  readonly namespace: string;
  readonly diagnostics: FileDiagnostics;
  readonly aliases: Aliases;
}

/** A declaration as it is written, and where it stands. */
export interface Declared<Node extends ClassNode | InstanceNode | QualifierDeclarationNode> extends Surroundings {
  readonly node: Node;
}

/** What is known of all files while one declaration is compiled. */
export interface Run {
  readonly origins: Origins;
  readonly qualifierTypes: QualifierTypes;
  readonly propertyTypes: PropertyTypes;
}

/** Everything that compiling a declaration needs besides the declaration itself. */
export interface CompileContext extends Run, Surroundings {}
