import { describe, expect, it } from 'vitest';
import { classOf, parse, said, saidOf, schemaOf } from './support.js';

describe('pragmas', () => {
  it('without effect on the model are accepted', () => {
    expect(
      schemaOf(`#pragma autorecover
        #PRAGMA AUTORECOVER
        #pragma classflags("forceupdate")
        #pragma classflags(64)
        #pragma deleteclass("X", nofail)
        #pragma deleteinstance ("__Namespace.Name='Intel_ME'", nofail)
        #pragma locale ("en_US");
        # pragma instancelocale("de_DE")
        class X {};`).classes,
    ).toHaveLength(1);
  });

  it('that nobody knows are ignored with a warning', () => {
    expect(saidOf('#pragma junkname ("junkvalue")')).toEqual([
      '1:9 warning mof-unknown-pragma: the pragma "junkname" is not known and is ignored',
    ]);
  });
});

describe('namespaces', () => {
  it('change in the middle of a file, and are part of the identity of a class', () => {
    const { classes, instances } = schemaOf(String.raw`class X { uint8 A; };
      #pragma namespace("\\\\.\\Root\\CIMV2")
      instance of __namespace{ name="ms_409";};
      #pragma namespace("\\\\.\\root\\cimv2\\ms_409")
      class X { uint8 B; };`);
    expect(classes.map(({ namespace, name }) => `${namespace}:${name}`)).toEqual([
      'root/test:X',
      'root/CIMV2/ms_409:X',
    ]);
    expect(instances[0]?.namespace).toBe('root/CIMV2');
  });

  const namespacesOf = (...pragmas: string[]) =>
    schemaOf(pragmas.map((pragma, index) => `${pragma}\nclass X${index} {};`).join('\n')).classes.map(
      ({ namespace }) => namespace,
    );
  const enter = (path: string) => `#pragma namespace(${JSON.stringify(path)})`;
  const create = (name: string) => `instance of __Namespace { NAME = ${JSON.stringify(name)}; };`;

  it('have one spelling for each name: that of the caller, then the first', () => {
    expect(
      namespacesOf(
        enter('ROOT\\TEST'),
        enter('\\\\.\\ROOT\\Microsoft\\Windows'),
        enter('//./Root/MICROSOFT/Other'),
        enter('root/CIMV2'),
        enter('\\Root\\cimv2\\'),
      ),
    ).toEqual(['root/test', 'root/Microsoft/Windows', 'root/Microsoft/Other', 'root/CIMV2', 'root/CIMV2']);
  });

  it('of a language are below the current one, or beside that of another language', () => {
    expect(
      namespacesOf(
        enter('ms_409'),
        enter('MS_409'),
        enter('ms_40c'),
        enter('root\\wmi'),
        enter('MS_409'),
        enter('root\\wmi\\ms_409'),
      ),
    ).toEqual([
      'root/test/ms_409',
      'root/test/ms_409',
      'root/test/ms_40c',
      'root/wmi',
      'root/wmi/MS_409',
      'root/wmi/MS_409',
    ]);
  });

  it('that were created are below the current one; any other path is whole', () => {
    expect(
      namespacesOf(
        `${create('Sub')} ${enter('sub')}`,
        enter('interop'),
        `${create('a')} ${enter('A\\b')}`,
        enter('a'),
        `${enter('root/test')} ${enter('interop')}`,
      ),
    ).toEqual(['root/test/sub', 'interop', 'interop/A/b', 'a', 'interop']);
  });

  it('of a language give their texts to the classes of the current one', () => {
    const { classes } = schemaOf(String.raw`#pragma namespace("\\\\.\\root\\subscription")
      class A { string P; };
      instance of __namespace { name = "ms_409"; };
      #pragma namespace("ms_409")
      [Amendment, Locale(0x409), Description("a"): Amended] class A { [Description("p"): Amended] string P; };`);
    expect(classes).toMatchObject([
      { namespace: 'root/subscription', qualifiers: [{ value: 'a' }], properties: [{ qualifiers: [{ value: 'p' }] }] },
    ]);
  });

  it('of another machine are an error', () => {
    expect(saidOf(String.raw`#pragma namespace("\\\\server\\root\\cimv2")`)).toEqual([
      String.raw`1:19 error mof-namespace: "\\server\root\cimv2" is no namespace of this machine`,
    ]);
  });

  it('with single backslashes are one error, with the way out', () => {
    const { diagnostics } = parse(String.raw`#pragma namespace("\\.\root\subscription")`);
    expect(diagnostics).toMatchObject([{ code: 'mof-namespace', help: String.raw`write \\ for a backslash` }]);
  });
});

