import { DiagnosticError, loadMof, parseMof } from 'mi-codegen';
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
