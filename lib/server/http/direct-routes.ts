import { processGlobal } from '#lib/server/platform/process-global';

/** Answers GET requests to one path. */
type DirectRoute = (request: Request) => Promise<Response>;

// Made on the side of the route handlers, where the sessions and their connections are, and called from our own server.
const routes = processGlobal('direct-routes', () => new Map<string, DirectRoute>());

/**
 * Offers a route to our own server, which then answers GET for its path itself: many bytes go out faster, and a body
 * that breaks breaks the connection at once. A chunk is sent before the next is asked for. Until its module is loaded, by the first request, Next answers.
 */
export function offerDirectly(path: string, answer: DirectRoute): void {
  routes.set(path, answer);
}

/** The route that answers this request without Next; undefined where there is none. */
export function findDirectRoute(method: string | undefined, path: string): DirectRoute | undefined {
  return method === 'GET' ? routes.get(path) : undefined;
}
