import { MemoryRepository, type MemoryRepositoryOptions } from '../../../runtime/memory/index.js';
import * as mi from '../../../runtime/v1/index.js';
import { mof } from '../memory/harness.js';

export const NS = 'root/test';

/** Classes with values of all types, methods and associations, and a few instances of them. */
const SCHEMA = mof(`
  class Base { [Key] string Id; uint8 Level; };
  class Thing : Base {
    boolean Flag; uint8 U8; sint8 S8; uint16 U16; sint16 S16; uint32 U32; sint32 S32; uint64 U64; sint64 S64;
    real32 R32; real64 R64; char16 Letter; datetime Time; datetime Span; string Text; Thing REF Next;
    [EmbeddedInstance("Part")] string Inner; uint8 Bytes[]; string Names[]; boolean Flags[]; sint64 Bigs[];
    datetime Times[]; real64 Reals[]; char16 Letters[]; [EmbeddedInstance("Part")] string Inners[];
    uint32 Method([In] sint64 A, [In] string Names[], [In, Out] boolean Flag, [In] Thing REF Thing,
      [In, EmbeddedInstance("Part")] string Part, [Out] sint64 Sum, [Out] string Words[], [Out] Thing REF Found,
      [Out, EmbeddedInstance("Part")] string Made, [In] datetime Time, [Out] datetime Later, [In] char16 Letter);
    [Static] uint32 Count([Out] uint64 Things);
  };
  class Part { string Name; uint32 Sizes[]; };
  class Numbered { [Key] uint32 Number; [Key] boolean Even; [Key] datetime Time; [Key] char16 Letter; string Text; };
  [Association] class Link { [Key] Base REF From; [Key] Base REF To; };
  class Alone { string Text; };
  instance of Thing as $A {
    Id = "a"; Level = 1; Flag = TRUE; U8 = 255; S8 = -128; U16 = 65535; S16 = -32768; U32 = 4294967295; S32 = -2147483648;
    U64 = 18446744073709551615; S64 = -9223372036854775808; R32 = 0.5; R64 = 0.1; Letter = '5';
    Time = "20240229123000.500000+060"; Span = "00000001020304.000005:000"; Text = " <a> & \\"b\\" ]]> \\x00E4\\n ";
    Inner = instance of Part { Name = "p"; Sizes = { 1, 2 }; }; Bytes = { 0, 255 }; Names = { "one", "", "  " };
    Flags = { TRUE, FALSE }; Bigs = { 9007199254740993, -1 }; Times = { "20240229123000.000000+000" };
    Reals = { 1.5, -2.25 }; Letters = { 'x', '1' }; Inners = { instance of Part { Name = "q"; Sizes = { 4 }; }, instance of Part { Name = NULL; Sizes = { 3 }; } };
  };
  instance of Thing as $B { Id = "b"; Next = $A; Names = {}; Bytes = {}; Time = "2024****000000.000000+000"; Text = ""; };
  instance of Base as $C { Id = "c"; Level = 0; };
  instance of Link { From = $A; To = $B; };
  instance of Link { From = $A; To = $C; };
  instance of Numbered { Number = 1; Even = FALSE; Time = "20240101000000.000000+000"; Letter = '7'; Text = "one"; };
`);

const PARAMETERS =
  '<A:sint64,<Names:string[],<>Flag:boolean,<Thing:ref(Thing),<Part:embedded(Part),>Sum:sint64,>Words:string[],' +
  '>Found:ref(Thing),>Made:embedded(Part),<Time:datetime,>Later:datetime,<Letter:char16';

const PROPERTIES =
  'Id:string!;Level:uint8;Flag:boolean;U8:uint8;S8:sint8;U16:uint16;S16:sint16;U32:uint32;S32:sint32;U64:uint64;' +
  'S64:sint64;R32:real32;R64:real64;Letter:char16;Time:datetime;Span:datetime;Text:string;Next:ref(Thing);' +
  'Inner:embedded(Part);Bytes:uint8[];Names:string[];Flags:boolean[];Bigs:sint64[];Times:datetime[];Reals:real64[];' +
  'Letters:char16[];Inners:embedded(Part)[]';

/** The class of the schema that has methods, in the form of a generated one. */
export class Thing extends mi.CimObject {
  static {
    mi.cimClass(Thing, {
      revision: 4,
      class: `${NS}:Thing`,
      properties: PROPERTIES,
      methods: { [`Method(${PARAMETERS})uint32`]: null, '+Count(>Things:uint64)uint32': null },
    });
  }

  declare readonly Id: string;
  declare readonly Level: number | null;
  declare readonly U64: bigint | null;

  Method(args: Record<string, unknown>): mi.Invocation<Record<string, unknown>> {
    return mi.invoke(this, 'Method', args);
  }
}

/** The class of what things embed. */
export class Part extends mi.CimObject {
  static {
    mi.cimClass(Part, { revision: 4, class: `${NS}:Part`, properties: 'Name:string;Sizes:uint32[]' });
  }
}

/** A repository with the classes and instances, whose methods give back what they are given. */
export function repository(options: MemoryRepositoryOptions = {}): MemoryRepository {
  const made = new MemoryRepository({ schema: SCHEMA, ...options });
  made.provide(Thing, {
    Method: ({ A, Names, Flag, Thing: thing, Part, Time }: Record<string, unknown>) => ({
      Sum: typeof A === 'bigint' ? A + 1n : null,
      Words: Names ?? null,
      Flag: Flag ?? null,
      Found: thing ?? null,
      Made: Part ?? null,
      Later: Time ?? null,
      ReturnValue: 7,
    }),
    Count: () => ({ Things: 2n ** 63n, ReturnValue: 0 }),
  } as never);
  return made;
}