describe('embedded objects', () => {
  it('have a class, or any', () => {
    const { properties, methods } = classOf(`class X {
      __Event Event; BcdObject Objects[]; object Any; object AnyArray[]; object ref AnyReference;
      [EmbeddedInstance("Y")] string Text;
      BcdObject Method([in] object Object);
    };`);
    expect(properties.map(({ name, type, array, className }) => [name, type, array, className])).toEqual([
      ['Event', 'instance', false, '__Event'],
      ['Objects', 'instance', true, 'BcdObject'],
      ['Any', 'instance', false, undefined],
      ['AnyArray', 'instance', true, undefined],
      ['AnyReference', 'reference', false, undefined],
      ['Text', 'string', false, undefined],
    ]);
    expect(methods[0]).toMatchObject({ returnType: 'instance', parameters: [{ name: 'Object', type: 'instance' }] });
  });

  it('may be values, also in arrays and in each other', () => {
    const { instances } = schemaOf(`instance of A {
      One = instance of B { Many = { Instance Of C { N = 1; }, instance of C {} }; };
    };`);
    expect(instances[0]?.properties[0]?.value).toEqual({
      namespace: 'root/test',
      className: 'B',
      qualifiers: [],
      properties: [
        {
          name: 'Many',
          qualifiers: [],
          value: [
            {
              namespace: 'root/test',
              className: 'C',
              qualifiers: [],
              properties: [{ name: 'N', value: 1, qualifiers: [] }],
            },
            { namespace: 'root/test', className: 'C', qualifiers: [], properties: [] },
          ],
        },
      ],
    });
  });

  it('may be strings, aliases or instances where an embedded instance is declared', () => {
    const { diagnostics } = parse(`class X { object A; [EmbeddedObject] string B; };
      instance of X as $X { A = "text"; B = instance of X {}; };
      instance of X { A = $X; B = $X; };`);
    expect(diagnostics).toEqual([]);
  });
});

describe('methods', () => {
  it('may return nothing, and their parameters may have defaults', () => {
    const { methods } = classOf('class X { void Run(uint32 FJoinOptions = 0, [in] uint8 B[] = {1, 2}); };');
    expect(methods[0]?.returnType).toBe(null);
    expect(methods[0]?.parameters.map(({ defaultValue }) => defaultValue)).toEqual([0, [1, 2]]);
  });
});

describe('instances', () => {
  it('may name a property without a value, and qualify it', () => {
    const { instances } = schemaOf('[Version("1")] instance of X { UnsupportedQueries; [SMS_Report] Description; };');
    expect(instances[0]).toMatchObject({
      qualifiers: [{ name: 'Version' }],
      properties: [
        { name: 'UnsupportedQueries', qualifiers: [] },
        { name: 'Description', qualifiers: [{ name: 'SMS_Report', value: true }] },
      ],
    });
    expect(instances[0]?.properties[0]).not.toHaveProperty('value');
  });
});

describe('aliases', () => {
  it('stand for instances, declared before or behind, also in arrays', () => {
    const { instances } = schemaOf(`
      instance of Binding { Provider = $P; Parts = { $A, $B }; };
      instance of __Win32Provider as $P {};
      instance of Part as $A {}; instance of Part AS $B {};`);
    expect(instances[0]?.properties.map(({ value }) => value)).toEqual([
      { alias: '$P' },
      [{ alias: '$A' }, { alias: '$B' }],
    ]);
    expect(instances.map(({ alias }) => alias)).toEqual([undefined, '$P', '$A', '$B']);
  });

  it('stand for classes by their name', () => {
    const { instances } = schemaOf('class X as $C {}; instance of Y { Class = $c; };');
    expect(instances[0]?.properties[0]?.value).toBe('X');
  });

  it('of instances inside others are known, too', () => {
    const { instances } = schemaOf('instance of X { A = $In; B = { instance of Y as $In {} }; };');
    expect(instances[0]?.properties[0]?.value).toEqual({ alias: '$In' });
  });

  it('that are not declared are an error', () => {
    expect(saidOf('instance of X {\n  A = $Nobody;\n};')).toEqual([
      '2:7 error mof-undefined-alias: no instance has the alias "$Nobody"',
    ]);
  });

  it('that are declared twice stand for the first, with a warning', () => {
    const loaded = parse(
      'instance of X as $A { N = 1; };\ninstance of X as $a { N = 2; };\ninstance of Y { R = $A; };',
    );
    expect(said(loaded)).toEqual([
      '2:18 warning mof-duplicate-alias: the alias "$a" is declared twice; it stands for the first',
    ]);
    expect(loaded.schema.instances.map(({ alias }) => alias)).toEqual(['$A', undefined, undefined]);
  });
});

