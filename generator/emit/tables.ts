import type {
  Limits,
  PlannedClass,
  PlannedMethod,
  PlannedParameter,
  PlannedProperty,
  ValueType,
} from '../plan/planned.js';

/** The class's properties as the runtime reads them: `Handle:string!;Priority:uint32*`. */
export function propertyTable({ properties }: PlannedClass): string {
  return properties.map(propertyEntry).join(';');
}

/** The class's methods as the runtime reads them: `+Create(<CommandLine:string!,>ProcessId:uint32)uint32;Reset$()`. */
export function methodTable({ methods }: PlannedClass): string {
  return methods.map(methodEntry).join(';');
}

function propertyEntry({ member, type, key, writable, limits }: PlannedProperty): string {
  return `${member}:${typeWord(type)}${key ? '!' : ''}${writable ? '*' : ''}${limitsEntry(limits)}`;
}

function methodEntry({ isStatic, member, parameters, result }: PlannedMethod): string {
  const type = result === null ? '' : typeWord(result.type);
  return `${isStatic ? '+' : ''}${member}(${parameters.map(parameterEntry).join(',')})${type}`;
}

function parameterEntry({ isIn, isOut, member, type, required, stream, limits }: PlannedParameter): string {
  const direction = `${isIn ? '<' : ''}${isOut ? '>' : ''}`;
  return `${direction}${member}:${typeWord(type)}${required ? '!' : ''}${stream ? '~' : ''}${limitsEntry(limits)}`;
}

function limitsEntry(limits: Limits | null): string {
  return limits === null ? '' : `{${limits.min ?? ''}..${limits.max ?? ''}}`;
}

function typeWord({ word, array }: ValueType): string {
  return array ? `${word}[]` : word;
}
