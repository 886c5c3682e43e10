import { LRUCache } from 'lru-cache';
import { ProblemError } from '#lib/api/problems/problem-error';
import { makeProblem } from '#lib/api/problems/problem-table';
import { limits } from './limits.ts';

export type RateLimitOptions = {
  readonly max: number;
  readonly perMs: number;
  readonly now?: () => number;
};

/**
 * Bounds how often something is tried. The answer is undefined, and the attempt counted, when it may go ahead; else the
 * seconds until the next one may. A refused attempt is not counted: who waits that long gets in.
 */
export function createRateLimit({ max, perMs, now = () => performance.now() }: RateLimitOptions) {
  const recent = new LRUCache<string, readonly number[]>({ max: limits.rateLimitKeysMax });
  return (key: string): number | undefined => {
    const time = now();
    const times = (recent.get(key) ?? []).filter((earlier) => earlier > time - perMs);
    const [oldest] = times;
    if (oldest !== undefined && times.length >= max) return Math.ceil((oldest + perMs - time) / 1000);
    recent.set(key, [...times, time]);
    return undefined;
  };
}

const attemptSignIn = createRateLimit({ max: limits.signInsMax, perMs: limits.signInsPerMs });

/** Throws when a user was tried at a registry too often: nobody is to guess a password, or lock an account, through us. */
export function limitSignIns(registry: string, username: string): void {
  const retryAfterSeconds = attemptSignIn(JSON.stringify([registry, username]));
  if (retryAfterSeconds === undefined) return;
  const detail = `${username.slice(0, 100)} was signed in to ${registry} ${limits.signInsMax} times within a minute.`;
  throw new ProblemError(
    makeProblem('sign-in-limited', detail, { requestId: '', registry, retryAfterSeconds }),
  );
}
