import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { limits } from '#lib/server/platform/limits';
import { ownPath } from '#lib/server/platform/own-path';
import { createRateLimit } from '#lib/server/platform/rate-limit';
import type { AccessNotice } from './access-page.ts';
import { accessPage, continuePage } from './access-page.ts';
import { accessSecrets, bearerOf, hasAccessCookie, isSameSecret, takeToken } from './access-secrets.ts';
import { isKeyed } from './keyed-path.ts';
import { sendRefusal } from './refusal.ts';
import { isHook, pathOf } from './request-guard.ts';
import type { PageContext } from './security-headers.ts';
import { pagePolicy } from './security-headers.ts';

/** Who may use the pages and the interface of this process. */
export type Access = {
  /** Whether the headers alone let a request in. */
  readonly isAllowed: (headers: IncomingHttpHeaders) => boolean;
  /** True when the request may go on; otherwise it has been answered: with 401, or by taking the token it brought. */
  readonly admit: (exchange: AccessExchange) => Promise<boolean>;
};

/** A request, its answer, and the nonce for what stands on the page. */
export type AccessExchange = {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
  readonly page: PageContext;
};

export type TokenAccess = {
  readonly token: string;
  readonly port: number;
  /** Where the token stands, as a person would type it. */
  readonly tokenPath: string;
};

/** Where the form of our page sends the token. */
const formPath = '/api/access';

/** Lets in every program on this machine. */
export const openAccess: Access = { isAllowed: () => true, admit: async () => true };

/** Lets in who has the token: in a header, in a cookie, or once in an address or in the form of our page. */
export function tokenAccess({ token, port, tokenPath }: TokenAccess): Access {
  const secrets = accessSecrets(token, port);
  const attempt = createRateLimit({ max: limits.wrongTokensMax, perMs: limits.wrongTokensPerMs });
  const setCookie = `${secrets.cookieName}=${secrets.cookieValue}; Path=/; Max-Age=${limits.accessCookieSeconds}; HttpOnly; SameSite=Strict`;
  const isAllowed = (headers: IncomingHttpHeaders) => {
    const bearer = bearerOf(headers);
    return (bearer !== undefined && isSameSecret(bearer, token)) || hasAccessCookie(headers, secrets);
  };
  // The right token is never counted: nobody can keep its owner out by guessing.
  const judge = (given: string | undefined): AccessNotice => {
    if (given === undefined) return 'token-missing';
    return attempt('all') === undefined ? 'token-wrong' : 'tokens-limited';
  };
  const answerForm = async (exchange: AccessExchange) => {
    const { given, target } = await readAccessForm(exchange.incoming);
    if (isSameSecret(given, token)) sendOn(exchange, target, setCookie);
    else sendAccessPage(exchange, judge(given), { target, tokenPath });
  };
  const admit = async (exchange: AccessExchange) => {
    const { method, url = '', headers } = exchange.incoming;
    if (method === 'POST' && url === formPath) {
      await answerForm(exchange);
      return false;
    }
    // A registry has a token of its own.
    if (method === 'POST' && isHook(url)) return true;
    const isPage = !/^\/api(?:\/|$)/.test(pathOf(url));
    const { token: inAddress, rest } = isPage ? takeToken(url) : { token: undefined, rest: url };
    const isRight = inAddress !== undefined && isSameSecret(inAddress, token);
    const isIn = isAllowed(headers) || isKeyed(exchange.incoming);
    if (isIn && inAddress === undefined) return true;
    if (isIn || isRight) sendOn(exchange, rest, isRight ? setCookie : undefined);
    else {
      const notice = judge(inAddress ?? bearerOf(headers));
      if (isPage) sendAccessPage(exchange, notice, { target: rest, tokenPath });
      else sendProblem(exchange, notice, tokenPath);
    }
    return false;
  };
  return { isAllowed, admit };
}

/** Leads to the same address without the token, so that neither the history nor a link of the page holds it. */
function sendOn({ outgoing }: AccessExchange, target: string, cookie: string | undefined): void {
  outgoing.writeHead(303, {
    location: target,
    'cache-control': 'no-store',
    'content-length': 0,
    ...(cookie === undefined ? {} : { 'set-cookie': cookie }),
  });
  outgoing.end();
}

function sendProblem({ incoming, outgoing }: AccessExchange, notice: AccessNotice, tokenPath: string): void {
  sendRefusal(incoming, outgoing, {
    ...refusals[notice],
    hint: `Open the address that Orrery printed when it started. Scripts send "Authorization: Bearer <token>"; the token stands in ${tokenPath}.`,
  });
}

const refusals = {
  'token-missing': { status: 401, code: 'token-needed', detail: 'No token came with this request.' },
  'token-wrong': { status: 401, code: 'token-needed', detail: 'This is not the token of Orrery.' },
  'tokens-limited': {
    status: 429,
    code: 'tokens-limited',
    detail: 'Too many wrong tokens came within a minute.',
  },
} as const satisfies Record<AccessNotice, unknown>;

type PageParts = { readonly target: string; readonly tokenPath: string };

function sendAccessPage(exchange: AccessExchange, notice: AccessNotice, parts: PageParts): void {
  const { incoming, outgoing, page } = exchange;
  const isLink = notice === 'token-missing' && comesFromElsewhere(incoming.headers);
  const { nonce } = page;
  const html = isLink ? continuePage(parts.target, nonce) : accessPage({ notice, nonce, ...parts });
  const { status } = refusals[notice];
  outgoing.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'content-length': Buffer.byteLength(html),
    'cache-control': 'no-store',
    'content-security-policy': pagePolicy(page),
    // The form says where it comes from, which it does not under `no-referrer`.
    'referrer-policy': 'same-origin',
    ...(status === 401 ? { 'www-authenticate': 'Bearer realm="Orrery"' } : { 'retry-after': '60' }),
  });
  outgoing.end(incoming.method === 'HEAD' ? undefined : html);
}

/** A link on a page of another site: the browser holds back the cookie, whether it has one or not. */
function comesFromElsewhere(headers: IncomingHttpHeaders): boolean {
  return headers['sec-fetch-site'] === 'cross-site' && headers['sec-fetch-mode'] === 'navigate';
}

type AccessForm = {
  /** The token that was pasted; empty without one. */
  readonly given: string;
  /** The path and query on this host to open afterwards, without a token. */
  readonly target: string;
};

/** What the form of our page sends; a form that is too long counts as empty. */
async function readAccessForm(incoming: IncomingMessage): Promise<AccessForm> {
  const fields = new URLSearchParams(await readText(incoming));
  return {
    given: fields.get('token')?.trim() ?? '',
    target: takeToken(ownPath(fields.get('target') ?? '/')).rest,
  };
}

async function readText(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of incoming) {
    bytes += chunk.length;
    // Read to its end all the same: an answer in the middle of a request breaks the connection.
    if (bytes <= limits.accessFormMaxBytes) chunks.push(chunk);
  }
  return bytes <= limits.accessFormMaxBytes ? Buffer.concat(chunks).toString() : '';
}
