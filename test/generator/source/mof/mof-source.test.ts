import { DiagnosticError, loadBundled, loadMof, parseMof } from 'mi-codegen';
import { describe, expect, it } from 'vitest';

describe('loadMof and parseMof of the library', () => {
  it('throw when anything is wrong, with places', () => {
    const parse = () => parseMof('class A { uint8 x = 300; };\nclass B { };', { file: 'a.mof', namespace: 'root/a' });
    expect(parse).toThrow(DiagnosticError);
    expect(parse).toThrow('300 is out of the range of uint8, 0 to 255');
    expect(() => loadMof(['nowhere.mof'], { namespace: 'root/a' })).toThrow(/nowhere\.mof/);
  });

  it('give warnings along with the schema', () => {
    const { schema, diagnostics } = parseMof('class A { string x = "a\\d"; };', { namespace: 'root/a' });
    expect(schema.classes.map(({ name }) => name)).toEqual(['A']);
    expect(diagnostics.map(({ severity }) => severity)).toEqual(['warning']);
  });
});

describe('arguments from JavaScript', () => {
  const call =
    (run: (...args: never[]) => unknown, ...args: readonly unknown[]) =>
    () =>
      run(...(args as never[]));

  it.each([
    [call(loadMof), 'loadMof() takes an array of paths: loadMof(paths, { namespace })'],
    [call(loadMof, 'a.mof', {}), 'loadMof() takes an array of paths: loadMof(paths, { namespace })'],
    [call(loadMof, ['a.mof']), "loadMof() takes options with a namespace: { namespace: 'root/cimv2' }"],
    [call(loadMof, [], { namepsace: 'root/a' }), 'loadMof() takes no namepsace; did you mean "namespace"?'],
    [call(loadMof, [], {}), "loadMof() takes a string as namespace: 'root/cimv2'"],
    [
      call(loadMof, [], { namespace: 'root/a', includeDirs: 'x' }),
      'loadMof() takes an array of strings as includeDirs',
    ],
    [call(loadMof, [], { namespace: 'root/a', readFile: 1 }), 'loadMof() takes a function as readFile'],
    [call(parseMof), 'parseMof() takes a text of MOF: parseMof(text, { namespace })'],
    [call(parseMof, 'class A {};'), "parseMof() takes options with a namespace: { namespace: 'root/cimv2' }"],
    [call(parseMof, '', null), "parseMof() takes options with a namespace: { namespace: 'root/cimv2' }"],
    [call(parseMof, '', { namespace: 'root/a', file: 1 }), 'parseMof() takes a string as file'],
    [call(parseMof, '', { namespace: 'root/a', files: 'a' }), 'parseMof() takes no files; did you mean "file"?'],
    [call(loadBundled), "loadBundled() takes an array of namespaces: loadBundled(['root/cimv2'])"],
    [call(loadBundled, 'root/cimv2'), "loadBundled() takes an array of namespaces: loadBundled(['root/cimv2'])"],
  ])('%#', (run, message) => {
    expect(run).toThrow(new TypeError(message));
  });

  it('may be undefined where they are optional', () => {
    const options = { namespace: 'root/a', file: undefined } as never;
    expect(parseMof('class A {};', options).schema.classes).toHaveLength(1);
  });
});
