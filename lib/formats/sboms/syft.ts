import type { DocumentContext, DocumentReading } from '#lib/formats/documents/document';
import { given } from '#lib/formats/documents/given';
import { count } from '#lib/formats/documents/phrase';
import type { FileRow, PackageRow, RelationshipRow } from '#lib/formats/documents/rows';
import { at, itemsAt, listAt, textAt } from '#lib/formats/json/json-path';
import type { SbomFacts } from './sbom-reading.ts';
import { hashText, ifGiven, licencesOf, listInRow, sbomReading, typeOfPurl } from './sbom-reading.ts';

/** Syft's own JSON (https://github.com/anchore/syft/tree/main/schema/json), known by its schema's address or its shape. */
export function readSyft(value: unknown, context: DocumentContext): DocumentReading | undefined {
  const url = textAt(value, 'schema', 'url');
  const isSyft =
    url?.includes('/anchore/syft/') === true ||
    (/^(?:syft|docker-scout)$/.test(textAt(value, 'descriptor', 'name') ?? '') &&
      at(value, 'artifacts') !== undefined);
  if (!isSyft && !(isSyftHead(value) && !context.isWhole)) return undefined;
  return sbomReading(context, {
    format: 'syft-json',
    version: textAt(value, 'schema', 'version'),
    name: 'Syft',
    counted: () => count(itemsAt(value, 'artifacts').length, 'package'),
    packages: () => packagesOf(value),
    listed: () => itemsAt(value, 'artifacts').length,
    relationships: ifGiven(at(value, 'artifactRelationships'), () => relationshipsOf(value)),
    files: ifGiven(at(value, 'files'), () => filesOf(value)),
    facts: () => factsOf(value),
  });
}

// Syft writes the packages first and says only at the end who wrote them.
function isSyftHead(value: unknown): boolean {
  for (const first of itemsAt(value, 'artifacts'))
    return textAt(first, 'foundBy') !== undefined && at(first, 'locations') !== undefined;
  return false;
}

function* packagesOf(value: unknown): Generator<PackageRow> {
  for (const item of itemsAt(value, 'artifacts')) {
    const purl = textAt(item, 'purl');
    yield given<PackageRow>({
      name: textAt(item, 'name') ?? '',
      version: textAt(item, 'version'),
      purl,
      type: textAt(item, 'type') ?? typeOfPurl(purl),
      licences: licencesOf(listAt(item, 'licenses').map(licenceOf)),
      supplier: supplierOf(at(item, 'metadata')),
      hashes: hashesOf(at(item, 'metadata')),
      scope: undefined,
      cpes: listInRow(
        listAt(item, 'cpes').flatMap((cpe) => (typeof cpe === 'string' ? cpe : (textAt(cpe, 'cpe') ?? []))),
      ),
      id: textAt(item, 'id'),
      locations: listInRow(listAt(item, 'locations').flatMap((place) => textAt(place, 'path') ?? [])),
      description: textAt(item, 'metadata', 'description'),
    });
  }
}

// Texts until schema 8, objects since.
function licenceOf(licence: unknown): string | undefined {
  if (typeof licence === 'string') return licence;
  return textAt(licence, 'spdxExpression') ?? textAt(licence, 'value');
}

function supplierOf(metadata: unknown): string | undefined {
  return (
    textAt(metadata, 'supplier') ??
    textAt(metadata, 'vendor') ??
    textAt(metadata, 'maintainer') ??
    textAt(metadata, 'author') ??
    textAt(metadata, 'authors', 0)
  );
}

function hashesOf(metadata: unknown): readonly string[] | undefined {
  const digests = [...listAt(metadata, 'digest'), ...listAt(metadata, 'digests')].flatMap(
    (digest) => hashText(textAt(digest, 'algorithm'), textAt(digest, 'value')) ?? [],
  );
  const checksum =
    textAt(metadata, 'h1Digest') ?? textAt(metadata, 'integrity') ?? textAt(metadata, 'pullChecksum');
  return listInRow(checksum === undefined ? digests : [...digests, checksum]);
}

function* relationshipsOf(value: unknown): Generator<RelationshipRow> {
  for (const item of itemsAt(value, 'artifactRelationships')) {
    const from = textAt(item, 'parent');
    const to = textAt(item, 'child');
    if (from === undefined || to === undefined) continue;
    const type = textAt(item, 'type') ?? 'other';
    yield { from, to, type: type.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase()) };
  }
}

function* filesOf(value: unknown): Generator<FileRow> {
  for (const item of itemsAt(value, 'files')) {
    const size = at(item, 'metadata', 'size');
    const mode = at(item, 'metadata', 'mode');
    yield given<FileRow>({
      path: textAt(item, 'location', 'path') ?? textAt(item, 'id') ?? '',
      size: typeof size === 'number' ? size : undefined,
      // Syft writes the octal digits as a decimal number: 755.
      mode:
        typeof mode === 'number' && /^[0-7]{1,5}$/.test(`${mode}`)
          ? Number.parseInt(`${mode}`, 8)
          : undefined,
      type: typeOfFile(textAt(item, 'metadata', 'type')),
      link: textAt(item, 'metadata', 'linkDestination'),
      hashes: listInRow(
        listAt(item, 'digests').flatMap(
          (digest) => hashText(textAt(digest, 'algorithm'), textAt(digest, 'value')) ?? [],
        ),
      ),
      licences: listInRow(licencesOf(listAt(item, 'licenses').map(licenceOf))),
    });
  }
}

const fileTypes: Readonly<Record<string, FileRow['type']>> = {
  RegularFile: 'file',
  Directory: 'folder',
  SymbolicLink: 'symlink',
  HardLink: 'hardlink',
  CharacterDevice: 'device',
  BlockDevice: 'device',
};

function typeOfFile(type: string | undefined): FileRow['type'] {
  if (type === undefined) return undefined;
  return Object.hasOwn(fileTypes, type) ? fileTypes[type] : 'other';
}

function factsOf(value: unknown): SbomFacts {
  const tool = textAt(value, 'descriptor', 'name') ?? 'syft';
  const version = textAt(value, 'descriptor', 'version');
  const source = at(value, 'source');
  const target = at(source, 'target');
  const name =
    textAt(source, 'name') ??
    textAt(source, 'metadata', 'userInput') ??
    textAt(target, 'userInput') ??
    (typeof target === 'string' ? target : undefined);
  return {
    tools: [version === undefined ? tool : `${tool} ${version}`],
    created: textAt(value, 'descriptor', 'timestamp'),
    describes: () =>
      name === undefined
        ? undefined
        : given({ name, version: textAt(source, 'version'), id: textAt(source, 'id') }),
    files: itemsAt(value, 'files').length,
  };
}
