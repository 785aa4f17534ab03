import { stringValue } from './constant-value.js';
import type { IncludeNode, NamespaceNode } from './nodes.js';
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
  const directive = stream.text(stream.current).slice(1).trim().toLowerCase();
  if (directive === 'pragma') return pragma(stream);
  // Some files of Windows have `#include ("path")`. Without parentheses it is for the C preprocessor.
  if (directive !== 'include' || stream.peek(1).kind !== '(') return stream.failExpecting('"#pragma"');
  const { offset, length } = stream.advance();
  stream.diagnostics.warn(
    { offset, length },
    'mof-include-without-pragma',
    '#include is taken for #pragma include',
    'write #pragma include',
  );
  return include(stream);
}

function pragma(stream: TokenStream): NamespaceNode | IncludeNode | null {
  stream.advance();
  const name = stream.expectName("the pragma's name");
  switch (name.text.toLowerCase()) {
    case 'namespace':
      return { kind: 'namespace', path: pathParameter(stream) };
    case 'include':
      return include(stream);
    default:
      if (!WITHOUT_EFFECT.has(name.text.toLowerCase())) {
        stream.diagnostics.warn(name, 'mof-unknown-pragma', `the pragma "${name.text}" is not known and is ignored`);
      }
      parameters(stream);
      return null;
  }
}

function include(stream: TokenStream): IncludeNode {
  return { kind: 'include', path: pathParameter(stream) };
}

function pathParameter(stream: TokenStream): NamespaceNode['path'] {
  stream.expect('(', '"(" and a path');
  const { value, offset, length } = stringValue(stream);
  stream.expect(')', '")" after the path');
  stream.accept(';');
  return { text: value, offset, length };
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
  if (stream.at('string')) stringValue(stream);
  else if (!stream.accept('identifier') && !stream.accept('number')) stream.failExpecting('the parameter of a pragma');
}
