import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PREFACE =
  'mi-codegen contains parts of the following packages. Each is under its own licence, which is given here.\n';

/** The licences of the packages that code in a bundle is from, in one text. */
export function thirdPartyLicenses(chunks) {
  const modules = chunks.flatMap((chunk) => Object.entries(chunk.modules));
  const used = modules.flatMap(([path, { renderedLength }]) => (renderedLength > 0 ? path : []));
  const folders = used.flatMap((path) => /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(path)?.[0] ?? []);
  // The same version may be installed in several places.
  const texts = new Set(Array.from(new Set(folders), packageLicense));
  return [PREFACE, ...[...texts].sort()].join(`\n${'-'.repeat(100)}\n\n`);
}

function packageLicense(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const files = readdirSync(folder).filter((file) => /^(?:licen[cs]e|copying|notice)(?:[.-]|$)/i.test(file));
  const texts = files.sort().map((file) => readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim());
  if (!texts.some((text) => text !== '')) texts.push(standardText(name, license));
  return `${[`${name} ${version} (${license})`, ...texts].join('\n\n')}\n`;
}

/** The text of a licence that a package only names: TypeScript brings that of Apache, which is the same for all. */
function standardText(name, license) {
  if (license !== 'Apache-2.0') throw new Error(`${name} is in the bundle, but has no text of its licence`);
  return readFileSync(
    fileURLToPath(new URL('./LICENSE', import.meta.resolve('typescript/package.json'))),
    'utf8',
  ).trim();
}
