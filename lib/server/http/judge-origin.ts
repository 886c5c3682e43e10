import type { IncomingHttpHeaders } from 'node:http';
import type { Refusal } from '#lib/server/http/refusal';

export type OriginHead = {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly headers: IncomingHttpHeaders;
};

/**
 * A page of another origin can neither read nor write here. Browsers say where a request comes from by `Origin` and
 * `Sec-Fetch-Site`; terminal clients send neither and pass, except that a write to our own interface must then say
 * `X-Orrery-Request: 1`, which no form or image of another site can.
 */
export function judgeOrigin({ method = 'GET', url = '', headers }: OriginHead): Refusal | undefined {
  const { origin } = headers;
  if (origin !== undefined && origin !== `http://${headers.host}`) {
    return refuse(
      `A page of ${origin === 'null' ? 'an unnamed origin' : origin.slice(0, 100)} asked for this.`,
    );
  }
  const isRead = method === 'GET' || method === 'HEAD';
  const site = headers['sec-fetch-site'];
  if ((site === 'cross-site' || site === 'same-site') && !(isRead && isTopNavigation(headers))) {
    return refuse('A page of another origin asked for this.');
  }
  const isOurs = origin !== undefined || headers['x-orrery-request'] === '1' || url.startsWith('/v2/');
  return isRead || isOurs ? undefined : refuse('A change must say where it comes from.');
}

/** Somebody followed a link to us: what comes back fills a window of its own, which the other page cannot read. */
function isTopNavigation(headers: IncomingHttpHeaders): boolean {
  return headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
}

function refuse(detail: string): Refusal {
  return { status: 403, code: 'origin-refused', detail };
}
