import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect } from 'vitest';
import { printMof, readMofFiles, readMofText } from '../../generator/source/mof/index.js';
import type { LoadedSchema } from '../../generator/source/schema-source.js';

const NAMESPACE = 'root/cimv2';

/** What became of a set of files that were loaded one by one. */
export interface Survey {
  files: number;
  accepted: number;
  /** Files with nothing wrong in them that include others which are not in the set. */
  incomplete: number;
  /** What is declared in the files themselves, in what was understood of refused ones too. */
  classes: number;
  methods: number;
  instances: number;
  /** Warnings by code, those of included files once for each that includes them. */
  warnings: Record<string, number>;
  /** Files with errors: place and code of the first. */
  refused: Record<string, string>;
}

/** Loads each file of a folder; what is accepted must come back the same from its own print. */
export function survey(folder: string): Survey {
  const result: Survey = {
    files: 0,
    accepted: 0,
    incomplete: 0,
    classes: 0,
    methods: 0,
    instances: 0,
    warnings: {},
    refused: {},
  };
  for (const file of mofFiles(folder)) addFile(result, folder, file);
  return result;
}

function mofFiles(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names
    .filter((name) => /\.(?:mof|mfl)$/i.test(name))
    .toSorted()
    .map((name) => join(folder, name));
}

function addFile(result: Survey, folder: string, file: string): void {
  const loaded = readMofFiles([file], { namespace: NAMESPACE });
  const errors = loaded.diagnostics.filter(({ severity }) => severity === 'error');
  const mistake = errors.find(({ code }) => code !== 'mof-include-not-found' && code !== 'mof-more-errors');
  result.files++;
  if (mistake !== undefined) {
    const { line = 0, column = 0 } = mistake.place ?? {};
    result.refused[relative(folder, file).replaceAll('\\', '/')] = `${line}:${column} ${mistake.code}`;
  } else if (errors.length > 0) result.incomplete++;
  else result.accepted++;
  if (mistake === undefined) expectSameAfterPrint(loaded);
  countDeclarations(result, loaded, file);
  for (const { severity, code } of loaded.diagnostics) {
    if (severity === 'warning') result.warnings[code] = (result.warnings[code] ?? 0) + 1;
  }
}

function countDeclarations(result: Survey, { schema, locate }: LoadedSchema, file: string): void {
  const classes = schema.classes.filter((cimClass) => locate(cimClass)?.file === file);
  result.classes += classes.length;
  result.methods += classes.reduce((count, { methods }) => count + methods.length, 0);
  result.instances += schema.instances.filter((instance) => locate(instance)?.file === file).length;
}

export function expectSameAfterPrint({ schema }: LoadedSchema): void {
  const printed = readMofText(printMof(schema), { namespace: NAMESPACE });
  expect(printed.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(printed.schema).toStrictEqual(schema);
}
