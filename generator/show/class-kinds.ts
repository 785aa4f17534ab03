import { type CimClass, findQualifier } from '../../runtime/schema/index.js';
import type { SchemaIndex } from '../model/index.js';

/** What a class is. */
export interface ClassKinds {
  readonly abstract: boolean;
  readonly association: boolean;
  readonly indication: boolean;
}

/** `Association` and `Indication` are inherited, `Abstract` is not. WMI's own events have no qualifier. */
export function kindsOf(index: SchemaIndex, cimClass: CimClass): ClassKinds {
  const chain = Array.from(index.chain(cimClass));
  const isTrue = (link: CimClass, name: string) => findQualifier(link, name)?.value === true;
  return {
    abstract: isTrue(cimClass, 'Abstract'),
    association: chain.some((link) => isTrue(link, 'Association')),
    indication: chain.some((link) => isTrue(link, 'Indication') || link.name === '__Event'),
  };
}

/** The kinds of a class as words, in the order in which one says them. */
export function kindWords(kinds: ClassKinds): readonly string[] {
  return (['abstract', 'association', 'indication'] as const).filter((kind) => kinds[kind]);
}
