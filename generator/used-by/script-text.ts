/** Files of scripts, by the endings of their names. */
const SCRIPT = /\.[cm]?[jt]sx?$/i;
/** Files of components, which hold scripts among other things. */
const COMPONENT = /\.(?:vue|svelte|astro)$/i;

/** A file that a compiler makes of another one: the path without its ending, and the kind of the module. */
const MADE_FILE = /^(.*?)\.(?:d\.)?([cm]?)[jt]sx?$/is;

/** Whether a file was made of one beside it: `a.d.ts` and `a.js` of `a.ts`. */
export function isMade(file: string, exists: (path: string) => boolean): boolean {
  const [, stem, kind = ''] = MADE_FILE.exec(file) ?? [];
  if (stem === undefined || !/\.d\.[cm]?ts$|\.[cm]?jsx?$/i.test(file)) return false;
  return [`${kind}ts`, 'tsx'].some((ending) => exists(`${stem}.${ending}`));
}

/** A comment, or a script with its attributes: `<script setup lang="ts">`. */
const COMMENT_OR_SCRIPT = /<!--[\s\S]*?-->|<script\b((?:"[^"]*"|'[^']*'|[^"'>])*)>([\s\S]*?)<\/script\s*>/gi;
/** The language of a script. */
const LANGUAGE = /\blang\s*=\s*["']?([a-z]+)/i;
/** What Astro runs on the server. */
const FRONT_MATTER = /^\s*---\r?\n([\s\S]*?)^---/m;

/** Whether a file is one that imports can be found in. */
export function holdsScript(file: string): boolean {
  return SCRIPT.test(file) || COMPONENT.test(file);
}

/**
 * A file as a compiler of scripts reads it: its name tells the language. In a component, what is no script is replaced
 * by white space, so that all places stay the same.
 */
export function scriptText(file: string, text: string): { readonly file: string; readonly text: string } {
  if (!COMPONENT.test(file)) return { file, text };
  let script = text.replace(/[^\r\n]/g, ' ');
  const keep = (start: number, { length }: string) => {
    script = script.slice(0, start) + text.slice(start, start + length) + script.slice(start + length);
  };
  let language = 'js';
  for (const { 0: element, 1: attributes = '', 2: body = '', index } of text.matchAll(COMMENT_OR_SCRIPT)) {
    keep(index + element.lastIndexOf('</') - body.length, body);
    language = LANGUAGE.exec(attributes)?.[1] ?? language;
  }
  const isAstro = /\.astro$/i.test(file);
  const [matter = '', code = ''] = (isAstro && FRONT_MATTER.exec(text)) || [];
  keep(matter.indexOf(code), code);
  // The scripts of Astro are all in TypeScript.
  return { file: `${file}.${isAstro ? 'ts' : language}`, text: script };
}
