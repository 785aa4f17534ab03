// Written by hand, as the generator would.
// biome-ignore-all lint/complexity/noThisInStatic: generated code is of this form.
import * as mi from 'mi-codegen/runtime/v1';
import { Test_Base, type Test_Result } from './Test_Base.js';
import type { Test_Part } from './Test_Part.js';

const WORDS =
  'boolean uint8 sint8 uint16 sint16 uint32 sint32 uint64 sint64 real32 real64 char16 datetime string octets ref(Test_Base) instance(Test_Part) instance'.split(
    ' ',
  );
/** `boolean` → `Boolean`, `ref(Test_Base)` → `Ref`, `instance` → `Object`. */
export const nameOf = (word: string): string => {
  const name = word === 'instance' ? 'object' : word.replace(/\(.*/, '');
  return name.charAt(0).toUpperCase() + name.slice(1);
};
const inOut = WORDS.flatMap((word) => [`<>${nameOf(word)}:${word}`, `<>${nameOf(word)}s:${word}[]`]).join(',');

/** Every type, in, out and as a property, and every hostile name. */
export class Test_All extends Test_Base {
  static {
    mi.cimClass(this, {
      revision: 1,
      class: 'root/test:Test_All',
      properties: [
        ...WORDS.flatMap((word) => [`${nameOf(word)}:${word}*`, `${nameOf(word)}s:${word}[]*`]),
        'name:string*;constructor$:string;__proto__$:string;then:string;toJSON$:string;Reset:string',
      ].join(';'),
      methods: [
        `Echo(${inOut})uint32`,
        `+EchoAll(${inOut})uint32`,
        '+Create(<CommandLine:string!,<CurrentDirectory:string,<Startup:instance(Test_Part),>ProcessId:uint32)uint32',
        'Reset$()',
        'then$()uint32',
        '+prototype$()uint32',
        'List(<Like:string,>Files:string[]~,>Parts:instance(Test_Part)[]~,>Bytes:uint8[]~,>Total:uint64)uint32',
        'Missing(<Part:instance(Test_Absent),<Link:ref(Test_Absent))uint32',
      ].join(';'),
      modules: { Test_Part: () => import('./Test_Part.js') },
    });
  }
  declare readonly Uint64: bigint | null;
  declare readonly Uint8s: Uint8Array | null;
  declare readonly Octets: Uint8Array | null;
  declare readonly Datetime: mi.CimDateTime | mi.CimInterval | null;
  declare readonly Ref: mi.CimReference<Test_Base> | null;
  declare readonly Refs: readonly mi.CimReference<Test_Base>[] | null;
  declare readonly Instance: Test_Part | null;
  declare readonly Instances: readonly Test_Part[] | null;
  declare readonly Object: mi.CimInstance | null;
  declare readonly constructor$: string | null;
  // biome-ignore lint/suspicious/noThenProperty: a CIM property may have this name.
  declare readonly then: string | null;

  static EchoAll(
    session: mi.Session,
    args?: object,
    options?: mi.InvokeOptions,
  ): mi.Invocation<Record<string, unknown>> {
    return mi.invokeStatic(this, session, 'EchoAll', args, options);
  }
  static Create(
    session: mi.Session,
    args: Test_All_Create_In,
    options?: mi.InvokeOptions,
  ): mi.Invocation<Test_All_Create_Out> {
    return mi.invokeStatic(this, session, 'Create', args, options);
  }
  static prototype$(session: mi.Session, args?: object, options?: mi.InvokeOptions): mi.Invocation<Test_Result> {
    return mi.invokeStatic(this, session, 'prototype', args, options);
  }
  Echo(args?: object, options?: mi.InvokeOptions): mi.Invocation<Record<string, unknown>> {
    return mi.invoke(this, 'Echo', args, options);
  }
  Reset$(args?: object, options?: mi.InvokeOptions): mi.Invocation<object> {
    return mi.invoke(this, 'Reset', args, options);
  }
  then$(args?: object, options?: mi.InvokeOptions): mi.Invocation<Test_Result> {
    return mi.invoke(this, 'then', args, options);
  }
  List(args?: Test_All_List_In, options?: mi.InvokeOptions): mi.Invocation<Test_All_List_Out, Test_All_List_Streams> {
    return mi.invoke(this, 'List', args, options);
  }
  Missing(args?: object, options?: mi.InvokeOptions): mi.Invocation<Test_Result> {
    return mi.invoke(this, 'Missing', args, options);
  }
}
export interface Test_All_Create_In {
  readonly CommandLine: string;
  readonly CurrentDirectory?: string | null | undefined;
  readonly Startup?: mi.Embedded<Test_Part> | null | undefined;
}
export interface Test_All_Create_Out {
  readonly ProcessId: number | null;
  readonly ReturnValue: number | null;
}
export interface Test_All_List_In {
  readonly Like?: string | null | undefined;
}
export interface Test_All_List_Out {
  readonly Files: readonly string[] | null;
  readonly Parts: readonly Test_Part[] | null;
  readonly Bytes: Uint8Array | null;
  readonly Total: bigint | null;
  readonly ReturnValue: number | null;
}
export interface Test_All_List_Streams {
  readonly Files: string;
  readonly Parts: Test_Part;
  readonly Bytes: number;
}
