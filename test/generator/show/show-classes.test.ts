import { describe, expect, it } from 'vitest';
import { SchemaIndex } from '../../../generator/model/index.js';
import { DEFAULTS, LIBRARY_SPELLING } from '../../../generator/options/option-table.js';
import { showClasses } from '../../../generator/show/show-classes.js';
import type { LoadedSchema } from '../../../generator/source/schema-source.js';
import { schemaOf, schemaOfClasses } from '../../tools/schema.js';

function show(loaded: LoadedSchema, name: string) {
  const namespaces = [{ namespace: 'root/test', deep: false }] as const;
  const settings = { ...DEFAULTS, spelling: LIBRARY_SPELLING, namespaces };
  const place = { index: new SchemaIndex(loaded), source: 'live', name: 'root/test', settings } as const;
  const schemas = { namespaces: [place], diagnostics: [], notes: [] };
  return showClasses([{ namespace: null, class: name, member: null }], schemas);
}

describe('showClasses', () => {
  it('says of a class that a server has refused that it could not be read', () => {
    const loaded = { ...schemaOf('class A { };'), classNames: () => ['A', 'Secret'] };
    expect(show(loaded, 'secret')).toEqual({
      found: [],
      diagnostics: [
        {
          severity: 'error',
          code: 'unread-class',
          message: 'root/test has the class secret, but it could not be read',
          help: '--verbose says why',
        },
      ],
    });
  });

  it('says why a class cannot be shown that has no name for a program', () => {
    const { found, diagnostics } = show(schemaOfClasses([{ name: '1st' }]), '1st');
    expect(found).toEqual([]);
    expect(diagnostics.map(({ severity, code }) => [severity, code])).toEqual([['error', 'invalid-name']]);
  });

  it('shows a class that is its own superclass, with the mistake', () => {
    const { found, diagnostics } = show(schemaOf('class A : B { string x; }; class B : A { };'), 'A');
    expect(found).toMatchObject([{ name: 'A', superclasses: ['B'] }]);
    expect(diagnostics.map(({ severity, code }) => [severity, code])).toEqual([['error', 'superclass-cycle']]);
  });
});
