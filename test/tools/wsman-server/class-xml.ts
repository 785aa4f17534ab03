import { classNode } from '../../../runtime/cim-xml/write-class.js';
import {
  type CimClass,
  type CimMethod,
  type CimProperty,
  type CimQualifier,
  type CimTypedElement,
  DEFAULT_FLAVOR,
  findQualifier,
  foldName,
  isEmbeddedString,
} from '../../../runtime/schema/index.js';
import { printXml, type XmlNode, xmlNode } from '../../../runtime/xml/print-xml.js';
import type { WholeClass } from './schema.js';
import type { Manner } from './style.js';

/** What the answer holds beside the declarations. */
export interface ClassForm {
  readonly manner: Manner;
  readonly qualifiers: boolean;
  /** Qualifiers whose texts may be translated: Windows leaves them out, since they are in another repository. */
  readonly translatable: boolean;
  readonly inherited: boolean;
  readonly origins: boolean;
  readonly derivation: boolean;
}

/** A class as a server writes it: bare `CLASS` of CIM-XML. */
export function classXml(found: WholeClass, form: ClassForm): string {
  const { own, whole } = found;
  const declared = selectQualifiers(form.inherited ? whole : own, form);
  return printXml(decorated(classNode(declared), found, form), null);
}

function selectQualifiers(cimClass: CimClass, form: ClassForm): CimClass {
  const kept = <T extends { readonly qualifiers: readonly CimQualifier[] }>(element: T): T => ({
    ...element,
    qualifiers: form.qualifiers
      ? element.qualifiers.filter(({ flavor }) => form.translatable || !flavor.translatable)
      : [],
  });
  const method = (each: CimMethod): CimMethod => ({
    ...kept(each),
    parameters: each.parameters.map((parameter) => kept(asString(parameter))),
  });
  return {
    ...kept(cimClass),
    properties: cimClass.properties.map((property) => kept(asString(property))),
    methods: cimClass.methods.map(method),
  };
}

/** Windows shows an embedded object as a string, whose qualifiers say what it is. */
function asString<T extends CimTypedElement>(element: T): T {
  const { type, className, ...others } = element;
  if (type !== 'instance') return element;
  const added: CimQualifier[] = [];
  if (!isEmbeddedString(element)) {
    added.push(
      className === undefined
        ? { ...QUALIFIER, name: 'EmbeddedObject', type: 'boolean', value: true }
        : { ...QUALIFIER, name: 'EmbeddedInstance', value: className },
    );
  }
  if (findQualifier(element, 'CIMTYPE') === undefined) {
    const value = className === undefined ? 'object' : `object:${className}`;
    added.push({ ...QUALIFIER, name: 'CIMTYPE', value });
  }
  // All that is left out of T is `className`, which it may be without.
  return { ...others, type: 'string', qualifiers: [...element.qualifiers, ...added] } as unknown as T;
}

const QUALIFIER = { type: 'string', array: false, flavor: DEFAULT_FLAVOR } as const;

/** Says where each part of the class comes from. */
function decorated(node: XmlNode, found: WholeClass, form: ClassForm): XmlNode {
  const { own } = found;
  const ancestors = [...ancestorsOf(found)].map((each) => each.own.name);
  const derivation = form.derivation && ancestors.length > 0 ? ancestors.join(',') : undefined;
  const children = elements(node).map((part) => {
    if (part.name === 'QUALIFIER') return qualifier(part, own.qualifiers, form);
    const isMethod = part.name.startsWith('METHOD');
    return member(part, isMethod ? own.methods : own.properties, isMethod, found, form);
  });
  const { NAME, SUPERCLASS } = node.attributes;
  return xmlNode(node.name, { NAME, SUPERCLASS, DERIVATION: derivation }, children);
}

/** A property or a method. */
function member(
  node: XmlNode,
  own: readonly (CimProperty | CimMethod)[],
  isMethod: boolean,
  found: WholeClass,
  form: ClassForm,
): XmlNode {
  const { NAME, EmbeddedObject: _, EmbeddedClassName: __, ...others } = node.attributes;
  const name = NAME ?? '';
  const declared = own.find((each) => foldName(each.name) === foldName(name));
  const isInherited = declared === undefined;
  const children = elements(node).map((part) => {
    if (part.name === 'QUALIFIER')
      return qualifier(part, isMethod && isInherited ? null : (declared?.qualifiers ?? []), form);
    return part.name.startsWith('PARAMETER')
      ? { ...part, children: elements(part).map((each) => qualifier(each, null, form)) }
      : part;
  });
  const place = {
    CLASSORIGIN: form.origins ? originOf(name, isMethod, found) : undefined,
    PROPAGATED: isInherited && !isMethod && form.manner === 'windows' ? 'true' : undefined,
  };
  const attributes = isMethod ? { NAME, ...others, ...place } : { NAME, ...place, ...others };
  return xmlNode(node.name, attributes, children);
}

/** @param own the qualifiers that are not inherited; null where that is not said. */
function qualifier(node: XmlNode, own: readonly CimQualifier[] | null, { manner }: ClassForm): XmlNode {
  if (node.name !== 'QUALIFIER' || manner === 'omi') return node;
  const { NAME, ...others } = node.attributes;
  const isOwn = own === null || own.some(({ name }) => foldName(name) === foldName(NAME ?? ''));
  const children = others['TYPE'] === 'boolean' ? elements(node).map(upperCase) : node.children;
  return xmlNode(node.name, { NAME, PROPAGATED: isOwn ? undefined : 'true', ...others }, children);
}

function upperCase(node: XmlNode): XmlNode {
  return typeof node.children === 'string'
    ? { ...node, children: node.children.toUpperCase() }
    : { ...node, children: node.children.map(upperCase) };
}

function elements({ children }: XmlNode): readonly XmlNode[] {
  return typeof children === 'string' ? [] : children;
}

/** The superclasses, nearest first. */
function* ancestorsOf({ superclass }: WholeClass): Iterable<WholeClass> {
  for (let each = superclass; each !== null; each = each.superclass) yield each;
}

/** The class that was the first to declare the member. */
function originOf(name: string, isMethod: boolean, found: WholeClass): string {
  const declares = ({ own }: WholeClass): boolean => {
    const members: readonly { readonly name: string }[] = isMethod ? own.methods : own.properties;
    return members.some((each) => foldName(each.name) === foldName(name));
  };
  return [found, ...ancestorsOf(found)].filter(declares).at(-1)?.own.name ?? found.own.name;
}
