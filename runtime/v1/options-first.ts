import type { InvokeOptions } from '../options.js';
import type { MethodEntry } from './class-table.js';

/** All options of a method call. */
const OPTION_NAMES: Readonly<Record<keyof InvokeOptions, true>> = {
  timeout: true,
  signal: true,
  onWriteMessage: true,
  onProgress: true,
  onWriteError: true,
  onPromptUser: true,
  promptUserMode: true,
  promptUserAnswer: true,
  writeErrorMode: true,
  delivery: true,
  typeInformation: true,
  localizedQualifiers: true,
  expensiveProperties: true,
  resourceUri: true,
  resourceUriPrefix: true,
  providerArchitecture: true,
  requireArchitecture: true,
  channels: true,
  machineId: true,
  customOptions: true,
};

/** What a method was called with. */
interface Call {
  readonly args: unknown;
  readonly options: InvokeOptions | undefined;
}

/**
 * Tells the arguments of a call from its options. A method without in-parameters may be given its options first: then
 * the members that are options are taken for them, and any other one is left for the error that it is.
 */
export function optionsFirst({ parameters }: Pick<MethodEntry, 'parameters'>, call: Call): Call {
  const { args, options } = call;
  const isPlain = typeof args === 'object' && args !== null && !Array.isArray(args);
  if (!isPlain || options !== undefined || parameters.some((parameter) => parameter.in)) return call;
  const members = Object.entries(args);
  const isOption = ([name]: readonly [string, unknown]) => Object.hasOwn(OPTION_NAMES, name);
  if (!members.some(isOption)) return call;
  return {
    args: Object.fromEntries(members.filter((member) => !isOption(member))),
    options: Object.fromEntries(members.filter(isOption)),
  };
}
