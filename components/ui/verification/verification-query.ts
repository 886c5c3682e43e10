import { queryOptions } from '@tanstack/react-query';
import { retryOnce } from '#lib/api/client/retry-once';
import { apiLimits } from '#lib/api/limits';

/**
 * Every signature and attestation of an artifact, checked against the policy of this tab, else against those of the
 * server: its checks as they are made. The code that reads the answer loads with it.
 */
export function verificationQuery(reference: string) {
  return queryOptions({
    queryKey: ['verification', reference],
    queryFn: async (context) => (await import('./read-verification.ts')).readVerification(reference)(context),
    staleTime: apiLimits.listFreshMs,
    refetchOnWindowFocus: false,
    structuralSharing: false,
    retry: retryOnce,
  });
}
