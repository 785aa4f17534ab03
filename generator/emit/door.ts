import type * as door from '../../runtime/v1/index.js';

/** The exports that generated text uses. Without one of them the generator does not compile. */
interface Door {
  CimDateTime: door.CimDateTime;
  CimInstance: door.CimInstance;
  CimInterval: door.CimInterval;
  CimObject: door.CimObject;
  CimReference: door.CimReference;
  Embedded: door.Embedded<door.CimObject>;
  Invocation: door.Invocation<unknown>;
  InvokeOptions: door.InvokeOptions;
  OpenBigint: door.OpenBigint;
  OpenNumber: door.OpenNumber;
  OpenString: door.OpenString;
  OptionsFirst: door.OptionsFirst;
  Returns: door.Returns<unknown>;
  Session: door.Session;
  Values: door.Values<Record<string, number>>;
  Without: door.Without<door.CimConstructor, never>;
  cimClass: typeof door.cimClass;
  invoke: typeof door.invoke;
  invokeStatic: typeof door.invokeStatic;
  ranges: typeof door.ranges;
}

/** The same exports as generated text writes them. */
export const mi: { readonly [Name in keyof Door]: `mi.${Name}` } = {
  CimDateTime: 'mi.CimDateTime',
  CimInstance: 'mi.CimInstance',
  CimInterval: 'mi.CimInterval',
  CimObject: 'mi.CimObject',
  CimReference: 'mi.CimReference',
  Embedded: 'mi.Embedded',
  Invocation: 'mi.Invocation',
  InvokeOptions: 'mi.InvokeOptions',
  OpenBigint: 'mi.OpenBigint',
  OpenNumber: 'mi.OpenNumber',
  OpenString: 'mi.OpenString',
  OptionsFirst: 'mi.OptionsFirst',
  Returns: 'mi.Returns',
  Session: 'mi.Session',
  Values: 'mi.Values',
  Without: 'mi.Without',
  cimClass: 'mi.cimClass',
  invoke: 'mi.invoke',
  invokeStatic: 'mi.invokeStatic',
  ranges: 'mi.ranges',
};
