import { at, itemsAt, textAt } from '#lib/formats/json/json-path';
import { isJsonObject } from '#lib/oci/parse-json';
import { licencesOf } from './sbom-reading.ts';

export type Element = unknown;

/** The elements of a graph, of a list, or the only one. */
export function* elementsOf(value: unknown): Generator<Element> {
  if (isIterable(value)) {
    for (const part of value) yield* elementsOf(part);
    return;
  }
  const graph = itemsAt(value, '@graph');
  if (graph.length > 0) yield* graph;
  else yield value;
}

/** The class of an element without its profile: `Package` of `software_Package`, of `https://…/Software/Package`. */
export function typeOf(element: Element): string {
  const type = at(element, 'type') ?? at(element, '@type');
  const name = Array.isArray(type) ? type[0] : type;
  return typeof name === 'string' ? (name.split(/[/_:#]/).at(-1) ?? '') : '';
}

/** The profiles that fields are named after, of the names that this reader asks for. */
const profiles: Readonly<Record<string, string>> = {
  packageUrl: 'software',
  packageVersion: 'software',
  primaryPurpose: 'software',
  fileKind: 'software',
  licenseExpression: 'simplelicensing',
  customIdToUri: 'simplelicensing',
  severity: 'security',
  score: 'security',
  vectorString: 'security',
  assessedElement: 'security',
  justificationType: 'security',
  impactStatement: 'security',
  actionStatement: 'security',
  publishedTime: 'security',
  modifiedTime: 'security',
  member: 'expandedlicensing',
  subjectLicense: 'expandedlicensing',
  subjectExtendableLicense: 'expandedlicensing',
  subjectAddition: 'expandedlicensing',
};

const packageTypes: ReadonlySet<string> = new Set(['Package', 'AIPackage', 'DatasetPackage']);

/** Packages of every profile. */
export function isPackage(element: Element): boolean {
  return packageTypes.has(typeOf(element));
}

/** The parts of a list of any length, or the only value. */
export function eachOf(value: unknown): Iterable<unknown> {
  return isIterable(value) ? value : [value];
}

function isIterable(value: unknown): value is Iterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.iterator in value;
}

/** A field by its short name, with its profile, or by the full name that expanded JSON-LD has. */
export function elementField(element: Element, name: string): unknown {
  if (!isJsonObject(element)) return undefined;
  const profile = Object.hasOwn(profiles, name) ? profiles[name] : undefined;
  const short = profile === undefined ? undefined : at(element, `${profile}_${name}`);
  const found = short ?? at(element, name);
  if (found !== undefined) return found;
  if (at(element, '@type') === undefined) return undefined;
  const key = Object.keys(element).find((full) => full.startsWith('http') && full.endsWith(`/${name}`));
  return key === undefined ? undefined : at(element, key);
}

/** The texts of a field, which JSON-LD writes as a text, a list or an object with `@value` or `@id`. */
export function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return value === '' ? [] : [value];
  if (Array.isArray(value)) return value.flatMap((part) => (Array.isArray(part) ? [] : textsOf(part)));
  const text = textAt(value, '@value') ?? textAt(value, '@id');
  return text === undefined ? [] : [text];
}

/** The name of an element within its graph. */
export function idOf(element: Element): string | undefined {
  return textAt(element, 'spdxId') ?? textAt(element, '@id');
}

/** The elements that a field refers to, by name or by standing there themselves. */
export function* idsAt(element: Element, name: string): Generator<string> {
  for (const part of eachOf(elementField(element, name))) {
    const id = typeof part === 'string' ? part : idOf(part);
    if (id !== undefined) yield id;
  }
}

/** The first of them. */
export function idAt(element: Element, name: string): string | undefined {
  for (const id of idsAt(element, name)) return id;
  return undefined;
}

/** What other elements say about an element of a graph. */
export type Spdx3Index = {
  readonly licencesOf: (element: Element) => readonly string[];
  readonly nameOf: (id: string) => string | undefined;
  readonly creationInfo: Element;
  /** What the SBOMs and documents are about. */
  readonly roots: ReadonlySet<string>;
  readonly documentName: string | undefined;
  readonly counts: Readonly<Spdx3Counts>;
};

type Spdx3Counts = {
  packages: number;
  files: number;
  relationships: number;
  vulnerabilities: number;
  statements: number;
};

type Collected = {
  readonly names: Map<string, string>;
  readonly licences: Map<string, Element>;
  readonly declared: Map<string, string[]>;
  readonly infos: Map<string, Element>;
  readonly roots: Set<string>;
  documentName: string | undefined;
  documentInfo: Element;
  firstInfo: Element;
  readonly counts: Spdx3Counts;
};

/** One pass over the elements. */
export function readSpdx3Index(value: unknown): Spdx3Index {
  const found: Collected = {
    names: new Map(),
    licences: new Map(),
    declared: new Map(),
    infos: new Map(),
    roots: new Set(),
    documentName: undefined,
    documentInfo: undefined,
    firstInfo: undefined,
    counts: { packages: 0, files: 0, relationships: 0, vulnerabilities: 0, statements: 0 },
  };
  for (const element of elementsOf(value)) collect(element, found);
  const { documentInfo } = found;
  const info = typeof documentInfo === 'string' ? found.infos.get(documentInfo) : documentInfo;
  return {
    licencesOf: (element) => {
      const ids = found.declared.get(idOf(element) ?? '') ?? [];
      return licencesOf(ids.map((id) => expressionOf(id, found.licences, 0)));
    },
    nameOf: (id) => found.names.get(id),
    creationInfo: info ?? found.firstInfo,
    roots: found.roots,
    documentName: found.documentName,
    counts: found.counts,
  };
}

const agents: ReadonlySet<string> = new Set(['Person', 'Organization', 'SoftwareAgent', 'Agent', 'Tool']);
const licenceTypes: ReadonlySet<string> = new Set([
  'LicenseExpression',
  'SimpleLicensingText',
  'ListedLicense',
  'CustomLicense',
  'ConjunctiveLicenseSet',
  'DisjunctiveLicenseSet',
  'OrLaterOperator',
  'WithAdditionOperator',
  'NoneLicense',
  'NoAssertionLicense',
  'IndividualLicensingInfo',
  'ListedLicenseException',
  'CustomLicenseAddition',
]);

function collect(element: Element, found: Collected): void {
  const type = typeOf(element);
  const id = idOf(element);
  if (isPackage(element)) found.counts.packages++;
  else if (type === 'File') found.counts.files++;
  else if (type === 'Vulnerability') found.counts.vulnerabilities++;
  else if (type === 'CreationInfo') {
    found.firstInfo ??= element;
    if (id !== undefined) found.infos.set(id, element);
  } else if (type.endsWith('Relationship')) {
    if (type.startsWith('Vex')) found.counts.statements++;
    collectRelationship(element, found);
  } else if (type === 'SpdxDocument' || type === 'Sbom' || type === 'Bom') {
    for (const root of idsAt(element, 'rootElement')) found.roots.add(root);
    found.documentName ??= textsOf(elementField(element, 'name'))[0];
    const info = elementField(element, 'creationInfo');
    if (type === 'SpdxDocument' || found.documentInfo === undefined)
      found.documentInfo = isJsonObject(info) && idOf(info) === undefined ? info : textsOf(info)[0];
  } else if (id !== undefined && agents.has(type)) {
    const [name] = textsOf(elementField(element, 'name'));
    if (name !== undefined) found.names.set(id, name);
  } else if (id !== undefined && licenceTypes.has(type)) found.licences.set(id, element);
  if (found.firstInfo === undefined && isJsonObject(elementField(element, 'creationInfo')))
    found.firstInfo = elementField(element, 'creationInfo');
}

function collectRelationship(element: Element, found: Collected): void {
  const [type] = textsOf(elementField(element, 'relationshipType'));
  const from = idAt(element, 'from');
  if (type === undefined || from === undefined) return;
  const isLicence = /has(?:Concluded|Declared)License$/.test(type);
  const known = found.declared.get(from) ?? [];
  for (const part of eachOf(elementField(element, 'to'))) {
    const id = typeof part === 'string' ? part : idOf(part);
    if (id === undefined) continue;
    found.counts.relationships++;
    if (isLicence) known.push(id);
    // A licence may stand where it is referred to.
    if (isJsonObject(part) && licenceTypes.has(typeOf(part))) found.licences.set(id, part);
  }
  if (isLicence) found.declared.set(from, known);
}

/** A licence of the expanded profile as an expression (https://spdx.github.io/spdx-spec/v3.0.1/model/ExpandedLicensing/). */
function expressionOf(id: string, licences: ReadonlyMap<string, Element>, depth: number): string | undefined {
  const element = licences.get(id);
  if (/(?:NoAssertion|None)(?:License)?$/.test(id)) return undefined;
  if (element === undefined) return /\/licenses\/([\w.+-]{1,100}?)(?:\.html|\.json)?$/.exec(id)?.[1];
  const written = textsOf(elementField(element, 'licenseExpression'))[0];
  if (written !== undefined) return withNames(written, element, licences);
  const members = (name: string) =>
    depth > 10
      ? []
      : [...idsAt(element, name)].flatMap((member) => expressionOf(member, licences, depth + 1) ?? []);
  switch (typeOf(element)) {
    case 'ConjunctiveLicenseSet':
      return joined(members('member'), ' AND ');
    case 'DisjunctiveLicenseSet':
      return joined(members('member'), ' OR ');
    case 'OrLaterOperator':
      return members('subjectLicense').map((licence) => `${licence}+`)[0];
    case 'WithAdditionOperator':
      return joined([...members('subjectExtendableLicense'), ...members('subjectAddition')], ' WITH ');
    case 'NoneLicense':
    case 'NoAssertionLicense':
      return undefined;
    default:
      return (
        /\/licenses\/([\w.+-]{1,100})$/.exec(id)?.[1] ??
        /\/exceptions\/([\w.+-]{1,100})$/.exec(id)?.[1] ??
        textsOf(elementField(element, 'name'))[0] ??
        id.split(/[#/]/).at(-1)
      );
  }
}

/** An expression in which licences of the document's own have their names. */
function withNames(written: string, element: Element, licences: ReadonlyMap<string, Element>): string {
  const entries = elementField(element, 'customIdToUri');
  if (!written.includes('LicenseRef-') || !Array.isArray(entries)) return written;
  const uris = new Map(
    entries.map((entry) => [
      textsOf(elementField(entry, 'key'))[0],
      textsOf(elementField(entry, 'value'))[0],
    ]),
  );
  return written.replace(/LicenseRef-[\w.-]{1,200}/g, (id) => {
    const custom = licences.get(uris.get(id) ?? '');
    return textsOf(elementField(custom, 'name'))[0] ?? id;
  });
}

function joined(parts: readonly string[], operator: string): string | undefined {
  if (parts.length === 0) return undefined;
  return parts
    .map((part) => (parts.length > 1 && / (?:AND|OR) /.test(part) ? `(${part})` : part))
    .join(operator);
}
