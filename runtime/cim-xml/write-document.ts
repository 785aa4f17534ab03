import type { CimSchema } from '../schema/index.js';
import { printXml, type XmlNode, xmlNode } from '../xml/print-xml.js';
import { classNode, qualifierDeclarationNode } from './write-class.js';
import { declaredInstanceNode, type FindType } from './write-declared.js';
import { namespaceNode } from './write-path.js';

/**
 * A document of CIM-XML that declares what a schema holds, in its order: `CIM/DECLARATION/DECLGROUP` of DSP0201, with a
 * group for each run of declarations of one namespace.
 * @param findType the type of a property that an instance gives a value.
 * @throws RangeError for what CIM-XML has no form for, with its name.
 */
export function printDocument(schema: CimSchema, findType: FindType): string {
  const { qualifierDeclarations, classes, instances } = schema;
  const groups: { readonly namespace: string; readonly nodes: XmlNode[] }[] = [];
  const add = (namespace: string, node: XmlNode): void => {
    const last = groups.at(-1);
    if (last?.namespace === namespace) last.nodes.push(node);
    else groups.push({ namespace, nodes: [node] });
  };
  for (const declaration of qualifierDeclarations) add(declaration.namespace, qualifierDeclarationNode(declaration));
  for (const cimClass of classes) add(cimClass.namespace, xmlNode('VALUE.OBJECT', {}, [classNode(cimClass)]));
  for (const instance of instances) {
    add(instance.namespace, xmlNode('VALUE.OBJECT', {}, [declaredInstanceNode(instance, findType)]));
  }
  const declared = groups.map(({ namespace, nodes }) => {
    return xmlNode('DECLGROUP', {}, namespace === '' ? nodes : [namespaceNode(namespace), ...nodes]);
  });
  const document = xmlNode('CIM', { CIMVERSION: '2.0', DTDVERSION: '2.0' }, [xmlNode('DECLARATION', {}, declared)]);
  return `<?xml version="1.0" encoding="utf-8"?>\n${printXml(document, ' ')}\n`;
}
