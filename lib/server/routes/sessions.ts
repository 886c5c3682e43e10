import { rightsOf } from '#lib/roles/rights';
import { recordAct } from '#lib/server/plans/record-act';
import { problemError } from '#lib/server/platform/problem-error';
import { getServices } from '#lib/server/platform/services';
import type { SharedSettings } from '#lib/server/platform/shared-settings';
import { teamLimits } from '#lib/server/sessions/limits';
import { cookieKey, readCookie, teamCookies } from '#lib/server/sessions/sealing/cookies';
import { getTeamStores } from '#lib/server/sessions/team-stores';
import { toRightsDocument } from './rights-document.ts';
import type { RouteCall } from './route-call.ts';
import { readQuery, respondJson } from './route-call.ts';

/**
 * The sessions of everybody, for who runs this Orrery.
 *
 * @throws ProblemError `not-found` where no team is served
 */
export async function answerSessions({ url, request }: RouteCall): Promise<Response> {
  readQuery('GET /api/sessions', url);
  const { roles } = teamSettings();
  const cookie = readCookie(request.headers.get('cookie'), teamCookies.session) ?? '';
  const all = await getTeamStores().sessions.list(teamLimits.listedSessionsMax, teamLimits.idleMs);
  const sessions = all.map(({ key, name, email, groups, createdAt, seenAt, endsAt }) => ({
    id: key,
    name,
    ...(email === undefined ? {} : { email }),
    groups: [...groups],
    rights: toRightsDocument(rightsOf(groups, roles)),
    createdAt: new Date(createdAt).toISOString(),
    seenAt: new Date(seenAt).toISOString(),
    endsAt: new Date(endsAt).toISOString(),
    isOwn: key === cookieKey(cookie),
  }));
  return respondJson('GET /api/sessions', { sessions });
}

/**
 * Ends the session of somebody, on every replica at once; the audit log says who did, and whose it was.
 *
 * @throws ProblemError `not-found` where there is none, `audit-unwritable`, `store-unavailable`
 */
export async function answerEndSession(call: RouteCall): Promise<Response> {
  teamSettings();
  const id = call.url.pathname.split('/')[3] ?? '';
  const { sessions } = getTeamStores();
  const found = await sessions.find(id, teamLimits.idleMs);
  if (found === undefined) throw noSession();
  const act = { action: 'session', verb: 'end', target: found.email ?? found.name };
  await recordAct(call, act, async () => {
    if (!(await sessions.end(id))) throw noSession();
  });
  return new Response(null, { status: 204 });
}

function noSession() {
  return problemError('not-found', 'There is no such session.', { hint: 'It may have ended already.' });
}

function teamSettings(): SharedSettings {
  const { shared } = getServices().settings;
  if (shared !== undefined) return shared;
  throw problemError('not-found', 'Nobody signs in here: this Orrery serves one person.');
}
