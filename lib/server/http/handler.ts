import { randomUUID } from 'node:crypto';
import type { Problem } from '#lib/api/problems/problem';
import { makeProblem } from '#lib/api/problems/problem-table';
import { getLog } from '#lib/server/platform/log';
import { problemError, problemOfError } from '#lib/server/platform/problem-error';
import { currentRequest } from '#lib/server/platform/request-context';
import { getServices } from '#lib/server/platform/services';
import type { RouteHandler } from '#lib/server/routes/route-call';
import { authorize } from './authorize.ts';
import { judgeOrigin } from './request-guard.ts';

/** Makes a route of its body: it judges where the request comes from, turns errors into problems, and keeps answers out of caches unless their headers say otherwise. */
export function handler(name: string, answer: RouteHandler): (request: Request) => Promise<Response> {
  return async (request) => {
    const requestId = currentRequest()?.id ?? randomUUID();
    try {
      const url = new URL(request.url);
      refuseForeign(request, url);
      const session = await authorize(request, url);
      const call = { request, url, session, signal: request.signal, requestId };
      const response = await answer(call);
      cancelWhenGone(response, request.signal);
      return withDefaultHeaders(response, requestId);
    } catch (error) {
      const problem = request.signal.aborted
        ? clientClosedRequest(requestId)
        : problemOfError(error, requestId);
      getLog()[problem.code === 'internal' ? 'error' : 'debug'](
        { err: error, requestId, route: name },
        problem.title,
      );
      return withDefaultHeaders(problemResponse(problem), requestId);
    }
  };
}

/**
 * The same answer without its body. Exported as HEAD wherever GET streams: Next would run GET and never cancel its
 * stream, which leaves a connection open for each HEAD.
 */
export function withoutBody(answer: RouteHandler): RouteHandler {
  return async (call) => {
    const { body, status, headers } = await answer(call);
    await body?.cancel();
    return new Response(null, { status, headers });
  };
}

// Next drops the body of a client that has gone before it is read; uncancelled it would hold a connection, or a turn.
function cancelWhenGone({ body }: Response, gone: AbortSignal): void {
  if (body === null) return;
  // Whoever reads it already cancels it too.
  const cancel = () => body.cancel(gone.reason).catch(() => undefined);
  if (gone.aborted) void cancel();
  else gone.addEventListener('abort', cancel, { once: true });
}

// Our own server judges this for every path; a route started any other way must not be without it.
function refuseForeign(request: Request, { pathname }: URL): void {
  const headers = Object.fromEntries(request.headers);
  const { shared } = getServices().settings;
  const refusal = judgeOrigin({ method: request.method, url: pathname, headers }, shared?.origin);
  if (refusal === undefined) return;
  throw problemError(refusal.code, refusal.detail);
}

function clientClosedRequest(requestId: string): Problem {
  return makeProblem('cancelled', 'The client left before the answer.', { requestId });
}

function problemResponse(problem: Problem): Response {
  const headers = new Headers({ 'content-type': 'application/problem+json' });
  if (problem.retryAfterSeconds !== undefined)
    headers.set('retry-after', String(Math.ceil(problem.retryAfterSeconds)));
  return new Response(JSON.stringify(problem), { status: problem.status, headers });
}

function withDefaultHeaders(response: Response, requestId: string): Response {
  const { headers } = response;
  headers.set('x-request-id', requestId);
  headers.set('vary', 'Cookie');
  headers.set('x-content-type-options', 'nosniff');
  if (!headers.has('cache-control')) headers.set('cache-control', 'private, no-store');
  if (!headers.has('content-security-policy'))
    headers.set('content-security-policy', "default-src 'none'; frame-ancestors 'none'");
  return response;
}
