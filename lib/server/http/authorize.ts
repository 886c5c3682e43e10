import { findRoute } from '#lib/api/routes/find-route';
import { getServices } from '#lib/server/platform/services';
import { limitRequests } from '#lib/server/sessions/limit-requests';
import { roleMissing } from '#lib/server/sessions/rights/role-missing';
import type { Session } from '#lib/server/sessions/session';
import { nobody, sessionOf } from '#lib/server/sessions/session';
import { judgeRoute, routeRules } from './route-rules.ts';

/**
 * The session of a request, once it is clear that its person may ask this route. On one's own machine everybody who got
 * here may. A path that is no route is answered to whoever is signed in: that there is nothing.
 *
 * @throws ProblemError `sign-in-needed`, `requests-limited`, `role-missing`, `provider-unavailable`, `store-unavailable`
 */
export async function authorize(request: Request, url: URL): Promise<Session> {
  if (getServices().settings.shared === undefined) return sessionOf(request);
  const { openTeamSession } = await import('#lib/server/sessions/open-team-session');
  const { keepReach } = await import('#lib/server/questions/keep-reach');
  const name = findRoute(request.method, url.pathname);
  const rule = name === undefined ? 'signed-in' : routeRules[name];
  if (rule === 'open') return nobody;
  const opensByKey = typeof rule === 'object' && 'orKey' in rule;
  if (opensByKey && url.searchParams.has('key')) return nobody;
  const session = await openTeamSession(request);
  await limitRequests(session.owner);
  await keepReach(session);
  if (rule === 'signed-in') return session;
  const missing = judgeRoute(rule, session.user?.rights ?? [], url.searchParams);
  if (missing !== undefined) throw roleMissing(missing.role, missing.place);
  return session;
}
