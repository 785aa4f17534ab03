// Loader hooks of Node: the functions of a checkout's generator/, runtime/ and generated/ report to tracer.mjs.
import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import ts from 'typescript-6.0';
import { nameOf } from './code.mjs';

let checkout;

export function initialize(data) {
  checkout = data.checkout;
}

/** Modules that stand as TypeScript import others as `./module.js`. The templates are JavaScript. */
export function resolve(specifier, context, next) {
  // Generated code imports the package by its name.
  if (specifier === 'mi-codegen/runtime/v1')
    return next(pathToFileURL(`${checkout}/runtime/v1/index.ts`).href, context);
  const isTypeScript = /^generat(?:ed|or)\/.*\.ts$|^runtime\//.test(inCheckout(context.parentURL ?? '') ?? '');
  const isSource = isTypeScript && specifier.startsWith('.') && !specifier.endsWith('/templates.js');
  return next(isSource ? specifier.replace(/\.js$/, '.ts') : specifier, context);
}

export async function load(url, context, next) {
  const path = inCheckout(url);
  // The precompiled templates are not written by hand.
  if (path === null || path.endsWith('/templates.js') || !/^(?:generat(?:ed|or)|runtime)\//.test(path))
    return next(url, context);
  const text = await readFile(fileURLToPath(url), 'utf8');
  const script = path.endsWith('.ts') ? withoutTypes(text) : text;
  return {
    format: 'module',
    source: instrument(script, path),
    shortCircuit: true,
  };
}

function inCheckout(url) {
  if (!url.startsWith('file:')) return null;
  const path = relative(checkout, fileURLToPath(url)).replaceAll('\\', '/');
  return path.startsWith('..') || path.includes('node_modules/') ? null : path;
}

function withoutTypes(text) {
  const compilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, verbatimModuleSyntax: true };
  return ts.transpileModule(text, { compilerOptions }).outputText;
}

/** Puts the body of each function into an arrow function that the tracer runs. */
function instrument(script, file) {
  const source = ts.createSourceFile('module.js', script, ts.ScriptTarget.Latest, true, ts.ScriptKind.JS);
  const insertions = [];
  const visit = (node) => {
    if (ts.isFunctionLike(node) && node.body !== undefined) insertions.push(...insertionsInto(node, file));
    ts.forEachChild(node, visit);
  };
  visit(source);
  insertions.sort((a, b) => a.at - b.at);
  let result = '';
  let from = 0;
  for (const { at, text } of insertions) {
    result += script.slice(from, at) + text;
    from = at;
  }
  return result + script.slice(from);
}

function insertionsInto(node, file) {
  const { body, asteriskToken, modifiers } = node;
  // The position keeps functions without a name apart.
  const place = JSON.stringify(`${nameOf(node)} ${file}:${node.pos}`);
  const start = body.getStart();
  // No arrow function can yield: of a generator only the entry is recorded.
  if (asteriskToken !== undefined) return [{ at: start + 1, text: `globalThis.miCodegenTrace(${place}, () => {});` }];
  const isAsync = modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword);
  const call = `globalThis.miCodegenTrace(${place}, ${isAsync ? 'async ' : ''}() => `;
  if (!ts.isBlock(body)) {
    return [
      { at: start, text: `${call}(` },
      { at: body.end, text: '))' },
    ];
  }
  return [
    { at: start + 1, text: `return ${call}{` },
    { at: body.end - 1, text: '});' },
  ];
}
