import { afterEach, beforeEach, expect, it } from 'vitest';
import { CimInstance, CimReference, type MiError, type Session } from '../../../runtime/index.js';
import { all, type Both, startBoth } from './over-both.js';
import { NS, repository } from './things.js';

let both: Both;
beforeEach(async () => {
  both = await startBoth(repository());
});
afterEach(async () => {
  expect(both.server.openContexts).toEqual([]);
  await both.close();
});

const NOBODY = CimReference.parse('Thing.Id="z"');

const FAILURES: readonly (readonly [subject: string, run: (session: Session) => Promise<unknown>])[] = [
  ['getInstance Thing', (s) => s.getInstance(NS, NOBODY)],
  ['getInstance Nope', (s) => s.getInstance(NS, CimReference.parse('Nope.Id="z"'))],
  ['getInstance Numbered', (s) => s.getInstance(NS, CimReference.parse('Numbered.Number=1'))],
  ['enumerate Nope', (s) => all(s.enumerate(NS, 'Nope'))],
  ['enumerate Nope', (s) => all(s.enumerate(NS, 'Nope', { polymorphism: 'deepBaseOnly' }))],
  ['enumerate Base', (s) => all(s.enumerate('root/nope', 'Base', { keysOnly: true }))],
  ['query SELECT * FROM', (s) => all(s.query(NS, 'SELECT * FROM'))],
  ['query SELECT * FROM Base WHERE Nope = 1', (s) => all(s.query(NS, 'SELECT * FROM Base WHERE Nope = 1'))],
  ['associators Thing', (s) => all(s.associators(NS, NOBODY))],
  ['associators Thing', (s) => all(s.associators(NS, CimReference.parse('Thing.Id="a"'), { resultClass: 'Nope' }))],
  ['references Thing', (s) => all(s.references(NS, NOBODY))],
  ['invoke Thing.Method', (s) => s.invoke(NS, NOBODY, 'Method')],
  ['invoke Nope.Method', (s) => s.invoke(NS, 'Nope', 'Method')],
  ['create Thing', (s) => s.create(NS, new CimInstance('Thing', []))],
  ['modify Thing', (s) => s.modify(NS, NOBODY.toInstance())],
  ['delete Thing', (s) => s.delete(NS, NOBODY)],
  ['getClass Nope', (s) => s.getClass(NS, 'Nope')],
  ['enumerateClasses', (s) => all(s.enumerateClasses('root/nope'))],
];

it.each(FAILURES)('%s fails as on the repository, and names the operation', async (subject, run) => {
  const fail = (session: Session) => run(session).catch((error: MiError) => error) as Promise<MiError>;
  const [near, far] = [await fail(both.local), await fail(both.remote)];
  expect(near).toMatchObject({ name: 'MiError' });
  expect(far.message).toBe(`${subject}: ${near.message}`);
  expect(far.result).toBe(near.result);
  expect(far.details?.get('Message')).toBe(near.message);
  expect(far.details?.get('CIMStatusCode')).toBe(near.code);
});

it('what is not done in time says whether the server has answered anything', async () => {
  const { port } = both.server;
  both.server.intercept = () => new Promise(() => {});
  await expect(both.remote.testConnection({ timeout: 20 })).rejects.toThrow(
    `testConnection was not done after 20 ms: http://127.0.0.1:${port}/wsman has not answered anything yet`,
  );
  both.server.intercept = null;
  await expect(both.remote.getInstance(NS, CimReference.parse('Nope.Id="z"'))).rejects.toThrow();
  both.server.intercept = () => new Promise(() => {});
  await expect(both.remote.testConnection({ timeout: 20 })).rejects.toThrow(
    /^testConnection was not done after 20 ms$/,
  );
});

it('classes below a class that does not exist are asked for in vain', async () => {
  await expect(all(both.remote.enumerateClasses(NS, 'Nope'))).rejects.toMatchObject({
    result: 'INVALID_CLASS',
    message: 'enumerateClasses Nope: there is no such class in root/test',
  });
});
