import { expect, it } from 'vitest';
import { readMofFiles } from '../../../../generator/source/mof/index.js';
import { describeShared } from '../../../tools/shared.js';
import { bundledSchema, isTrue, methodSignature, typeOf } from './bundled-schema.js';

/** Where the schema differs from Windows XP's on purpose. */
const SINCE_XP = {
  superclasses: {
    Win32_ACE: '__ACE',
    Win32_SecurityDescriptor: '__SecurityDescriptor',
    Win32_Trustee: '__Trustee',
  },
  gone: ['Win32_OperatingSystem.QuantumLength', 'Win32_OperatingSystem.QuantumType'],
  // The connection can be renamed since Windows Vista.
  // ControlFlags must be set by whoever builds a descriptor; its superclass says so too.
  writable: ['Win32_NetworkAdapter.NetConnectionID', 'Win32_SecurityDescriptor.ControlFlags'],
};

describeShared("the bundled schema beside Windows XP's", (folder) => {
  const { schema } = bundledSchema();
  const path = `${folder}/corpora/kingsland-tests/src/Kingsland.MofParser.UnitTests/Parsing/WMI/WinXp/WinXpProSp3CIMV2.mof`;
  const xp = readMofFiles([path], { namespace: 'root/cimv2' }).schema;
  const older = new Map(xp.classes.map((cls) => [cls.name, cls]));
  const common = schema.classes.flatMap((now) => {
    const then = older.get(now.name);
    return then === undefined ? [] : [{ now, then }];
  });

  it('has the same superclasses', () => {
    const differing = common.filter(({ now, then }) => now.superclass !== then.superclass);
    expect(common).toHaveLength(63);
    expect(Object.fromEntries(differing.map(({ now }) => [now.name, now.superclass]))).toEqual(SINCE_XP.superclasses);
  });

  it('lacks only what Windows no longer has', () => {
    const gone = common.flatMap(({ now, then }) => {
      const names = new Set([...now.properties, ...now.methods].map(({ name }) => name));
      return [...then.properties, ...then.methods]
        .filter(({ name }) => !names.has(name))
        .map(({ name }) => `${now.name}.${name}`);
    });
    expect(gone.sort()).toEqual(SINCE_XP.gone);
  });

  it('has the same types, keys and rights to write', () => {
    const compared = common.flatMap(({ now, then }) =>
      pairsByName(now.properties, then.properties).map(([a, b]) => ({ now, a, b })),
    );
    expect(compared).toHaveLength(555);
    for (const { now, a, b } of compared) {
      const path = `${now.name}.${a.name}`;
      expect(`${path}: ${typeOf(a)}`).toBe(`${path}: ${typeOf(b)}`);
      expect(isTrue(a, 'Key'), path).toBe(isTrue(b, 'Key'));
      expect(isTrue(a, 'Write'), path).toBe(isTrue(b, 'Write') || SINCE_XP.writable.includes(path));
    }
  });

  it('has the same methods, but for what is required', () => {
    const compared = common.flatMap(({ now, then }) =>
      pairsByName(now.methods, then.methods).map(([{ name }]) => `${now.name}.${name}`),
    );
    expect(compared).toHaveLength(95);
    for (const path of compared) {
      expect(methodSignature(schema, path).replaceAll(' required', '')).toBe(methodSignature(xp, path));
    }
  });
});

function pairsByName<T extends { readonly name: string }>(now: readonly T[], then: readonly T[]): [T, T][] {
  return now.flatMap((a) => {
    const b = then.find(({ name }) => name === a.name);
    return b === undefined ? [] : [[a, b] as [T, T]];
  });
}
