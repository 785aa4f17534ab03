import { expect } from 'vitest';
import { type MofOptions, readMofFiles, readMofText } from '../../../../generator/source/mof/index.js';
import type { LoadedSchema } from '../../../../generator/source/schema-source.js';
import type { CimClass, CimProperty, CimSchema, SchemaValue } from '../../../../runtime/schema/index.js';

export const NAMESPACE = 'root/test';

export function parse(text: string): LoadedSchema {
  return readMofText(text, { file: 'test.mof', namespace: NAMESPACE });
}

/** The schema of a text about which there is nothing to say. */
export function schemaOf(text: string): CimSchema {
  const { schema, diagnostics } = parse(text);
  expect(diagnostics).toEqual([]);
  return schema;
}

/** The only class of a text about which there is nothing to say. */
export function classOf(text: string): CimClass {
  const { classes } = schemaOf(text);
  expect(classes).toHaveLength(1);
  return classes[0] as CimClass;
}

/** The only property of `class X { … };`. */
export function propertyOf(declaration: string): CimProperty {
  const { properties } = classOf(`class X { ${declaration} };`);
  expect(properties).toHaveLength(1);
  return properties[0] as CimProperty;
}

/** The default values of the properties of `class X { … };`. */
export function defaultsOf(declarations: string): (SchemaValue | undefined)[] {
  return classOf(`class X { ${declarations} };`).properties.map(({ defaultValue }) => defaultValue);
}

/** What there is to say, one line each: `line:column severity code: message`. */
export function said({ diagnostics }: LoadedSchema): string[] {
  return diagnostics.map(({ severity, code, message, place }) => {
    const where = place === undefined ? '' : `${place.line}:${place.column} `;
    return `${where}${severity} ${code}: ${message}`;
  });
}

export function saidOf(text: string): string[] {
  return said(parse(text));
}

/** Loads files that are in memory; their paths have `/` on every system. */
export function loadFiles(
  files: Readonly<Record<string, string | Uint8Array>>,
  named: readonly string[],
  options: Partial<MofOptions> = {},
): LoadedSchema {
  const readFile = (path: string): Uint8Array => {
    const content = files[path.replaceAll('\\', '/')];
    if (content === undefined) throw Object.assign(new Error(`ENOENT: ${path}`), { code: 'ENOENT' });
    return typeof content === 'string' ? new TextEncoder().encode(content) : content;
  };
  return readMofFiles(named, { namespace: NAMESPACE, readFile, ...options });
}
