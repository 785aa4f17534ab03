import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  Application,
  CimDateTime,
  CimInstance,
  CimInterval,
  CimReference,
  MiError,
  Session,
  WQL,
} from '../../../runtime/index.js';
import { Operation } from '../../../runtime/operation.js';
import { Semaphore } from '../../../runtime/semaphore.js';
import { GeneratedClass } from '../../../runtime/v1/generated-class.js';
import { foreignText, isForeign, LAYOUT, VERSION } from '../../../runtime/values/copies.js';
import { shown } from '../../../runtime/values/shown.js';

/** An object of a class of another copy. */
function marked(className: string, mark: object = {}): object {
  const own = { className, layout: LAYOUT, version: '9.8.7', url: undefined };
  return Object.create({ [Symbol.for('mi-codegen/mark')]: { ...own, ...mark } });
}

/** The other copy as messages show it, by the place of its code. */
function placeOf(url: string | undefined): string | undefined {
  return foreignText(marked('CimDateTime', { layout: 'v2.1', url }))?.match(
    /and (9\.8\.7 in [^:]*(?::\/[^:]*)?): /,
  )?.[1];
}

it('the version is that of the package', () => {
  const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'));
  expect(VERSION).toBe(version);
});

const SESSION =
  'invoke getInstance enumerate associators references query subscribe getClass enumerateClasses create modify delete ' +
  'testConnection sync idle close embeddedInstances askEmbeddedInstances prepare';
const GENERATED_CLASS =
  'properties members keys method mayLeaveArgumentsOut returnMap isA extends derived find registered load ownMethods';

it.each([
  [CimDateTime, 'toDate compare toString toJSON'],
  [CimInstance, 'element get toJSON'],
  [CimInterval, 'toMilliseconds compare toString toJSON'],
  [CimReference, 'get toInstance toString toJSON'],
  [GeneratedClass, GENERATED_CLASS],
  [Operation, 'cancelled subject start cancel'],
  [Semaphore, 'take leave give run'],
  [Session, SESSION],
])('the members of class %# are those of layout v1.2, which other copies read', ({ prototype }, members) => {
  expect(LAYOUT).toBe('v1.2');
  expect(Object.getOwnPropertyNames(prototype).slice(1).join(' ')).toBe(members);
});

describe('instanceof', () => {
  it('holds for objects of the same class of another copy', () => {
    expect(marked('CimDateTime')).toBeInstanceOf(CimDateTime);
    expect(marked('CimDateTime')).not.toBeInstanceOf(CimInterval);
    expect(marked('CimDateTime', { layout: 'v2.1' })).not.toBeInstanceOf(CimDateTime);
  });

  it('holds for no object of another copy, where the class is one of a user', () => {
    class MyError extends MiError {}
    expect(marked('MiError')).toBeInstanceOf(MiError);
    expect(marked('MiError')).not.toBeInstanceOf(MyError);
    expect(new MiError('FAILED', 'x')).not.toBeInstanceOf(MyError);
    expect(new MyError('FAILED', 'x')).toBeInstanceOf(MyError);
  });

  it.each([null, undefined, 1, 'x', () => 0, {}, [], WQL, Application])('holds not for other values %#', (value) => {
    expect(value instanceof CimReference).toBe(false);
    expect(isForeign(value)).toBe(false);
    expect(foreignText(value)).toBeNull();
  });
});

describe('an object of a copy that does not fit', () => {
  it('is shown with both copies, and with what to do', () => {
    const other = { layout: 'v2.1', url: 'file:///b/node_modules/mi-codegen/dist/runtime/chunks/values.js' };
    expect(shown(marked('CimDateTime', other))).toMatch(
      /^an object \(CimDateTime\) of another copy of mi-codegen\. Two copies that do not fit together are loaded, \d+\.\d+\.\d+ in \S+ and 9\.8\.7 in \/b\/node_modules\/mi-codegen: let one be installed, by "npm dedupe", or with mi-codegen in the peerDependencies of the packages that share it$/,
    );
  });

  it('comes from a folder, from a bundle, or from an unknown place', () => {
    const inPackage = 'node_modules/mi-codegen/dist/runtime/chunks/values.js';
    expect(placeOf(`file:///a/runtime/my%20app/${inPackage}`)).toBe(
      '9.8.7 in /a/runtime/my app/node_modules/mi-codegen',
    );
    expect(placeOf(`file:///C:/app/${inPackage}`)).toBe('9.8.7 in C:/app/node_modules/mi-codegen');
    expect(placeOf('file:///app/bundle.mjs')).toBe('9.8.7 in /app/bundle.mjs');
    expect(placeOf(undefined)).toBe('9.8.7 in a bundle');
  });
});

it('asks no proxy that throws what it is', () => {
  const strict = new Proxy(
    {},
    {
      get() {
        throw new Error('unexpected');
      },
    },
  );
  expect(strict instanceof CimDateTime).toBe(false);
});
