import type { Files } from '#lib/api/contract/files-contract';
import type { QueryOf } from '#lib/api/routes/route-types';
import type { FilesQuery, ListedFile } from '#lib/formats/files/list-files';
import { listFiles } from '#lib/formats/files/list-files';
import type { Descriptor } from '#lib/oci/descriptor';
import type { Digest } from '#lib/oci/digest';
import type { ImageManifest } from '#lib/oci/manifest';
import { OciError } from '#lib/oci/oci-error';
import type { Reference } from '#lib/oci/reference';
import { formatReference, parseReference } from '#lib/oci/reference';
import { RegistryError } from '#lib/registry/registry-error';
import type { ArchiveListing, ArchivePlace } from '#lib/server/files/archive-listing';
import { listArchive } from '#lib/server/files/list-archive';
import type { PlatformFiles } from '#lib/server/files/list-platform';
import { listPlatform } from '#lib/server/files/list-platform';
import { findFile, readFile } from '#lib/server/files/read-file';
import { invalidRequest } from '#lib/server/platform/problem-error';
import { connect } from '#lib/server/sessions/connect';
import { attachment, immutableHeaders, notModified } from './response-headers.ts';
import type { RouteCall } from './route-call.ts';
import { readQuery, respondJson } from './route-call.ts';

type Query = QueryOf<'GET /api/files'>;
type Named = Reference & { readonly digest: Digest };

/** Entries of a page when nobody says how many. */
const pageSize = 200;

/**
 * Gives the files of an archive, or of all layers of an image, page by page, or the bytes of one of them. Those are never
 * served as a page: strangers write files.
 *
 * @throws ProblemError `request-invalid` without a digest, `files-unreadable` for what is no archive
 */
export async function answerFiles(call: RouteCall): Promise<Response> {
  const query = readQuery('GET /api/files', call.url);
  const reference = parseReference(query.ref);
  const { digest } = reference;
  if (digest === undefined)
    throw invalidRequest('Name a layer or a manifest by its digest: host/name@sha256:….');
  const known = notModified(call.request, digest);
  if (known !== undefined) return known;
  const named = { ...reference, digest };
  if (query.manifest === undefined) {
    const manifest = await findManifest(call, named, digest);
    if (manifest !== undefined) return answerPlatform(call, named, manifest, query);
  }
  return answerArchive(call, named, query);
}

/** The manifest of a digest; undefined where the repository has none of it, so that it may name a blob. */
async function findManifest(
  { session, signal }: RouteCall,
  { registry, repository }: Reference,
  digest: Digest,
): Promise<ImageManifest | undefined> {
  try {
    const { manifest } = await connect(session, registry).getManifest(repository, digest, { signal });
    if (manifest.shape === 'manifest') return manifest;
  } catch (error) {
    const isElse = error instanceof OciError || (error instanceof RegistryError && mayBeBlob.has(error.code));
    if (isElse) return undefined;
    throw error;
  }
  throw invalidRequest('This is an index: name the manifest of one of its platforms.');
}

// Some registries answer with the blob itself, or refuse what they hold as something else.
const mayBeBlob = new Set(['not-found', 'bad-response', 'too-large', 'unsupported', 'not-a-registry']);

async function answerPlatform(
  call: RouteCall,
  reference: Named,
  manifest: ImageManifest,
  query: Query,
): Promise<Response> {
  const platform = await listPlatform(call.session, reference, manifest, call.signal);
  const { files, layers, removedBy } = platform.merged;
  const isThere = (at: number) => (removedBy[at] ?? -1) < 0;
  if (query.path === undefined || query.path === '') {
    const options = query.removed === '1' ? {} : { isListed: isThere };
    const page = listFiles(files, { ...queryOf(query), ...options });
    const isWhole = platform.layers.every(({ problem }) => problem === undefined);
    // A layer that could not be read now may be read a moment later.
    const headers = isWhole ? immutableHeaders(reference.digest) : {};
    return respondJson('GET /api/files', describePlatform(reference, platform, page), headers);
  }
  const file = findFile(files, query.path, isThere);
  const { descriptor, listing } = platform.layers[layers[file.at] ?? 0] ?? {};
  if (descriptor === undefined || listing === undefined) throw invalidRequest('Its layer cannot be read.');
  const place = { ...reference, digest: descriptor.digest, descriptor };
  return answerFile(call, place, listing, { ...file, at: files.places[file.at] ?? 0 }, query.path);
}

