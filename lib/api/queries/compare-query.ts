import { queryOptions } from '@tanstack/react-query';
import { callRoute } from '#lib/api/client/client';
import { retryOnce } from '#lib/api/client/retry-once';
import { apiLimits } from '#lib/api/limits';
import type { Comparison } from '#lib/formats/compare/comparison';

/** What differs between two artifacts, on a platform that both have. */
export function compareQuery(left: string, right: string, platform?: string) {
  return queryOptions({
    queryKey: ['compare', left, right, platform ?? ''],
    queryFn: ({ signal }) => callRoute('GET /api/compare', { left, right, platform }, { signal }),
    staleTime: apiLimits.listFreshMs,
    refetchOnWindowFocus: false,
    structuralSharing: false,
    retry: retryOnce,
  });
}

/** Which of their files differ. Nothing asks again by itself: layers are downloaded for it. */
export function compareFilesQuery(left: string, right: string, platform?: string) {
  return queryOptions({
    queryKey: ['compare', left, right, platform ?? '', 'files'],
    queryFn: async ({ signal }): Promise<NonNullable<Comparison['files']>> => {
      const parameters = { left, right, platform, files: '1' } as const;
      const { files } = await callRoute('GET /api/compare', parameters, { signal });
      return files ?? { state: 'missing', reason: 'This server does not compare files.' };
    },
    staleTime: Number.POSITIVE_INFINITY,
    structuralSharing: false,
    retry: false,
  });
}
