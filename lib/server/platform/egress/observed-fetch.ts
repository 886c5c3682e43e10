import type { Fetch } from '#lib/registry/fetch';
import { RegistryError } from '#lib/registry/registry-error';
import { getMetrics } from '#lib/server/platform/metrics';
import { currentRequest } from '#lib/server/platform/request-context';

/**
 * The same way to the network, counted by `registry` and with a span of each call in the trace of its request. Only the
 * path to the registry itself is told: that of a signed download is a key.
 */
export function observedFetch(fetch: Fetch, registry: string): Fetch {
  return async (url, request) => {
    const began = performance.now();
    const { method, purpose } = request;
    const span = currentRequest()?.span?.begin(`${method} ${purpose}`, {
      'http.request.method': method,
      'server.address': url.hostname,
      ...(purpose === 'registry' ? { 'url.path': url.pathname } : {}),
    });
    const end = (outcome: string, isFailure: boolean) => {
      getMetrics().countRegistryCall(registry, outcome, performance.now() - began);
      const name = isFailure ? 'error.type' : 'http.response.status_code';
      span?.end({ [name]: isFailure ? outcome : Number(outcome) }, isFailure ? 'failed' : 'ok');
    };
    try {
      const answer = await fetch(url, request);
      end(String(answer.status), false);
      return answer;
    } catch (error) {
      end(error instanceof RegistryError ? error.code : 'internal', true);
      throw error;
    }
  };
}
