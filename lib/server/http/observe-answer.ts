import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import type { AddressRange } from '#lib/server/platform/address-range';
import { getMetrics } from '#lib/server/platform/metrics';
import type { RequestContext } from '#lib/server/platform/request-context';
import type { Span, TraceParent, Tracing } from '#lib/server/platform/tracing';
import { pathOf } from './request-guard.ts';
import { identifyRequest } from './request-identity.ts';
import { routeLabel } from './route-label.ts';

export type Observation = {
  /** Proxies that may name a request and its trace. */
  readonly trusted: readonly AddressRange[];
  readonly log: Pick<Logger, 'debug'>;
  readonly tracing: Tracing | undefined;
};

// Many, alike, and of nobody's interest one by one.
const untraced = new Set(['probe', '/_next/']);

/**
 * Names a request. When its answer has ended, one line is logged, it is counted, and its span ends; each without the
 * query, which may hold a secret.
 */
export function observeAnswer(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  { trusted, log, tracing }: Observation,
): RequestContext {
  const { method = '', url = '' } = incoming;
  const path = pathOf(url);
  const route = routeLabel(method, path);
  const { id, parent } = identifyRequest(incoming, trusted);
  const span = untraced.has(route) ? undefined : beginSpan(tracing, { method, path, route, parent });
  const traceId = span?.traceId ?? parent?.traceId;
  const began = performance.now();
  outgoing.once('close', () => {
    const milliseconds = performance.now() - began;
    const { statusCode: status, writableFinished: whole } = outgoing;
    getMetrics().countRequest(route, status, milliseconds);
    span?.end({ 'http.response.status_code': status }, status >= 500 || !whole ? 'failed' : 'ok');
    const ids = { requestId: id, ...(traceId === undefined ? {} : { traceId }) };
    log.debug({ method, path, status, whole, ms: Math.round(milliseconds), ...ids }, 'request');
  });
  return { id, traceId, span };
}

type Begun = {
  readonly method: string;
  readonly path: string;
  readonly route: string;
  readonly parent: TraceParent | undefined;
};

function beginSpan(tracing: Tracing | undefined, { method, path, route, parent }: Begun): Span | undefined {
  const name = route.includes(' ') && !route.startsWith('/') ? route : `${method} ${route}`;
  const attributes = { 'http.request.method': method, 'http.route': route, 'url.path': path };
  return tracing?.begin(name, attributes, parent);
}
