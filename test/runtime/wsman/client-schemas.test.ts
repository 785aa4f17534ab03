import { afterEach, describe, expect, it } from 'vitest';
import { type CimElement, CimInstance, CimReference, type Session } from '../../../runtime/index.js';
import { all, type Both, outcome, startBoth } from './over-both.js';
import { NS, repository, Thing } from './things.js';

const A = CimReference.parse(`${NS}:Thing.Id="a"`);

let both: Both;
afterEach(async () => {
  expect(both.server.openContexts).toEqual([]);
  await both.close();
});

/** The classes that the server was asked for. */
function asked(): readonly (string | undefined)[] {
  const requests = both.server.requests.filter(({ resourceUri }) => resourceUri.includes('/cim-xml/'));
  return requests.map(({ selectors }) => selectors.get('ClassName')).toSorted();
}

/** An instance without types: values as texts. */
function texts({ elements }: CimInstance): Record<string, unknown> {
  return Object.fromEntries(elements.map(({ name, value }) => [name, value]));
}

async function same(run: (session: Session) => unknown): Promise<void> {
  expect(await outcome(() => run(both.remote))).toEqual(await outcome(() => run(both.local)));
}

describe('the classes of values', () => {
  it('are asked for once, however many operations need them at once', async () => {
    both = await startBoth(repository());
    await Promise.all(
      Array.from({ length: 32 }, async () => {
        await both.remote.getInstance(NS, A);
        await all(both.remote.enumerate(NS, 'Thing'));
        await all(both.remote.query(NS, 'SELECT * FROM Thing'));
        await all(both.remote.query(NS, 'SELECT Id, Inner FROM Thing'));
        await both.remote.invoke(NS, A, 'Method');
      }),
    );
    expect(asked()).toEqual(['Part', 'Thing']);
  });

  it('are asked for again when the first answer failed', async () => {
    both = await startBoth(repository());
    both.server.intercept = ({ request, response }) => {
      if (!request.resourceUri.includes('/cim-xml/')) return undefined;
      response.destroy();
      return 'taken';
    };
    await expect(both.remote.getInstance(NS, A)).rejects.toMatchObject({ name: 'MiError' });
    both.server.intercept = null;
    await same((session) => session.getInstance(NS, A));
  });

  it('are not asked for where no types are wanted: values are texts then', async () => {
    both = await startBoth(repository());
    const found = await both.remote.getInstance(NS, A, { typeInformation: 'none' });
    expect(texts(found)).toMatchObject({ U64: '18446744073709551615', Flag: 'true', Bytes: ['0', '255'], R64: '0.1' });
    expect(asked()).toEqual([]);
  });

  it('are asked for once of a server that gives none: values are texts then', async () => {
    both = await startBoth(repository(), { classSchema: false });
    const [found] = await all(both.remote.enumerate(NS, 'Thing'));
    expect(found?.elements.filter(({ key }) => key === true).map(({ name }) => name)).toEqual(['Id']);
    expect(texts(found as CimInstance)).toMatchObject({
      Id: 'a',
      U64: '18446744073709551615',
      Names: ['one', '', '  '],
    });
    await both.remote.getInstance(NS, A);
    expect(await both.remote.invoke(NS, 'Thing', 'Count')).toMatchObject({
      elements: [{ value: '9223372036854775808' }, {}],
    });
    expect(asked()).toEqual(['Thing']);
  });

  it('are declared by generated classes, whatever the server gives', async () => {
    both = await startBoth(repository(), { classSchema: false });
    const read = async (session: Session) => [
      JSON.stringify(await all(Thing.$enumerate(session))),
      JSON.stringify(await all(Thing.$query(session, { select: ['Id', 'Names', 'Bytes', 'U64'] as never }))),
    ];
    expect(await read(both.remote)).toEqual(await read(both.local));
    expect(asked()).toEqual([]);
  });
});

describe('embedded instances in a repository that has them as text, like WMI', () => {
  const part = '<INSTANCE CLASSNAME="Part"><PROPERTY NAME="Name" TYPE="string"><VALUE>n</VALUE></PROPERTY></INSTANCE>';
  const element = (name: string, value: string | string[]): CimElement => {
    return { name, type: 'string', array: Array.isArray(value), value };
  };

  it('are read as text', async () => {
    both = await startBoth(repository({ embeddedInstances: 'text' }));
    await same((session) => session.getInstance(NS, A));
    await same((session) => session.enumerate(NS, 'Base'));
    await same((session) => session.query(NS, 'SELECT Id, Inner, Inners FROM Thing'));
  });

  it('are written as text, in properties and in parameters', async () => {
    both = await startBoth(repository({ embeddedInstances: 'text' }));
    const made = new CimInstance('Thing', [
      element('Id', 'n'),
      element('Inner', part),
      element('Inners', [part, part]),
    ]);
    await both.remote.create(NS, made);
    expect((await both.local.getInstance(NS, CimReference.parse('Thing.Id="n"'))).get('Inners')).toEqual([part, part]);
    await same((session) => session.getInstance(NS, CimReference.parse('Thing.Id="n"')));
    await same((session) => session.invoke(NS, A, 'Method', new CimInstance('__Parameters', [element('Part', part)])));
  });
});

describe('the filters of', () => {
  const CLASSES = [undefined, 'Link', 'base', 'Thing', 'Part', 'Nope'];
  const ROLES = [undefined, 'From', 'to', 'Nope'];

  it('associators are all sent as they are given', async () => {
    both = await startBoth(repository());
    for (const associationClass of CLASSES) {
      for (const resultClass of CLASSES) {
        for (const role of ROLES) {
          for (const resultRole of ROLES) {
            await same((session) => session.associators(NS, A, { associationClass, resultClass, role, resultRole }));
          }
        }
      }
    }
  });

  it('references are all sent as they are given', async () => {
    both = await startBoth(repository());
    for (const resultClass of CLASSES) {
      for (const role of ROLES) await same((session) => session.references(NS, A, { resultClass, role }));
    }
  });
});
