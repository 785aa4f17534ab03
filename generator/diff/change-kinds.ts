/** A kind of change, as a stable name. */
export type ChangeKind =
  | 'class-gone'
  | 'class-added'
  | 'superclass-changed'
  | 'superclass-refined'
  | 'subtype-lost'
  | 'spelling-changed'
  | 'property-gone'
  | 'property-added'
  | 'key-added'
  | 'key-gone'
  | 'write-lost'
  | 'write-gained'
  | 'type-changed'
  | 'type-refined'
  | 'input-narrowed'
  | 'cim-type-changed'
  | 'null-possible'
  | 'null-refused'
  | 'null-gone'
  | 'method-gone'
  | 'method-added'
  | 'static-changed'
  | 'options-moved'
  | 'return-gone'
  | 'return-added'
  | 'interface-gone'
  | 'parameter-gone'
  | 'parameter-added'
  | 'required-parameter-added'
  | 'parameter-required'
  | 'parameter-optional'
  | 'input-gone'
  | 'input-added'
  | 'output-gone'
  | 'output-added'
  | 'stream-changed'
  | 'constant-gone'
  | 'constant-added'
  | 'value-gone'
  | 'value-renamed'
  | 'value-changed'
  | 'value-added'
  | 'ranges-changed'
  | 'documentation-changed';

/** A kind of change: whether it breaks callers, and how a sentence says it. */
interface KindRow {
  /**
   * True when code that was written for the generated classes before may not compile with those after, or may make
   * calls that are now refused before they are sent.
   */
  readonly breaking: boolean;
  /** What follows the element in a message. Most kinds need no text of what was before and what is after. */
  readonly says: (before: string, after: string) => string;
}

const breaks = (says: KindRow['says']): KindRow => ({ breaking: true, says });
const keeps = (says: KindRow['says']): KindRow => ({ breaking: false, says });

/** Every kind of change once. */
export const CHANGE_KINDS: Readonly<Record<ChangeKind, KindRow>> = {
  'class-gone': breaks(() => 'is gone'),
  'class-added': keeps(() => 'is new'),
  /**
   * It derives no more from a class that is still there. A program may compile all the same, if the members are alike,
   * but servers no longer give the objects where those of the other class are asked for.
   */
  'superclass-changed': breaks((before, after) => `derives from ${after} instead of ${before}`),
  /** It still derives from all classes that it derived from, as far as these are there. */
  'superclass-refined': keeps(
    (before, after) => `derives from ${after} instead of ${before}, and still from all others that it derived from`,
  ),
  /** TypeScript does not take its objects for those of its superclass any more: its members are too different. */
  'subtype-lost': breaks((before) => `is no subtype of ${before} in TypeScript any more`),
  /** A name differs in letter case only, or has got another `$`. */
  'spelling-changed': breaks((before, after) => `is spelled ${after} instead of ${before}`),

  'property-gone': breaks(() => 'is gone'),
  'property-added': keeps(() => 'is new'),
  'key-added': breaks(() => 'is a key now'),
  'key-gone': breaks(() => 'is no key any more'),
  'write-lost': breaks(() => 'can no longer be written'),
  'write-gained': keeps(() => 'can be written now'),

  /** The type in TypeScript is another one: of a property, a parameter, or a return value. */
  'type-changed': breaks((before, after) => `is ${after} instead of ${before}`),
  /** What is read has a narrower type in TypeScript, or what is given has a wider one. */
  'type-refined': keeps((before, after) => `is ${after} instead of ${before}, which fits where that did`),
  /** The type in TypeScript is the same, but values are refused that could be given before: a call throws. */
  'input-narrowed': breaks((before, after) => `takes ${after} instead of ${before}`),
  /** The type in TypeScript is the same, and no value is refused that could be given before. */
  'cim-type-changed': keeps((before, after) => `is ${after} instead of ${before}, which is the same in TypeScript`),
  'null-possible': breaks(() => 'may be null now'),
  'null-refused': breaks(() => 'can no longer be set to null'),
  'null-gone': keeps(() => 'is never null now'),

  'method-gone': breaks(() => 'is gone'),
  'method-added': keeps(() => 'is new'),
  'static-changed': breaks((before, after) => `is ${after} instead of ${before}`),
  /** A method without in-parameters takes its options first; with the first in-parameter they come second. */
  'options-moved': breaks(() => 'takes arguments now, so its options come second'),
  'return-gone': breaks(() => 'returns no value any more'),
  'return-added': keeps((_before, after) => `returns ${after} now`),
  'interface-gone': breaks((_before, after) => (after === '' ? 'is gone' : `is called ${after} now`)),

  'parameter-gone': breaks(() => 'is gone'),
  'parameter-added': keeps(() => 'is new'),
  'required-parameter-added': breaks(() => 'is new, and has to be given'),
  'parameter-required': breaks(() => 'has to be given now'),
  'parameter-optional': keeps(() => 'may be left out now'),
  'input-gone': breaks(() => 'is no in-parameter any more'),
  'input-added': keeps(() => 'is an in-parameter now, which may be left out'),
  'output-gone': breaks(() => 'is no out-parameter any more'),
  'output-added': keeps(() => 'is an out-parameter now'),
  'stream-changed': breaks((before, after) => `is ${after} instead of ${before}`),

  'constant-gone': breaks((_before, after) => (after === '' ? 'is gone' : `is gone: the values are in ${after} now`)),
  'constant-added': keeps(() => 'is new'),
  'value-gone': breaks(() => 'is gone'),
  'value-renamed': breaks((_before, after) => `is called ${JSON.stringify(after)} now`),
  'value-changed': breaks((before, after) => `is ${after} instead of ${before}`),
  'value-added': keeps(() => 'is new'),
  /** Ranges and other values have no constants: their names are found by `valueName` only. */
  'ranges-changed': keeps(() => 'names other ranges of values'),

  /** Descriptions, and all other qualifiers and defaults that do not change the types. */
  'documentation-changed': keeps(() => 'is documented or qualified differently'),
};
