import { AsyncLocalStorage } from 'node:async_hooks';
import { processGlobal } from './process-global.ts';
import type { Span } from './tracing.ts';

/** What names a request, wherever it is being worked on. */
export type RequestContext = {
  /** Stands in the answer, in its problem, in the log and in the audit log. */
  readonly id: string;
  /** The trace that the request belongs to; undefined where nobody traces it. */
  readonly traceId: string | undefined;
  /** Undefined where no spans are collected. */
  readonly span: Span | undefined;
};

// Our own server opens it, and the route handlers that Next bundles apart read it.
const storage = processGlobal('request', () => new AsyncLocalStorage<RequestContext>());

/** Does the work of a request: whatever it starts knows which request it is for. */
export function withRequest<Result>(request: RequestContext, work: () => Result): Result {
  return storage.run(request, work);
}

/** The request that is being worked on; undefined outside of one. */
export function currentRequest(): RequestContext | undefined {
  return storage.getStore();
}
