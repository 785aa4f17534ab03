/** The options of a compiler that matter to generated code, as a tsconfig.json and those that it extends have them. */
export interface WrittenOptions {
  readonly module?: string;
  readonly moduleResolution?: string;
  readonly target?: string;
  readonly rootDir?: string;
  readonly lib?: readonly string[];
  readonly types?: readonly string[];
  readonly allowImportingTsExtensions?: boolean;
  readonly emitDeclarationOnly?: boolean;
  readonly noCheck?: boolean;
  readonly noEmit?: boolean;
  readonly noLib?: boolean;
  readonly resolvePackageJsonExports?: boolean;
  readonly rewriteRelativeImportExtensions?: boolean;
  readonly skipLibCheck?: boolean;
  readonly verbatimModuleSyntax?: boolean;
}

const TEXTS = ['module', 'moduleResolution', 'target', 'rootDir'] as const;
const LISTS = ['lib', 'types'] as const;
const FLAGS = [
  'allowImportingTsExtensions',
  'emitDeclarationOnly',
  'noCheck',
  'noEmit',
  'noLib',
  'resolvePackageJsonExports',
  'rewriteRelativeImportExtensions',
  'skipLibCheck',
  'verbatimModuleSyntax',
] as const;

/** Takes the options that have a value of their type. The compiler itself complains of others. */
export function writtenOptions(values: Readonly<Record<string, unknown>>): WrittenOptions {
  return {
    ...taken(values, TEXTS, (value) => (typeof value === 'string' ? value : undefined)),
    ...taken(values, LISTS, (value) =>
      Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : undefined,
    ),
    ...taken(values, FLAGS, (value) => (typeof value === 'boolean' ? value : undefined)),
  };
}

function taken<Name extends string, Value>(
  values: Readonly<Record<string, unknown>>,
  options: readonly Name[],
  take: (value: unknown) => Value | undefined,
): { [N in Name]?: Value } {
  const result: { [N in Name]?: Value } = {};
  for (const name of options) {
    const value = take(values[name]);
    if (value !== undefined) result[name] = value;
  }
  return result;
}
