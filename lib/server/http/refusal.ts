import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { makeProblem } from '#lib/api/problems/problem-table';
import { currentRequest } from '#lib/server/platform/request-context';

/** Why a request is answered here, before a backend sees it. */
export type Refusal = {
  readonly status: 400 | 401 | 403 | 404 | 405 | 417 | 421 | 429 | 500 | 503;
  readonly code:
    | 'request-invalid'
    | 'origin-refused'
    | 'token-needed'
    | 'sign-in-needed'
    | 'tokens-limited'
    | 'not-found'
    | 'disconnected'
    | 'store-unavailable'
    | 'internal';
  readonly detail: string;
  /** Where the usual hint of the code does not say enough. */
  readonly hint?: string;
};

// What follows on a connection that began with a malformed request cannot be trusted. Nor is it known whether a body
// still comes from a client that was waiting to be asked for it.
const closing = new Set<Refusal['status']>([400, 417, 421]);

/** Answers in the form of the interface that was called: the distribution spec's at `/v2/`, problem details elsewhere. */
export function sendRefusal(incoming: IncomingMessage, outgoing: ServerResponse, refusal: Refusal): void {
  const isRegistry = incoming.url?.startsWith('/v2/') === true;
  const body = JSON.stringify(isRegistry ? toOciErrors(refusal) : toProblem(refusal));
  outgoing.writeHead(refusal.status, {
    'content-type': isRegistry ? 'application/json' : 'application/problem+json',
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    ...(refusal.status === 503 ? { 'retry-after': '1' } : {}),
    ...(refusal.status === 429 ? { 'retry-after': '60' } : {}),
    // https://www.rfc-editor.org/rfc/rfc9110#name-401-unauthorized wants the scheme named.
    ...(refusal.status === 401 ? { 'www-authenticate': 'Bearer realm="Orrery"' } : {}),
    ...(refusal.status === 405 ? { allow: 'GET, HEAD' } : {}),
    ...(closing.has(refusal.status) || incoming.headers.expect !== undefined ? { connection: 'close' } : {}),
  });
  outgoing.end(incoming.method === 'HEAD' ? undefined : body);
}

// https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#error-codes
function toOciErrors({ status, detail }: Refusal): unknown {
  return { errors: [{ code: status === 403 ? 'DENIED' : 'UNSUPPORTED', message: detail }] };
}

function toProblem({ status, code, detail, hint }: Refusal): unknown {
  const context = {
    requestId: currentRequest()?.id ?? randomUUID(),
    ...(hint === undefined ? {} : { hint }),
  };
  return { ...makeProblem(code, detail, context), status };
}
