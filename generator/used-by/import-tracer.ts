import { dirname, relative, resolve, sep } from 'node:path';
import type { Place } from '../diagnostics/index.js';
import type { Compiler } from './import-uses.js';
import type { Origin, Taken } from './module-links.js';
import type { ModuleResolver } from './module-resolver.js';
import { isIndex, type OutputModules } from './output-modules.js';
import type { OutputImport } from './run-settings.js';
import type { SourceModule, SourceModules } from './source-modules.js';

/** An import that does not say which classes it needs. */
export interface UnclearImport {
  readonly place: Place;
  /** What the import does, as a part of a sentence: `uses all of root/cimv2/index`. */
  readonly what: string;
  /** What to do; default to name the classes. */
  readonly help?: string;
}

/** A name that is taken of a module, or with null the module as a whole, and what is done with that. */
interface Use extends Pick<OutputImport, 'name' | 'place' | 'isCertain'> {
  readonly members: readonly { readonly name: string; readonly place: Place }[];
  readonly escapes: boolean;
}

/** Each `export * from` of a module: by the names that it gives, or among those that may give any name. */
interface SortedStars {
  readonly byName: ReadonlyMap<string, readonly Origin[]>;
  readonly open: readonly Origin[];
}

/** Where imports are looked for, and where they lead to. */
export interface TracedProject {
  readonly compiler: Compiler;
  readonly modules: SourceModules;
  readonly resolver: ModuleResolver;
  readonly output: OutputModules;
}

/** Follows imports to the modules of the output, also through modules that pass on what they import. */
export class ImportTracer {
  readonly #project: TracedProject;
  readonly #imports = new Map<string, OutputImport>();
  readonly #unclear = new Map<string, UnclearImport>();
  /** Every `export * from` the output, with its place; null as soon as a name was taken through it. */
  readonly #passing = new Map<Origin, Place | null>();
  readonly #sortedStars = new Map<SourceModule, SortedStars>();

  constructor(project: TracedProject) {
    this.#project = project;
  }

  get imports(): readonly OutputImport[] {
    return Array.from(this.#imports.values());
  }

  get unclear(): readonly UnclearImport[] {
    const what = 'passes on whatever is generated, and none of the sources takes a class from it';
    const passing = Array.from(this.#passing.values()).flatMap((place) => (place === null ? [] : [{ place, what }]));
    return [...this.#unclear.values(), ...passing];
  }

  /** Follows the imports of modules of the user. */
  trace(sources: readonly SourceModule[]): void {
    const leading = this.#leadingToOutput(sources);
    for (const source of sources) if (source.mayHideImports || leading.has(source.path)) this.#trace(source);
  }

  #trace(module: SourceModule): void {
    const { resolver, output } = this.#project;
    const { path } = module;
    const { taken, passedOn, stars, computed } = module.links;
    for (const each of taken) this.#follow(module, each.specifier, toUse(module, each), new Set());
    for (const origin of [...stars, ...passedOn.values()]) {
      const isOutput = origin.name === null && resolver.resolve(origin.specifier, path)?.kind === 'output';
      if (isOutput && !this.#passing.has(origin)) this.#passing.set(origin, module.placeOf(origin.span));
    }
    for (const { name, span } of computed) {
      if (!name.startsWith('.') || !output.isInNamespace(resolve(dirname(path), `${name}X`))) continue;
      this.#addUnclear(module.placeOf(span), 'imports a module whose name is made at run time');
    }
  }

  /** The paths of modules that name a module of the output, or one that may pass such a module on to them. */
  #leadingToOutput(sources: readonly SourceModule[]): ReadonlySet<string> {
    const { resolver, modules, compiler } = this.#project;
    const leading = new Set<string>();
    const importers = new Map<string, string[]>();
    const pending = new Set(sources);
    // A set may grow while it is walked through.
    for (const module of pending) {
      for (const specifier of module.specifiers) {
        const target = resolver.resolve(specifier, module.path);
        const isOutput = target === null ? this.#helpFor(module, specifier) !== undefined : target.kind === 'output';
        if (isOutput) leading.add(module.path);
        const other = target?.kind === 'source' ? modules.read(target.path, compiler) : null;
        if (other?.mayPassOn !== true) continue;
        pending.add(other);
        const known = importers.get(other.path);
        if (known === undefined) importers.set(other.path, [module.path]);
        else known.push(module.path);
      }
    }
    for (const path of leading) for (const importer of importers.get(path) ?? []) leading.add(importer);
    return leading;
  }

  /** @param seen the exports through which the use has come, so that circles end */
  #follow(from: SourceModule, specifier: string, use: Use, seen: Set<string>): void {
    const { resolver, modules, compiler } = this.#project;
    const target = resolver.resolve(specifier, from.path);
    if (target === null) {
      this.#addLost(from, specifier, use.place);
    } else if (target.kind === 'output') {
      this.#takeOutput(target.module, use);
    } else {
      const module = modules.read(target.path, compiler);
      if (module !== null) this.#takeSource(module, use, seen);
    }
  }

  #takeOutput(module: string, { name, members, escapes, place, isCertain }: Use): void {
    if (name !== null) {
      this.#add({ module, name, place, isCertain });
      return;
    }
    for (const member of members) this.#add({ module, isCertain, ...member });
    if (members.length > 0 && !escapes) return;
    if (isIndex(module)) this.#addUnclear(place, `uses ${module} as a whole`);
    else this.#add({ module, name, place, isCertain });
  }

