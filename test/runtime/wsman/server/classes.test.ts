import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describeShared } from '../../../tools/shared.js';
import type { WsmanServer } from '../../../tools/wsman-server/server.js';
import { start } from './repository.js';
import { ask, ENUMERATION, faultOf, pullBody, SCHEMA, TRANSFER, textsOf } from './requests.js';

let server: WsmanServer;
beforeEach(async () => {
  server = await start();
});
afterEach(() => server.close());

type Texts = Readonly<Record<string, string>>;

const ALL = {
  IncludeQualifiers: 'true',
  IncludeInheritedElements: 'true',
  IncludeInheritanceHierarchy: 'true',
  IncludeClassOrigin: 'true',
};

const getClass = (ClassName: string, options: Texts) => {
  return ask(server, { action: `${TRANSFER}/Get`, resourceUri: SCHEMA, selectors: { ClassName }, options });
};

describe('a class', () => {
  it('comes with all that it inherits, and says where it comes from', async () => {
    const answer = await getClass('thing', ALL);
    expect(answer).toMatch(/^<CLASS NAME="Thing" SUPERCLASS="Base" DERIVATION="Base">/);
    expect(answer).toContain(
      '<PROPERTY NAME="Id" CLASSORIGIN="Base" PROPAGATED="true" TYPE="string"><QUALIFIER NAME="Key" ' +
        'PROPAGATED="true" TYPE="boolean" OVERRIDABLE="false"><VALUE>TRUE</VALUE></QUALIFIER></PROPERTY>',
    );
    // It is declared anew.
    expect(answer).toContain('<PROPERTY NAME="Level" CLASSORIGIN="Base" TYPE="uint8"><QUALIFIER NAME="Override"');
    expect(answer).toContain('<PROPERTY.ARRAY NAME="Bytes" CLASSORIGIN="Thing" TYPE="uint8"/>');
    expect(answer).toContain('<PROPERTY.REFERENCE NAME="Next" CLASSORIGIN="Thing" REFERENCECLASS="Thing"/>');
    expect(answer).toMatch(/<PROPERTY NAME="Inner" [^>]*TYPE="string"><QUALIFIER NAME="EmbeddedInstance"/);
  });

  it('comes without what is not asked for', async () => {
    const answer = await getClass('Thing', {});
    expect(answer).toMatch(
      /^<CLASS NAME="Thing" SUPERCLASS="Base"><PROPERTY NAME="Flag" CLASSORIGIN="Thing" TYPE="boolean"\/>/,
    );
    expect(answer).not.toContain('NAME="Id"');
    expect(answer).not.toMatch(/QUALIFIER|DERIVATION/);
  });

  it('comes without texts that may be translated, unless the server is told otherwise', async () => {
    expect(await getClass('Base', ALL)).not.toContain('Description');
    server.dialect = { ...server.dialect, translatable: true };
    expect(await getClass('Base', ALL)).toContain('<QUALIFIER NAME="Description" TYPE="string"');
  });

  it('comes from OMI whole, with its values in lower case', async () => {
    server.dialect = { ...server.dialect, manner: 'omi' };
    const answer = await getClass('Thing', { IncludeQualifiers: 'TRUE' });
    expect(answer).toMatch(/<PROPERTY NAME="Id" TYPE="string"><QUALIFIER [^>]*><VALUE>true<\/VALUE>/);
  });

  it('cannot be read where there is none, and where the server has no schema', async () => {
    expect(faultOf(await getClass('None', ALL))).toBe('a:DestinationUnreachable CIM 5');
    server.dialect = { ...server.dialect, classSchema: false };
    expect(faultOf(await getClass('Thing', ALL))).toBe('a:DestinationUnreachable 2150858770');
  });
});

it('all classes come by Pull', async () => {
  const body = '<n:Enumerate><w:OptimizeEnumeration/><w:MaxElements>3</w:MaxElements></n:Enumerate>';
  const first = await ask(server, { action: `${ENUMERATION}/Enumerate`, resourceUri: SCHEMA, options: ALL, body });
  const [context = ''] = textsOf(first, 'EnumerationContext');
  const rest = await ask(server, {
    action: `${ENUMERATION}/Pull`,
    resourceUri: SCHEMA,
    options: ALL,
    body: pullBody(context, 9),
  });
  const names = Array.from(`${first}${rest}`.matchAll(/<CLASS NAME="(\w+)"/g), ([, name]) => name);
  expect(names).toEqual(['Base', 'Thing', 'Part', 'Link']);
  expect(rest).toContain('<n:EndOfSequence/>');
});

describeShared('classes of Windows', (folder) => {
  it('have each element with the same attributes in the same order', async () => {
    const recorded = readFileSync(`${folder}/wsman/windows/03_Res_schema.xml`, 'utf8');
    const known = new Set(shapesOf(recorded));
    const shapes = shapesOf(`${await getClass('Thing', ALL)}${await getClass('Part', ALL)}`);
    // No class of the recording has a reference, or no superclass.
    const other = new Set(['PROPERTY.REFERENCE NAME CLASSORIGIN REFERENCECLASS', 'CLASS NAME']);
    expect(shapes.length).toBeGreaterThan(other.size);
    expect(shapes.filter((shape) => !known.has(shape) && !other.has(shape))).toEqual([]);
  });
});

/** The elements of a class with the names of their attributes; without flavors, which depend on the schema. */
function shapesOf(xml: string): readonly string[] {
  const tags = xml.matchAll(/<(CLASS|PROPERTY[.A-Z]*|QUALIFIER|METHOD|PARAMETER)((?: \w+="[^"]*")*)/g);
  const flavors = /^(?:TOSUBCLASS|TOINSTANCE|OVERRIDABLE)$/;
  return Array.from(tags, ([, name, attributes = '']) => {
    const names = Array.from(attributes.matchAll(/ (\w+)=/g), ([, each = '']) => each).filter(
      (each) => !flavors.test(each),
    );
    return [name?.replace('.ARRAY', ''), ...names].join(' ');
  });
}
