import { rightsOf } from '#lib/roles/rights';
import { plainPagePolicy } from '#lib/server/platform/plain-page';
import type { SharedSettings } from '#lib/server/platform/shared-settings';
import { lookUpSession } from '#lib/server/sessions/team-stores';
import type { Access, AccessExchange } from './access.ts';
import { isKeyed } from './keyed-path.ts';
import { sendRefusal } from './refusal.ts';
import { pathOf } from './request-guard.ts';
import { databasePage, noRolePage, signInPage } from './team-pages.ts';

/** What asks for no session: the way in, what the page before it may need, and what registries send with their token. */
const openPaths =
  /^\/(?:api\/session\/(?:start|callback|backchannel)$|api\/hooks\/[^/]+$|_next\/static\/|icon\.svg$)/;

/**
 * Lets in who is signed in, and shows others the way to sign in. What somebody may ask is judged by each route; here
 * only a person without any role is told so, who would see pages with nothing on them.
 */
export function teamAccess(settings: Pick<SharedSettings, 'provider' | 'roles'>): Access {
  const { host, origin } = new URL(settings.provider.issuer);
  return {
    // Upgrades are for development, which nobody serves to a team.
    isAllowed: () => false,
    admit: async (exchange) => {
      const { incoming } = exchange;
      const { url = '', headers } = incoming;
      const path = pathOf(url);
      if (openPaths.test(path) || isKeyed(incoming)) return true;
      const found = await lookUpSession(headers.cookie);
      const isPage = !/^\/api(?:\/|$)/.test(path);
      if (found.kind === 'unavailable')
        return refuse(exchange, 'store-unavailable', isPage ? databasePage : undefined);
      if (found.kind === 'none') {
        return refuse(
          exchange,
          'sign-in-needed',
          isPage ? (nonce) => signInPage({ host, target: url, nonce }) : undefined,
        );
      }
      const { name, groups } = found.stored;
      if (isPage && rightsOf(groups, settings.roles).length === 0) {
        sendPage(exchange, 403, (nonce) => noRolePage({ name, groups, nonce }), origin);
        return false;
      }
      headers['x-user'] = encodeURIComponent(name.toWellFormed());
      return true;
    },
  };
}

type MakePage = (nonce: string) => string;

const refusals = {
  'sign-in-needed': { status: 401, detail: 'You are not signed in to this Orrery.' },
  'store-unavailable': { status: 503, detail: 'The database of Orrery does not answer.' },
} as const;

function refuse(exchange: AccessExchange, code: keyof typeof refusals, page: MakePage | undefined): false {
  const { status, detail } = refusals[code];
  if (page === undefined) sendRefusal(exchange.incoming, exchange.outgoing, { status, code, detail });
  else sendPage(exchange, status, page);
  return false;
}

function sendPage(
  { incoming, outgoing, page }: AccessExchange,
  status: number,
  make: MakePage,
  formOrigin?: string,
): void {
  const html = make(page.nonce);
  outgoing.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'content-length': Buffer.byteLength(html),
    'cache-control': 'no-store',
    'content-security-policy': plainPagePolicy(page.nonce, formOrigin),
    // A form says where it comes from, which it does not under `no-referrer`.
    'referrer-policy': 'same-origin',
    ...(status === 503 ? { 'retry-after': '5' } : {}),
  });
  outgoing.end(incoming.method === 'HEAD' ? undefined : html);
}
