import { type FileRecord, FileRecorder, recordedPaths } from '../source/file-record.js';
import { SourceModules } from '../used-by/source-modules.js';

/** What runs read that are repeated, and what they keep for the next one. */
export class RunInputs {
  readonly modules: SourceModules = new SourceModules();
  #recorders: FileRecorder[] = [];
  #records: FileRecord[] = [];

  /** Begins another run. */
  restart(): void {
    this.modules.restart();
    this.#recorders = [];
    this.#records = [];
  }

  /** Records what a run reads, also one that fails. */
  recorder(): FileRecorder {
    const recorder = new FileRecorder();
    this.#recorders.push(recorder);
    return recorder;
  }

  /** Adds what a run has read that has nothing to do. */
  add(record: FileRecord): void {
    this.#records.push(record);
  }

  /** All paths that the last run has read, or where it has looked for files. */
  get paths(): readonly string[] {
    const recorded = [...this.#recorders.map(({ paths }) => paths), ...this.#records.map(recordedPaths)].flat();
    return [...recorded, ...this.modules.files];
  }
}
