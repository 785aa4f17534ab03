import type { CimInstance } from '../values/index.js';
import { beginsAsXml } from '../xml/begins-as-xml.js';
import type { ArgumentPlace } from './class-call.js';
import type { Loading } from './loading.js';

// Embedded instances as texts of CIM-XML. What reads and writes these is loaded when the first one is met: most servers
// and schemas have none.

const reader = lazyModule(() => import('../cim-xml/index.js'));
const writer = lazyModule(() => import('../cim-xml/write-instance.js'));

function lazyModule<T>(load: () => Promise<T>): () => Loading<T> {
  let module: T | undefined;
  return function* loadedModule() {
    if (module === undefined) {
      yield load().then((loaded) => {
        module = loaded;
      });
    }
    return module as T;
  };
}

/** The instance that a received text holds; null for any other text. */
export function* receivedInstance(text: string): Loading<CimInstance | null> {
  if (!beginsAsXml(text)) return null;
  const { XmlError, parseInstance } = yield* reader();
  try {
    return parseInstance(text);
  } catch (error) {
    if (error instanceof XmlError) return null;
    throw error;
  }
}

/**
 * The instance that a given text holds.
 * @throws MiArgumentError for any other text.
 */
export function* givenInstance(text: string, place: ArgumentPlace): Loading<CimInstance> {
  const { XmlError, parseInstance } = yield* reader();
  try {
    return parseInstance(text);
  } catch (error) {
    if (error instanceof XmlError) place.refuse(`is a text that holds no instance in CIM-XML: ${error.message}`);
    throw error;
  }
}

/**
 * The text of an instance.
 * @throws MiArgumentError for a character that XML cannot hold.
 */
export function* textOfInstance(instance: CimInstance, place: ArgumentPlace): Loading<string> {
  const { instanceText } = yield* writer();
  try {
    return instanceText(instance);
  } catch (error) {
    if (error instanceof RangeError) place.refuse(`cannot be sent as text: ${error.message}`);
    throw error;
  }
}
