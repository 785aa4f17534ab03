const NAME = /^[\p{L}_][\p{L}\p{N}_]*$/u;

/**
 * The name of a class or property as a statement writes it: bare, since WQL has no quotes for names.
 * @throws TypeError when the text is no CIM name.
 */
export function wqlName(name: string): string {
  if (typeof name === 'string' && NAME.test(name)) return name;
  throw new TypeError(`WQL: ${JSON.stringify(name)} is no name of a class or property`);
}
