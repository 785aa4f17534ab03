import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readMofFiles } from '../../generator/source/mof/index.js';
import { GeneratedProject } from '../tools/generated-project.js';
import { describeShared } from '../tools/shared.js';
import { type MapItem, type MappedElement, mappedElements, type Sample, samplesOf } from './mapped-elements.js';

const SCHEMAS = [
  {
    name: 'DMTF 2.49.0',
    file: 'dmtf-2.49.0/cim_schema_2.49.0.mof',
    maps: 1913,
    ranged: 1199,
    unnamed: 9,
    items: { single: 16512, range: 1417, rest: 1058 },
    samples: { single: 16512, range: 4241, rest: 2447 },
  },
  {
    name: 'root/cimv2 of Windows XP',
    file: 'kingsland-tests/src/Kingsland.MofParser.PerfTest/WinXpProSp3CIMV2.mof',
    maps: 264,
    ranged: 95,
    unnamed: 230,
    items: { single: 3391, rest: 95, unusable: 4 },
    samples: { single: 3391, rest: 285 },
  },
];

/** What generated modules say of a sample: its name, and the value that the constant has under that name. */
type Answer = readonly [name: string | null, back: string | null] | null;

const PROGRAM = `
import { readFileSync } from 'node:fs';
import { valueName } from 'mi-codegen/runtime';
import * as all from './root/cimv2/index.js';
const samples = JSON.parse(readFileSync(new URL('samples.json', import.meta.url), 'utf8'));
const answers = samples.map(([constant, type, text]) => {
  const map = all[constant];
  if (map === undefined) return null;
  const name = valueName(map, type === 'bigint' ? BigInt(text) : type === 'number' ? Number(text) : text);
  return [name, Object.hasOwn(map, name) ? String(map[name]) : null];
});
console.log(JSON.stringify(answers));
`;

describeShared('every value map', (shared) => {
  describe.each(SCHEMAS)('of $name', ({ file, maps, ranged, unnamed, ...counts }) => {
    let project: GeneratedProject;
    let elements: readonly MappedElement[];
    let samples: readonly Sample[];
    let answers: readonly Answer[];

    beforeAll(() => {
      const loaded = readMofFiles([`${shared}/corpora/${file}`], { namespace: 'root/cimv2' });
      elements = mappedElements(loaded.schema.classes);
      samples = elements.flatMap(samplesOf);
      project = new GeneratedProject(loaded);
      project.compile();
      project.write('samples.json', JSON.stringify(samples.map(question)));
      project.write('ask.js', PROGRAM);
      answers = JSON.parse(project.run('ask.js'));
    });
    afterAll(() => project.remove());

    it('is tried', () => {
      expect(elements).toHaveLength(maps);
      const isRanged = ({ kind }: MapItem) => kind === 'range' || kind === 'rest';
      expect(elements.filter(({ items }) => items.some(isRanged))).toHaveLength(ranged);
      expect(elements.filter(({ named }) => !named)).toHaveLength(unnamed);
      expect(count(elements.flatMap(({ items }) => items.map(({ kind }) => kind)))).toEqual(counts.items);
      expect(count(samples.map(({ item }) => item.kind))).toEqual(counts.samples);
    });

    it('has a constant, unless no value has a name', () => {
      const wrong = samples.filter(({ named }, at) => (answers[at] !== null) !== named);
      expect(wrong).toEqual([]);
    });

    it('gives each value the name that the schema has for it', () => {
      const wrong = samples.filter(({ item, named }, at) => named && !isNamed(answers[at]?.[0] ?? '', item.name));
      expect(wrong).toEqual([]);
    });

    it('gives the value of each name back', () => {
      const wrong = samples.filter(({ item, value, named }, at) => {
        return named && answers[at]?.[1] !== (item.kind === 'single' ? String(value) : null);
      });
      expect(wrong).toEqual([]);
    });

    it('gives no name to two values', () => {
      const owners = new Map<string, MapItem>();
      const shared = samples.filter(({ constant, item, named }, at) => {
        if (!named) return false;
        const name = `${constant} ${answers[at]?.[0]}`;
        const owner = owners.get(name) ?? item;
        owners.set(name, owner);
        return owner !== item && (owner.kind === 'rest' || owner.text !== item.text);
      });
      expect(shared).toEqual([]);
    });
  });
});

function question({ constant, value, wide }: Sample): readonly [constant: string, type: string, text: string] {
  return [constant, typeof value === 'string' ? 'string' : wide ? 'bigint' : 'number', String(value)];
}

/** A name that is there twice says its value too. */
function isNamed(name: string, wanted: string): boolean {
  return name === wanted || name.startsWith(`${wanted} (`);
}

function count(items: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const item of items) counts[item] = (counts[item] ?? 0) + 1;
  return counts;
}
