import type { ChangeKind } from '../../../generator/diff/change-kinds.js';

/** One way for a kind of change to come about. */
export interface ChangeCase {
  /** MOF. */
  readonly before: string;
  readonly after: string;
  /** All changes, each as its class, its kind and its element. */
  readonly changes: readonly (readonly [className: string, kind: ChangeKind, element: string | null])[];
  /**
   * A program that compiles with the classes before, in which `cim` is what they export. With those after it compiles
   * where nothing breaks, and does not where something does.
   */
  readonly caller: string;
  /** Why something breaks all the same, where the program compiles with the classes after. */
  readonly compiles?: string;
}

const CLASS = 'class A { [Key] string Id; };';
const STATES = (values: string) =>
  `class A { [Key] string Id; [ValueMap {"0", "1"}, Values {${values}}] uint8 State; };`;
const READS_STATE = 'declare const a: cim.A; const state: cim.A_State | null = a.State;';
const METHOD = (parameters: string, result = 'uint32') => `class A { [Key] string Id; ${result} M(${parameters}); };`;

/** Cases for each kind of change. */
export const CHANGE_CASES: Readonly<Record<ChangeKind, ChangeCase>> = {
  'class-gone': {
    before: `${CLASS} class B : A { string Name; };`,
    after: CLASS,
    changes: [['B', 'class-gone', null]],
    caller: 'cim.B.$enumerate(session);',
  },
  'class-added': {
    before: CLASS,
    after: `${CLASS} class B : A { string Name; };`,
    changes: [['B', 'class-added', null]],
    caller: 'cim.A.$enumerate(session);',
  },
  'superclass-changed': {
    before: 'class A { [Key] string Id; }; class B { [Key] string Id; string Name; }; class C : B { string Text; };',
    after: 'class A { [Key] string Id; }; class B { [Key] string Id; string Name; }; class C : A { string Text; };',
    changes: [
      ['C', 'superclass-changed', null],
      ['C', 'property-gone', 'property Name'],
    ],
    caller: 'declare const c: cim.C; const b: cim.B = c;',
  },
  'superclass-refined': {
    before: 'class A { [Key] string Id; }; class C : A { string Text; };',
    after: 'class A { [Key] string Id; }; class B : A { string Name; }; class C : B { string Text; };',
    changes: [
      ['B', 'class-added', null],
      ['C', 'superclass-refined', null],
    ],
    caller: 'declare const c: cim.C; const a: cim.A = c;',
  },
  'subtype-lost': {
    before: 'class A { [Key] string Id; string Text; }; class B : A { string Text; };',
    after: 'class A { [Key] string Id; string Text; }; class B : A { uint32 Text; };',
    changes: [
      ['B', 'subtype-lost', null],
      ['B', 'type-changed', 'property Text'],
    ],
    caller: 'declare const b: cim.B; const a: cim.A = b;',
  },
  'spelling-changed': {
    before: 'class A { [Key] string Id; }; class Big : A { uint32 Go([In] string Where); string Name; };',
    after: 'class A { [Key] string Id; }; class BIG : A { uint32 go([In] string where); string NAME; };',
    changes: [
      ['Big', 'spelling-changed', null],
      ['Big', 'spelling-changed', 'property Name'],
      ['Big', 'spelling-changed', 'method Go'],
      ['Big', 'spelling-changed', 'parameter Go.Where'],
      ['Big', 'interface-gone', 'interface Big_Go_In'],
    ],
    caller: 'declare const a: cim.Big; a.Name;',
  },

  'property-gone': {
    before: 'class A { [Key] string Id; string Name; }; class B : A { };',
    after: 'class A { [Key] string Id; }; class B : A { };',
    changes: [['A', 'property-gone', 'property Name']],
    caller: 'declare const b: cim.B; b.Name;',
  },
  'property-added': {
    before: 'class A { [Key] string Id; }; class B : A { };',
    after: 'class A { [Key] string Id; string Name; }; class B : A { };',
    changes: [['A', 'property-added', 'property Name']],
    caller: 'declare const b: cim.B; b.Id;',
  },
  'key-added': {
    before: 'class A { [Key] string Id; string Name; };',
    after: 'class A { [Key] string Id; [Key] string Name; };',
    changes: [['A', 'key-added', 'property Name']],
    caller: "cim.A.$get(session, { Id: '1' });",
  },
  'key-gone': {
    before: 'class A { [Key] string Id; [Key] string Name; };',
    after: 'class A { [Key] string Id; string Name; };',
    changes: [['A', 'key-gone', 'property Name']],
    caller: "cim.A.$get(session, { Id: '1', Name: '2' });",
  },
  'write-lost': {
    before: 'class A { [Key] string Id; [Write] string Name; };',
    after: 'class A { [Key] string Id; string Name; };',
    changes: [['A', 'write-lost', 'property Name']],
    caller: "declare const a: cim.A; a.$modify({ Name: 'x' });",
  },
  'write-gained': {
    before: 'class A { [Key] string Id; [Write] string Text; string Name; };',
    after: 'class A { [Key] string Id; [Write] string Text; [Write] string Name; };',
    changes: [['A', 'write-gained', 'property Name']],
    caller: "declare const a: cim.A; a.$modify({ Text: 'x' }); a.Name;",
  },

  'type-changed': {
    before: 'class A { [Key] string Id; uint32 Count; string Names; }; class B { [Key] A REF Of; };',
    after: 'class A { [Key] string Id; uint64 Count; string Names[]; }; class B { [Key] B REF Of; };',
    changes: [
      ['A', 'type-changed', 'property Count'],
      ['A', 'type-changed', 'property Names'],
      ['B', 'type-changed', 'property Of'],
    ],
    caller: 'declare const a: cim.A; const count: number | null = a.Count;',
  },
  'type-refined': {
    before: `class A { [Key] string Id; uint32 M([In(false), Out] A REF Result, [In] B REF Of); }; class B : A { };`,
    after: `class A { [Key] string Id; uint32 M([In(false), Out] B REF Result, [In] A REF Of); }; class B : A { };`,
    changes: [
      ['A', 'type-refined', 'parameter M.Result'],
      ['A', 'type-refined', 'parameter M.Of'],
    ],
    caller: `
      import type { CimReference } from 'mi-codegen/runtime';
      declare const a: cim.A;
      declare const b: cim.B;
      const { Result } = await a.M({ Of: b.$path });
      const reference: CimReference<cim.A> | null = Result;`,
  },
  'input-narrowed': {
    before: METHOD('[In, MaxLen(64)] string Name, [In] uint32 Count, [In] uint8 Levels[]'),
    after: METHOD('[In, MaxLen(32)] string Name, [In] uint16 Count, [In] uint8 Levels[4]'),
    changes: [
      ['A', 'input-narrowed', 'parameter M.Name'],
      ['A', 'input-narrowed', 'parameter M.Count'],
      ['A', 'input-narrowed', 'parameter M.Levels'],
    ],
    caller: "declare const a: cim.A; a.M({ Name: 'x', Count: 70_000 });",
    compiles: 'the runtime refuses the values with an MiArgumentError, before it sends anything',
  },
  'cim-type-changed': {
    before: 'class A { [Key] string Id; uint32 Count; [MaxLen(64)] string Name; [Write] uint8 Level; };',
    after: 'class A { [Key] string Id; uint16 Count; [MaxLen(32)] string Name; [Write] uint16 Level; };',
    changes: [
      ['A', 'cim-type-changed', 'property Count'],
      ['A', 'cim-type-changed', 'property Name'],
      ['A', 'cim-type-changed', 'property Level'],
    ],
    caller: 'declare const a: cim.A; const count: number | null = a.Count; a.$modify({ Level: 5 });',
  },
  'null-possible': {
    before: 'class A { [Key] string Id; [Required] string Name; };',
    after: 'class A { [Key] string Id; string Name; };',
    changes: [['A', 'null-possible', 'property Name']],
    caller: 'declare const a: cim.A; const name: string = a.Name;',
  },
  'null-refused': {
    before: 'class A { [Key] string Id; [Write] string Name; };',
    after: 'class A { [Key] string Id; [Write, Required] string Name; };',
    changes: [['A', 'null-refused', 'property Name']],
    caller: 'declare const a: cim.A; a.$modify({ Name: null });',
  },
  'null-gone': {
    before: 'class A { [Key] string Id; string Name; };',
    after: 'class A { [Key] string Id; [Required] string Name; };',
    changes: [['A', 'null-gone', 'property Name']],
    caller: 'declare const a: cim.A; const name: string | null = a.Name;',
  },

  'method-gone': {
    before: METHOD('[In] string Name'),
    after: CLASS,
    changes: [['A', 'method-gone', 'method M']],
    caller: 'declare const a: cim.A; a.M();',
  },
  'method-added': {
    before: CLASS,
    after: METHOD('[In] string Name'),
    changes: [['A', 'method-added', 'method M']],
    caller: 'declare const a: cim.A; a.Id;',
  },
  'static-changed': {
    before: 'class A { [Key] string Id; [Static] uint32 M(); };',
    after: 'class A { [Key] string Id; uint32 M(); };',
    changes: [['A', 'static-changed', 'method M']],
    caller: 'cim.A.M(session);',
  },
  'options-moved': {
    before: METHOD(''),
    after: METHOD('[In] string Name'),
    changes: [
      ['A', 'parameter-added', 'parameter M.Name'],
      ['A', 'options-moved', 'method M'],
    ],
    caller: 'declare const a: cim.A; a.M({ timeout: 5 });',
  },
  'return-gone': {
    before: METHOD('[In] string Name'),
    after: METHOD('[In] string Name', 'void'),
    changes: [['A', 'return-gone', 'method M']],
    caller: 'declare const a: cim.A; const { ReturnValue } = await a.M();',
  },
  'return-added': {
    before: METHOD('[In] string Name', 'void'),
    after: METHOD('[In] string Name'),
    changes: [['A', 'return-added', 'method M']],
    caller: 'declare const a: cim.A; await a.M();',
  },
  'interface-gone': {
    before: `${CLASS} class B : A { uint32 M([In] string Name); };`,
    after: 'class A { [Key] string Id; uint32 M([In] string Name); }; class B : A { };',
    changes: [
      ['A', 'method-added', 'method M'],
      ['B', 'interface-gone', 'interface B_M_In'],
    ],
    caller: "const args: cim.B_M_In = { Name: 'x' };",
  },

  'parameter-gone': {
    before: METHOD('[In] string Name, [In] string Text'),
    after: METHOD('[In] string Name'),
    changes: [['A', 'parameter-gone', 'parameter M.Text']],
    caller: "declare const a: cim.A; a.M({ Text: 'x' });",
  },
  'parameter-added': {
    before: METHOD('[In] string Name'),
    after: METHOD('[In] string Name, [In] string Text, [In(false), Out] string Answer'),
    changes: [
      ['A', 'parameter-added', 'parameter M.Text'],
      ['A', 'parameter-added', 'parameter M.Answer'],
    ],
    caller: "declare const a: cim.A; a.M({ Name: 'x' });",
  },
  'required-parameter-added': {
    before: METHOD('[In] string Name'),
    after: METHOD('[In] string Name, [In, Required] string Text'),
    changes: [['A', 'required-parameter-added', 'parameter M.Text']],
    caller: "declare const a: cim.A; a.M({ Name: 'x' });",
  },
  'parameter-required': {
    before: METHOD('[In] string Name, [In] string Text'),
    after: METHOD('[In] string Name, [In, Required] string Text'),
    changes: [['A', 'parameter-required', 'parameter M.Text']],
    caller: "declare const a: cim.A; a.M({ Name: 'x' });",
  },
  'parameter-optional': {
    before: METHOD('[In, Required] string Name'),
    after: METHOD('[In] string Name'),
    changes: [['A', 'parameter-optional', 'parameter M.Name']],
    caller: "declare const a: cim.A; a.M({ Name: 'x' });",
  },
  'input-gone': {
    before: METHOD('[In] string Name, [In, Out] string Text'),
    after: METHOD('[In] string Name, [In(false), Out] string Text'),
    changes: [['A', 'input-gone', 'parameter M.Text']],
    caller: "declare const a: cim.A; a.M({ Text: 'x' });",
  },
  'input-added': {
    before: METHOD('[In] string Name, [In(false), Out] string Text'),
    after: METHOD('[In] string Name, [In, Out] string Text'),
    changes: [['A', 'input-added', 'parameter M.Text']],
    caller: "declare const a: cim.A; const { Text } = await a.M({ Name: 'x' });",
  },
  'output-gone': {
    before: METHOD('[In] string Name, [In, Out] string Text'),
    after: METHOD('[In] string Name, [In] string Text'),
    changes: [['A', 'output-gone', 'parameter M.Text']],
    caller: 'declare const a: cim.A; const { Text } = await a.M();',
  },
  'output-added': {
    before: METHOD('[In] string Name, [In] string Text'),
    after: METHOD('[In] string Name, [In, Out] string Text'),
    changes: [['A', 'output-added', 'parameter M.Text']],
    caller: "declare const a: cim.A; a.M({ Text: 'x' });",
  },
  'stream-changed': {
    before: METHOD('[In(false), Out, Stream] string Lines[]'),
    after: METHOD('[In(false), Out] string Lines[]'),
    changes: [['A', 'stream-changed', 'parameter M.Lines']],
    caller: "declare const a: cim.A; for await (const line of a.M().stream('Lines')) line.length;",
  },

  'constant-gone': {
    before: STATES('"Off", "On"'),
    after: 'class A { [Key] string Id; uint8 State; };',
    changes: [['A', 'constant-gone', 'constant A_State']],
    caller: 'cim.A_State.On;',
  },
  'constant-added': {
    before: 'class A { [Key] string Id; uint8 State; };',
    after: STATES('"Off", "On"'),
    changes: [['A', 'constant-added', 'constant A_State']],
    caller: 'declare const a: cim.A; const state: number | null = a.State;',
  },
  'value-gone': {
    before: STATES('"Off", "On"'),
    after: 'class A { [Key] string Id; [ValueMap {"0"}, Values {"Off"}] uint8 State; };',
    changes: [['A', 'value-gone', 'value A_State.On']],
    caller: 'cim.A_State.On;',
  },
  'value-renamed': {
    before: STATES('"Off", "On"'),
    after: STATES('"Off", "Switched On"'),
    changes: [['A', 'value-renamed', 'value A_State.On']],
    caller: 'cim.A_State.On;',
  },
  'value-changed': {
    before: STATES('"Off", "On"'),
    after: STATES('"On", "Off"'),
    changes: [
      ['A', 'value-changed', 'value A_State.Off'],
      ['A', 'value-changed', 'value A_State.On'],
    ],
    caller: 'const on: 1 = cim.A_State.On;',
  },
  'value-added': {
    before: 'class A { [Key] string Id; [ValueMap {"0"}, Values {"Off"}] uint8 State; };',
    after: STATES('"Off", "On"'),
    changes: [['A', 'value-added', 'value A_State.On']],
    caller: `${READS_STATE} cim.A_State.Off;`,
  },
  'ranges-changed': {
    before: 'class A { [Key] string Id; [ValueMap {"0", "1..5"}, Values {"Off", "On"}] uint8 State; };',
    after: 'class A { [Key] string Id; [ValueMap {"0", "1..9"}, Values {"Off", "On"}] uint8 State; };',
    changes: [['A', 'ranges-changed', 'constant A_State']],
    caller: READS_STATE,
  },

  'documentation-changed': {
    before:
      '[Description("x")] class A { [Key] string Id; [Units("s")] uint32 T = 1; [Description("x")] uint32 M(); };',
    after: '[Abstract] class A { [Key] string Id; [Units("ms")] uint32 T = 2; [Description("y")] uint32 M(); };',
    changes: [
      ['A', 'documentation-changed', null],
      ['A', 'documentation-changed', 'property T'],
      ['A', 'documentation-changed', 'method M'],
    ],
    caller: 'declare const a: cim.A; a.T; a.M();',
  },
};
