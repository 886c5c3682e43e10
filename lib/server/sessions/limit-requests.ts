import { problemError } from '#lib/server/platform/problem-error';
import { createSharedRateLimit } from '#lib/server/platform/shared-rate-limit';
import { teamLimits } from './limits.ts';

const attemptRequest = createSharedRateLimit('requests of a person', {
  max: teamLimits.requestsMax,
  perMs: teamLimits.requestsPerMs,
});

/**
 * Counts a request of a person of a team, in all their sessions together, so that one script leaves the others their
 * answers.
 *
 * @throws ProblemError `requests-limited` with the seconds to wait
 */
export async function limitRequests(person: string): Promise<void> {
  const retryAfterSeconds = await attemptRequest(person);
  if (retryAfterSeconds === undefined) return;
  const detail = `You have sent ${teamLimits.requestsMax.toLocaleString('en')} requests within a minute.`;
  throw problemError('requests-limited', detail, { retryAfterSeconds });
}
