import type { CimElement } from '../values/index.js';
import { CimReference } from '../values/index.js';
import { realText } from '../values/number-text.js';
import { type XmlNode, xmlNode } from '../xml/print-xml.js';

/** The element of a path: `INSTANCENAME`, `CLASSPATH` and the like. */
export function pathNode({ className, keys, namespace, host, isClass }: CimReference): XmlNode {
  const [whole, local] = isClass ? ['CLASSPATH', 'LOCALCLASSPATH'] : ['INSTANCEPATH', 'LOCALINSTANCEPATH'];
  const name = isClass
    ? xmlNode('CLASSNAME', { NAME: className })
    : xmlNode('INSTANCENAME', { CLASSNAME: className }, keys.map(keyNode));
  if (namespace === null) return name;
  const place = namespaceNode(namespace);
  if (host === null) return xmlNode(local, {}, [place, name]);
  return xmlNode(whole, {}, [xmlNode('NAMESPACEPATH', {}, [xmlNode('HOST', {}, host), place]), name]);
}

/** `LOCALNAMESPACEPATH`. */
export function namespaceNode(namespace: string): XmlNode {
  const names = namespace.split('/').map((name) => xmlNode('NAMESPACE', { NAME: name }));
  return xmlNode('LOCALNAMESPACEPATH', {}, names);
}

/** A key without a name is the only one of its class. */
function keyNode({ name, type, value }: CimElement): XmlNode {
  const node =
    value instanceof CimReference
      ? xmlNode('VALUE.REFERENCE', {}, [pathNode(value)])
      : xmlNode('KEYVALUE', keyAttributes(type), typeof value === 'number' ? numberText(value, type) : String(value));
  return name === '' ? node : xmlNode('KEYBINDING', { NAME: name }, [node]);
}

function keyAttributes(type: CimElement['type']): XmlNode['attributes'] {
  if (type === 'string' || type === 'boolean') return { VALUETYPE: type };
  return { VALUETYPE: type === 'char16' || type === 'datetime' ? 'string' : 'numeric', TYPE: type };
}

/** A number as a value of its type. */
export function numberText(value: number, type: CimElement['type']): string {
  return type.startsWith('real') ? realText(value) : String(value);
}
