import { queryOptions } from '@tanstack/react-query';
import { callRoute } from '#lib/api/client/client';
import { readFacts } from '#lib/api/client/read-facts';
import { retryOnce } from '#lib/api/client/retry-once';
import { apiLimits } from '#lib/api/limits';
import { apiPath } from '#lib/api/routes/api-path';
import { createSemaphore } from '#lib/async/semaphore';
import type { Fact } from '#lib/graph/model';
import { summaryOf } from '#lib/graph/summary';
import { contentSizeOf, parseManifest } from '#lib/oci/manifest';
import { fetchManifest } from './content-queries.ts';

const semaphore = createSemaphore(apiLimits.rowQuestionsMax);

/** What a tag of a list points to now; the same entry of the cache as `resolveQuery`. */
export function tagDigestQuery(reference: string) {
  return queryOptions({
    queryKey: ['resolve', reference],
    queryFn: ({ signal }) =>
      semaphore.run(() => callRoute('GET /api/resolve', { ref: reference }, { signal }), { signal }),
    staleTime: apiLimits.summaryFreshMs,
    retry: retryOnce,
  });
}

/** What a row says of the artifact `host/name:tag@digest`; null where it is not there. */
export function summaryQuery(reference: string) {
  return queryOptions({
    queryKey: ['summary', reference.replace(/:[^:@/]*(?=@)/, '')],
    queryFn: ({ signal }) =>
      semaphore.run(
        async () => {
          const facts: Fact[] = [];
          for await (const batch of readFacts(apiPath('/api/graph', { ref: reference, row: '1' }), signal))
            facts.push(...batch);
          return summaryOf(facts) ?? null;
        },
        { signal },
      ),
    staleTime: apiLimits.summaryFreshMs,
    structuralSharing: false,
    retry: retryOnce,
  });
}

/** Bytes of config and layers of the image `host/name@digest`; null where its manifest does not tell. */
export function contentSizeQuery(reference: string) {
  return queryOptions({
    queryKey: ['content-size', reference],
    queryFn: ({ signal }) =>
      semaphore.run(
        async () => {
          const { bytes, mediaType } = await fetchManifest(reference, signal);
          return contentSizeOf(parseManifest(bytes, mediaType)) ?? null;
        },
        { signal },
      ),
    staleTime: 'static',
    retry: retryOnce,
  });
}
