import { isLegacyModule, isNodeModule } from './compiler-settings.js';
import { isAtLeast, type OutputNeeds, placeOf, type SetUp } from './set-up.js';

/** Why the output cannot be loaded: how mi-codegen is found, and in which form files become modules. */
export function noteModules(setUp: SetUp, needs: OutputNeeds): string | null {
  const { tsconfig, settings, options } = setUp;
  const { module, moduleResolution } = settings;
  if (!findsPackage(setUp)) {
    const isImplied = options.moduleResolution === undefined || isLegacyModule(module);
    const what = isImplied ? `"module" ${module}` : `"moduleResolution" ${moduleResolution}`;
    const place = placeOf(tsconfig, 'moduleResolution', 'module');
    return `${place}: the output cannot import mi-codegen with ${what}: ${moduleAdvice(setUp)}`;
  }
  if (!goTogether(setUp)) {
    const place = placeOf(tsconfig, 'moduleResolution', 'module');
    const what = `"module" ${module} and "moduleResolution" ${moduleResolution} do not go together`;
    return `${place}: ${what}: ${moduleAdvice(setUp)}`;
  }
  if (isNodeModule(module) && !setUp.isModule && !requiresModules(setUp)) {
    const what = `with "module" ${module} and TypeScript ${setUp.release.join('.')}, CommonJS cannot import mi-codegen`;
    return `${setUp.packageJson.path}: ${what}: ${moduleAdvice(setUp)}`;
  }
  if (options.verbatimModuleSyntax === true && isCommonJs(setUp)) {
    const place = placeOf(tsconfig, 'verbatimModuleSyntax');
    return `${place}: with "verbatimModuleSyntax", the output cannot become CommonJS: ${moduleAdvice(setUp)}`;
  }
  if (module === 'es2015' && needs.hasImportCalls) {
    return `${placeOf(tsconfig, 'module', 'target')}: "module" es2015 has no import(): write "module": "es2022"`;
  }
  return null;
}

/** What to write. Who has chosen the resolution of bundlers keeps it. */
function moduleAdvice({ isModule, release, options, packageJson, settings }: SetUp): string {
  const isBundled = settings.moduleResolution === 'bundler' && !isNodeModule(settings.module);
  if (isBundled && options.resolvePackageJsonExports !== false) return 'write "module": "esnext"';
  const resolution = options.moduleResolution === undefined ? '' : ', without "moduleResolution"';
  const exports = options.resolvePackageJsonExports === false ? ', without "resolvePackageJsonExports"' : '';
  const type =
    isModule || (isAtLeast(release, 5, 8) && options.verbatimModuleSyntax !== true)
      ? ''
      : `, and "type": "module" in ${packageJson.path}`;
  return `write "module": "nodenext"${resolution}${exports}${type}`;
}

/** Whether the compiler reads the entry points in the package.json of mi-codegen. */
function findsPackage({ settings: { module, moduleResolution }, options, release }: SetUp): boolean {
  if (options.resolvePackageJsonExports === false) return false;
  // The first releases that have "preserve" read them with any resolution but the oldest.
  if (moduleResolution === 'node10') return module === 'preserve' && !isAtLeast(release, 5, 7);
  return moduleResolution !== 'classic';
}

function goTogether({ settings: { module, moduleResolution }, release }: SetUp): boolean {
  if (moduleResolution === 'node10') return true;
  if (moduleResolution !== 'bundler') return isNodeModule(module);
  if (isNodeModule(module) || isLegacyModule(module)) return false;
  return module !== 'commonjs' || isAtLeast(release, 6, 0);
}

/** Whether CommonJS may import ES modules. */
function requiresModules({ settings: { module }, release }: SetUp): boolean {
  return isAtLeast(release, 5, 8) && module !== 'node16' && module !== 'node18';
}

function isCommonJs({ settings: { module }, isModule }: SetUp): boolean {
  return module === 'commonjs' || (isNodeModule(module) && !isModule);
}
