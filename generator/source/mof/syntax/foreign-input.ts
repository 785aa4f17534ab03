import type { Span } from '../../source-text.js';

/** What a file is instead of MOF, and the part of the text that shows it. */
export interface ForeignInput extends Span {
  readonly code: string;
  readonly message: string;
  readonly help: string;
  /** The part of the text itself. */
  readonly evidence: string;
}

/** How much of a text is searched, in UTF-16 units. */
const HEAD = 65_536;

const KINDS: readonly Readonly<{ pattern: RegExp; code: string; message: string; help: string }>[] = [
  {
    pattern: /^\s*<(?:\?xml|CIM|DECLARATION|CLASS|INSTANCE)\b/,
    code: 'mof-xml',
    message: 'this file is XML, not MOF',
    help: 'CIM-XML is a source of its own: --cim-xml, or loadCimXml()',
  },
  {
    pattern: /^[ \t]*#[ \t]*(?:define|undef|if|ifdef|ifndef|else|elif|endif|include[ \t]*["<]).*/im,
    code: 'mof-preprocessor',
    message: 'this file needs a C preprocessor',
    help: 'run it through one first, for example: cpp -P input.mof output.mof',
  },
  {
    pattern: /^[ \t]*(?:structure|enumeration|association)[ \t]+\w+(?:[ \t]*:[ \t]*\w+)?\s*\{/im,
    code: 'mof-version-3',
    message: 'this file is MOF 3 (DSP0221); MOF 2 (DSP0004) is understood',
    help: 'write it as MOF 2, with classes and qualifiers in place of structures and enumerations',
  },
  {
    pattern:
      /^[ \t]*(?:(?:configuration|function)[ \t]+[\w-]+\s*[{(]|param[ \t]*\(|import-(?:module|dscresource)\b|\$\w+[ \t]*=).*/im,
    code: 'mof-powershell',
    message: 'this file is a PowerShell script, not MOF',
    help: 'run it: a DSC configuration writes MOF files when it runs',
  },
  {
    pattern: /@@\w{1,80}@@|<%[^%\r\n]{0,80}%>|\{\{[^{}\r\n]{1,80}\}\}|\{%[^%\r\n]{1,80}%\}|\$\{\w{1,80}\}/,
    code: 'mof-template',
    message: 'this file is a template of MOF, not MOF',
    help: 'give the file that is made from it',
  },
];

/** Recognizes a text that is clearly something else than MOF; otherwise returns null. */
export function foreignInput(text: string): ForeignInput | null {
  const head = text.slice(0, HEAD);
  for (const { pattern, code, message, help } of KINDS) {
    const match = pattern.exec(head);
    if (match === null) continue;
    const indent = match[0].length - match[0].trimStart().length;
    const evidence = match[0].trim().split(/[\r\n]/, 1)[0] ?? '';
    return { code, help, message, evidence, offset: match.index + indent, length: evidence.length };
  }
  return null;
}
