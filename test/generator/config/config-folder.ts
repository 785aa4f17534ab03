import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Diagnostic, DiagnosticError, formatDiagnostic } from '../../../generator/diagnostics/index.js';

/** A temporary folder, which is the working folder as long as it is there. */
export class ConfigFolder {
  readonly path: string = realpathSync.native(mkdtempSync(join(tmpdir(), 'mi-codegen-config-')));
  readonly #before: string = process.cwd();

  constructor() {
    process.chdir(this.path);
  }

  /** Writes a file, whose path is relative to the folder. */
  write(path: string, content: string | Uint8Array): void {
    mkdirSync(dirname(join(this.path, path)), { recursive: true });
    writeFileSync(join(this.path, path), content);
  }

  remove(): void {
    process.chdir(this.#before);
    rmSync(this.path, { recursive: true });
  }
}

/** The diagnostics of a failure, as the command prints them. */
export async function printed(run: () => unknown): Promise<string> {
  return (await diagnosticsOf(run)).map(formatDiagnostic).join('\n');
}

async function diagnosticsOf(run: () => unknown): Promise<readonly Diagnostic[]> {
  try {
    await run();
  } catch (error) {
    if (error instanceof DiagnosticError) return error.diagnostics;
    throw error;
  }
  return [];
}
