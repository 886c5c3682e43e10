import type { QueryOf } from '#lib/api/routes/route-types';
import type { PartName } from '#lib/formats/documents/rows';
import { csvHead, csvLine } from '#lib/formats/rows/row-csv';
import type { RowQuery } from '#lib/formats/rows/row-query';
import { parseRowFilter, parseRowSort } from '#lib/formats/rows/row-query';
import { formatReference, parseReference } from '#lib/oci/reference';
import { getReadersVersion } from '#lib/server/documents/document-service';
import type { OpenedRows } from '#lib/server/documents/document-types';
import { findPaths, findRows } from '#lib/server/documents/find-rows';
import { readManifestDocuments } from '#lib/server/documents/read-manifest-documents';
import { limits } from '#lib/server/platform/limits';
import { invalidRequest } from '#lib/server/platform/problem-error';
import { placeOf } from '#lib/server/sessions/connect';
import { attachment, immutableHeaders, notModified } from './response-headers.ts';
import type { RouteCall } from './route-call.ts';
import { readQuery, respondJson } from './route-call.ts';

/** What an artifact carries, decoded and understood: one entry for every document. */
export async function answerDocument({ request, url, session, signal }: RouteCall): Promise<Response> {
  const { ref, prompt } = readQuery('GET /api/document', url);
  const reference = parseReference(ref);
  const version = getReadersVersion();
  const known = reference.digest === undefined ? undefined : notModified(request, reference.digest, version);
  if (known !== undefined) return known;
  const { registry, repository } = reference;
  const place = placeOf(session, reference);
  const { digest, entries, isCut } = await readManifestDocuments(place, reference, signal, prompt === '1');
  const isCounting = entries.some((entry) => entry.isCounting === true);
  const named = formatReference({ registry, repository, digest });
  return respondJson(
    'GET /api/document',
    { about: digest, reference: named, documents: entries },
    {
      ...immutableHeaders(digest, version),
      ...(reference.digest === undefined ? { 'cache-control': 'private, no-cache' } : {}),
      // What could not be got may be there a moment later, and what is being counted will be.
      ...(isCut || isCounting ? { 'cache-control': 'private, no-store' } : {}),
    },
  );
}

/**
 * A page of the rows of one part of a document; all that fit as a table for a spreadsheet; or the ways that lead to one
 * package, with the packages on them.
 */
export async function answerDocumentRows({ url, session, signal }: RouteCall): Promise<Response> {
  const asked = readQuery('GET /api/document/rows', url);
  const reference = parseReference(asked.ref);
  const query = toRowQuery(asked);
  const { blob, index = 0, part, path } = asked;
  const place = placeOf(session, reference);
  const where = { reference, blob, index, part };
  if (path !== undefined) {
    const { paths, packages } = await findPaths(place, where, path, signal);
    const all = { total: packages.length, of: packages.length, isComplete: true };
    return respondJson('GET /api/document/rows', { ...all, rows: packages, paths });
  }
  if (asked.format === 'csv')
    return await tableResponse(part, query, (page) => findRows(place, where, page, signal));
  const found = await findRows(place, where, query, signal);
  const end = query.offset + found.rows.length;
  return respondJson('GET /api/document/rows', {
    ...found,
    ...(end < found.total ? { next: String(end) } : {}),
  });
}

/** Page by page: the table of a million rows is never in memory as a whole. */
async function tableResponse(
  part: PartName,
  query: RowQuery,
  find: (page: RowQuery) => Promise<OpenedRows>,
): Promise<Response> {
  const count = limits.tablePageRows;
  // What cannot be read is a problem, and no table without rows.
  let next: OpenedRows | undefined = await find({ ...query, offset: 0, count });
  // The order of rows is known when all are.
  while (!next.isComplete) next = await find({ ...query, offset: 0, count });
  let offset = 0;
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      async pull(controller) {
        next ??= await find({ ...query, offset, count });
        const { rows, total } = next;
        next = undefined;
        const text = rows.map((row) => csvLine(part, row)).join('');
        controller.enqueue(encoder.encode(offset === 0 ? csvHead(part) + text : text));
        offset += rows.length;
        if (rows.length === 0 || offset >= total) controller.close();
      },
    },
    { highWaterMark: 0 },
  );
  return new Response(body, {
    headers: {
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': attachment(`${part}.csv`),
      'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
    },
  });
}

function toRowQuery({ q = '', filter = '', sort, n, last }: QueryOf<'GET /api/document/rows'>): RowQuery {
  const filters = parseRowFilter(filter);
  if (filters === undefined)
    throw invalidRequest('The parameter "filter" is invalid: write severity:critical,high;fixable:1.');
  const order = sort === undefined ? undefined : parseRowSort(sort);
  if (sort !== undefined && order === undefined)
    throw invalidRequest('The parameter "sort" is invalid: write the name of a field.');
  return {
    q,
    filter: filters,
    ...(order === undefined ? {} : { sort: order }),
    offset: last ?? 0,
    count: n ?? limits.rowsPerPage,
  };
}
