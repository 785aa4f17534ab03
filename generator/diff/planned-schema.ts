import { foldName } from '../../runtime/schema/index.js';
import { DiagnosticError } from '../diagnostics/index.js';
import { SchemaIndex, select } from '../model/index.js';
import { LIBRARY_SPELLING } from '../options/option-table.js';
import { plan, superclassesFirst } from '../plan/plan.js';
import type { PlannedClass } from '../plan/planned.js';
import type { LoadedSchema } from '../source/schema-source.js';

/** A schema with all that would be generated from it. */
export class PlannedSchema {
  readonly #index: SchemaIndex;
  /** By folded namespace, then by folded name; superclasses come before their subclasses. */
  readonly #classes = new Map<string, ReadonlyMap<string, PlannedClass>>();
  /** By folded namespace, the folded names of the classes that the source has, as soon as one was looked for. */
  readonly #names = new Map<string, ReadonlySet<string>>();

  /** @throws DiagnosticError for names that cannot be generated: their elements would look as if they were gone */
  constructor(loaded: LoadedSchema) {
    this.#index = new SchemaIndex(loaded);
    const namespaces = this.#index.namespaces();
    // The selection adds the system classes of WMI that others derive from.
    const all = { namespaces, source: 'files', classes: [], exclude: [], spelling: LIBRARY_SPELLING } as const;
    const planned = plan(this.#index, select(this.#index, all).classes, { namespaces });
    const errors = planned.diagnostics.filter(({ severity }) => severity === 'error');
    if (errors.length > 0) throw new DiagnosticError(errors);
    for (const { name, classes } of planned.namespaces) {
      const byName = superclassesFirst(classes).map((each) => [foldName(each.source.name), each] as const);
      this.#classes.set(foldName(name), new Map(byName));
    }
  }

  /** The namespaces that have classes. */
  get namespaces(): readonly string[] {
    return this.#index.namespaces();
  }

  /** Superclasses come before their subclasses. */
  classesIn(namespace: string): Iterable<PlannedClass> {
    return this.#classes.get(foldName(namespace))?.values() ?? [];
  }

  find(namespace: string, name: string): PlannedClass | undefined {
    return this.#classes.get(foldName(namespace))?.get(foldName(name));
  }

  /** True for a class that the source has, but that was not read from it. */
  isUnread(namespace: string, name: string): boolean {
    return this.find(namespace, name) === undefined && this.#namesIn(namespace).has(foldName(name));
  }

  #namesIn(namespace: string): ReadonlySet<string> {
    const folded = foldName(namespace);
    const names = this.#names.get(folded) ?? new Set(this.#index.classNames(namespace).map(foldName));
    this.#names.set(folded, names);
    return names;
  }

  derivesFromUnread({ source }: PlannedClass): boolean {
    const missing = this.#index.missingSuperclass(source);
    return missing !== null && this.isUnread(source.namespace, missing);
  }
}
