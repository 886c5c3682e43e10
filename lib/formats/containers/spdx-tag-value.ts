import type { ContainerContent, Opened } from './container.ts';

type Json = Record<string, unknown>;

/**
 * SPDX 2 in tag-value (https://spdx.github.io/spdx-spec/v2.3/conformance/#44-standard-data-format-requirements) in the
 * shape of its JSON: lines of `Name: value`, where a name like `PackageName` begins the next thing.
 */
export function openSpdxTagValue({ start, text }: ContainerContent): Opened | undefined {
  if (!/^\s{0,4}SPDXVersion:/m.test(start)) return undefined;
  const builder = new DocumentBuilder();
  for (const { tag, value } of pairs(text())) builder.add(tag, value);
  return { container: 'tag-value', values: [builder.document] };
}

/** The tags with their values; a value in `<text>` may have many lines. */
function* pairs(text: string): Generator<{ readonly tag: string; readonly value: string }> {
  const pattern = /^[ \t]{0,8}([A-Za-z]{1,60}):[ \t]*(?:<text>([\s\S]*?)<\/text>|([^\r\n]*))/gm;
  for (const [, tag = '', long, short = ''] of text.matchAll(pattern))
    yield { tag, value: (long ?? short).trim() };
}

/** Where a tag goes: the name of a member, and whether that is a list of texts. */
const members: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  document: {
    SPDXVersion: 'spdxVersion',
    DataLicense: 'dataLicense',
    SPDXID: 'SPDXID',
    DocumentName: 'name',
    DocumentNamespace: 'documentNamespace',
    DocumentComment: 'comment',
  },
  packages: {
    PackageName: 'name',
    SPDXID: 'SPDXID',
    PackageVersion: 'versionInfo',
    PackageFileName: 'packageFileName',
    PackageSupplier: 'supplier',
    PackageOriginator: 'originator',
    PackageDownloadLocation: 'downloadLocation',
    PackageHomePage: 'homepage',
    PackageSourceInfo: 'sourceInfo',
    PackageLicenseConcluded: 'licenseConcluded',
    PackageLicenseDeclared: 'licenseDeclared',
    PackageLicenseInfoFromFiles: 'licenseInfoFromFiles[]',
    PackageCopyrightText: 'copyrightText',
    PackageSummary: 'summary',
    PackageDescription: 'description',
    PackageComment: 'comment',
    PrimaryPackagePurpose: 'primaryPackagePurpose',
  },
  files: {
    FileName: 'fileName',
    SPDXID: 'SPDXID',
    FileType: 'fileTypes[]',
    LicenseConcluded: 'licenseConcluded',
    LicenseInfoInFile: 'licenseInfoInFiles[]',
    FileCopyrightText: 'copyrightText',
    FileComment: 'comment',
  },
  hasExtractedLicensingInfos: {
    LicenseID: 'licenseId',
    LicenseName: 'name',
    ExtractedText: 'extractedText',
    LicenseCrossReference: 'seeAlsos[]',
    LicenseComment: 'comment',
  },
  snippets: { SnippetSPDXID: 'SPDXID', SnippetName: 'name', SnippetLicenseConcluded: 'licenseConcluded' },
};

/** Tags that begin something, and the list that it goes to. */
const beginnings: Readonly<Record<string, string>> = {
  PackageName: 'packages',
  FileName: 'files',
  LicenseID: 'hasExtractedLicensingInfos',
  SnippetSPDXID: 'snippets',
};

class DocumentBuilder {
  readonly document: Json = {};
  readonly #info: Json = {};
  #list = 'document';
  #current: Json = this.document;

  add(tag: string, value: string): void {
    const list = Object.hasOwn(beginnings, tag) ? beginnings[tag] : undefined;
    if (list !== undefined) {
      this.#list = list;
      this.#current = {};
      append(this.document, list, this.#current);
    }
    if (this.#addOfDocument(tag, value) || this.#addOfThing(tag, value)) return;
    const names = members[this.#list];
    const member = names !== undefined && Object.hasOwn(names, tag) ? names[tag] : undefined;
    if (member === undefined) return;
    if (member.endsWith('[]')) append(this.#current, member.slice(0, -2), value);
    else this.#current[member] ??= value;
  }

  /** What belongs to the document wherever it stands. */
  #addOfDocument(tag: string, value: string): boolean {
    if (tag === 'Relationship') {
      const [from, type, to] = value.split(/\s+/, 3);
      const relationship = { spdxElementId: from, relationshipType: type, relatedSpdxElement: to };
      append(this.document, 'relationships', relationship);
    } else if (tag === 'Creator') append(this.#creationInfo(), 'creators', value);
    else if (tag === 'Created') this.#creationInfo().created = value;
    else if (tag === 'LicenseListVersion') this.#creationInfo().licenseListVersion = value;
    else return false;
    return true;
  }

  #addOfThing(tag: string, value: string): boolean {
    if (tag === 'PackageChecksum' || tag === 'FileChecksum') {
      const [, algorithm, checksumValue] = /^([\w-]{1,20})\s*:\s*(\S{1,300})/.exec(value) ?? [];
      append(this.#current, 'checksums', { algorithm, checksumValue });
    } else if (tag === 'ExternalRef') {
      const [referenceCategory, referenceType, referenceLocator] = value.split(/\s+/, 3);
      append(this.#current, 'externalRefs', { referenceCategory, referenceType, referenceLocator });
    } else if (tag === 'FilesAnalyzed') this.#current.filesAnalyzed = value.toLowerCase() === 'true';
    else return false;
    return true;
  }

  #creationInfo(): Json {
    this.document.creationInfo = this.#info;
    return this.#info;
  }
}

function append(object: Json, name: string, value: unknown): void {
  const known = object[name];
  if (Array.isArray(known)) known.push(value);
  else object[name] = [value];
}
