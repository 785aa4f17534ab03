import { stringValue } from './constant-value.js';
import { type Flaw, type IncludeNode, type NamespaceNode, type PathNode, spanOf } from './nodes.js';
import type { TokenStream } from './token-stream.js';

/**
 * Known pragmas without effect on the model. They are about the language of texts, the origin of instances (DSP0004
 * 7.11) and the repository of Microsoft's compiler.
 */
const WITHOUT_EFFECT: ReadonlySet<string> = new Set([
  'locale',
  'instancelocale',
  'nonlocal',
  'nonlocaltype',
  'source',
  'sourcetype',
  'autorecover',
  'classflags',
  'instanceflags',
  'deleteclass',
  'deleteinstance',
  'amendment',
]);

/** `compilerDirective = PRAGMA pragmaName "(" pragmaParameter ")"`; null for one without effect on the model. */
export function compilerDirective(stream: TokenStream): NamespaceNode | IncludeNode | null {
  const directive = stream.text.slice(1).trim().toLowerCase();
  if (directive === 'pragma') return pragma(stream);
  // Some files of Windows have `#include ("path")`. Without parentheses it is for the C preprocessor.
  if (directive !== 'include' || stream.peek(1) !== '(') return stream.failExpecting('"#pragma"');
  const { span } = stream;
  stream.advance();
  return include(stream, {
    ...span,
    code: 'mof-include-without-pragma',
    message: '#include is taken for #pragma include',
    help: 'write #pragma include',
  });
}

function pragma(stream: TokenStream): NamespaceNode | IncludeNode | null {
  stream.advance();
  const node = stream.expectNameNode("the pragma's name");
  const { text, folded } = node.name;
  switch (folded) {
    case 'namespace':
      return { kind: 'namespace', ...pathParameter(stream, null) };
    case 'include':
      return include(stream, null);
    default:
      if (!WITHOUT_EFFECT.has(folded)) {
        stream.diagnostics.warn(spanOf(node), 'mof-unknown-pragma', `the pragma "${text}" is not known and is ignored`);
      }
      parameters(stream);
      return null;
  }
}

function include(stream: TokenStream, flaw: Flaw | null): IncludeNode {
  return { kind: 'include', ...pathParameter(stream, flaw) };
}

/** A path in which single backslashes stand for themselves, as far as they begin no escape. */
function pathParameter(stream: TokenStream, flaw: Flaw | null): PathNode {
  stream.expect('(', '"(" and a path');
  let first = flaw;
  const { value, offset, length } = stringValue(stream, (span) => {
    first ??= {
      ...span,
      code: 'mof-unknown-escape',
      message: `"${stream.diagnostics.source.textOf(span)}" is no escape of MOF; both characters are kept`,
      help: 'write \\\\ for a backslash',
    };
  });
  stream.expect(')', '")" after the path');
  stream.accept(';');
  return { path: { text: value, offset, length }, flaw: first };
}

/**
 * Any number of `pragmaParameter`s, also words: `deleteclass("X", nofail)`; or no parentheses at all: `autorecover`.
 */
function parameters(stream: TokenStream): void {
  if (stream.accept('(')) {
    do parameter(stream);
    while (stream.accept(','));
    stream.expect(')', '"," or ")" after the parameter of a pragma');
  }
  stream.accept(';');
}

function parameter(stream: TokenStream): void {
  // What has no effect may hold any text.
  if (stream.at('string')) stringValue(stream, () => undefined);
  else if (!stream.accept('identifier') && !stream.accept('number')) stream.failExpecting('the parameter of a pragma');
}
