// Which modules are in one file. Each file that Node loads takes time, and so does code that is not needed: what is
// always loaded together is in one file, and modules that only some runs load are in files of their own.

/** The modules that users import; the command; and MI's own, which is loaded when there is no handler. */
export const ENTRIES = [
  'generator/index',
  'generator/cli/main',
  'runtime/index',
  'runtime/cim-xml/index',
  'runtime/handler/index',
  'runtime/memory/index',
  'runtime/native/index',
  'runtime/v1/index',
  'runtime/wsman/index',
];

/**
 * The files that several entries or runs share, and the modules that each has been made for. A file also holds what its
 * modules import, as far as no file above has it. The other modules are distributed by the bundler.
 */
export const CHUNKS = [
  // What the runtime and the generator have in common.
  {
    name: 'values',
    test: /\/dist\/runtime\/(?:(?:schema|values|wql)\/|(?:errors|nearest-name|option-checks|options|v1\/class-table|cim-xml\/texts|xml\/begins-as-xml)\.js$)/,
  },
  // The generator locks folders with it. Sessions over WS-Management need it for Kerberos only.
  { name: 'koffi', test: /\/dist\/runtime\/(?:koffi-limit|native\/(?:file-system-calls|koffi))\.js$/ },
  { name: 'session', test: /\/dist\/runtime\/(?:handler\/|v1\/query-types\.js$|(?!index\.js$)[^/]+\.js$)/ },
  { name: 'generated-class', test: /\/dist\/runtime\/v1\// },
  // A run of the command: what it is asked to do, then the work.
  {
    name: 'options',
    test: /\/dist\/generator\/(?:diagnostics\/|options\/|cli\/command\.js$|config\/(?:find|load)-config\.js$)/,
  },
  {
    name: 'command',
    test: /\/dist\/generator\/cli\/(?:command-line|commands\/generate-command|password)\.js$/,
  },
  { name: 'unchanged-run', test: /\/dist\/generator\/unchanged\/unchanged-run\.js$/ },
  // What a run and the demo machine read a schema with.
  { name: 'bundled-files', test: /\/dist\/generator\/source\/bundled\/bundled-files\.js$/ },
  { name: 'mof', test: /\/dist\/generator\/source\/bundled\// },
  { name: 'generate', test: /\/dist\/generator\/generate\.js$/ },
  { name: 'used-by', test: /\/dist\/generator\/used-by\/find-imports\.js$/ },
  // The demo machine, and the generated classes that it uses.
  { name: 'demo-classes', test: /\/dist\/generated\// },
  { name: 'demo', test: /\/dist\/runtime\/memory\/demo\// },
].map(({ name, test }) => ({ name, test: (id) => test.test(id.replaceAll('\\', '/')) }));
