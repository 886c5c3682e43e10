import type { Fetch } from '#lib/registry/fetch';
import { RegistryError } from '#lib/registry/registry-error';
import { getMetrics } from '#lib/server/platform/metrics';

/** The same way to the network, whose requests are counted by `registry` as those of scans. */
export function countedScan(fetch: Fetch, registry: string): Fetch {
  return async (url, request) => {
    const count = (outcome: string) => getMetrics().countScanRequest(registry, outcome);
    try {
      const answer = await fetch(url, request);
      count(String(answer.status));
      return answer;
    } catch (error) {
      count(error instanceof RegistryError ? error.code : 'internal');
      throw error;
    }
  };
}
