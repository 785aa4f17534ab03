import { isAbsolute, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { namespaceModule, objectNameFor } from '../../../generator/show/usage.js';
import { schemaOf } from '../../tools/schema.js';
import { described } from './described.js';

it.each([
  ['Win32_DiskDrive', 'diskDrive'],
  ['Win32_Service', 'service'],
  ['CIM_IPAddressRange', 'ipAddressRange'],
  ['Win32_BIOS', 'bios'],
  ['Win32_IP4RouteTable', 'ip4RouteTable'],
  ['StdRegProv', 'stdRegProv'],
  ['__EventFilter', 'eventFilter'],
  ['Win32_Session', 'object'],
  ['CIM_Class', 'object'],
  ['user', 'object'],
  ['CIM_', 'object'],
  ['X_1st', 'object'],
  ['Ärger', 'ärger'],
])('an object of %s is called %s', (name, variable) => {
  expect(objectNameFor(name)).toBe(variable);
});

describe('the module of a namespace', () => {
  it.each([
    ['generated', './generated/root/cimv2/index.js'],
    ['./src//cim/', './src/cim/root/cimv2/index.js'],
    ['.', './root/cimv2/index.js'],
    ['../shared', '../shared/root/cimv2/index.js'],
  ])('in %s is %s', (out, module) => {
    expect(namespaceModule(out, 'root/cimv2', 'js')).toBe(module);
  });

  it('has the extension of the imports, and an absolute path as it is', () => {
    const out = join(process.cwd(), 'out');
    expect(isAbsolute(namespaceModule(out, 'root/cimv2', 'ts'))).toBe(true);
    expect(namespaceModule(out, 'root/cimv2', 'ts')).toMatch(/\/out\/root\/cimv2\/index\.ts$/);
  });
});

describe('statements', () => {
  const statements = (mof: string) => {
    const { methods, typescript } = described(schemaOf(mof), 'A');
    return [...typescript.objects, ...methods.map(({ call }) => call)];
  };

  it.each([
    { given: 'class A { [Static] void Go(); void Come(); };', want: ['await A.Go(session);', 'await a.Come();'] },
    {
      given: 'class A { uint32 M([In] uint8 x, [In, Required] uint8 y, [Out] uint8 z, [In, Out] uint8 w); };',
      want: ['const { ReturnValue, z, w } = await a.M({ y: … });'],
    },
    {
      given: 'class A { void M([In] uint8 a, [In] uint8 b, [In] uint8 c, [In] uint8 d, [Out] uint8 new); };',
      want: ['const { new: new$ } = await a.M({ a: …, b: …, c: …, … });'],
    },
    {
      given: 'class A { [Key] string constructor; };',
      want: [
        'const a = await A.$get(session, { constructor$: … });',
        'for await (const a of A.$enumerate(session)) { … }',
      ],
    },
    { given: '[Abstract] class A { string x; };', want: ['for await (const a of A.$enumerate(session)) { … }'] },
    {
      given: 'class A { string x; };',
      want: ['for await (const a of A.$enumerate(session)) { … }', 'const a = await A.$new(session, { … });'],
    },
  ])('of $given', ({ given, want }) => {
    expect(statements(given)).toEqual(want);
  });
});
