import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Logger } from 'pino';
import { limits } from '#lib/server/platform/limits';
import { getLog } from '#lib/server/platform/log';
import { currentRequest, withRequest } from '#lib/server/platform/request-context';
import type { SharedSettings } from '#lib/server/platform/shared-settings';
import type { Tracing } from '#lib/server/platform/tracing';
import type { Access } from './access.ts';
import { clientAddress } from './client-address.ts';
import { findDirectRoute } from './direct-routes.ts';
import { toListener } from './node-adapter.ts';
import { observeAnswer } from './observe-answer.ts';
import type { Refusal } from './refusal.ts';
import { sendRefusal } from './refusal.ts';
import { isHook, judgeOrigin, judgeRequest, pathOf } from './request-guard.ts';
import { addMissing, onResponseHead, restoreLength } from './response-head.ts';
import type { PageContext } from './security-headers.ts';
import { pagePolicy, securityHeaders } from './security-headers.ts';
import { asksForPage, sendWaitingPage } from './waiting-page.ts';

export type Listener = (incoming: IncomingMessage, outgoing: ServerResponse) => Promise<void>;

export type Upgrade = (incoming: IncomingMessage, socket: Duplex, head: Buffer) => void;

/** What answers the requests that pass the guards. */
export type Backends = {
  readonly registry: Listener;
  readonly pages: Listener;
  readonly upgrade: Upgrade;
  /** Who may use the pages; the registry has rules of its own. */
  readonly access: Access;
  /** False while changes cannot be recorded: requests should go to another replica. */
  readonly isReady: () => boolean;
};

export type ServerState =
  | { readonly kind: 'starting' }
  | { readonly kind: 'ready'; readonly backends: Backends }
  | { readonly kind: 'draining'; readonly backends: Backends };

export type DispatcherOptions = {
  /** `host:port` spellings that we answer to, the one we print first. */
  readonly hosts: readonly string[];
  /** Who stands in front of us; undefined where browsers come directly. */
  readonly front?: Front | undefined;
  readonly isDev: boolean;
  readonly state: () => ServerState;
  readonly log: Pick<Logger, 'debug' | 'error'>;
  /** Undefined where no spans are collected. */
  readonly tracing?: Tracing | undefined;
};

/** The origin that our pages have outside, and the proxies that say who a client is. */
export type Front = Pick<SharedSettings, 'origin' | 'trustedProxies'>;

export type Dispatcher = { readonly listener: Listener; readonly upgrade: Upgrade };

/** Makes what every request meets first: it judges the request, then hands it to the registry inside or to the pages. */
export function createDispatcher(parts: DispatcherOptions): Dispatcher {
  return { listener: createListener(parts), upgrade: createUpgrade(parts) };
}

function createListener(parts: DispatcherOptions): Listener {
  const answer = answerWith(parts);
  return (incoming, outgoing) => {
    const request = observeAnswer(incoming, outgoing, {
      trusted: parts.front?.trustedProxies ?? [],
      log: parts.log,
      tracing: parts.tracing,
    });
    return withRequest(request, () => answer(incoming, outgoing));
  };
}

function answerWith(parts: DispatcherOptions): Listener {
  return async (incoming, outgoing) => {
    const path = pathOf(incoming.url ?? '');
    const page = { nonce: randomBytes(16).toString('base64'), isDev: parts.isDev };
    const state = parts.state();
    onResponseHead(outgoing, () => withSecurityHeaders(outgoing, path, page));
    if (state.kind === 'draining') outgoing.setHeader('connection', 'close');
    // A supervisor asks by the address of the machine, not by our name.
    const refusal = parts.front !== undefined && isProbe(path) ? undefined : judge(incoming, parts);
    if (refusal !== undefined) return sendRefusal(incoming, outgoing, refusal);
    if (isProbe(path)) {
      if (passesProbe(path, state)) return answerOk(outgoing);
      return answerLater(incoming, outgoing, state);
    }
    if (state.kind === 'starting' && asksForPage(incoming)) return sendWaitingPage(incoming, outgoing, page);
    if (state.kind === 'starting') return answerLater(incoming, outgoing, state);
    try {
      prepareForwarded(incoming, parts.front);
      await dispatch(state.backends, incoming, outgoing, path, page);
    } catch (error) {
      parts.log.error({ err: error, path }, 'request failed');
      if (outgoing.headersSent) outgoing.destroy();
      else
        sendRefusal(incoming, outgoing, {
          status: 500,
          code: 'internal',
          detail: 'This could not be answered.',
        });
    }
  };
}

/** Judges upgrades likewise; only the development server's channel to its own page is one. */
function createUpgrade(parts: DispatcherOptions): Upgrade {
  return (incoming, socket, head) => {
    const state = parts.state();
    const isRefused = judge(incoming, parts) !== undefined;
    if (!parts.isDev || isRefused || state.kind !== 'ready') return void socket.destroy();
    if (state.backends.access.isAllowed(incoming.headers)) state.backends.upgrade(incoming, socket, head);
    else socket.destroy();
  };
}

