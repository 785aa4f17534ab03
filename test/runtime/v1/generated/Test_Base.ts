// Written by hand, as the generator would.
// biome-ignore-all lint/complexity/noThisInStatic: generated code is of this form.
import * as mi from 'mi-codegen/runtime/v1';

/** A superclass, whose module knows a subclass only by name. */
export class Test_Base extends mi.CimObject {
  static {
    mi.cimClass(this, {
      revision: 1,
      class: 'root/test:Test_Base',
      properties: 'Id:string!;Name:string*;Next:ref(Test_All)',
      methods: 'Ping()uint32;+Count()uint32;Adopt(<Child:instance(Test_Part))uint32',
      modules: { Test_Part: () => import('./Test_Part.js'), Test_All: () => import('./Test_All.js') },
    });
  }
  declare readonly $about?: { readonly key: { readonly Id: 1 }; readonly write: { readonly Name: 1 } };
  declare readonly Id: string;
  declare Name: string | null;
  declare readonly Next: mi.CimReference<mi.CimObject> | null;

  static Count(session: mi.Session, args?: mi.NoArguments, options?: mi.InvokeOptions): mi.Invocation<Test_Result> {
    return mi.invokeStatic(this, session, 'Count', args, options);
  }
  Ping(args?: mi.NoArguments, options?: mi.InvokeOptions): mi.Invocation<Test_Result> {
    return mi.invoke(this, 'Ping', args, options);
  }
  Adopt(args?: Test_Base_Adopt_In, options?: mi.InvokeOptions): mi.Invocation<Test_Result> {
    return mi.invoke(this, 'Adopt', args, options);
  }
}
export interface Test_Base_Adopt_In {
  readonly Child?: mi.Embedded<import('./Test_Part.js').Test_Part> | null | undefined;
}
export interface Test_Result {
  readonly ReturnValue: number | null;
}
