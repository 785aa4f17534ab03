import { readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { minify } from 'rolldown/experimental';
import { CHUNKS } from './chunks.mjs';

/**
 * Bundles the compiled package with the packages that only its generator needs, into a few modules: users install none
 * of these packages, and Node finds and reads few files. What is loaded lazily is in modules of its own. The runtime is
 * not minified, so that stack traces say something. The tools of developers are, but functions keep names.
 *
 * @param root the project
 * @param folder the compiled package, which the bundle overwrites
 * @param entries the modules that keep their places and their exports
 * @param isOutside tells of packages, and of paths with slashes, that the bundle imports and does not contain
 * @returns the modules of the bundle, with what is in them
 */
export async function bundle(root, folder, entries, isOutside) {
  const bundled = await rolldown({
    cwd: root,
    input: Object.fromEntries(entries.map((entry) => [entry, `${folder}/${entry}.js`])),
    platform: 'node',
    external: (id) => isOutside(id.replaceAll('\\', '/')),
    resolve: {
      alias: {
        'string-width': fileURLToPath(new URL('text-width.mjs', import.meta.url)),
        // Generated classes that the package has itself.
        'mi-codegen/runtime/v1': `${folder}/runtime/memory/demo/demo-door.js`,
      },
    },
    plugins: [lighterClasses],
    onLog: failOnWarning,
  });
  const { output } = await bundled.write({
    dir: folder,
    chunkFileNames: ({ moduleIds }) => `${moduleIds.some(isOfGenerator) ? 'generator' : 'runtime'}/chunks/[name].js`,
    codeSplitting: { groups: CHUNKS },
    // Declarations have the documentation, and a file of its own has the licences.
    comments: { jsdoc: false, legal: false },
  });
  for (const { fileName } of output) if (isTool(fileName)) await makeSmaller(`${folder}/${fileName}`);
  return output;
}

/**
 * Leaves out of the demo machine's classes what it does not need: the names of the codes that methods return, which are
 * for errors of a client; and of the modules that a class has loaded when it needs them, all but the classes.
 */
const lighterClasses = {
  name: 'lighter-classes',
  transform: {
    filter: { id: /[\\/]dist[\\/]generated[\\/].*\.js$/ },
    handler: (code) =>
      code
        .replaceAll(/: \w+_ReturnValue,$/gm, ': null,')
        .replaceAll(/import\('(\.\/\w+\.js)'\)/g, "import('$1?class')"),
  },
  resolveId: {
    filter: { id: /\?class$/ },
    handler: (id, importer) => join(dirname(importer), id),
  },
  load: {
    filter: { id: /\?class$/ },
    handler(id) {
      const name = basename(id, '.js?class');
      return `export { ${name} } from './${name}.js';`;
    },
  },
};

/** The generator, and the repository in memory with the demo machine. */
function isTool(fileName) {
  return /^generator\/|^runtime\/memory\/|\/demo(?:-classes)?\.js$/.test(fileName);
}

async function makeSmaller(path) {
  const options = { module: true, mangle: { keepNames: true }, codegen: { removeWhitespace: true } };
  const { code } = await minify(path, readFileSync(path, 'utf8'), options);
  writeFileSync(path, code);
}

/** The modules of the generator, and of the packages that it needs. The bundler's own helpers are of neither. */
function isOfGenerator(id) {
  return /\/(?:dist\/generator|node_modules)\//.test(id.replaceAll('\\', '/'));
}

/** The generated classes that the package has itself are in one file, where to load each other is no work. */
function failOnWarning(level, { code, message }) {
  if (level === 'warn' && code !== 'INEFFECTIVE_DYNAMIC_IMPORT') throw new Error(message);
}
