import type { XmlElement } from './xml.ts';

type Json = Record<string, unknown>;

/** Elements that hold a list of others: in JSON they are the list. */
const lists: ReadonlySet<string> = new Set([
  ...['components', 'services', 'vulnerabilities', 'hashes', 'externalReferences', 'authors', 'properties'],
  ...[
    'compositions',
    'assemblies',
    'occurrences',
    'endpoints',
    'ratings',
    'cwes',
    'advisories',
    'references',
  ],
  ...[
    'affects',
    'versions',
    'annotations',
    'subjects',
    'formulation',
    'lifecycles',
    'claims',
    'attestations',
  ],
  ...['assessors', 'standards', 'ancestors', 'descendants', 'variants', 'commits', 'patches', 'licenses'],
  ...['individuals', 'organizations', 'altIds', 'licenseTypes', 'tags', 'requirements', 'levels', 'methods'],
]);
/** Elements that stand several times beside each other, without one that holds them. */
const repeated: ReadonlySet<string> = new Set(['contact', 'identity']);
const numbers: ReadonlySet<string> = new Set(['score', 'line', 'offset', 'confidence', 'cwe']);

/** Whether the root is that of CycloneDX in XML (https://cyclonedx.org/docs/1.6/xml/). */
export function isCycloneDxXml({ name, namespace }: XmlElement): boolean {
  return name === 'bom' && /^https?:\/\/cyclonedx\.org\/schema\/bom/.test(namespace);
}

/** CycloneDX in XML in the shape of its JSON. */
export function fromCycloneDxXml(root: XmlElement): Json {
  const bom = toObject(root);
  const inComponents = vulnerabilitiesOfComponents(root);
  return {
    ...bom,
    bomFormat: 'CycloneDX',
    specVersion: root.namespace.split('/').at(-1),
    version: Number(root.attributes.get('version') ?? 1),
    ...(inComponents.length > 0 && bom.vulnerabilities === undefined
      ? { vulnerabilities: inComponents }
      : {}),
  };
}

function toObject({ attributes, children, text }: XmlElement): Json {
  const members = new Map<string, unknown>(attributes);
  const urls = children.filter(({ name }) => name === 'url').length;
  for (const child of children) {
    const { name } = child;
    if (name === 'responses') members.set('response', textsOf(child));
    else if (repeated.has(name) || (name === 'url' && urls > 1)) append(members, name, [toValue(child)]);
    else if (lists.has(name)) append(members, name, listOf(child));
    else members.set(name, toMember(child));
  }
  if (text !== '' && children.length === 0) members.set('content', text);
  return Object.fromEntries(members);
}

function append(members: Map<string, unknown>, name: string, values: readonly unknown[]): void {
  const known = members.get(name);
  members.set(name, Array.isArray(known) ? [...known, ...values] : values);
}

function toMember(element: XmlElement): unknown {
  const { name, children } = element;
  if (name === 'dependencies') return children.map(toDependency);
  if (name === 'tools') return toTools(element);
  return toValue(element);
}

function listOf({ name, children }: XmlElement): readonly unknown[] {
  if (name === 'licenses') return children.map(toLicenseChoice);
  if (name === 'properties') return children.map(toProperty);
  return children.map(toValue);
}

function toValue(element: XmlElement): unknown {
  const { name, attributes, children, text } = element;
  if (children.length > 0 || attributes.size > 0) return toObject(element);
  return numbers.has(name) && text !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
}

function textsOf({ children }: XmlElement): readonly string[] {
  return children.map(({ text }) => text);
}

function toProperty({ attributes, text }: XmlElement): Json {
  return { name: attributes.get('name'), value: text };
}

// XML has `license` and `expression` beside each other; JSON has an object for each, with the name of its choice.
function toLicenseChoice(element: XmlElement): Json {
  if (element.name !== 'expression') return { license: toObject(element) };
  return { ...Object.fromEntries(element.attributes), expression: element.text };
}

/** https://cyclonedx.org/docs/1.6/xml/#type_dependencyType: what is needed stands inside, by its reference. */
function toDependency({ attributes, children }: XmlElement): Json {
  const refs = (name: string) =>
    children.filter((child) => child.name === name).flatMap((child) => child.attributes.get('ref') ?? []);
  return { ref: attributes.get('ref'), dependsOn: refs('dependency'), provides: refs('provides') };
}

function toTools(element: XmlElement): unknown {
  const isList = element.children.every(({ name }) => name === 'tool');
  return isList ? element.children.map(toValue) : toObject(element);
}

/** The extension for vulnerabilities of 1.0 to 1.3 keeps them in their component. */
function vulnerabilitiesOfComponents(root: XmlElement): readonly unknown[] {
  const found: unknown[] = [];
  const waiting = root.children
    .filter(({ name }) => name === 'components')
    .flatMap(({ children }) => children);
  for (let component = waiting.pop(); component !== undefined; component = waiting.pop()) {
    for (const child of component.children) {
      if (child.name === 'components') waiting.push(...child.children);
      if (child.name !== 'vulnerabilities') continue;
      const ref = component.attributes.get('bom-ref');
      for (const one of child.children)
        found.push({ ...toObject(one), affects: [{ ref: one.attributes.get('ref') ?? ref }] });
    }
  }
  return found;
}
