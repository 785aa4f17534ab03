// `npm run build`: precompiles the templates, compiles to dist/, and copies to it the files that are no TypeScript.
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { configSchema } from './config-schema.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));

run('test/tools/precompile-templates.mjs');
rmSync(`${root}dist`, { recursive: true, force: true });
run('node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json');
for (const name of readdirSync(`${root}generator/emit`)) {
  if (name.startsWith('templates.')) cpSync(`${root}generator/emit/${name}`, `${root}dist/generator/emit/${name}`);
}
cpSync(`${root}generator/source/bundled`, `${root}dist/generator/source/bundled`, {
  recursive: true,
  filter: (path) => !path.endsWith('.ts'),
});
await writeConfigSchema();
chmodSync(`${root}dist/generator/bin.js`, 0o755);

function run(script, ...args) {
  const { status } = spawnSync(process.execPath, [script, ...args], { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

async function writeConfigSchema() {
  const [{ DEFAULTS, OPTIONS }, { REFUSED }] = await Promise.all([
    import('../../dist/generator/options/option-table.js'),
    import('../../dist/generator/config/check-config.js'),
  ]);
  const schema = configSchema(OPTIONS, DEFAULTS, Object.keys(REFUSED));
  writeFileSync(`${root}dist/config.schema.json`, `${JSON.stringify(schema, null, 2)}\n`);
}
