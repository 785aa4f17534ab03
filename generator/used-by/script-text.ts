/** Files of scripts, by the endings of their names. */
const SCRIPT = /\.[cm]?[jt]sx?$/i;
/** Files of components, which hold scripts among other things. */
const COMPONENT = /\.(?:vue|svelte|astro)$/i;

/** A script in a component, with its attributes: `<script setup lang="ts">`. */
const SCRIPT_ELEMENT = /<script\b((?:"[^"]*"|'[^']*'|[^"'>])*)>([\s\S]*?)<\/script\s*>/gi;
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
  const blank = text.replace(/[^\r\n]/g, ' ');
  let script = blank;
  const keep = (start: number, { length }: string) => {
    script = script.slice(0, start) + text.slice(start, start + length) + script.slice(start + length);
  };
  for (const { 0: element, 2: body = '', index } of text.matchAll(SCRIPT_ELEMENT)) {
    keep(index + element.lastIndexOf('</') - body.length, body);
  }
  const [matter = '', code = ''] = (/\.astro$/i.test(file) && FRONT_MATTER.exec(text)) || [];
  keep(matter.indexOf(code), code);
  const isJsx = /\blang\s*=\s*["']?[jt]sx\b/i.test(text);
  return { file: `${file}.ts${isJsx ? 'x' : ''}`, text: script };
}
