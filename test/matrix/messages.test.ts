import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type * as TypeScript from 'typescript-5.9';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TYPE_ROOTS } from '../tools/typescript.js';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** The oldest and the newest compiler that can be asked from a program. */
const VERSIONS = ['5.4', '6.0'] as const;

/** What is written, and what the compiler says of it. */
const ERRORS: readonly (readonly [code: string, message: string])[] = [
  [
    "for await (const { Description } of Win32_Process.$query(session, { select: ['Name', 'Handle'] })) void Description;",
    `Property 'Description' does not exist on type 'Selected<Win32_Process, "Name" | "Handle">'.`,
  ],
  [
    "await service.$modify({ State: 'Running' });",
    "Object literal may only specify known properties, and 'State' does not exist in type 'NoWritableProperty'.",
  ],
  [
    'await volume.$modify({ Capacity: 5n });',
    "Object literal may only specify known properties, and 'Capacity' does not exist in type " +
      "'WritableProperties<Win32_Volume>'.",
  ],
  [
    "await volume.$modify({ Lable: 'x' });",
    "Object literal may only specify known properties, but 'Lable' does not exist in type " +
      "'WritableProperties<Win32_Volume>'. Did you mean to write 'Label'?",
  ],
  [
    "Win32_Process.$query(session, { where: { Nam: 'x' } });",
    "Object literal may only specify known properties, but 'Nam' does not exist in type 'Where<Win32_Process>'. " +
      "Did you mean to write 'Name'?",
  ],
];

/** What is written, and the last lines of what the compiler says of it: those before name types in any order. */
const LAST_LINES: readonly (readonly [code: string, ...lines: readonly string[]])[] = [
  [
    'repository.provide(Win32_Process, { Create: () => ({ ReturnValue: 0 }) });',
    "Property 'ProcessId' is missing in type '{ ReturnValue: 0; }' but required in type " +
      "'Given<Win32_Process_Create_Out>'.",
  ],
  [
    "repository.provide(Win32_Process, { Create: () => ({ ProcessId: '4', ReturnValue: 0 }) });",
    "Types of property 'ProcessId' are incompatible.",
    "Type 'string' is not assignable to type 'number'.",
  ],
  [
    'repository.provide(Win32_Process, { GetOwner: async () => ({ User: 4, ReturnValue: 2 }) });',
    "Types of property 'User' are incompatible.",
    "Type 'number' is not assignable to type 'string'.",
  ],
];

/** Variables, and their types as an editor shows them. */
const TYPES: readonly (readonly [code: string, type: string])[] = [
  [
    "const shown = await Win32_Process.$query(session, { select: ['Name', 'WorkingSetSize'] }).toArray();",
    'Selected<Win32_Process, "Name" | "WorkingSetSize">[]',
  ],
  ["const shown = Win32_Process.$query(session, { select: ['Name'] });", 'Results<Selected<Win32_Process, "Name">>'],
  ['const shown = Win32_Process.$query(session);', 'Results<Win32_Process>'],
  ["const shown = Win32_Process.$at(session, { Handle: '4' });", 'Selected<Win32_Process, never>'],
  ["const shown = await Win32_Process.$get(session, { Handle: '4' });", 'Win32_Process'],
  [
    'const shown = Win32_Process.$created(session, { within: 1 });',
    'Events<IndicationResult<InstanceCreationEvent<Win32_Process>>>',
  ],
  ["const shown = await Win32_Process.Create(session, { CommandLine: 'x' });", 'Win32_Process_Create_Out'],
];

const SETTING = `
import { Win32_Process, Win32_Service, Win32_Volume } from 'generated';
import type { Session } from 'mi-codegen/runtime';
import type { MemoryRepository } from 'mi-codegen/runtime/memory';
declare const session: Session;
declare const service: Win32_Service;
declare const volume: Win32_Volume;
declare const repository: MemoryRepository;
`;

describe.each(VERSIONS)('TypeScript %s', (version) => {
  const folder = mkdtempSync(join(tmpdir(), 'mi-codegen-messages-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const ts = createRequire(import.meta.url)(`typescript-${version}`) as typeof TypeScript;
  const file = (index: number) => join(folder, `${index}.mts`).replaceAll('\\', '/');
  const codes = [...ERRORS, ...LAST_LINES, ...TYPES].map(([code]) => code);
  let program: TypeScript.Program;

  beforeAll(() => {
    for (const [index, code] of codes.entries()) writeFileSync(file(index), `${SETTING}${code}\n`);
    program = ts.createProgram(
      codes.map((_, index) => file(index)),
      {
        target: ts.ScriptTarget.ES2022,
        lib: ['lib.es2022.d.ts', 'lib.esnext.disposable.d.ts'],
        module: ts.ModuleKind.NodeNext,
        moduleResolution: ts.ModuleResolutionKind.NodeNext,
        types: ['node'],
        typeRoots: [...TYPE_ROOTS],
        strict: true,
        skipLibCheck: true,
        noEmit: true,
        paths: {
          generated: [`${root}generated/root/cimv2/index.ts`],
          'mi-codegen/runtime': [`${root}runtime/index.ts`],
          'mi-codegen/runtime/memory': [`${root}runtime/memory/index.ts`],
          'mi-codegen/runtime/v1': [`${root}runtime/v1/index.ts`],
        },
      },
    );
  });

  /** What the compiler says of a file. */
  function messages(index: number): readonly string[] {
    const diagnostics = program.getSemanticDiagnostics(program.getSourceFile(file(index)));
    return diagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
  }

  it.each(ERRORS.map(([code, message], index) => ({ code, message, index })))(
    'explains $code',
    ({ message, index }) => {
      expect(messages(index)).toEqual([message]);
    },
  );

  it.each(LAST_LINES.map(([code, ...lines], index) => ({ code, lines, index: ERRORS.length + index })))(
    'ends with the out-parameter: $code',
    ({ lines, index }) => {
      const [message = '', ...others] = messages(index);
      const said = message.split('\n').map((line) => line.trim());
      expect(others).toEqual([]);
      expect(said.slice(-lines.length)).toEqual(lines);
      expect(said.length).toBeLessThan(9);
    },
  );

  it.each(TYPES.map(([code, type], index) => ({ code, type, index: ERRORS.length + LAST_LINES.length + index })))(
    'shows $type',
    ({ type, index }) => {
      expect(messages(index)).toEqual([]);
      const checker = program.getTypeChecker();
      const source = program.getSourceFile(file(index));
      const declared = source?.statements.filter((statement) => ts.isVariableStatement(statement)).at(-1);
      const [variable] = declared?.declarationList.declarations ?? [];
      if (variable === undefined) throw new Error('no variable was found');
      expect(checker.typeToString(checker.getTypeAtLocation(variable.name), variable)).toBe(type);
    },
  );
});
