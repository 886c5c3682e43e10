import type { RateLimit } from '#lib/oci/request-usage';
import type { AnswerHeaders, HttpAnswer } from '#lib/registry/http-answer';

/** Keeps the newest word of a registry about how often it may still be asked. */
export type RateLimitTracker = {
  readonly note: (response: HttpAnswer) => void;
  readonly newest: () => RateLimit | undefined;
};

/** A tracker that has seen no answer yet. */
export function createRateLimitTracker(): RateLimitTracker {
  let newest: RateLimit | undefined;
  return {
    newest: () => newest,
    note: ({ headers, status }) => {
      newest = parseRateLimit(headers) ?? newest;
      // Who refuses us has nothing left for us, also where the answer leaves its numbers out.
      if (status === 429 && newest !== undefined) newest = { ...newest, remaining: 0 };
    },
  };
}

const largest = Number.MAX_SAFE_INTEGER;
/** Without one of these no answer has both numbers. */
const numbered = ['ratelimit-limit', 'x-ratelimit-limit', 'ratelimit-policy'] as const;

/**
 * What an answer says of the requests still allowed: `RateLimit-Limit: 100;w=21600` as Docker Hub sends it, the same
 * with `X-` as GitHub does, or the fields of draft-ietf-httpapi-ratelimit-headers-10. Undefined unless both numbers
 * are there and make sense.
 */
export function parseRateLimit(headers: AnswerHeaders): RateLimit | undefined {
  // Most registries say nothing of it, and every answer passes here.
  if (!numbered.some((name) => headers.has(name))) return undefined;
  const policy = headers.get('ratelimit-policy') ?? '';
  const limits = headers.get('ratelimit-limit') ?? headers.get('x-ratelimit-limit') ?? '';
  const rests = headers.get('ratelimit-remaining') ?? headers.get('x-ratelimit-remaining') ?? '';
  const limit = firstNumber(limits) ?? parameter(policy, 'q');
  const remaining = firstNumber(rests) ?? parameter(headers.get('ratelimit') ?? '', 'r');
  if (limit === undefined || remaining === undefined || limit === 0) return undefined;
  const windowSeconds = windowOf(limits, limit) ?? parameter(rests, 'w') ?? parameter(policy, 'w');
  return {
    limit,
    remaining: Math.min(remaining, limit),
    ...(windowSeconds === undefined || windowSeconds === 0 ? {} : { windowSeconds }),
  };
}

// `10, 10;w=1, 50;w=60`: the first number is the limit in force, and the window may stand only where it is repeated.
function windowOf(text: string, limit: number): number | undefined {
  const items = text.slice(0, 1000).split(',');
  return items.map((item) => (firstNumber(item) === limit ? parameter(item, 'w') : undefined)).find(Boolean);
}

function firstNumber(text: string): number | undefined {
  return toNumber(/^\s*(\d{1,16})\s*(?:[;,]|$)/.exec(text.slice(0, 1000))?.[1]);
}

function parameter(text: string, name: string): number | undefined {
  return toNumber(
    new RegExp(`;\\s*${name}=(\\d{1,16})\\b`).exec(text.slice(0, 1000).split(',')[0] ?? '')?.[1],
  );
}

function toNumber(digits: string | undefined): number | undefined {
  const value = Number(digits);
  return digits !== undefined && value <= largest ? value : undefined;
}
