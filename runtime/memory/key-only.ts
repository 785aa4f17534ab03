import { CimInstance } from '../values/index.js';

/** The instance with nothing but its keys. */
export function keyOnly({ className, elements, namespace }: CimInstance): CimInstance {
  return new CimInstance(
    className,
    elements.filter(({ key }) => key === true),
    namespace,
  );
}
