import { rolldown } from 'rolldown';

/**
 * Bundles the compiled generator with the packages that it needs, into a few modules: users install none of these
 * packages, and Node finds and reads few files. What is loaded lazily is in modules of its own. Nothing is minified, so
 * that stack traces say something.
 *
 * @param root the project, from which the bundle names its modules in comments
 * @param folder the compiled generator, which the bundle overwrites
 * @param isOutside tells of packages, and of paths with slashes, that the bundle imports and does not contain
 * @returns the modules of the bundle, with what is in them
 */
export async function bundle(root, folder, entries, isOutside) {
  const bundled = await rolldown({
    cwd: root,
    input: Object.fromEntries(entries.map((entry) => [entry, `${folder}/${entry}.js`])),
    platform: 'node',
    external: (id) => isOutside(id.replaceAll('\\', '/')),
    onLog: failOnWarning,
  });
  const { output } = await bundled.write({
    dir: folder,
    chunkFileNames: 'chunks/[name]-[hash].js',
    // Declarations have the documentation, and a file of its own has the licences.
    comments: { jsdoc: false, legal: false },
  });
  return output;
}

function failOnWarning(level, { message }) {
  if (level === 'warn') throw new Error(message);
}
