import { queryOptions } from '@tanstack/react-query';
import { callRoute } from '#lib/api/client/client';
import { retryOnce } from '#lib/api/client/retry-once';
import { apiLimits } from '#lib/api/limits';

/** Which candidate is judged against which release, and by what; requirements in the words of the address. */
export type PromotionQuestion = {
  readonly candidate: string;
  readonly accepted: string;
  readonly require?: string | undefined;
  readonly policy?: string | undefined;
};

/** The parameters of `GET /api/audit` for a question. */
export function promotionParameters({ candidate, accepted, require, policy }: PromotionQuestion) {
  return { ref: candidate, against: accepted, require, policy };
}

/** Whether a candidate can replace the accepted release. */
export function promotionQuery(question: PromotionQuestion) {
  const { candidate, accepted, require = '', policy = '' } = question;
  return queryOptions({
    queryKey: ['promotion', candidate, accepted, require, policy],
    queryFn: ({ signal }) => callRoute('GET /api/audit', promotionParameters(question), { signal }),
    staleTime: apiLimits.listFreshMs,
    refetchOnWindowFocus: false,
    structuralSharing: false,
    retry: retryOnce,
  });
}
