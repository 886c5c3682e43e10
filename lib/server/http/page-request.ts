import type { IncomingMessage } from 'node:http';
import type { PageContext } from '#lib/server/http/security-headers';
import { pagePolicy } from '#lib/server/http/security-headers';

/**
 * Makes the request what Next may believe. It takes the nonce for its scripts from the request's own policy header, so
 * whatever the client sent there is overwritten; and no proxy stands before this server whose headers could be trusted.
 */
export function preparePageRequest(incoming: IncomingMessage, page: PageContext): void {
  const { headers } = incoming;
  for (const name of Object.keys(headers)) {
    if (name.startsWith('x-forwarded-') || name === 'forwarded') delete headers[name];
  }
  delete headers['content-security-policy-report-only'];
  // Judged already, and nothing behind us needs it.
  delete headers.authorization;
  headers['content-security-policy'] = pagePolicy(page);
  headers['x-nonce'] = page.nonce;
}
