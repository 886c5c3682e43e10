import type { RdfNode, RdfValue } from './rdf-xml.ts';
import { readRdfXml } from './rdf-xml.ts';
import type { XmlElement } from './xml.ts';

type Json = Readonly<Record<string, unknown>>;
type Nodes = ReadonlyMap<string, RdfNode>;

/**
 * SPDX 2 in RDF/XML (https://spdx.github.io/spdx-spec/v2.3/RDF-object-model-and-identifier-syntax/) in the shape of its
 * JSON; undefined when the graph holds no SPDX document.
 */
export function fromSpdxRdf(root: XmlElement): Json | undefined {
  const nodes = readRdfXml(root);
  const all = [...nodes.values()];
  const document = all.find(({ type }) => type === 'SpdxDocument');
  if (document === undefined) return undefined;
  const info = nodeAt(document, 'creationInfo', nodes);
  const version = textOf(document, 'specVersion') ?? '';
  const ofType = (type: string) => all.filter((node) => node.type === type);
  return {
    spdxVersion: version.startsWith('SPDX-') ? version : `SPDX-${version}`,
    SPDXID: 'SPDXRef-DOCUMENT',
    name: textOf(document, 'name'),
    documentNamespace: document.id.split('#', 1)[0],
    creationInfo: { created: textOf(info, 'created'), creators: textsOf(info, 'creator') },
    documentDescribes: refsOf(document, 'describesPackage'),
    packages: ofType('Package').map((node) => toPackage(node, nodes)),
    files: ofType('File').map((node) => toFile(node, nodes)),
    relationships: all.flatMap((node) => toRelationships(node, nodes)),
    hasExtractedLicensingInfos: ofType('ExtractedLicensingInfo').map((node) => ({
      licenseId: textOf(node, 'licenseId'),
      name: textOf(node, 'name'),
      extractedText: textOf(node, 'extractedText'),
    })),
  };
}

function toPackage(node: RdfNode, nodes: Nodes): Json {
  return {
    SPDXID: shortId(node.id),
    name: textOf(node, 'name'),
    versionInfo: textOf(node, 'versionInfo'),
    supplier: textOf(node, 'supplier'),
    originator: textOf(node, 'originator'),
    downloadLocation: textOf(node, 'downloadLocation'),
    summary: textOf(node, 'summary'),
    description: textOf(node, 'description'),
    sourceInfo: textOf(node, 'sourceInfo'),
    primaryPackagePurpose: wordOf(node, 'primaryPackagePurpose'),
    licenseConcluded: licenceOf(node, 'licenseConcluded', nodes),
    licenseDeclared: licenceOf(node, 'licenseDeclared', nodes),
    checksums: toChecksums(node, nodes),
    externalRefs: nodesAt(node, 'externalRef', nodes).map((reference) => ({
      referenceCategory: wordOf(reference, 'referenceCategory'),
      referenceType: wordOf(reference, 'referenceType'),
      referenceLocator: textOf(reference, 'referenceLocator'),
    })),
  };
}

function toFile(node: RdfNode, nodes: Nodes): Json {
  return {
    SPDXID: shortId(node.id),
    fileName: textOf(node, 'fileName'),
    licenseConcluded: licenceOf(node, 'licenseConcluded', nodes),
    licenseInfoInFiles: valuesOf(node, 'licenseInfoInFile').map((value) => expressionOf(value, nodes, 0)),
    checksums: toChecksums(node, nodes),
  };
}

function toChecksums(node: RdfNode, nodes: Nodes): readonly Json[] {
  return nodesAt(node, 'checksum', nodes).map((checksum) => ({
    algorithm: wordOf(checksum, 'algorithm'),
    checksumValue: textOf(checksum, 'checksumValue'),
  }));
}

function toRelationships(node: RdfNode, nodes: Nodes): readonly Json[] {
  return nodesAt(node, 'relationship', nodes).flatMap((relationship) =>
    refsOf(relationship, 'relatedSpdxElement').map((to) => ({
      spdxElementId: node.type === 'SpdxDocument' ? 'SPDXRef-DOCUMENT' : shortId(node.id),
      relationshipType: wordOf(relationship, 'relationshipType')
        ?.replace(/([a-z])([A-Z])/g, '$1_$2')
        .toUpperCase(),
      relatedSpdxElement: to,
    })),
  );
}

function licenceOf(node: RdfNode, name: string, nodes: Nodes): string | undefined {
  const [value] = valuesOf(node, name);
  return value === undefined ? undefined : expressionOf(value, nodes, 0);
}

/** A licence as an expression: a listed one by its address, a set by its members. */
function expressionOf(value: RdfValue, nodes: Nodes, depth: number): string | undefined {
  if ('text' in value) return value.text;
  const node = nodes.get(value.node);
  const word = value.node.split(/[#/]/).at(-1) ?? '';
  if (/^(?:noassertion|none)$/i.test(word)) return word.toUpperCase();
  const parts = (name: string) =>
    node === undefined || depth > 20
      ? []
      : valuesOf(node, name).flatMap((member) => expressionOf(member, nodes, depth + 1) ?? []);
  switch (node?.type) {
    case 'ConjunctiveLicenseSet':
      return bracketed(parts('member'), ' AND ');
    case 'DisjunctiveLicenseSet':
      return bracketed(parts('member'), ' OR ');
    case 'OrLaterOperator':
      return parts('member').map((licence) => `${licence}+`)[0];
    case 'WithExceptionOperator':
      return [...parts('member'), ...parts('licenseException')].join(' WITH ');
    case 'LicenseException':
    case 'ListedLicenseException':
      return textOf(node, 'licenseExceptionId') ?? word;
    default:
      return textOf(node, 'licenseId') ?? word;
  }
}

function bracketed(parts: readonly string[], operator: string): string {
  return parts.length > 1 ? `(${parts.join(operator)})` : (parts[0] ?? 'NOASSERTION');
}

function valuesOf(node: RdfNode | undefined, name: string): readonly RdfValue[] {
  return node?.properties.get(name) ?? [];
}

function textsOf(node: RdfNode | undefined, name: string): readonly string[] {
  return valuesOf(node, name).flatMap((value) => ('text' in value && value.text !== '' ? value.text : []));
}

function textOf(node: RdfNode | undefined, name: string): string | undefined {
  return textsOf(node, name)[0];
}

function nodesAt(node: RdfNode, name: string, nodes: Nodes): readonly RdfNode[] {
  return valuesOf(node, name).flatMap((value) => ('node' in value ? (nodes.get(value.node) ?? []) : []));
}

function nodeAt(node: RdfNode, name: string, nodes: Nodes): RdfNode | undefined {
  return nodesAt(node, name, nodes)[0];
}

function refsOf(node: RdfNode, name: string): readonly string[] {
  return valuesOf(node, name).map((value) => shortId('node' in value ? value.node : value.text));
}

/** The last word of a value of an enumeration: `sha1` of `…/terms#checksumAlgorithm_sha1`. */
function wordOf(node: RdfNode, name: string): string | undefined {
  const [value] = valuesOf(node, name);
  if (value === undefined) return undefined;
  if ('text' in value) return value.text;
  return value.node
    .split(/[#/]/)
    .at(-1)
    ?.replace(/^[a-zA-Z]{1,40}_/, '');
}

function shortId(id: string): string {
  return id.includes('#') ? (id.split('#').at(-1) ?? id) : id;
}
