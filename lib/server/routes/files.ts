import type { Files } from '#lib/api/contract/files-contract';
import type { QueryOf } from '#lib/api/routes/route-types';
import type { ListedFile } from '#lib/formats/files/list-files';
import { listFiles } from '#lib/formats/files/list-files';
import type { Reference } from '#lib/oci/reference';
import { formatReference, parseReference } from '#lib/oci/reference';
import type { ArchiveListing } from '#lib/server/files/archive-listing';
import type { ArchivePlace } from '#lib/server/files/list-archive';
import { listArchive } from '#lib/server/files/list-archive';
import { findFile, readFile } from '#lib/server/files/read-file';
import { invalidRequest } from '#lib/server/platform/problem-error';
import { attachment, immutableHeaders, notModified } from './response-headers.ts';
import type { RouteCall } from './route-call.ts';
import { readQuery, respondJson } from './route-call.ts';

type Query = QueryOf<'GET /api/files'>;

/** Entries of a page when nobody says how many. */
const pageSize = 200;

/**
 * Gives the files of an archive page by page, or the bytes of one of them. Those are never served as a page: strangers
 * write files.
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
  const place = { ...reference, digest };
  const listing = await listArchive(call.session, place, call.signal);
  if (query.path !== undefined && query.path !== '') return answerFile(call, place, listing, query.path);
  return respondJson(
    'GET /api/files',
    describeList(reference, place, listing, query),
    immutableHeaders(digest),
  );
}

function describeList(
  reference: Reference,
  place: ArchivePlace,
  listing: ArchiveListing,
  query: Query,
): Files {
  const { files, source, compression, verified, bytesRead, isComplete, problems } = listing;
  const page = listFiles(files, {
    ...(query.under === undefined ? {} : { under: query.under }),
    ...(query.q === undefined ? {} : { text: query.q }),
    ...(query.last === undefined ? {} : { last: query.last }),
    isLevel: query.level === '1',
    max: query.n ?? pageSize,
  });
  return {
    ...{ about: place.digest, reference: formatReference(reference), of: 'archive' },
    archives: [
      { digest: place.digest, source, compression, verified, bytesRead, entries: files.keys.length },
    ],
    ...{ total: page.total, all: files.keys.length, isComplete, problems: [...problems] },
    entries: page.files.map(entryOf),
    ...(page.next === undefined ? {} : { next: page.next }),
  };
}

function entryOf({ at: _, ...file }: ListedFile): Files['entries'][number] {
  return file;
}

async function answerFile(
  { session, signal }: RouteCall,
  place: ArchivePlace,
  listing: ArchiveListing,
  path: string,
): Promise<Response> {
  const file = findFile(listing.files, path);
  const { size, body, verified } = await readFile(session, place, listing, file, signal);
  const headers = {
    ...immutableHeaders(place.digest),
    'content-type': 'application/octet-stream',
    'content-disposition': attachment(path.split('/').at(-1) ?? path),
    'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
    'orrery-length': String(size),
    ...(verified === 'digest' ? {} : { 'orrery-verified': verified === 'none' ? 'range' : verified }),
  };
  return new Response(body, { headers });
}
