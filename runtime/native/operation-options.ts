import type { OperationRequest } from '../protocol.js';
import type { CustomOption, RequestOptions } from '../request-options.js';
import type { Address } from './abi/c-types.js';
import { CALLBACK_MODES, CHANNELS, OPERATION_FLAGS, OPERATION_OPTION_PREFIX } from './abi/constants.js';
import { OPERATION_OPTIONS } from './abi/functions.js';
import type { InstanceFactory, InstanceWriter } from './instance-writer.js';
import type { FunctionTable } from './koffi.js';
import { check, type Mi } from './mi.js';
import { OptionSetter } from './option-setter.js';
import { miType } from './scalars.js';

export type OperationOptionSetter = OptionSetter<FunctionTable<typeof OPERATION_OPTIONS>>;

/** The options that need an `MI_OperationOptions`. The others become flags, or do not concern MI. */
const NEEDED: readonly (keyof RequestOptions)[] = [
  'timeout',
  'promptUserMode',
  'writeErrorMode',
  'promptUserAnswer',
  'channels',
  'providerArchitecture',
  'resourceUri',
  'resourceUriPrefix',
  'machineId',
  'customOptions',
];

/** The options as an `MI_OperationOptions`; null when there are none. The caller deletes it. */
export function operationOptions(
  mi: Mi,
  application: InstanceFactory,
  writer: InstanceWriter,
  options: RequestOptions,
): OperationOptionSetter | null {
  if (NEEDED.every((name) => options[name] === undefined)) return null;
  const mustUnderstand = options.customOptions?.some(({ mustComply }) => mustComply) ?? false;
  const setter: OperationOptionSetter = new OptionSetter(
    mi,
    OPERATION_OPTION_PREFIX,
    (handle) => application.functions.NewOperationOptions(application.address, mustUnderstand, handle),
    (handle) => mi.handle(OPERATION_OPTIONS, handle),
  );
  try {
    fill(setter, options);
    for (const option of options.customOptions ?? []) addCustomOption(setter, writer, option);
  } catch (error) {
    setter.delete();
    throw error;
  }
  return setter;
}

/** The `MI_OPERATIONFLAGS` of a request. */
export function operationFlags(request: OperationRequest): number {
  const options: RequestOptions = request.options;
  const polymorphism = 'polymorphism' in request ? POLYMORPHISM[request.polymorphism] : 0;
  const types = options.typeInformation === undefined ? 0 : TYPE_INFORMATION[options.typeInformation];
  // MI does not support localized qualifiers for these two, whose results have no class.
  const canLocalize = request.kind !== 'delete' && request.kind !== 'invoke';
  return (
    polymorphism |
    types |
    (options.localizedQualifiers && canLocalize ? OPERATION_FLAGS.LOCALIZED_QUALIFIERS : 0) |
    (options.expensiveProperties ? OPERATION_FLAGS.EXPENSIVE_PROPERTIES : 0)
  );
}

const POLYMORPHISM = {
  deep: 0,
  shallow: OPERATION_FLAGS.POLYMORPHISM_SHALLOW,
  deepBaseOnly: OPERATION_FLAGS.POLYMORPHISM_DEEP_BASE_PROPS_ONLY,
} as const;

const TYPE_INFORMATION = {
  none: OPERATION_FLAGS.NO_RTTI,
  basic: OPERATION_FLAGS.BASIC_RTTI,
  standard: OPERATION_FLAGS.STANDARD_RTTI,
  full: OPERATION_FLAGS.FULL_RTTI,
} as const;

function fill(setter: OperationOptionSetter, options: RequestOptions): void {
  const { promptUserMode, writeErrorMode, promptUserAnswer, providerArchitecture } = options;
  const { requireArchitecture = false } = options;
  setter.setInterval('TIMEOUT', options.timeout);
  if (writeErrorMode !== undefined) setter.set('WRITEERRORMODE', CALLBACK_MODES[writeErrorMode]);
  // MI reads either both options of these two pairs, or none.
  if (promptUserMode !== undefined || promptUserAnswer !== undefined) {
    setter.set('PROMPTUSERMODE', CALLBACK_MODES[promptUserMode ?? 'inquire']);
    setter.set('PROMPTUSERMODEREGULAR_ACKVALUE', promptUserAnswer !== 'no');
  }
  if (providerArchitecture !== undefined) {
    setter.set('PROVIDER_ARCHITECTURE', providerArchitecture === 64);
    setter.set('REQUIRED_ARCHITECTURE', requireArchitecture);
  }
  setter.set('RESOURCE_URI', options.resourceUri);
  setter.set('RESOURCE_URI_PREFIX', options.resourceUriPrefix);
  setter.set('USE_MACHINE_ID', options.machineId);
  if (options.channels !== undefined) chooseChannels(setter, options.channels);
}

/** `MI_OperationOptions_EnableChannel` and `_DisableChannel` set the same option, with different flags. */
function chooseChannels(setter: OperationOptionSetter, enabled: NonNullable<RequestOptions['channels']>): void {
  const choose = (channel: number, disable: 0 | 1): void =>
    setter.call('CHANNEL', (option, handle) => setter.functions.SetNumber(handle, option, channel, disable));
  for (const [channel, name] of CHANNELS.entries()) choose(channel, enabled.includes(name) ? 0 : 1);
  for (const channel of enabled) if (typeof channel === 'number') choose(channel, 0);
}

function addCustomOption(setter: OperationOptionSetter, writer: InstanceWriter, option: CustomOption): void {
  const { name, type, array = false, value, mustComply = false } = option;
  const { mi, functions, handle } = setter;
  const number = miType(type, array);
  mi.arena.using(() => {
    const set = (at: Address): number =>
      functions.SetCustomOption(handle.address, mi.string(name), number, at, mustComply, 0);
    check(writer.withValue(type, array, value, set), `the custom option ${name}`);
  });
}
