import type { RepositoryHandle } from '#lib/discovery/repository-handle';
import type { PartName } from '#lib/formats/documents/rows';
import type { RowQuery } from '#lib/formats/rows/row-query';
import type { Descriptor } from '#lib/oci/descriptor';
import type { Reference } from '#lib/oci/reference';
import { manifestSelector } from '#lib/oci/reference';
import { limits } from '#lib/server/platform/limits';
import { problemError } from '#lib/server/platform/problem-error';
import { getDocumentService } from './document-service.ts';
import type { OpenedRows } from './document-types.ts';
import type { EvidencePlace, EvidenceTold } from './evidence-store.ts';
import { assertShown, documentKey, openBlob } from './open-blob.ts';
import type { PackagePaths } from './package-paths.ts';

/** A part of a document: the blob of a manifest, and the place of the document in it. */
export type PartPlace = {
  /** Of the manifest. */
  readonly reference: Reference;
  /** A digest; undefined where the manifest has only one blob that could be meant. */
  readonly blob: string;
  readonly index: number;
  readonly part: PartName;
};

/**
 * The rows of a part that fit a query.
 *
 * @throws ProblemError `not-found` when the manifest has no such blob
 * @throws RegistryError when the registry shows this session neither the manifest nor the blob
 */
export async function findRows(
  place: RepositoryHandle,
  { reference, blob, index, part }: PartPlace,
  query: RowQuery,
  signal: AbortSignal,
): Promise<OpenedRows> {
  const { rows } = getDocumentService();
  const found = await findBlob(place, reference, blob, signal);
  const asked = { key: documentKey(found), index, part };
  const look = () => rows({ ...asked, query });
  let page = (await lookOrOpen(place, found, look, signal)) ?? noRows;
  // A person who scrolls wants the first rows of a large document at once; who searches wants all that fit.
  const isFirst = query.q === '' && query.filter.length === 0 && query.sort === undefined;
  const isEnough = isFirst && found.size > limits.promptRowsMinBytes && page.rows.length === query.count;
  if (page.isComplete || isEnough) return page;
  const until = performance.now() + limits.rowsWaitMs;
  const progress = { q: '', filter: [], offset: 0, count: 0 };
  while (!page.isComplete && performance.now() < until) {
    signal.throwIfAborted();
    page = (await rows({ ...asked, query: progress })) ?? noRows;
  }
  return (await look()) ?? noRows;
}

/**
 * The ways by which what an SBOM describes comes to need a package.
 *
 * @throws ProblemError `not-found` when the manifest has no such blob
 * @throws RegistryError when the registry shows this session neither the manifest nor the blob
 */
export async function findPaths(
  place: RepositoryHandle,
  { reference, blob, index }: PartPlace,
  target: string,
  signal: AbortSignal,
): Promise<PackagePaths> {
  const { paths } = getDocumentService();
  const found = await findBlob(place, reference, blob, signal);
  const look = () => paths({ key: documentKey(found), index, target });
  return (await lookOrOpen(place, found, look, signal)) ?? { paths: [], packages: [] };
}

/**
 * Keeps the findings and statements of a document for a join; undefined when it cannot be read now.
 *
 * @throws ProblemError `not-found` when the manifest has no such blob
 * @throws RegistryError when the registry shows this session neither the manifest nor the blob
 */
export async function addEvidence(
  place: RepositoryHandle,
  { reference, blob, index }: Omit<PartPlace, 'part'>,
  asked: EvidencePlace,
  signal: AbortSignal,
): Promise<EvidenceTold | undefined> {
  const { evidence } = getDocumentService();
  const found = await findBlob(place, reference, blob, signal);
  return await lookOrOpen(place, found, () => evidence({ ...asked, key: documentKey(found), index }), signal);
}

/** A blob of a manifest, which is what gives the right to see it. */
async function findBlob(
  { client, repository }: RepositoryHandle,
  reference: Reference,
  digest: string,
  signal: AbortSignal,
): Promise<Descriptor> {
  const { manifest } = await client.getManifest(repository, manifestSelector(reference), { signal });
  const blobs = manifest.shape === 'manifest' ? [...manifest.layers, manifest.config] : [];
  const found = blobs.find((each) => each?.digest === digest);
  if (found === undefined)
    throw problemError('not-found', `This manifest has no blob ${digest.slice(0, 80)}.`);
  return found;
}

/** What is known of a document, which is opened where it is not there any more. */
async function lookOrOpen<Result>(
  place: RepositoryHandle,
  blob: Descriptor,
  look: () => Promise<Result | undefined>,
  signal: AbortSignal,
): Promise<Result | undefined> {
  await assertShown(place, blob, signal);
  const known = await look();
  if (known !== undefined) return known;
  await openBlob(place, blob, signal, true);
  return await look();
}

const noRows: OpenedRows = { rows: [], total: 0, of: 0, facets: {}, isComplete: true };