function judge(incoming: IncomingMessage, { hosts, isDev, front }: DispatcherOptions): Refusal | undefined {
  return judgeRequest(incoming, { hosts, isDev }) ?? judgeOrigin(incoming, front?.origin);
}

function isProbe(path: string): boolean {
  return path === '/livez' || path === '/readyz' || path === '/startupz';
}

// https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/
function passesProbe(path: string, state: ServerState): boolean {
  if (path === '/livez') return true;
  if (path === '/startupz') return state.kind !== 'starting';
  return state.kind === 'ready' && state.backends.isReady();
}

async function dispatch(
  backends: Backends,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  path: string,
  page: PageContext,
): Promise<void> {
  if (incoming.headers.expect !== undefined && incoming.httpVersion !== '1.0') outgoing.writeContinue();
  limitIdleClient(incoming, outgoing, limits.clientIdleMs);
  if (path === '/v2' || path.startsWith('/v2/')) return backends.registry(incoming, outgoing);
  if (!(await backends.access.admit({ incoming, outgoing, page }))) return;
  preparePageRequest(incoming, page);
  const direct = findDirectRoute(incoming.method, path);
  if (direct !== undefined) return await toListener(direct, logBroken(path))(incoming, outgoing);
  await backends.pages(incoming, outgoing);
  // Next lets a body that ended short of its length hang: the client would wait for the rest.
  if (outgoing.strictContentLength && !outgoing.writableFinished) outgoing.destroy();
}

function logBroken(path: string) {
  return (err: unknown) => getLog().error({ err, path }, 'an answer broke off');
}

function withSecurityHeaders(outgoing: ServerResponse, path: string, page: PageContext): void {
  restoreLength(outgoing);
  const isPage = /^text\/html\b/i.test(String(outgoing.getHeader('content-type')));
  addMissing(outgoing, securityHeaders(path, page, isPage));
  const request = currentRequest();
  if (request !== undefined) addMissing(outgoing, { 'x-request-id': request.id });
  if (path.startsWith('/api/')) addMissing(outgoing, { 'cache-control': 'private, no-store' });
}

function answerOk(outgoing: ServerResponse): void {
  outgoing.writeHead(200, { 'content-type': 'text/plain', 'content-length': 3, 'cache-control': 'no-store' });
  outgoing.end('ok\n');
}

function answerLater(incoming: IncomingMessage, outgoing: ServerResponse, { kind }: ServerState): void {
  const detail = kind === 'ready' ? 'The database of Orrery does not answer.' : `Orrery is ${kind}.`;
  const code = kind === 'ready' ? 'store-unavailable' : 'disconnected';
  sendRefusal(incoming, outgoing, { status: 503, code, detail });
}

/**
 * Ends a connection whose client has stopped in the middle of its body, or takes nothing of what it was sent: it would
 * hold a connection to a registry for as long as it likes. A slow client may take all day as long as bytes keep moving,
 * and the time that we ourselves take, to store what came or to have something to send, does not count.
 */
export function limitIdleClient(incoming: IncomingMessage, outgoing: ServerResponse, idleMs: number): void {
  const { socket } = incoming;
  outgoing.on('timeout', () => {
    const isSilent = !incoming.complete && incoming.readableLength === 0;
    const takesNothing = outgoing.writableLength > 0;
    if (isSilent || takesNothing) socket.destroy();
    else socket.setTimeout(idleMs);
  });
  socket.setTimeout(idleMs);
}

/** Replaces what is said of where a request came from by what we know: the address of the client, by trusted proxies. */
function prepareForwarded({ headers, socket }: IncomingMessage, front: Front | undefined): void {
  const forwarded = headers['x-forwarded-for'];
  for (const name of Object.keys(headers)) {
    if (name.startsWith('x-forwarded-') || name === 'forwarded' || ownHeaders.includes(name))
      delete headers[name];
  }
  if (front === undefined) return;
  headers['x-client-address'] = clientAddress(socket.remoteAddress, forwarded, front.trustedProxies);
}

/** Headers by which our own server tells the pages and routes what it knows; nobody else may send them. */
const ownHeaders = ['x-client-address', 'x-user'];

/**
 * Makes the request what Next may believe. It takes the nonce for its scripts from the request's own policy header, so
 * whatever the client sent there is overwritten.
 */
function preparePageRequest(incoming: IncomingMessage, page: PageContext): void {
  const { headers } = incoming;
  delete headers['content-security-policy-report-only'];
  // Judged already, and nothing behind us needs it but the token of a registry.
  if (!isHook(incoming.url ?? '')) delete headers.authorization;
  headers['content-security-policy'] = pagePolicy(page);
  headers['x-nonce'] = page.nonce;
  // A layout learns of its address nowhere else.
  headers['x-address'] = incoming.url;
}
