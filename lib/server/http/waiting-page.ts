import type { IncomingMessage, ServerResponse } from 'node:http';
import { plainPage } from '#lib/server/platform/plain-page';
import { pathOf } from './request-guard.ts';
import type { PageContext } from './security-headers.ts';
import { pagePolicy } from './security-headers.ts';

const reloadAfterSeconds = 2;

/** Whether a request is a browser's for a page, and not a script's or a registry client's. */
export function asksForPage({ method, url = '', headers }: IncomingMessage): boolean {
  const isRead = method === 'GET' || method === 'HEAD';
  const isOther = /^\/(?:api|v2|_next|livez|readyz)(?:\/|$)/.test(pathOf(url));
  return isRead && !isOther && headers.accept?.includes('text/html') === true;
}

/** Answers a browser that comes while Orrery starts: a page that says so, and asks for the same address again by itself. */
export function sendWaitingPage(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  page: PageContext,
): void {
  const html = plainPage(
    page.nonce,
    `<h1>Orrery is starting</h1>
<p>This page opens as soon as it is ready. The first start takes about a minute.</p>`,
    `<meta http-equiv="refresh" content="${reloadAfterSeconds}">`,
  );
  outgoing.writeHead(503, {
    'content-type': 'text/html; charset=utf-8',
    'content-length': Buffer.byteLength(html),
    'cache-control': 'no-store',
    'content-security-policy': pagePolicy(page),
    'retry-after': String(reloadAfterSeconds),
  });
  outgoing.end(incoming.method === 'HEAD' ? undefined : html);
}