  #add(imported: OutputImport): void {
    const key = `${imported.module} ${imported.name}`;
    const known = this.#imports.get(key);
    if (known === undefined || (imported.isCertain && !known.isCertain)) this.#imports.set(key, imported);
  }

  #takeSource(module: SourceModule, use: Use, seen: Set<string>): void {
    const { name, members, escapes } = use;
    if (name !== null) {
      this.#takeExport(module, name, use, seen);
      return;
    }
    for (const member of members) this.#takeExport(module, member.name, { ...use, ...NOT_USED, ...member }, seen);
    const { passedOn, stars } = module.links;
    for (const origin of escapes ? [...passedOn.values(), ...stars] : []) {
      const key = `${module.path} ${origin.specifier} ${origin.name}`;
      if (seen.has(key)) continue;
      this.#follow(module, origin.specifier, { ...use, name: origin.name, members: [] }, seen.add(key));
    }
  }

  #takeExport(module: SourceModule, name: string, use: Use, seen: Set<string>): void {
    const { passedOn, own } = module.links;
    const key = `${module.path} ${name}`;
    if (own.has(name) || seen.has(key)) return;
    seen.add(key);
    const origin = passedOn.get(name);
    if (origin !== undefined) {
      this.#passing.set(origin, null);
      this.#follow(module, origin.specifier, { ...use, name: origin.name }, seen);
      return;
    }
    // `export *` leaves out the default export.
    const candidates = name === 'default' ? [] : this.#starsFor(module, name);
    for (const star of candidates) {
      this.#passing.set(star, null);
      const isCertain = use.isCertain && candidates.length === 1;
      this.#follow(module, star.specifier, { ...use, name, isCertain }, seen);
    }
  }

  /** The `export *` of a module that may give a name. */
  #starsFor(module: SourceModule, name: string): readonly Origin[] {
    const sorted = this.#sortedStars.get(module) ?? this.#sortStars(module);
    this.#sortedStars.set(module, sorted);
    return [...(sorted.byName.get(name) ?? []), ...sorted.open];
  }

  #sortStars(module: SourceModule): SortedStars {
    const { resolver, modules, compiler } = this.#project;
    const byName = new Map<string, Origin[]>();
    const open: Origin[] = [];
    for (const star of module.links.stars) {
      const target = resolver.resolve(star.specifier, module.path);
      const links = target?.kind === 'source' ? modules.read(target.path, compiler)?.links : undefined;
      if (links === undefined || links.stars.length > 0) {
        open.push(star);
        continue;
      }
      for (const name of new Set([...links.own, ...links.passedOn.keys()])) {
        const known = byName.get(name);
        if (known === undefined) byName.set(name, [star]);
        else known.push(star);
      }
    }
    return { byName, open };
  }

  /** Adds an import of what is not found, if it seems to be of the output. */
  #addLost(from: SourceModule, specifier: string, place: Place): void {
    const help = this.#helpFor(from, specifier);
    if (help !== undefined) this.#addUnclear(place, `imports "${specifier}", which is not found`, help);
  }

  /** The way out; undefined for what need not be of the output. Other runs may have other namespaces there. */
  #helpFor(from: SourceModule, specifier: string): string | undefined {
    const { output } = this.#project;
    const folder = dirname(from.path);
    const path = output.pathNamedBy(specifier);
    if (path === null) return specifier.startsWith('.') ? output.suggestionFor(resolve(folder, specifier)) : undefined;
    if (!specifier.startsWith('.')) return `let the "paths" of tsconfig.json lead to ${relative('', path)}`;
    const way = relative(folder, path).split(sep).join('/');
    return `from here it is "${way.startsWith('.') ? way : `./${way}`}"`;
  }

  #addUnclear(place: Place, what: string, help?: string): void {
    const key = `${place.file}:${place.line}:${place.column}`;
    this.#unclear.set(key, help === undefined ? { place, what } : { place, what, help });
  }
}

const NOT_USED = { members: [], escapes: false };

function toUse(module: SourceModule, { name, span, members, escapes, isCertain }: Taken): Use {
  const placed = members.map((member) => ({ name: member.name, place: module.placeOf(member.span) }));
  return { name, place: module.placeOf(span), members: placed, escapes, isCertain };
}
