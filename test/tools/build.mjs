// `npm run build`: precompiles the templates, compiles to dist/, bundles that, and adds what is no code.
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
import { configSchema } from './config-schema.mjs';
import { bundle } from './package/bundle.mjs';
import { ENTRIES } from './package/chunks.mjs';
import { declarationsOf } from './package/declarations.mjs';
import { thirdPartyLicenses } from './package/licenses.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const dist = join(root, 'dist');
const generator = join(dist, 'generator');
const CONFIG_SCHEMA = 'config.schema.json';

/**
 * What is not in the bundle: what users install, the module that finds files from its place, and the module that is
 * exported as a namespace, for which the bundle would need a helper.
 */
const { dependencies, peerDependencies, exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const INSTALLED = Object.keys({ ...dependencies, ...peerDependencies });
const isOutside = (id) =>
  INSTALLED.some((name) => id === name || id.startsWith(`${name}/`)) ||
  /\/dist\/(?:generator\/package-files|runtime\/flags)\.js$/.test(id);

run('test/tools/precompile-templates.mjs');
rmSync(dist, { recursive: true, force: true });
run('node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json');
cpSync(join(root, 'generator/emit/templates.js'), join(generator, 'emit/templates.js'));
// Before the bundle: the modules of the options are still there by themselves.
await writeConfigSchema();
const chunks = await bundle(root, dist, ENTRIES, isOutside);
writeModules(chunks);
// The command's entry stays as it was compiled: releases of Node that are too old read it, and say so.
const entry = ['bin', 'node-version', 'package-files', 'tune-engine'].map((name) => `generator/${name}`);
const compiled = [...entry, 'runtime/flags'];
const files = [CONFIG_SCHEMA, ...compiled.map((path) => `${path}.js`), ...chunks.map(({ fileName }) => fileName)];
const declarations = Object.values(exports).flatMap(({ types = [] }) => types);
keepOnly(dist, [
  ...files.map((path) => join(dist, path)),
  ...declarations.flatMap((path) => declarationsOf(join(root, path))),
]);
declareNothingPrivate(dist);
writeFileSync(join(dist, 'THIRD-PARTY-LICENSES.txt'), thirdPartyLicenses(chunks));
await writeBundledSchemas();
chmodSync(join(generator, 'bin.js'), 0o755);

function run(script, ...args) {
  const { status } = spawnSync(process.execPath, [script, ...args], { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

/** Which modules each file of the bundle has, for tests: no comment in it says so. */
function writeModules(bundled) {
  const modules = bundled.map(({ fileName, moduleIds }) => [fileName, moduleIds.map((id) => relative(root, id))]);
  mkdirSync(join(root, 'build'), { recursive: true });
  writeFileSync(join(root, 'build/bundled-modules.json'), JSON.stringify(Object.fromEntries(modules)));
}

async function writeConfigSchema() {
  const [{ DEFAULTS, OPTIONS }, { REFUSED }] = await Promise.all([
    import('../../dist/generator/options/option-table.js'),
    import('../../dist/generator/config/check-config.js'),
  ]);
  const schema = configSchema(OPTIONS, DEFAULTS, Object.keys(REFUSED));
  writeFileSync(join(dist, CONFIG_SCHEMA), `${JSON.stringify(schema, null, 2)}\n`);
}

/** The bundled schemas as JSON: it takes a tenth of the room of MOF, and a third of the time. */
async function writeBundledSchemas() {
  const { loadMof } = await import('../../dist/generator/index.js');
  const sources = join(root, 'generator/source/bundled');
  const target = join(generator, 'source/bundled');
  mkdirSync(target, { recursive: true });
  for (const { name } of readdirSync(sources, { withFileTypes: true }).filter((entry) => entry.isDirectory())) {
    const options = { namespace: name.replaceAll('-', '/'), includeDirs: [sources] };
    const { schema } = loadMof([join(sources, name, `${name}.mof`)], options);
    // The highest quality takes fifty times as long, for a tenth less.
    const params = { [constants.BROTLI_PARAM_QUALITY]: 9 };
    writeFileSync(join(target, `${name}.json.br`), brotliCompressSync(JSON.stringify(schema), { params }));
  }
}

/**
 * A private member makes a class a type of its own: that of another copy of the package, in a workspace that installs
 * two, would not fit. Nobody can use these members, so the declarations need not have them.
 */
function declareNothingPrivate(folder) {
  for (const name of readdirSync(folder, { recursive: true }).filter((path) => path.endsWith('.d.ts'))) {
    const file = join(folder, name);
    writeFileSync(file, readFileSync(file, 'utf8').replace(/^ +#private;\r?\n/gm, ''));
  }
}

/** Removes all other files: modules that are in the bundle, and declarations of what is not exported. */
function keepOnly(folder, files) {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name);
    if (entry.isFile() && !files.includes(file)) rmSync(file);
  }
}
