import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { GenerateOptions } from 'mi-codegen';
import { LIBRARY_SPELLING } from '../../../generator/options/option-table.js';
import { resolveOptions } from '../../../generator/options/resolve-options.js';
import type { OutputImports } from '../../../generator/used-by/run-settings.js';
import { withImports } from '../../../generator/used-by/with-imports.js';

/** A project in a temporary folder, whose output belongs into `generated`. */
export class SourcesFolder {
  readonly path: string = realpathSync.native(mkdtempSync(join(tmpdir(), 'mi-codegen-used-by-')));

  /** @param files texts by their paths */
  constructor(files: Readonly<Record<string, string>> = {}) {
    for (const [path, text] of Object.entries(files)) this.write(path, text);
  }

  at(path: string): string {
    return join(this.path, path);
  }

  write(path: string, text: string | Uint8Array): void {
    mkdirSync(dirname(this.at(path)), { recursive: true });
    writeFileSync(this.at(path), text);
  }

  link(path: string, target: string): void {
    mkdirSync(dirname(this.at(path)), { recursive: true });
    symlinkSync(this.at(target), this.at(path), 'junction');
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }

  options(given: Partial<GenerateOptions> = {}): GenerateOptions {
    const usedBy = [this.at('src/**/*')];
    return { namespaces: ['root/cimv2'], source: { kind: 'bundled' }, out: this.at('generated'), usedBy, ...given };
  }

  async imports(given?: Partial<GenerateOptions>): Promise<OutputImports> {
    const { imported } = await withImports(resolveOptions(this.options(given), LIBRARY_SPELLING));
    if (imported === null) throw new Error('no sources were named');
    return imported;
  }

  /** What the sources import, as `module:name`, sorted; a name that may be another module's has a `?`. */
  async names(given?: Partial<GenerateOptions>): Promise<readonly string[]> {
    const { imports } = await this.imports(given);
    return imports.map(({ module, name, isCertain }) => `${module}:${name ?? '*'}${isCertain ? '' : '?'}`).sort();
  }

  /** The notes, with paths from the folder. */
  async notes(given?: Partial<GenerateOptions>): Promise<readonly string[]> {
    const { notes } = await this.imports(given);
    return notes.map((note) =>
      note.replace(/^.*?(?=src\/)/, '').replace(/(?<=(?:import one from|lead to) ).*?(?=generated)/, ''),
    );
  }
}
