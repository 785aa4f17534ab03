// Does the command's work on a schema up to one of its phases:
//
//   node test/bench/phase-program.mjs <modules> <phase> <out> <schema.mof> <file that it includes>…
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { PHASES } from './phases.mjs';

const [modules, phase, out, ...inputs] = process.argv.slice(2);
const namespace = 'root/cimv2';
const last = PHASES.indexOf(phase);
const from = (path) => import(pathToFileURL(join(modules, 'generator', path)).href);
const until = (name) => last >= PHASES.indexOf(name);

const { tuneEngine } = await from('tune-engine.js');
// As the command does.
tuneEngine();
const { DiskFiles } = await from('source/file-access.js');
const { decodeFile } = await from('source/decode.js');
const { SourceText } = await from('source/source-text.js');
const { FileDiagnostics } = await from('source/mof/file-diagnostics.js');
const { Lexer } = await from('source/mof/syntax/lexer.js');
const { Names } = await from('source/mof/syntax/names.js');
const { parseFile } = await from('source/mof/syntax/file.js');
const { readMofFiles } = await from('source/mof/index.js');
const { SchemaIndex, checkSchema, select } = await from('model/index.js');
const { resolveOptions } = await from('options/resolve-options.js');
const { LIBRARY_SPELLING } = await from('options/option-table.js');
const { plan } = await from('plan/plan.js');
const { render } = await from('emit/render.js');
const { write } = await from('emit/write.js');

// Up to `parse`, file by file; from `compile` on, the whole schema, which begins with the same work.
if (until('compile')) await generate();
else if (until('read')) readFiles();

function readFiles() {
  const access = new DiskFiles();
  const names = new Names();
  for (const path of inputs) {
    const diagnostics = new FileDiagnostics(new SourceText(path, decodeFile(access.find(path, true).read())));
    if (until('parse')) parseFile(diagnostics, names);
    else if (until('lex')) lex(diagnostics);
  }
}

function lex(diagnostics) {
  const lexer = new Lexer(diagnostics);
  do lexer.next();
  while (lexer.kind !== 'end');
}

async function generate() {
  const settings = resolveOptions({ namespaces: [namespace], out }, LIBRARY_SPELLING);
  const loaded = readMofFiles([inputs[0]], { namespace });
  if (!until('resolve')) return;
  const index = new SchemaIndex(loaded);
  const { classes } = select(index, { ...settings, namespaces: [namespace], source: 'files' });
  checkSchema(index, classes);
  if (!until('plan')) return;
  const planned = plan(index, classes, { namespaces: [namespace] });
  if (!until('render')) return;
  const files = [...render(planned, { extension: 'js', source: 'files' })];
  const folders = planned.namespaces.map(({ folder }) => folder);
  if (until('write'))
    await write(out, { files, folders }, { clean: false, keepTexts: false, spelling: settings.spelling });
}
