import type { CimSchema } from '../../../runtime/schema/index.js';
import * as mi from '../../../runtime/v1/index.js';
import { mof } from './harness.js';

/** The schema of the classes below, which have the form of generated ones. */
export const SCHEMA: CimSchema = mof(`
  class Test_Base {
    [Key] string Id;
    string Label = "unnamed";
    uint32 Describe([In(false), Out] string Text);
  };
  class Test_Part { [Key] uint16 Number; uint64 Weight; Test_Part ref Next; };
  class Test_Device : Test_Base {
    uint16 State = 1;
    [Write] string Note;
    uint32 Start([In, Required] string Mode, [In] uint32 Delay, [In(false), Out] string Message);
    void Reset();
    boolean then();
    uint32 List([In] string Like, [In(false), Out, Stream] string Names[], [In(false), Out, Stream] uint64 Sizes[]);
    [Static] uint32 Make([In, Required] string Id, [In(false), Out] Test_Device ref Made);
    [Static] void Exchange(
      [In, Out] boolean Flag, [In, Out] uint8 Bytes[], [In, Out] sint64 Big, [In, Out] char16 Letter, [In, Out] datetime Time,
      [In, Out] Test_Part ref Path, [In, Out, EmbeddedInstance("Test_Part")] string Part, [In, Out] object Any,
      [In, Out, OctetString] string Octets[], [In, Out] real32 Reals[]);
  };
  class Test_Printer : Test_Device { uint32 Start([In, Required] string Mode, [In] uint32 Delay, [In(false), Out] string Message); };
`);

interface ReturnValue {
  readonly ReturnValue: number | null;
}

export class Test_Base extends mi.CimObject {
  static {
    mi.cimClass(Test_Base, {
      revision: 1,
      class: 'root/test:Test_Base',
      properties: 'Id:string!;Label:string',
      methods: 'Describe(>Text:string)uint32',
    });
  }
  declare readonly $about?: { readonly key: { readonly Id: 1 } };
  declare readonly Id: string;
  declare readonly Label: string | null;

  Describe(args?: object, options?: mi.InvokeOptions): mi.Invocation<Test_Base_Describe_Out> {
    return mi.invoke(this, 'Describe', args, options);
  }
}
export interface Test_Base_Describe_Out extends ReturnValue {
  readonly Text: string | null;
}

export class Test_Part extends mi.CimObject {
  static {
    mi.cimClass(Test_Part, {
      revision: 1,
      class: 'root/test:Test_Part',
      properties: 'Number:uint16!;Weight:uint64;Next:ref(Test_Part)',
    });
  }
  declare readonly $about?: { readonly key: { readonly Number: 1 } };
  declare readonly Number: number;
  declare readonly Weight: bigint | null;
  declare readonly Next: mi.CimReference<Test_Part> | null;
}

export class Test_Device extends Test_Base {
  static {
    mi.cimClass(Test_Device, {
      revision: 1,
      class: 'root/test:Test_Device',
      properties: 'State:uint16;Note:string*',
      methods:
        'Start(<Mode:string!,<Delay:uint32,>Message:string)uint32;Reset();then$()boolean;' +
        'List(<Like:string,>Names:string[]~,>Sizes:uint64[]~)uint32;+Make(<Id:string!,>Made:ref(Test_Device))uint32;' +
        '+Exchange(<>Flag:boolean,<>Bytes:uint8[],<>Big:sint64,<>Letter:char16,<>Time:datetime,<>Path:ref(Test_Part),' +
        '<>Part:instance(Test_Part),<>Any:instance,<>Octets:octets[],<>Reals:real32[])',
    });
  }
  declare readonly $about?: { readonly key: { readonly Id: 1 }; readonly write: { readonly Note: 1 } };
  declare readonly State: number | null;
  declare Note: string | null;

  static Make(
    session: mi.Session,
    args: Test_Device_Make_In,
    options?: mi.InvokeOptions,
  ): mi.Invocation<Test_Device_Make_Out> {
    return mi.invokeStatic(Test_Device, session, 'Make', args, options);
  }
  static Exchange(
    session: mi.Session,
    args?: Test_Device_Exchange_In,
    options?: mi.InvokeOptions,
  ): mi.Invocation<Test_Device_Exchange_Out> {
    return mi.invokeStatic(Test_Device, session, 'Exchange', args, options);
  }
  Start(args: Test_Device_Start_In, options?: mi.InvokeOptions): mi.Invocation<Test_Device_Start_Out> {
    return mi.invoke(this, 'Start', args, options);
  }
  // biome-ignore lint/complexity/noBannedTypes: it is what the generator writes.
  Reset(args?: object, options?: mi.InvokeOptions): mi.Invocation<{}> {
    return mi.invoke(this, 'Reset', args, options);
  }
  then$(args?: object, options?: mi.InvokeOptions): mi.Invocation<{ readonly ReturnValue: boolean | null }> {
    return mi.invoke(this, 'then', args, options);
  }
  List(
    args?: Test_Device_List_In,
    options?: mi.InvokeOptions,
  ): mi.Invocation<Test_Device_List_Out, Test_Device_List_Streams> {
    return mi.invoke(this, 'List', args, options);
  }
}
export interface Test_Device_Make_In {
  readonly Id: string;
}
export interface Test_Device_Make_Out extends ReturnValue {
  readonly Made: mi.CimReference<Test_Device> | null;
}
export interface Test_Device_Exchange_In {
  readonly Flag?: boolean | null;
  readonly Bytes?: Uint8Array | null;
  readonly Big?: bigint | null;
  readonly Letter?: string | null;
  readonly Time?: mi.CimDateTime | mi.CimInterval | null;
  readonly Path?: mi.CimReference<Test_Part> | null;
  readonly Part?: mi.Embedded<Test_Part> | null;
  readonly Any?: mi.CimObject | mi.CimInstance | null;
  readonly Octets?: readonly Uint8Array[] | null;
  readonly Reals?: readonly number[] | null;
}
export interface Test_Device_Exchange_Out {
  readonly Flag: boolean | null;
  readonly Bytes: Uint8Array | null;
  readonly Big: bigint | null;
  readonly Letter: string | null;
  readonly Time: mi.CimDateTime | mi.CimInterval | null;
  readonly Path: mi.CimReference<Test_Part> | null;
  readonly Part: Test_Part | null;
  readonly Any: mi.CimInstance | null;
  readonly Octets: readonly Uint8Array[] | null;
  readonly Reals: readonly number[] | null;
}
export interface Test_Device_Start_In {
  readonly Mode: string;
  readonly Delay?: number | null;
}
export interface Test_Device_Start_Out extends ReturnValue {
  readonly Message: string | null;
}
export interface Test_Device_List_In {
  readonly Like?: string | null;
}
export interface Test_Device_List_Out extends ReturnValue {
  readonly Names: readonly string[] | null;
  readonly Sizes: readonly bigint[] | null;
}
export interface Test_Device_List_Streams {
  readonly Names: string;
  readonly Sizes: bigint;
}

export class Test_Printer extends Test_Device {
  static {
    mi.cimClass(Test_Printer, {
      revision: 1,
      class: 'root/test:Test_Printer',
      methods: 'Start(<Mode:string!,<Delay:uint32,>Message:string)uint32',
    });
  }
}
