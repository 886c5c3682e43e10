import type { Session } from '#lib/server/sessions/session';

/** One request to our own interface. `signal` aborts when the client has gone. */
export type RouteCall = {
  readonly request: Request;
  readonly url: URL;
  readonly session: Session;
  readonly signal: AbortSignal;
  /** Names this request in its answer, in the log and in the audit log. */
  readonly requestId: string;
};

/** The body of a route: it answers one request, and throws what `handler` turns into a problem. */
export type RouteHandler = (call: RouteCall) => Promise<Response>;
