import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type GenerateOptions, type GenerateResult, generate } from '../../../generator/index.js';
import { LIBRARY_SPELLING, type OptionSpelling } from '../../../generator/options/option-table.js';
import { resolveOptions } from '../../../generator/options/resolve-options.js';
import { findUnchangedRun } from '../../../generator/unchanged/unchanged-run.js';
import { withImports } from '../../../generator/used-by/with-imports.js';

/** A project of a user: a package with packages installed, and a schema in several files. */
const FILES = {
  'package.json': '{ "type": "module", "dependencies": { "mi-codegen": "1" } }',
  'node_modules/typescript/package.json': '{ "version": "5.9.3" }',
  'node_modules/mi-codegen/package.json': '{}',
  'schema/main.mof': [
    '#pragma include ("part.mof")',
    '#pragma include ("SHARED.mof")',
    '#pragma include ("%SystemRoot%/more.mof")',
    'class Main : Part { [Key] string Id; uint64 Size; Shared REF Other; };',
  ].join('\n'),
  'schema/part.mof': '#pragma include ("deep/text.mof")\nclass Part { };',
  'schema/deep/text.mof': '// in ß\nclass Text { };',
  'common/Shared.mof': 'class Shared { [Key] string Id; };',
} as const;

/** A user's project in a temporary folder. All paths are relative to it. */
export class ProjectFolder {
  readonly path: string = mkdtempSync(join(tmpdir(), 'mi-codegen-unchanged-'));
  readonly manifests: string = join(this.path, 'node_modules/.cache/mi-codegen');

  constructor() {
    for (const [path, text] of Object.entries(FILES)) this.write(path, text);
  }

  at(path: string): string {
    return join(this.path, path);
  }

  write(path: string, text: string | Uint8Array): void {
    mkdirSync(dirname(this.at(path)), { recursive: true });
    writeFileSync(this.at(path), text);
  }

  /** Changes a text, and neither its length nor the time of its last change. */
  edit(path: string, from: string, to: string): void {
    const { atime, mtime } = statSync(this.at(path));
    const text = readFileSync(this.at(path), 'utf8');
    if (!text.includes(from) || from.length !== to.length) throw new Error(`${path} cannot be edited`);
    this.write(path, text.replace(from, to));
    utimesSync(this.at(path), atime, mtime);
  }

  /** Does something to the project, and undoes it. */
  async trying<T>(change: () => void, ask: () => Promise<T>): Promise<T> {
    const backup = `${this.path}-backup`;
    cpSync(this.path, backup, { recursive: true });
    try {
      change();
      return await ask();
    } finally {
      this.remove();
      renameSync(backup, this.path);
    }
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }

  options(given: Partial<GenerateOptions> = {}): GenerateOptions {
    const source = { kind: 'files', mof: [this.at('schema/main.mof')], includeDirs: [this.at('common')] } as const;
    return { namespaces: ['root/test'], source, out: this.at('src/generated'), ...given };
  }

  generate(given?: Partial<GenerateOptions>): Promise<GenerateResult> {
    return generate(this.options(given));
  }

  /** What a run reports that has nothing to do; null for one that has. It writes nothing. */
  async unchanged(
    given?: Partial<GenerateOptions>,
    spelling: OptionSpelling = LIBRARY_SPELLING,
  ): Promise<GenerateResult | null> {
    return (await findUnchangedRun(await withImports(resolveOptions(this.options(given), spelling))))?.result ?? null;
  }

  /** The only manifest. */
  manifest(): string {
    const [name = '', ...others] = readdirSync(this.manifests);
    if (name === '' || others.length > 0) throw new Error(`there is not one manifest: ${[name, ...others].join()}`);
    return join(this.manifests, name);
  }
}