async function answerArchive(call: RouteCall, reference: Named, query: Query): Promise<Response> {
  const { digest } = reference;
  const manifest =
    query.manifest === undefined ? undefined : await findManifest(call, reference, query.manifest);
  const descriptor = manifest?.layers.find((layer) => layer.digest === digest);
  const place: ArchivePlace = { ...reference, ...(descriptor === undefined ? {} : { descriptor }) };
  const listing = await listArchive(call.session, place, call.signal);
  if (query.path !== undefined && query.path !== '')
    return answerFile(call, place, listing, findFile(listing.files, query.path), query.path);
  const page = listFiles(listing.files, queryOf(query));
  const answer = {
    ...{ about: digest, reference: formatReference(reference), of: 'archive' as const },
    archives: [archiveOf(digest, descriptor, listing)],
    ...{ total: page.total, all: listing.files.keys.length, isComplete: listing.isComplete },
    problems: [...listing.problems],
    entries: page.files.map(entryOf),
    ...(page.next === undefined ? {} : { next: page.next }),
  };
  return respondJson('GET /api/files', answer, immutableHeaders(digest));
}

function queryOf({ under, q, last, level, n }: Query): FilesQuery {
  return {
    ...(under === undefined ? {} : { under }),
    ...(q === undefined ? {} : { text: q }),
    ...(last === undefined ? {} : { last }),
    isLevel: level === '1',
    max: n ?? pageSize,
  };
}

function describePlatform(
  reference: Named,
  { layers, merged }: PlatformFiles,
  page: ReturnType<typeof listFiles>,
): Files {
  const digestOf = (layer: number | undefined) => layers[layer ?? -1]?.descriptor.digest;
  const isRead = layers.every(({ listing }) => listing?.isComplete === true);
  const problems = layers.flatMap(({ listing, problem }, at) =>
    [...(listing?.problems ?? []), problem ?? []].flat().map((text) => `Layer ${at + 1}: ${text}`),
  );
  return {
    ...{ about: reference.digest, reference: formatReference(reference), of: 'platform' },
    archives: layers.map(({ descriptor, listing, problem }) => ({
      ...archiveOf(descriptor.digest, descriptor, listing),
      ...(problem === undefined ? {} : { problem }),
    })),
    ...{
      total: page.total,
      all: countThere(merged.removedBy),
      isComplete: isRead && merged.isComplete,
      problems,
    },
    entries: page.files.map((file) => {
      const { at } = file;
      if (at === undefined) return entryOf(file);
      const layer = digestOf(merged.layers[at]);
      const replaces = digestOf(merged.replaces[at]);
      const removedBy = digestOf(merged.removedBy[at]);
      return {
        ...entryOf(file),
        ...(layer === undefined ? {} : { layer }),
        ...(replaces === undefined ? {} : { replaces }),
        ...(removedBy === undefined ? {} : { removedBy }),
      };
    }),
    ...(page.next === undefined ? {} : { next: page.next }),
  };
}

function countThere(removedBy: Int16Array): number {
  let count = 0;
  for (const layer of removedBy) if (layer < 0) count += 1;
  return count;
}

function archiveOf(
  digest: Digest,
  descriptor: Descriptor | undefined,
  listing: ArchiveListing | undefined,
): Files['archives'][number] {
  return {
    digest,
    entries: listing?.files.keys.length ?? 0,
    ...(descriptor === undefined ? {} : { mediaType: descriptor.mediaType, size: descriptor.size }),
    ...(listing === undefined
      ? {}
      : {
          ...{ compression: listing.compression, source: listing.source },
          ...{ verified: listing.verified, bytesRead: listing.bytesRead },
        }),
  };
}

function entryOf({ at: _, ...file }: ListedFile): Files['entries'][number] {
  return file;
}

async function answerFile(
  { session, signal }: RouteCall,
  place: ArchivePlace,
  listing: ArchiveListing,
  file: ListedFile & { readonly at: number },
  name: string,
): Promise<Response> {
  const { size, body, verified } = await readFile(session, place, listing, file, signal);
  const headers = {
    ...immutableHeaders(place.digest),
    'content-type': 'application/octet-stream',
    'content-disposition': attachment(name),
    'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
    'orrery-length': String(size),
    ...(verified === 'digest' ? {} : { 'orrery-verified': verified === 'none' ? 'range' : verified }),
  };
  return new Response(body, { headers });
}
