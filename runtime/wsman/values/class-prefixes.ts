import { foldName } from '../../schema/index.js';
import { CLASS_URI } from '../wire-names.js';

/** More digits than a message has classes: all prefixes are of one length, so that none begins with another. */
const DIGITS = 4;

/** The prefixes of the namespaces of classes in one message. All are declared on its root. */
export class ClassPrefixes {
  readonly #byClass = new Map<string, string>();
  readonly #declared: Record<string, string> = {};

  /** @param uri the namespace, where it is another than the usual one of the class. */
  of(className: string, uri: string = CLASS_URI + className): string {
    const folded = foldName(className);
    const known = this.#byClass.get(folded);
    if (known !== undefined) return known;
    const prefix = `r${String(this.#byClass.size).padStart(DIGITS, '0')}`;
    this.#byClass.set(folded, prefix);
    this.#declared[prefix] = uri;
    return prefix;
  }

  /** The namespaces by prefixes. */
  get declared(): Readonly<Record<string, string>> {
    return this.#declared;
  }
}