describe('amendments', () => {
  const base = `[Locale(1033), Description("x")] class X {
    [Key, Description("id") : ToSubclass] string Id;
    uint8 Plain;
    [Static] uint32 M([In, Description("old")] string A, uint8 B);
    void N();
  };`;
  const amendment = `[Description("Das X") : Amended, AMENDMENT, LOCALE(0x407)] class X : Base {
    [Key : ToInstance, Description("Kennung") : Amended ToSubclass, Values{"a"} : Amended] string Id;
    [Description("nicht da") : Amended] string Other;
    [Description("macht") : Amended] uint32 M([Description("neu") : Amended] string A);
  };`;

  it('go into the class of the parent namespace, and are no class', () => {
    const { classes } = schemaOf(`${amendmentIn('root/test/ms_407')} #pragma namespace("root/test")\n${base}`);
    expect(classes).toHaveLength(1);
    const [cimClass] = classes;
    expect(cimClass).toMatchObject({ namespace: 'root/test', superclass: null });
    expect(cimClass?.qualifiers.map(({ name, value }) => [name, value])).toEqual([
      ['Locale', 1033],
      ['Description', 'Das X'],
    ]);
    expect(cimClass?.properties.map(({ name }) => name)).toEqual(['Id', 'Plain']);
    expect(cimClass?.properties[0]?.qualifiers.map(({ name, value }) => [name, value])).toEqual([
      ['Key', true],
      ['Description', 'Kennung'],
      ['Values', ['a']],
    ]);
    expect(cimClass?.properties[0]?.qualifiers[0]?.flavor.toInstance).toBe(false);
    expect(cimClass?.methods[0]?.qualifiers.map(({ name, value }) => [name, value])).toEqual([
      ['Static', true],
      ['Description', 'macht'],
    ]);
    expect(cimClass?.methods[0]?.parameters[0]?.qualifiers.map(({ name, value }) => [name, value])).toEqual([
      ['In', true],
      ['Description', 'neu'],
    ]);
    expect(cimClass?.methods[0]?.parameters[1]).toMatchObject({ name: 'B', qualifiers: [] });
  });

  function amendmentIn(namespace: string): string {
    return `#pragma namespace("${namespace}")\n${amendment}\n`;
  }

  it('go into the class of the same namespace', () => {
    const { classes } = schemaOf(base + amendment);
    expect(classes).toHaveLength(1);
    expect(classes[0]?.qualifiers[1]?.value).toBe('Das X');
  });

  it('without such a class are one of their own, with a warning', () => {
    const loaded = parse(amendmentIn('root/test/ms_407'));
    expect(said(loaded)).toEqual([
      '2:66 warning mof-amendment-without-class: the class "X" that is amended here is not among the input; the amendment is taken for a class',
    ]);
    expect(loaded.schema.classes).toMatchObject([{ namespace: 'root/test/ms_407', name: 'X', superclass: 'Base' }]);
  });

  it('of a class of another namespace say which', () => {
    const { diagnostics } = parse(`${base}${amendmentIn('root/other/ms_407')}`);
    expect(diagnostics).toMatchObject([
      {
        code: 'mof-amendment-without-class',
        message:
          'the class "X" that is amended here is declared in root/test, not in root/other/ms_407; the amendment is taken for a class',
        help: 'its texts belong into root/test, or into a language below it such as ms_409: see #pragma namespace',
      },
    ]);
  });

  it('leave the places of what they amend, and bring those of their texts', () => {
    const { schema, locate } = parse(`${base}\n${amendment}`);
    const [cimClass] = schema.classes;
    const [property] = cimClass?.properties ?? [];
    const [method] = cimClass?.methods ?? [];
    expect(locate(cimClass ?? {})?.line).toBe(1);
    expect(locate(property ?? {})?.line).toBe(2);
    expect(locate(property?.qualifiers[1] ?? {})?.line).toBe(8);
    expect(locate(method ?? {})?.line).toBe(4);
    expect(locate(method?.parameters[0] ?? {})?.line).toBe(4);
  });
});

describe('classes declared twice', () => {
  it('in the same way are one', () => {
    expect(schemaOf('class X { [Key] uint8 A; };'.repeat(2)).classes).toHaveLength(1);
  });

  it('in different ways are the later one, in the place of the first, with a warning', () => {
    const loaded = parse('class X { uint8 A; };\nclass Y {};\nclass x { uint8 B; };');
    expect(said(loaded)).toEqual([
      '3:7 warning mof-redeclared-class: the class "x" was declared differently before; this declaration holds',
    ]);
    expect(loaded.schema.classes.map(({ name }) => name)).toEqual(['x', 'Y']);
  });
});
