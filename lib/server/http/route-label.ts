import { createRouteFinder } from '#lib/api/routes/route-finder';
import { routeRules } from './route-rules.ts';

const findRoute = createRouteFinder(Object.keys(routeRules));

/**
 * The route of a request as one of few names, for metrics and traces: a path may be anything, and names repositories.
 */
export function routeLabel(method: string | undefined, path: string): string {
  if (path === '/livez' || path === '/readyz' || path === '/startupz') return 'probe';
  if (path === '/v2' || path.startsWith('/v2/')) return '/v2/';
  if (path.startsWith('/_next/')) return '/_next/';
  if (path === '/api' || path.startsWith('/api/')) return findRoute(method ?? '', path) ?? '/api/ unknown';
  return 'page';
}
