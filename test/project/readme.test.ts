import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { compilerOptions, runTsc } from '../tools/typescript.js';

const root = fileURLToPath(new URL('../../', import.meta.url));

const readme = readFileSync(join(root, 'README.md'), 'utf8');

/** What an example takes for granted, by the name that it uses without declaring it. */
const GIVEN: Readonly<Record<string, string>> = {
  application: "declare const application: import('mi-codegen/runtime').Application;",
  controller: 'declare const controller: AbortController;',
  disk: "declare const disk: import('./generated/root/cimv2/index.js').Win32_DiskDrive;",
  initialize: "import { initialize } from 'mi-codegen/runtime';",
  defaults: "declare const defaults: import('./embedded-texts/index.js').Test_ResourceSettings;",
  Msvm_KvpExchangeComponent:
    "import { Test_KvpComponent as Msvm_KvpExchangeComponent } from './embedded-texts/index.js';",
  Msvm_MemorySettingData:
    "import { Test_ResourceSettings as Msvm_MemorySettingData } from './embedded-texts/index.js';",
  password: 'declare const password: string;',
  process: "declare const process: import('./generated/root/cimv2/index.js').Win32_Process;",
  service: "declare const service: import('./embedded-texts/index.js').Test_SystemService;",
  session: "declare const session: import('mi-codegen/runtime').Session;",
  spooler: "declare const spooler: import('./generated/root/cimv2/index.js').Win32_Service;",
  username: 'declare const username: string;',
  volume: "declare const volume: import('./generated/root/cimv2/index.js').Win32_Volume;",
  Win32_DiskDrive: "import { Win32_DiskDrive } from './generated/root/cimv2/index.js';",
  Win32_DiskDriveToDiskPartition: "import { Win32_DiskDriveToDiskPartition } from './generated/root/cimv2/index.js';",
  Win32_LogicalDisk: "import { Win32_LogicalDisk } from './generated/root/cimv2/index.js';",
  Win32_OperatingSystem: "import { Win32_OperatingSystem } from './generated/root/cimv2/index.js';",
  Win32_Processor: "import { Win32_Processor } from './generated/root/cimv2/index.js';",
  Win32_Process: "import { Win32_Process } from './generated/root/cimv2/index.js';",
  Win32_Service: "import { Win32_Service } from './generated/root/cimv2/index.js';",
  WQL: "import { WQL } from 'mi-codegen/runtime';",
};

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mi-codegen-readme-'));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
});
afterAll(() => rmSync(folder, { recursive: true }));

it('has TypeScript examples that compile', () => {
  const examples = [...readme.matchAll(/^```ts\n(.*?)^```$/gms)];
  expect(examples.length).toBeGreaterThan(5);
  const cells = cellsOf('| PowerShell | TypeScript |');
  expect(cells.length).toBeGreaterThan(10);
  [...examples.map(([, text = '']) => text), ...cells].forEach((text, index) => {
    writeFileSync(
      join(folder, `example-${index}.ts`),
      complete(text)
        .replaceAll('./generated', join(root, 'generated'))
        .replaceAll('./embedded-texts', join(root, 'test/golden/embedded-texts/expected')),
    );
  });
  const entry = (path: string) => [join(root, path)];
  const { noUnusedLocals: _, ...options } = compilerOptions('7.0');
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: {
        ...options,
        // The generator's own sources are checked along, and need a newer library than generated code does.
        lib: ['es2023', 'esnext.disposable'],
        declaration: false,
        isolatedDeclarations: false,
        paths: {
          'mi-codegen': entry('generator/index.ts'),
          'mi-codegen/runtime': entry('runtime/index.ts'),
          'mi-codegen/runtime/cim-xml': entry('runtime/cim-xml/index.ts'),
          'mi-codegen/runtime/handler': entry('runtime/handler/index.ts'),
          'mi-codegen/runtime/memory': entry('runtime/memory/index.ts'),
          'mi-codegen/runtime/v1': entry('runtime/v1/index.ts'),
        },
      },
      include: ['example-*.ts'],
    }),
  );
  expect(runTsc('7.0', ['-p', folder])).toBe('');
});

function complete(example: string): string {
  const given = Object.entries(GIVEN).filter(
    ([name]) => new RegExp(`\\b${name}\\b`).test(example) && !declares(example, name),
  );
  return [...given.map(([, declaration]) => declaration), example, 'export {};\n'].join('\n');
}

function declares(example: string, name: string): boolean {
  return new RegExp(`(import .*|(const|using) )\\b${name}\\b`).test(example);
}

/** The code in the last column of a table, without what is only hinted at. */
function cellsOf(header: string): readonly string[] {
  const [table = ''] = readme.slice(readme.indexOf(header)).split('\n\n');
  const rows = table.split('\n').slice(2);
  const codes = rows.flatMap((row) =>
    Array.from((row.split(' | ')[1] ?? '').matchAll(/`([^`]+)`/g), ([, code = '']) => code),
  );
  return codes.filter((code) => !code.includes('…')).map((code) => `(${code});\n`);
}
