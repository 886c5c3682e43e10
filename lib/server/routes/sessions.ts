import { problemError } from '#lib/server/platform/problem-error';
import { getServices } from '#lib/server/platform/services';
import { teamLimits } from '#lib/server/sessions/limits';
import { cookieKey, readCookie, teamCookies } from '#lib/server/sessions/sealing/cookies';
import { getTeamStores } from '#lib/server/sessions/team-stores';
import type { RouteCall } from './route-call.ts';
import { readQuery, respondJson } from './route-call.ts';

/**
 * The sessions of everybody, for who runs this Orrery.
 *
 * @throws ProblemError `not-found` where no team is served
 */
export async function answerSessions({ url, request }: RouteCall): Promise<Response> {
  readQuery('GET /api/sessions', url);
  assertTeam();
  const cookie = readCookie(request.headers.get('cookie'), teamCookies.session) ?? '';
  const all = await getTeamStores().sessions.list(teamLimits.listedSessionsMax, teamLimits.idleMs);
  const sessions = all.map(({ key, name, email, groups, createdAt, seenAt, endsAt }) => ({
    id: key,
    name,
    ...(email === undefined ? {} : { email }),
    groups: [...groups],
    createdAt: new Date(createdAt).toISOString(),
    seenAt: new Date(seenAt).toISOString(),
    endsAt: new Date(endsAt).toISOString(),
    isOwn: key === cookieKey(cookie),
  }));
  return respondJson('GET /api/sessions', { sessions });
}

/**
 * Ends the session of somebody, on every replica at once.
 *
 * @throws ProblemError `not-found` where there is none
 */
export async function answerEndSession({ url }: RouteCall): Promise<Response> {
  assertTeam();
  const ended = await getTeamStores().sessions.end(url.pathname.split('/')[3] ?? '');
  if (!ended)
    throw problemError('not-found', 'There is no such session.', { hint: 'It may have ended already.' });
  return new Response(null, { status: 204 });
}

function assertTeam(): void {
  if (getServices().settings.shared !== undefined) return;
  throw problemError('not-found', 'Nobody signs in here: this Orrery serves one person.');
}
