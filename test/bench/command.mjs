// `npm run bench`: the whole command on a MOF schema, beside a Node process that only reads the same input files and
// writes the same output files; and tsc on the output. The runs alternate. Compare the ratios: the times depend on the
// machine.
//
//   npm run build && node test/bench/command.mjs <schema.mof> [rounds]
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const [schema, rounds = '7'] = process.argv.slice(2);
if (schema === undefined) {
  console.error('usage: node test/bench/command.mjs <schema.mof> [rounds]');
  process.exit(2);
}
const folder = mkdtempSync(join(tmpdir(), 'mi-codegen-bench-'));
try {
  measure();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function measure() {
  const usage = join(folder, 'usage.json');
  const probe = join(folder, 'probe.mjs');
  writeFileSync(
    probe,
    `import { writeFileSync } from 'node:fs';
     process.on('exit', () => writeFileSync(${JSON.stringify(usage)}, JSON.stringify(process.resourceUsage())));`,
  );
  const run = (...args) => {
    const start = performance.now();
    const { status, stderr } = spawnSync(process.execPath, ['--import', probe, ...args], {
      cwd: folder,
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(stderr);
    const seconds = (performance.now() - start) / 1000;
    const { maxRSS, userCPUTime, systemCPUTime } = JSON.parse(readFileSync(usage, 'utf8'));
    return { seconds, cpu: (userCPUTime + systemCPUTime) / 1e6, megabytes: maxRSS / 1024 };
  };
  const generate = (out) =>
    run(`${root}dist/generator/bin.js`, 'root/cimv2', '--mof', resolve(schema), '--out', join(folder, out), '--quiet');

  generate('expected');
  const outputs = readdirSync(join(folder, 'expected'), { recursive: true })
    .map(String)
    .filter((path) => statSync(join(folder, 'expected', path)).isFile());
  const copier = join(folder, 'copy.mjs');
  writeFileSync(copier, copyProgram(inputFiles(resolve(schema)), outputs));

  const results = { 'command, new output': [], 'command, unchanged': [], 'read and write only': [], 'node -e 0': [] };
  for (let round = 0; round < Number(rounds); round++) {
    rmSync(join(folder, 'out'), { recursive: true, force: true });
    results['command, new output'].push(generate('out'));
    results['command, unchanged'].push(generate('out'));
    rmSync(join(folder, 'copy'), { recursive: true, force: true });
    results['read and write only'].push(run(copier));
    results['node -e 0'].push(run('-e', '0'));
  }
  for (const version of ['5.4', '5.9', '6.0', '7.0']) results[`tsc ${version}`] = [compile(version, run)];

  const base = median(results['read and write only'], 'seconds');
  console.log(`${outputs.length} files; medians of ${rounds} rounds`);
  for (const [name, runs] of Object.entries(results)) {
    const [seconds, cpu, megabytes] = ['seconds', 'cpu', 'megabytes'].map((key) => median(runs, key));
    const cell = (value, digits, unit) => `${value.toFixed(digits).padStart(6)} ${unit}`;
    const cells = [cell(seconds, 2, 's'), cell(cpu, 2, 's CPU'), cell(megabytes, 0, 'MB')];
    console.log(`${name.padEnd(22)} ${cells.join(' ')} ${cell(seconds / base, 2, '× read and write')}`);
  }
}

/** The MOF files in the schema's folder and below: what the schema includes, without parsing it. */
function inputFiles(schemaFile) {
  const folderOfSchema = join(schemaFile, '..');
  return readdirSync(folderOfSchema, { recursive: true })
    .map((path) => join(folderOfSchema, String(path)))
    .filter((path) => path.endsWith('.mof'));
}

function copyProgram(inputs, outputs) {
  return `
    import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
    import { dirname, join } from 'node:path';
    for (const path of ${JSON.stringify(inputs)}) readFileSync(path, 'utf8');
    for (const path of ${JSON.stringify(outputs)}) {
      const target = join(${JSON.stringify(join(folder, 'copy'))}, path);
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, readFileSync(join(${JSON.stringify(join(folder, 'expected'))}, path)));
    }`;
}

function compile(version, run) {
  const typescript = version === '7.0' ? 'typescript' : `typescript-${version}`;
  const project = join(folder, 'tsconfig.json');
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  rmSync(join(folder, 'node_modules'), { recursive: true, force: true });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  writeFileSync(
    project,
    JSON.stringify({
      compilerOptions: {
        strict: true,
        module: 'nodenext',
        target: 'es2022',
        lib: ['es2022', 'esnext.disposable'],
        types: ['node'],
        skipLibCheck: true,
        noEmit: true,
        paths: { 'mi-codegen/runtime/v1': [join(root, 'dist/runtime/v1/index.d.ts')] },
      },
      include: ['expected'],
    }),
  );
  return run(join(root, 'node_modules', typescript, 'bin/tsc'), '-p', project);
}

function median(runs, key) {
  const values = runs.map((run) => run[key]).sort((a, b) => a - b);
  return values[Math.floor(values.length / 2)];
}
