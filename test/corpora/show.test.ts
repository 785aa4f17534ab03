import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadBundled } from '../../generator/index.js';
import { SchemaIndex } from '../../generator/model/index.js';
import { DEFAULTS, LIBRARY_SPELLING } from '../../generator/options/option-table.js';
import type { ClassDescription } from '../../generator/show/class-description.js';
import { diagramOf } from '../../generator/show/class-diagram.js';
import { kindWords } from '../../generator/show/class-kinds.js';
import { classListText } from '../../generator/show/class-list-text.js';
import { descriptionText } from '../../generator/show/class-text.js';
import { listClasses } from '../../generator/show/list-classes.js';
import { showClasses } from '../../generator/show/show-classes.js';
import { readMofFiles } from '../../generator/source/mof/index.js';
import type { LoadedSchema } from '../../generator/source/schema-source.js';
import { describeAll } from '../generator/show/described.js';
import { expectGolden } from '../generator/show/golden-texts.js';
import { diagramCheck, parseDiagram } from '../tools/mermaid.js';
import { describeShared } from '../tools/shared.js';

const look = { style: (_format: string, text: string) => text, width: 100 };

/** Shows all classes in all forms, and gives how many there are. */
async function showAll(loaded: LoadedSchema): Promise<number> {
  const all = describeAll(loaded);
  const check = await diagramCheck();
  for (const description of all.values()) {
    const { name, properties, methods, superclasses, subclasses } = description;
    expect(descriptionText(description, look).startsWith(`${name}  `)).toBe(true);
    expect(JSON.parse(JSON.stringify(description))).toEqual(description);
    const { members, relations } = check(diagramOf([description]));
    expect(members).toBe(properties.length + methods.length + kindWords(description).length);
    expect(relations).toBeGreaterThanOrEqual(superclasses.length + subclasses.length);
    for (const member of [...properties, ...methods]) {
      expect(descriptionText(member, look).startsWith(`${name}.${member.name}  `)).toBe(true);
    }
  }
  return all.size;
}

function schemasOf(loaded: LoadedSchema) {
  const settings = {
    ...DEFAULTS,
    spelling: LIBRARY_SPELLING,
    namespaces: [{ namespace: 'root/cimv2', deep: false }] as const,
  };
  const place = { index: new SchemaIndex(loaded), source: 'files' as const, name: 'root/cimv2', settings };
  return { namespaces: [place], diagnostics: [], notes: [] };
}

describe('the bundled schema', () => {
  it('is shown, each class in all forms', async () => {
    expect(await showAll(loadBundled(['root/cimv2']))).toBe(520);
  });

  it('is one diagram, too, which Mermaid reads as a whole', async () => {
    const all = describeAll(loadBundled(['root/cimv2']));
    const { classes } = await parseDiagram(diagramOf([...all.values()]));
    expect([...classes.keys()].toSorted()).toEqual([...all.keys()].toSorted());
  });
});

describeShared('dmtf-2.49.0', (shared) => {
  const loaded = readMofFiles([join(shared, 'corpora/dmtf-2.49.0/cim_schema_2.49.0.mof')], { namespace: 'root/cimv2' });
  const all = describeAll(loaded);

  it('is shown, each class in all forms', async () => {
    expect(await showAll(loaded)).toBe(1631);
  });

  it('is listed', () => {
    const { classes, diagnostics } = listClasses([], schemasOf(loaded));
    expect(diagnostics).toEqual([]);
    const lines = classListText(classes, look).split('\n');
    expect(lines).toHaveLength(classes.length + 1);
    expect(lines.every((line) => line.length <= look.width)).toBe(true);
  });

  it.each([...all.keys()].filter((_, index) => index % 97 === 0))('%s is shown as if all were planned', (name) => {
    const { found, diagnostics } = showClasses([{ namespace: null, class: name, member: null }], schemasOf(loaded));
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(found).toEqual([all.get(name)]);
  });

  // Descriptions are DMTF's own, and so are not in these files; nor are the many associations of superclasses.
  describe.each([
    'CIM_Check',
    'CIM_HostedFileSystem',
    'CIM_InitiatorTargetLogicalUnitPath',
    'CIM_InstCreation',
    'CIM_SchemaInformationStructure',
  ])('%s', (name) => {
    const description = withoutDescriptions(all.get(name));

    it('is this text', () => {
      expectGolden(`${name}.txt`, descriptionText(description, look));
    });

    it('is JSON with this digest', () => {
      const json = JSON.stringify(all.get(name));
      expectGolden(`${name}.sha256`, `${createHash('sha256').update(json).digest('hex')}\n`);
    });

    it('is this diagram', () => {
      expectGolden(`${name}.mmd`, diagramOf([description]));
    });
  });
});

/** A description without the words of the schema, and with the associations of the class itself only. */
function withoutDescriptions(description: ClassDescription | undefined): ClassDescription {
  if (description === undefined) throw new Error('the schema has no such class');
  const silent = <T extends object>(element: T): T => ({ ...element, description: null });
  const { properties, methods, associations } = description;
  return silent({
    ...description,
    properties: properties.map(silent),
    methods: methods.map((method) => silent({ ...method, parameters: method.parameters.map(silent) })),
    associations: associations.filter(({ inherited }) => !inherited),
  });
}
