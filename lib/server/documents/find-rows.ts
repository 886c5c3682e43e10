import type { RepositoryHandle } from '#lib/discovery/repository-handle';
import type { PartName } from '#lib/formats/documents/rows';
import type { RowQuery } from '#lib/formats/rows/row-query';
import type { Descriptor } from '#lib/oci/descriptor';
import type { Reference } from '#lib/oci/reference';
import { manifestSelector } from '#lib/oci/reference';
import { problemError } from '#lib/server/platform/problem-error';
import { getDocumentService } from './document-service.ts';
import type { OpenedRows } from './document-types.ts';
import { assertShown, documentKey, openBlob } from './open-blob.ts';

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
  const { manifest } = await place.client.getManifest(place.repository, manifestSelector(reference), {
    signal,
  });
  const blobs = manifest.shape === 'manifest' ? [...manifest.layers, manifest.config] : [];
  const found = blobs.find((each) => each?.digest === blob);
  if (found === undefined) throw problemError('not-found', `This manifest has no blob ${blob.slice(0, 80)}.`);
  return await rowsOf(place, found, { index, part, query }, signal);
}

async function rowsOf(
  place: RepositoryHandle,
  blob: Descriptor,
  asked: Pick<PartPlace, 'index' | 'part'> & { readonly query: RowQuery },
  signal: AbortSignal,
): Promise<OpenedRows> {
  const service = getDocumentService();
  const request = { key: documentKey(blob), ...asked };
  await assertShown(place, blob, signal);
  const known = await service.rows(request);
  if (known !== undefined) return known;
  await openBlob(place, blob, signal);
  return (await service.rows(request)) ?? noRows;
}

const noRows: OpenedRows = { rows: [], total: 0, of: 0, facets: {}, isComplete: true };
