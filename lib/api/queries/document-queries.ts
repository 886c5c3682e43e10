import type { QueryClient } from '@tanstack/react-query';
import { queryOptions } from '@tanstack/react-query';
import { callRoute, parseAnswer } from '#lib/api/client/client';
import { retryOnce } from '#lib/api/client/retry-once';
import type { DocumentEntry, RowsPage } from '#lib/api/contract/document-contract';
import { apiLimits } from '#lib/api/limits';
import type { ParametersOf } from '#lib/api/routes/route-types';
import type { PartName, PartRows } from '#lib/formats/documents/rows';

/** A page of the rows of a part. */
export type PartPage<Part extends PartName> = Omit<RowsPage, 'rows'> & {
  readonly rows: readonly PartRows[Part][];
};

import type { z } from 'zod/mini';

type RowSchemas = { readonly [Part in PartName]: z.ZodMiniType<PartRows[Part]> };

/** Which rows: those of `GET /api/document/rows`. */
export type RowsAsked<Part extends PartName> = Omit<ParametersOf<'/api/document/rows'>, 'part' | 'format'> & {
  readonly part: Part;
};

/**
 * What the artifact that a reference names carries, decoded and understood; of a large SBOM first what is known before its
 * packages are counted, with `isCounting`.
 */
export function documentQuery(reference: string) {
  return queryOptions({
    queryKey: ['document', reference],
    queryFn: async ({ client, queryKey, signal }) => {
      const first = await callRoute('GET /api/document', { ref: reference, prompt: '1' }, { signal });
      if (!first.documents.some(({ isCounting }) => isCounting)) return first;
      for (const entry of first.documents) await keepFirstRows(client, reference, entry);
      client.setQueryData(queryKey, first);
      return await callRoute('GET /api/document', { ref: reference }, { signal });
    },
    staleTime: reference.includes('@') ? apiLimits.documentFreshMs : 0,
    retry: retryOnce,
  });
}

/** A page of the rows of one part of a document; `last` is how many rows stand before it. */
export function rowsQuery<Part extends PartName>(asked: RowsAsked<Part>) {
  return queryOptions({
    queryKey: ['document-rows', asked],
    queryFn: async ({ signal }) =>
      toPage(asked.part, await callRoute('GET /api/document/rows', asked, { signal })),
    staleTime: apiLimits.documentFreshMs,
    // While the document is being read there are more rows with each answer.
    refetchInterval: ({ state }) => (state.data?.isComplete === false ? apiLimits.readingRowsMs : false),
    retry: retryOnce,
  });
}

/** The first rows came with the document: the table of its packages need not ask for them. */
async function keepFirstRows(client: QueryClient, ref: string, entry: DocumentEntry): Promise<void> {
  const { blob, index, firstRows } = entry;
  if (firstRows === undefined) return;
  const place = { ref, blob: blob.digest, part: 'packages', ...(index === 0 ? {} : { index }) } as const;
  const asked = { ...place, n: apiLimits.tableRows };
  client.setQueryData(rowsQuery(asked).queryKey, await toPage(asked.part, firstRows));
}

async function toPage<Part extends PartName>(part: Part, page: RowsPage): Promise<PartPage<Part>> {
  const schema = await rowSchemaOf(part);
  return { ...page, rows: page.rows.map((row) => parseAnswer(schema, row)) };
}

async function rowSchemaOf<Part extends PartName>(part: Part) {
  const { partRowSchemas } = await import('#lib/api/contract/document-contract');
  const known: RowSchemas = partRowSchemas;
  return known[part];
}
