import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createContext, runInContext } from 'node:vm';

/** A class diagram as Mermaid has read it. */
export interface ParsedDiagram {
  /** Each class with its members as they are shown. */
  readonly classes: ReadonlyMap<string, readonly string[]>;
  readonly relations: readonly ParsedRelation[];
}

export interface ParsedRelation {
  /** The classes at both ends, with what stands there. */
  readonly ends: readonly [string, string];
  readonly roles: readonly [string, string];
  readonly title: string;
}

/** What is used of Mermaid, and of what it knows of a diagram. */
interface Mermaid {
  parse(text: string): Promise<{ readonly diagramType: string }>;
  readonly mermaidAPI: { getDiagramFromText(text: string): Promise<Diagram> };
}

interface Diagram {
  readonly db: ClassDatabase;
  readonly parser: { readonly parser?: ClassParser } & ClassParser;
}

/** The parser that Mermaid's grammar of class diagrams makes. It calls a database for what it reads. */
interface ClassParser {
  yy: object;
  parse(text: string): unknown;
}

interface ClassDatabase {
  getClasses(): ReadonlyMap<string, ClassNode>;
  getRelations(): readonly Relation[];
}

interface ClassNode {
  readonly id: string;
  readonly members: readonly ClassMember[];
  readonly methods: readonly ClassMember[];
  readonly annotations: readonly string[];
}

interface ClassMember {
  getDisplayDetails(): { readonly displayText: string; readonly cssStyle: string };
}

interface Relation {
  readonly id1: string;
  readonly id2: string;
  readonly relationTitle1: string;
  readonly relationTitle2: string;
  readonly title: string;
}

let mermaid: Mermaid | undefined;

/**
 * Mermaid's own script for web pages. To parse, it needs no page but what its sanitizer looks for: a document, and some
 * classes of the DOM, none of which is used for texts without `<`.
 */
function loadMermaid(): Mermaid {
  const script = readFileSync(createRequire(import.meta.url).resolve('@mermaid-js/tiny'), 'utf8');
  const document = {
    nodeType: 9,
    implementation: {},
    createElement: () => ({}),
    getElementsByTagName: () => [],
    addEventListener: () => {},
  };
  const classes = ['Element', 'HTMLTemplateElement', 'NamedNodeMap', 'HTMLFormElement', 'DOMParser'];
  const page: Record<string, unknown> = {
    ...Object.fromEntries(classes.map((name) => [name, class {}])),
    Node: { DOCUMENT_NODE: document.nodeType },
    NodeFilter: {},
    document,
    console,
    structuredClone,
    addEventListener: () => {},
  };
  page['window'] = page;
  runInContext(script, createContext(page));
  const loaded = page['mermaid'];
  if (!isMermaid(loaded)) throw new Error('the script defines no Mermaid');
  return loaded;
}

function isMermaid(value: unknown): value is Mermaid {
  return typeof value === 'object' && value !== null && 'parse' in value && 'mermaidAPI' in value;
}

/** Parses a class diagram. @throws the error of Mermaid where it is none */
export async function parseDiagram(text: string): Promise<ParsedDiagram> {
  mermaid ??= loadMermaid();
  const { diagramType } = await mermaid.parse(text);
  if (diagramType !== 'classDiagram') throw new Error(`Mermaid takes the text for a ${diagramType}`);
  const { db } = await mermaid.mermaidAPI.getDiagramFromText(text);
  const classes = Array.from(db.getClasses().values(), ({ id, annotations, members, methods }) => {
    const shown = [...members, ...methods].map((member) => member.getDisplayDetails());
    const texts = shown.map(({ displayText, cssStyle }) => `${cssStyle === '' ? '' : `[${cssStyle}] `}${displayText}`);
    return [id, [...annotations.map((annotation) => `<<${annotation}>>`), ...texts]] as const;
  });
  const relations = Array.from(db.getRelations(), (relation): ParsedRelation => {
    const { id1, id2, relationTitle1, relationTitle2, title } = relation;
    return { ends: [id1, id2], roles: [relationTitle1, relationTitle2], title: title ?? '' };
  });
  return { classes: new Map(classes), relations };
}

/** How many statements of each kind Mermaid's grammar finds in class diagrams. */
export interface StatementCounts {
  readonly members: number;
  readonly relations: number;
}

/**
 * A check for many diagrams: Mermaid's parser without its database, which clones all settings for each name. It throws
 * where a text is no class diagram.
 */
export async function diagramCheck(): Promise<(text: string) => StatementCounts> {
  mermaid ??= loadMermaid();
  await mermaid.parse(FIRST);
  const { db, parser } = await mermaid.mermaidAPI.getDiagramFromText(FIRST);
  const statements = parser.parser ?? parser;
  // What the grammar calls of the database gives back what it is given, and keeps nothing.
  const silent = Object.entries(db).map(([name, own]) => [name, typeof own === 'function' ? passOn : own]);
  return (text) => {
    const counts = { members: 0, relations: 0 };
    statements.yy = {
      ...Object.fromEntries(silent),
      addMembers(_name: string, members: readonly string[]) {
        // The space before the closing brace is one of them.
        counts.members += members.filter((member) => member.trim() !== '').length;
      },
      addRelation() {
        counts.relations += 1;
      },
    };
    statements.parse(text);
    return counts;
  };
}

function passOn(value: unknown): unknown {
  return value;
}

/** Mermaid knows its kinds of diagrams once it has parsed one. */
const FIRST = 'classDiagram\n  class A\n';
