import type { QueryOf } from '#lib/api/routes/route-types';
import type { PartName } from '#lib/formats/documents/rows';
import { csvHead, csvLine } from '#lib/formats/rows/row-csv';
import type { RowQuery } from '#lib/formats/rows/row-query';
import { parseRowFilter, parseRowSort } from '#lib/formats/rows/row-query';
import { formatReference, parseReference } from '#lib/oci/reference';
import { getReadersVersion } from '#lib/server/documents/document-service';
import type { OpenedRows } from '#lib/server/documents/document-types';
import { findRows } from '#lib/server/documents/find-rows';
import { readManifestDocuments } from '#lib/server/documents/read-manifest-documents';
import { limits } from '#lib/server/platform/limits';
import { invalidRequest } from '#lib/server/platform/problem-error';
import { placeOf } from '#lib/server/sessions/connect';
import { attachment, immutableHeaders, notModified } from './response-headers.ts';
import type { RouteCall } from './route-call.ts';
import { readQuery, respondJson } from './route-call.ts';

/** What an artifact carries, decoded and understood: one entry for every document. */
export async function answerDocument({ request, url, session, signal }: RouteCall): Promise<Response> {
  const reference = parseReference(readQuery('GET /api/document', url).ref);
  const version = getReadersVersion();
  const known = reference.digest === undefined ? undefined : notModified(request, reference.digest, version);
  if (known !== undefined) return known;
  const { registry, repository } = reference;
  const place = placeOf(session, reference);
  const { digest, entries, isCut } = await readManifestDocuments(place, reference, signal);
  const named = formatReference({ registry, repository, digest });
  return respondJson(
    'GET /api/document',
    { about: digest, reference: named, documents: entries },
    {
      ...immutableHeaders(digest, version),
      ...(reference.digest === undefined ? { 'cache-control': 'private, no-cache' } : {}),
      // What could not be got may be there a moment later.
      ...(isCut ? { 'cache-control': 'private, no-store' } : {}),
    },
  );
}

/** A page of the rows of one part of a document, or all that fit as a table for a spreadsheet. */
export async function answerDocumentRows({ url, session, signal }: RouteCall): Promise<Response> {
  const asked = readQuery('GET /api/document/rows', url);
  const reference = parseReference(asked.ref);
  const query = toRowQuery(asked);
  const { blob, index = 0, part } = asked;
  const isTable = asked.format === 'csv';
  const found = await findRows(
    placeOf(session, reference),
    { reference, blob, index, part },
    isTable ? { ...query, offset: 0, count: limits.csvRowsMax } : query,
    signal,
  );
  if (isTable) return tableResponse(part, found.rows);
  const end = query.offset + found.rows.length;
  return respondJson('GET /api/document/rows', {
    ...found,
    ...(end < found.total ? { next: String(end) } : {}),
  });
}

function tableResponse(part: PartName, rows: OpenedRows['rows']): Response {
  const headers = {
    'content-type': 'text/csv; charset=utf-8; header=present',
    'content-disposition': attachment(`${part}.csv`),
    'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
  };
  return new Response(csvHead(part) + rows.map((row) => csvLine(part, row)).join(''), { headers });
}

function toRowQuery({ q = '', filter = '', sort, n, last }: QueryOf<'GET /api/document/rows'>): RowQuery {
  const filters = parseRowFilter(filter);
  if (filters === undefined)
    throw invalidRequest(
      'The parameter "filter" is not what belongs there: write severity:critical,high;fixable:1.',
    );
  const order = sort === undefined ? undefined : parseRowSort(sort);
  if (sort !== undefined && order === undefined)
    throw invalidRequest('The parameter "sort" is not what belongs there: write the name of a field.');
  return {
    q,
    filter: filters,
    ...(order === undefined ? {} : { sort: order }),
    offset: last ?? 0,
    count: n ?? limits.rowsPerPage,
  };
}
