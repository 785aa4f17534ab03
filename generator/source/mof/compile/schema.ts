import { isDeepStrictEqual } from 'node:util';
import {
  type CimClass,
  type CimQualifierDeclaration,
  type CimSchema,
  classKey,
  foldName,
} from '../../../../runtime/schema/index.js';
import { PropertyTypes } from '../../property-types.js';
import type { LoadedSchema } from '../../schema-source.js';
import type { Names } from '../syntax/names.js';
import { type ClassNode, type InstanceNode, type QualifierDeclarationNode, spanOf } from '../syntax/nodes.js';
import { applyAmendments, fillInTexts, isAmendment } from './amendments.js';
import { contextOf, type Declared, Origins, type Run } from './compile-context.js';
import { compileClass, compileQualifierDeclaration, flavorOfUses } from './declarations.js';
import { expectedType, expectedTypeOf } from './expected-type.js';
import { QualifierTypes } from './qualifier-types.js';
import { repairMaps } from './torn-maps.js';
import { compileInstance } from './values.js';

/**
 * Turns syntax into the model, each declaration as soon as it is added: the syntax tree of a file is larger than the
 * file, and can be dropped then. Only what depends on what may follow waits for the end.
 */
export class SchemaCompiler {
  readonly qualifierTypes: QualifierTypes;
  readonly origins: Origins;
  readonly #isOfTexts: boolean;
  readonly #knowsTypes: boolean;
  readonly #run: Run;
  readonly #qualifiers = new Map<string, CimQualifierDeclaration>();
  readonly #classes = new Map<string, CimClass>();
  /** Classes with values that may be declared later, and all that follow them: the order is kept. */
  readonly #waiting: Declared<ClassNode>[] = [];
  readonly #amendments: Declared<ClassNode>[] = [];
  readonly #instances: Declared<InstanceNode>[] = [];

  /**
   * @param names those that the syntax has
   * @param qualifierTypes those of all declarations that will be added, if they are known
   * @param lacking the schema whose classes get the texts of all that will be added; null for a schema of its own
   */
  constructor(names: Names, qualifierTypes: QualifierTypes | null, lacking: LoadedSchema | null) {
    this.origins = new Origins((object) => lacking?.locate(object));
    this.#isOfTexts = lacking !== null;
    for (const cimClass of lacking?.schema.classes ?? []) {
      this.#classes.set(classKey(cimClass.namespace, cimClass.name), cimClass);
    }
    this.qualifierTypes = qualifierTypes ?? new QualifierTypes();
    this.#knowsTypes = qualifierTypes !== null;
    this.#run = {
      names,
      origins: this.origins,
      qualifierTypes: this.qualifierTypes,
      propertyTypes: new PropertyTypes(),
      literals: new Map(),
    };
  }

  addQualifier(declared: Declared<QualifierDeclarationNode>): void {
    const { namespace, node } = declared;
    if (node.type === null) {
      if (!this.#knowsTypes) this.qualifierTypes.addFlavor(namespace, node.name.text, flavorOfUses(node));
      return;
    }
    const declaration = compileQualifierDeclaration(node, node.type, contextOf(this.#run, declared));
    const key = foldName(`${namespace}:${node.name.text}`);
    const isNew = declare(this.#qualifiers, key, declaration, declared, this.origins, 'qualifier');
    if (isNew && !this.#knowsTypes) this.qualifierTypes.add(declaration);
  }

  addClass(declared: Declared<ClassNode>): void {
    const { node, aliases, diagnostics } = declared;
    aliases.declareClass(node, diagnostics);
    if (this.#isOfTexts || isAmendment(node)) this.#amendments.push(declared);
    else if (node.holdsObjects || this.#waiting.length > 0) this.#waiting.push(declared);
    else this.#compileClass(declared);
  }

  #compileClass(declared: Declared<ClassNode>): void {
    const cimClass = compileClass(declared.node, contextOf(this.#run, declared));
    declare(this.#classes, classKey(declared.namespace, cimClass.name), cimClass, declared, this.origins, 'class');
  }

  addInstance(declared: Declared<InstanceNode>): void {
    this.#instances.push(declared);
  }

  /** The schema, when everything has been added. */
  schema(): CimSchema {
    for (const { node, aliases, diagnostics } of this.#instances) aliases.declareInstance(node, diagnostics);
    this.#addPropertyTypes();
    for (const declared of this.#waiting) this.#compileClass(declared);
    const apply = this.#isOfTexts ? fillInTexts : applyAmendments;
    apply(this.#amendments, this.#classes, this.#run);
    const instances = this.#instances.map((declared) => compileInstance(declared.node, { ...this.#run, ...declared }));
    const classes = Array.from(this.#classes.values(), (cimClass) => repairMaps(cimClass, this.#run));
    return { qualifierDeclarations: [...this.#qualifiers.values()], classes, instances };
  }

  #addPropertyTypes(): void {
    const { propertyTypes } = this.#run;
    for (const { namespace, node } of this.#amendments) addTypes(propertyTypes, namespace, node);
    for (const cimClass of this.#classes.values()) {
      propertyTypes.add(cimClass, () =>
        cimClass.properties.map((property) => [property.name, expectedTypeOf(property)]),
      );
    }
    for (const { namespace, node } of this.#waiting) addTypes(propertyTypes, namespace, node);
  }
}

function addTypes(types: PropertyTypes, namespace: string, { name, superclass, properties }: ClassNode): void {
  types.add({ namespace, name: name.text, superclass: superclass?.name.text ?? null }, () =>
    properties.map((property) => [property.name.text, expectedType(property)]),
  );
}

/**
 * Adds a declaration. The same declaration twice is common where files include each other, and is not reported. Of two
 * that differ the later one is used, as in a repository into which both are compiled.
 *
 * @returns false for one that was known
 */
function declare<T extends CimClass | CimQualifierDeclaration>(
  known: Map<string, T>,
  key: string,
  declaration: T,
  { node, diagnostics }: Declared<ClassNode | QualifierDeclarationNode>,
  origins: Origins,
  kind: string,
): boolean {
  const earlier = known.get(key);
  if (earlier !== undefined && isDeepStrictEqual(earlier, declaration)) return false;
  known.set(key, declaration);
  if (earlier === undefined) return true;
  const place = origins.locate(earlier);
  const where = place && `${place.file}:${place.line}:${place.column}`;
  diagnostics.warn(
    spanOf(node),
    `mof-redeclared-${kind}`,
    `the ${kind} "${node.name.text}" was declared differently before; this declaration holds`,
    `the other one is at ${where}; keep one of them, or put them into different namespaces`,
  );
  return true;
}
