import { queryOptions } from '@tanstack/react-query';
import { callRoute, parseAnswer } from '#lib/api/client/client';
import { retryOnce } from '#lib/api/client/retry-once';
import type { RowsPage } from '#lib/api/contract/document-contract';
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

/** What the artifact that a reference names carries, decoded and understood. */
export function documentQuery(reference: string) {
  return queryOptions({
    queryKey: ['document', reference],
    queryFn: ({ signal }) => callRoute('GET /api/document', { ref: reference }, { signal }),
    staleTime: reference.includes('@') ? apiLimits.documentFreshMs : 0,
    retry: retryOnce,
  });
}

/** A page of the rows of one part of a document; `last` is how many rows stand before it. */
export function rowsQuery<Part extends PartName>(asked: RowsAsked<Part>) {
  return queryOptions({
    queryKey: ['document-rows', asked],
    queryFn: async ({ signal }): Promise<PartPage<Part>> => {
      const [page, schema] = await Promise.all([
        callRoute('GET /api/document/rows', asked, { signal }),
        rowSchemaOf(asked.part),
      ]);
      return { ...page, rows: page.rows.map((row) => parseAnswer(schema, row)) };
    },
    staleTime: apiLimits.documentFreshMs,
    // While the document is being read there are more rows with each answer.
    refetchInterval: ({ state }) => (state.data?.isComplete === false ? apiLimits.readingRowsMs : false),
    retry: retryOnce,
  });
}

async function rowSchemaOf<Part extends PartName>(part: Part) {
  const { partRowSchemas } = await import('#lib/api/contract/document-contract');
  const known: RowSchemas = partRowSchemas;
  return known[part];
}
