import { statSync } from 'node:fs';
import type { TargetSource } from '../config/config.js';
import type { NewConfig } from '../config/new-config.js';
import { DiagnosticError, failure } from '../diagnostics/index.js';
import { parseNamespacePattern } from '../options/namespace-pattern.js';
import { DEFAULTS, type OptionSpelling } from '../options/option-table.js';
import { FLAG_SPELLING } from './generate-flags.js';
import type { Question } from './questions.js';

/** What `pull` writes, and where others put their schema, too. */
const SCHEMA_FILES = 'schema/**/*.mof';

/** Where sources are, if there is such a folder. */
const SOURCES = 'src';

/** Options as answers name them: a file is no flag there. */
const SPELLING: OptionSpelling = {
  ...FLAG_SPELLING,
  name: (option) => (option.startsWith('source.files.') ? 'schema' : FLAG_SPELLING.name(option)),
};

export const NAMESPACE: Question<NewConfig['namespaces']> = {
  text: 'Which namespace?',
  hints: ['root/cimv2 has what Windows says of the machine; root/** stands for all namespaces below root'],
  usual: 'root/cimv2',
  read(line) {
    const { namespace, deep } = parseNamespacePattern(line, SPELLING);
    return [deep ? `${namespace}/**` : namespace];
  },
};

/** Asks for the source of the schema: files where there are some. */
export async function sourceQuestion(): Promise<Question<TargetSource | null>> {
  return {
    text: 'Where does its schema come from?',
    hints: [
      '1  this machine, or the bundled schema where this machine has none',
      '2  this machine',
      '3  the bundled schema, which has the classes of root/cimv2 that people ask for most',
      `or MOF or CIM-XML files, by a path or glob such as ${SCHEMA_FILES}`,
    ],
    usual: (await hasSchemaFiles()) ? SCHEMA_FILES : '1',
    async read(line) {
      if (line === '1') return null;
      if (line === '2') return { kind: 'live' };
      if (line === '3') return { kind: 'bundled' };
      if (/^\d+$/.test(line))
        throw failure('bad-source', `"${line}" is no answer`, 'answer 1, 2, 3, or a path or glob');
      const source = { kind: 'files', [/\.xml$/i.test(line) ? 'cimXml' : 'mof']: [line] } as const;
      await checkFiles(source, SPELLING);
      return source;
    },
  };
}

/** @throws DiagnosticError where a source names files that are not there */
export async function checkFiles(source: TargetSource, spelling: OptionSpelling): Promise<void> {
  if (source.kind !== 'files') return;
  const { findNamedFiles } = await import('../source/files.js');
  await findNamedFiles(source, spelling);
}

async function hasSchemaFiles(): Promise<boolean> {
  try {
    await checkFiles({ kind: 'files', mof: [SCHEMA_FILES] }, SPELLING);
    return true;
  } catch (error) {
    if (error instanceof DiagnosticError) return false;
    throw error;
  }
}

/** Asks for the classes. */
export function classesQuestion(): Question<Pick<NewConfig, 'classes' | 'usedBy'>> {
  const sources = hasSources() ? `${SOURCES}/**/*.ts` : '**/*.ts';
  return {
    text: 'Which classes?',
    hints: [
      '1  all',
      `2  those that your sources use: ${sources}`,
      'or names and globs, such as Win32_Process Win32_Service*; what these need comes along',
    ],
    usual: '1',
    read(line) {
      if (line === '1') return { classes: [], usedBy: [] };
      if (line === '2') return { classes: [], usedBy: [sources] };
      const classes = line.split(/[\s,]+/).filter(Boolean);
      // A number is no choice, and a path is an answer to another question.
      const wrong = classes.find((glob) => /^\d|[./\\]/.test(glob));
      if (wrong === undefined) return { classes, usedBy: [] };
      throw failure('bad-class', `"${wrong}" is no name of a class`, 'answer 1, 2, or names such as Win32_Service*');
    },
  };
}

/** The folder for the output: beside the sources. */
export function usualOut(): string {
  return hasSources() ? `${SOURCES}/${DEFAULTS.out}` : DEFAULTS.out;
}

function hasSources(): boolean {
  return statSync(SOURCES, { throwIfNoEntry: false })?.isDirectory() === true;
}
