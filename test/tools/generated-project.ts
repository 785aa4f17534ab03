import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Diagnostic } from '../../generator/diagnostics/index.js';
import { render } from '../../generator/emit/render.js';
import { checkSchema, SchemaIndex, select } from '../../generator/model/index.js';
import { LIBRARY_SPELLING } from '../../generator/options/option-table.js';
import { type Plan, plan } from '../../generator/plan/plan.js';
import type { LoadedSchema } from '../../generator/source/schema-source.js';
import { compilerOptions, runTsc, TYPE_ROOTS, type TypeScriptVersion, typeCheck } from './typescript.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const THREADS = 4;

/** A user's project in a temporary folder: everything of a schema generated, nothing else in it. */
export class GeneratedProject {
  readonly folder: string = mkdtempSync(join(tmpdir(), 'mi-codegen-project-'));
  /** Paths relative to the folder, in the order of generation. */
  readonly files: readonly string[];
  readonly plan: Plan;
  /** From loading the schema to planning the output. */
  readonly diagnostics: readonly Diagnostic[];

  constructor(loaded: LoadedSchema) {
    const index = new SchemaIndex(loaded);
    const namespaces = index.namespaces();
    const { classes } = select(index, {
      namespaces,
      classes: [],
      exclude: [],
      source: 'files',
      spelling: LIBRARY_SPELLING,
    });
    this.plan = plan(index, classes, { namespaces });
    this.files = Array.from(render(this.plan, { extension: 'js', source: 'files' }), ({ path, text }) => {
      this.write(path, text);
      return path;
    });
    this.write('package.json', '{ "type": "module" }');
    this.diagnostics = [...loaded.diagnostics, ...checkSchema(index), ...this.plan.diagnostics];
  }

  write(path: string, text: string): void {
    const target = join(this.folder, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
  }

  /** What a version of `tsc` has to say about the project under every flag. */
  typeCheck(version: TypeScriptVersion): string {
    return typeCheck(version, { include: [`${this.folder}/**/*.ts`], compilerOptions: compilerOptions(version) });
  }

  /** Compiles the project, and the runtime into its `node_modules`, so that Node runs it. */
  compile(): void {
    const installed = join(this.folder, 'node_modules/mi-codegen');
    mkdirSync(installed, { recursive: true });
    copyFileSync(join(root, 'package.json'), join(installed, 'package.json'));
    const compilerOptions = {
      target: 'es2023',
      module: 'nodenext',
      types: ['node'],
      typeRoots: TYPE_ROOTS,
      skipLibCheck: true,
    };
    const runtime = { extends: join(root, 'tsconfig.json'), include: [join(root, 'runtime')], compilerOptions };
    emit(runtime, root, join(installed, 'dist'));
    emit({ compilerOptions, files: this.files.map((file) => join(this.folder, file)) }, this.folder, this.folder);
  }

  /** Imports a compiled module as the first one of a new thread, which shares no modules. Gives its exported names. */
  importFirst(path: string): Promise<readonly string[]> {
    const program = `
      const { parentPort, workerData } = require('node:worker_threads');
      import(workerData).then((module) => parentPort.postMessage(Object.keys(module)));
    `;
    return new Promise((resolve, reject) => {
      const workerData = pathToFileURL(join(this.folder, path)).href;
      const worker = new Worker(program, { eval: true, workerData });
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.once('exit', (code) => reject(new Error(`the thread of ${path} ended with ${code}`)));
    });
  }

  /** Imports modules so, some at a time; gives what went wrong. A module of a class exports at least that class. */
  async importEachFirst(paths: readonly string[]): Promise<readonly string[]> {
    const pending = [...paths];
    const failures: string[] = [];
    const work = async () => {
      for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
        const failure = await this.importFirst(path).then(
          (names) => (names.length === 0 ? 'exports nothing' : null),
          (error: Error) => error.message,
        );
        if (failure !== null) failures.push(`${path}: ${failure}`);
      }
    };
    await Promise.all(Array.from({ length: THREADS }, work));
    return failures;
  }

  /** The compiled modules of the classes, without the indexes. */
  get modules(): readonly string[] {
    return this.files.filter((path) => !path.endsWith('/index.ts')).map((path) => path.replace(/\.ts$/, '.js'));
  }

  /** Runs a module of the project in a process of its own; gives what it printed. */
  run(path: string): string {
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(this.folder, path)], { encoding: 'utf8' });
    if (status !== 0) throw new Error(`${path} ended with ${status}:\n${stdout}${stderr}`);
    return stdout;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** A `tsconfig.json`. */
interface TypeScriptProject {
  readonly extends?: string;
  readonly include?: readonly string[];
  readonly files?: readonly string[];
  readonly compilerOptions: object;
}

function emit(project: TypeScriptProject, rootDir: string, outDir: string): void {
  const file = join(outDir, `tsconfig.${process.pid}.json`);
  mkdirSync(outDir, { recursive: true });
  const compilerOptions = { ...project.compilerOptions, noEmit: false, rootDir, outDir };
  writeFileSync(file, JSON.stringify({ ...project, compilerOptions }));
  const output = runTsc('7.0', ['-p', file]);
  rmSync(file);
  if (output !== '') throw new Error(output);
}
