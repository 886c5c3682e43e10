import type { XmlElement } from './xml.ts';
import { childOf, childText } from './xml.ts';

/** Members of SPDX's JSON that are lists: in XML each of their elements has the name of the list. */
const lists: ReadonlySet<string> = new Set([
  ...[
    'packages',
    'files',
    'snippets',
    'relationships',
    'annotations',
    'hasExtractedLicensingInfos',
    'reviews',
  ],
  ...[
    'documentDescribes',
    'documentDescribe',
    'externalDocumentRefs',
    'creators',
    'checksums',
    'externalRefs',
  ],
  ...['hasFiles', 'hasFile', 'licenseInfoFromFiles', 'licenseInfoInFiles', 'fileTypes', 'fileContributors'],
  ...[
    'attributionTexts',
    'seeAlsos',
    'revieweds',
    'ranges',
    'crossRefs',
    'packageVerificationCodeExcludedFiles',
  ],
]);

/** Whether the root is that of SPDX 2 in XML, which has no namespace. */
export function isSpdxXml(root: XmlElement): boolean {
  const document = documentOf(root);
  return childText(document, 'spdxVersion') !== undefined || childText(document, 'specVersion') !== undefined;
}

/**
 * SPDX 2 in XML in the shape of its JSON: the same names, a list element by element
 * (https://github.com/spdx/spdx-spec/blob/v2.3/examples/SPDXXMLExample-v2.3.spdx.xml).
 */
export function fromSpdxXml(root: XmlElement): Readonly<Record<string, unknown>> {
  const document = documentOf(root);
  const object = document === undefined ? {} : toObject(document);
  // The form before 2.2, which JSON had too.
  return object.spdxVersion === undefined ? { Document: object } : object;
}

function documentOf(root: XmlElement): XmlElement | undefined {
  return root.name === 'SpdxDocument'
    ? childOf(root, 'Document')
    : /^document$/i.test(root.name)
      ? root
      : undefined;
}

function toObject({ children }: XmlElement): Readonly<Record<string, unknown>> {
  const found = new Map<string, unknown[]>();
  for (const child of children) {
    const value = child.children.length > 0 ? toObject(child) : child.text;
    const known = found.get(child.name);
    if (known === undefined) found.set(child.name, [value]);
    else known.push(value);
  }
  const members = [...found].map(
    ([name, values]) => [name, isList(name, values) ? values : values[0]] as const,
  );
  return Object.fromEntries(members);
}

function isList(name: string, values: readonly unknown[]): boolean {
  return lists.has(name) || values.length > 1;
}
