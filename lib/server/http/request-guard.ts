import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { Refusal } from './refusal.ts';

export type RequestHead = Pick<IncomingMessage, 'method' | 'url' | 'headers' | 'rawHeaders'>;
export type GuardRules = { readonly hosts: readonly string[]; readonly isDev: boolean };

// Nothing of ours uses these doors of the framework, and each has let something in before (CVE-2025-55182, CVE-2025-29927).
const closedDoors = ['next-action', 'next-resume', 'x-middleware-subrequest'];
const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** Refuses what no honest client sends: other names for this machine (DNS rebinding), odd targets, closed doors. */
export function judgeRequest(head: RequestHead, rules: GuardRules): Refusal | undefined {
  return (
    judgeHost(head, rules.hosts) ??
    judgeTarget(head) ??
    judgeDoors(head) ??
    judgeMethod(head, rules.isDev) ??
    judgeExpectation(head)
  );
}

function judgeHost({ headers, rawHeaders }: RequestHead, hosts: readonly string[]): Refusal | undefined {
  const names = rawHeaders.filter((_, i) => i % 2 === 0).filter((name) => name.toLowerCase() === 'host');
  if (names.length !== 1) return invalid('A request names exactly one Host.');
  if (hosts.includes((headers.host ?? '').toLowerCase())) return undefined;
  return { status: 421, code: 'request-invalid', detail: `This server answers only to ${hosts[0]}.` };
}

function judgeTarget({ url = '' }: RequestHead): Refusal | undefined {
  const path = pathOf(url);
  if (!path.startsWith('/')) return invalid('The target of a request is a path that begins with one slash.');
  // The framework answers `//host` and `/\host` with a redirect to that host.
  if (/^\/[/\\]/.test(path) || path.includes('\\')) {
    return invalid('The path has slashes where none belong.');
  }
  return isDecodable(path)
    ? undefined
    : invalid('The path has a percent sign that does not start an encoded character.');
}

function judgeDoors({ headers }: RequestHead): Refusal | undefined {
  const door = closedDoors.find((name) => headers[name] !== undefined);
  return door === undefined ? undefined : invalid(`The header ${door} is not accepted here.`);
}

function judgeMethod({ method = '', url = '' }: RequestHead, isDev: boolean): Refusal | undefined {
  const isRead = method === 'GET' || method === 'HEAD';
  const takesWrites = /^\/(?:v2|api)\//.test(url) || (isDev && /^\/__?next/.test(url));
  if (isRead || (takesWrites && methods.includes(method))) return undefined;
  return { status: 405, code: 'request-invalid', detail: `${method} is not possible here.` };
}

// https://www.rfc-editor.org/rfc/rfc9110#name-expect knows one expectation.
function judgeExpectation({ headers }: RequestHead): Refusal | undefined {
  const { expect } = headers;
  if (expect === undefined || expect.toLowerCase() === '100-continue') return undefined;
  return { status: 417, code: 'request-invalid', detail: 'The header Expect can only be 100-continue.' };
}

function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

function invalid(detail: string): Refusal {
  return { status: 400, code: 'request-invalid', detail };
}

/** Whether a registry sends a notification there, which brings a token of its own. */
export function isHook(path: string): boolean {
  return /^\/api\/hooks\/[^/?]+$/.test(path);
}

/** The target without its query: what may stand in a log. */
export function pathOf(url: string): string {
  return url.split('?', 1)[0] ?? '';
}

export type OriginHead = {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly headers: IncomingHttpHeaders;
};

/**
 * A page of another origin can neither read nor write here. Browsers say where a request comes from by `Origin` and
 * `Sec-Fetch-Site`; terminal clients send neither and pass, except that a write to our own interface must then say
 * `X-Orrery-Request: 1`, which no form or image of another site can. The identity provider, which ends sessions, proves
 * who it is by a signed token, and so does a registry that notifies us. `ownOrigin` is the origin of our own pages where TLS ends in front of us.
 */
export function judgeOrigin(
  { method = 'GET', url = '', headers }: OriginHead,
  ownOrigin = `http://${headers.host}`,
): Refusal | undefined {
  const { origin } = headers;
  if (origin !== undefined && origin !== ownOrigin) {
    return refuse(
      `A page of ${origin === 'null' ? 'an unnamed origin' : origin.slice(0, 100)} asked for this.`,
    );
  }
  const isRead = method === 'GET' || method === 'HEAD';
  const site = headers['sec-fetch-site'];
  if ((site === 'cross-site' || site === 'same-site') && !(isRead && isTopNavigation(headers))) {
    return refuse('A page of another origin asked for this.');
  }
  const isOurs =
    origin !== undefined ||
    headers['x-orrery-request'] === '1' ||
    url.startsWith('/v2/') ||
    url === '/api/session/backchannel' ||
    isHook(url);
  return isRead || isOurs ? undefined : refuse('A change must say where it comes from.');
}

/** Somebody followed a link to us: what comes back fills a window of its own, which the other page cannot read. */
function isTopNavigation(headers: IncomingHttpHeaders): boolean {
  return headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
}

function refuse(detail: string): Refusal {
  return { status: 403, code: 'origin-refused', detail };
}
