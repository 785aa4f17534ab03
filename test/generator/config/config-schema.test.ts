import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { assertConfig, REFUSED } from '../../../generator/config/check-config.js';
import { DEFAULTS, OPTIONS } from '../../../generator/options/option-table.js';
import { configSchema } from '../../tools/config-schema.mjs';

const schema: object = JSON.parse(readFileSync(new URL('../../../dist/config.schema.json', import.meta.url), 'utf8'));
const validate = new Ajv().compile(schema);

/** Whether the command takes a config. */
function isTaken(config: unknown): boolean {
  try {
    assertConfig(config, { file: 'x.json', value: config, placeOf: () => undefined });
    return true;
  } catch {
    return false;
  }
}

const files = { kind: 'files', mof: ['a.mof'], cimXml: ['a.xml'], includeDirs: ['a'] };
const live = { kind: 'live', destination: 'a', protocol: 'WINRM', username: 'me', authentication: 'Basic' };

describe('the JSON schema of a config', () => {
  it('is that of the options', () => {
    expect(schema).toEqual(configSchema(OPTIONS, DEFAULTS, Object.keys(REFUSED)));
  });

  it.each([
    {},
    { $schema: './node_modules/mi-codegen/dist/config.schema.json', namespaces: ['root/a'] },
    { namespaces: ['root/a'], source: files, classes: ['A'], exclude: [], out: 'a', importExtension: 'ts' },
    { source: { ...live, locale: 'de-DE', orBundled: false }, clean: true, verify: false, strict: true },
    { source: { kind: 'bundled' }, targets: [{ namespaces: ['root/a'], source: files }, {}] },
  ])('takes %j, as the command does', (config) => {
    expect([validate(config), isTaken(config)]).toEqual([true, true]);
  });

  it.each([
    [],
    { namespace: ['root/a'] },
    { namespaces: 'root/a' },
    { out: 1 },
    { importExtension: 'mjs' },
    { mode: 'check' },
    { targets: [] },
    { targets: [{ clases: [] }] },
    { targets: [{ targets: [] }] },
    { targets: [{ $schema: '' }] },
    { source: 'bundled' },
    { source: {} },
    { source: { ...files, moff: [] } },
    { source: { ...files, locale: 'de-DE' } },
    { source: { ...live, authentication: 'None' } },
    { source: { ...live, password: 'secret' } },
    { source: { kind: 'bundled', mof: [] } },
  ])('refuses %j, as the command does', (config) => {
    expect([validate(config), isTaken(config)]).toEqual([false, false]);
  });
});
