import type { RepositoryHandle } from '#lib/discovery/repository-handle';
import type { FindingRow, PackageRow } from '#lib/formats/documents/rows';
import type { Row } from '#lib/formats/rows/row-fields';
import { parsePurl } from '#lib/formats/vex/package-url';
import type { DocumentRecord, PackageName } from '#lib/inventory/store/document-record';
import type { Kind } from '#lib/oci/kind';
import type { Reference } from '#lib/oci/reference';
import { RegistryError } from '#lib/registry/registry-error';
import type { Entry } from '#lib/server/documents/document-types';
import { readManifestDocuments } from '#lib/server/documents/read-manifest-documents';
import type { ReadRows } from '#lib/server/evidence/read-carrier';
import { readRows } from '#lib/server/evidence/read-carrier';

/**
 * What a manifest says in its documents, as far as it is searched.
 *
 * @throws RegistryError or OciError when the registry gives the manifest, or one of its blobs, not or not now
 */
export async function readDocumentRecords(
  place: RepositoryHandle,
  reference: Reference,
  signal: AbortSignal,
): Promise<readonly DocumentRecord[]> {
  const { entries, isCut, cutBy } = await readManifestDocuments(place, reference, signal);
  if (isCut) {
    // How long it wants to be left alone, only its own answer tells.
    if (cutBy instanceof RegistryError && cutBy.code === 'rate-limited') throw cutBy;
    const problem = entries.flatMap(({ problems }) => problems)[0] ?? 'A document could not be read.';
    throw new RegistryError('unavailable', place.client.registry, problem);
  }
  const records: DocumentRecord[] = [];
  for (const entry of entries) {
    const rowsOf = (part: 'packages' | 'findings') =>
      entry.parts.some(({ name }) => name === part)
        ? readRows(place, { reference, blob: entry.blob.digest, index: entry.index, part }, signal)
        : undefined;
    records.push(toRecord(entry, { packages: await rowsOf('packages'), findings: await rowsOf('findings') }));
  }
  return records;
}

/** What is searched for by its content: of these it matters that nothing of it is known. */
const searched: ReadonlySet<Kind> = new Set(['sbom', 'vulnerability-report', 'vex', 'provenance']);

type Rows = {
  readonly packages: ReadRows | undefined;
  readonly findings: ReadRows | undefined;
};

function toRecord(entry: Entry, rows: Rows): DocumentRecord {
  const { kind, format, title, summary, signature, partly, problems } = entry;
  const packages = rows.packages?.rows.flatMap((row) => (isPackage(row) ? [row] : []));
  const signer = signerOf(signature ?? summary);
  const isUnderstood = summary !== undefined || !searched.has(kind);
  const cut = partly ?? rows.packages?.cut ?? rows.findings?.cut;
  const unread = cut ?? (isUnderstood ? undefined : (problems[0] ?? 'Orrery understands nothing in it.'));
  return {
    kind,
    format,
    title,
    ...(packages === undefined
      ? {}
      : { packages: packages.map(nameOfPackage), licences: licencesOf(packages) }),
    ...(rows.findings === undefined ? {} : { vulnerabilities: vulnerabilitiesIn(rows.findings.rows) }),
    ...(signer === undefined ? {} : { signer }),
    ...builtBy(summary),
    ...(unread === undefined ? {} : { unread }),
  };
}

function isPackage(row: Row): row is PackageRow {
  return 'licences' in row && 'name' in row;
}

/** The name by its purl where it has one: it is the same whichever tool wrote the document. */
function nameOfPackage({ name, version, purl, type }: PackageRow): PackageName {
  const parsed = purl === undefined ? undefined : parsePurl(purl);
  if (parsed === undefined) return { type: type?.toLowerCase() ?? '', name, version: version ?? '' };
  const { namespace } = parsed;
  return {
    type: parsed.type,
    name: namespace === undefined ? parsed.name : `${namespace}/${parsed.name}`,
    version: parsed.version ?? version ?? '',
  };
}

function licencesOf(packages: readonly PackageRow[]): readonly string[] {
  return [...new Set(packages.flatMap(({ licences }) => licences))];
}

function vulnerabilitiesIn(rows: readonly Row[]): NonNullable<DocumentRecord['vulnerabilities']> {
  const open = rows.flatMap((row): readonly FindingRow[] =>
    'fixedIn' in row && row.state === 'open' && row.category === undefined ? [row] : [],
  );
  return open.flatMap(({ id, aliases, severity }) => [id, ...aliases].map((one) => ({ id: one, severity })));
}

/** Who signed, by the claims of an envelope or of a document that is a signature itself. */
function signerOf(signature: Entry['signature']): DocumentRecord['signer'] {
  if (signature?.of !== 'signature' || signature.certificate === undefined) return undefined;
  const { certificate } = signature;
  const { extensions, issuer, identities, subject } = certificate;
  return { issuer: extensions.issuer ?? issuer, subject: identities[0] ?? subject };
}

function builtBy(summary: Entry['summary']): Pick<DocumentRecord, 'builder' | 'source'> {
  if (summary?.of !== 'provenance') return {};
  const { builder, source } = summary;
  return {
    ...(builder === undefined ? {} : { builder }),
    ...(source === undefined ? {} : { source: source.uri }),
  };
}
