import type { SessionDocument } from '#lib/api/contract/session-contract';
import { readBounded } from '#lib/registry/body';
import { highestRole } from '#lib/roles/rights';
import { recordAct } from '#lib/server/plans/record-act';
import { getLog } from '#lib/server/platform/log';
import { ownPath } from '#lib/server/platform/own-path';
import { problemError } from '#lib/server/platform/problem-error';
import { getServices } from '#lib/server/platform/services';
import { teamLimits } from '#lib/server/sessions/limits';
import type { Session, SessionUser } from '#lib/server/sessions/session';
import { nobody, personNameOf } from '#lib/server/sessions/session';
import { beginSignIn, endByProvider, endTeamSession, finishSignIn } from '#lib/server/sessions/team-sign-in';
import { toRightsDocument } from './rights-document.ts';
import type { RouteCall } from './route-call.ts';
import { readQuery, respondJson } from './route-call.ts';
import { withProblemPage } from './sign-in-problem-page.ts';

/** Says who is signed in, and what they may do at most. */
export async function answerSession({ url, session }: RouteCall): Promise<Response> {
  readQuery('GET /api/session', url);
  const { user } = session;
  return respondJson('GET /api/session', user === undefined ? { mode: 'own' } : toDocument(user));
}

/**
 * Leads the browser to the sign-in at the identity provider.
 *
 * @throws ProblemError `not-found` where no team is served, `sign-in-limited`, `provider-unavailable`
 */
export async function answerSessionStart({ url, request }: RouteCall): Promise<Response> {
  assertTeam();
  const { to = '/', fresh } = readQuery('GET /api/session/start', url);
  const address = request.headers.get('x-client-address') ?? '';
  const wish = { isFresh: fresh === '1', target: ownPath(to) };
  return await withProblemPage(request, async () => leadOn(await beginSignIn(wish, address)));
}

/**
 * Takes a browser that comes back from the identity provider, which adds parameters of its own to the address.
 *
 * @throws ProblemError `not-found` where no team is served, `sign-in-failed`, `provider-unavailable`, `audit-unwritable`
 */
export async function answerSessionCallback({ request, requestId }: RouteCall): Promise<Response> {
  assertTeam();
  return await withProblemPage(request, async () =>
    leadOn(
      await finishSignIn(request, (person, signIn) =>
        recordAct({ session: person, requestId }, actOf(person, 'sign-in'), signIn),
      ),
    ),
  );
}

/**
 * Ends the session here, and says where the browser ends it at the provider as well.
 *
 * @throws ProblemError `not-found` where no team is served, `sign-in-needed`, `store-unavailable`, `audit-unwritable`
 */
export async function answerSessionEnd(call: RouteCall): Promise<Response> {
  assertTeam();
  const { request, session } = call;
  const { location, cookies } = await recordAct(call, actOf(session, 'sign-out'), () =>
    endTeamSession(request),
  );
  // The form of the page for who has no role.
  if (request.headers.get('accept')?.includes('text/html') === true)
    return leadOn({ location: location ?? '/', cookies });
  const answer = respondJson('POST /api/session/end', location === undefined ? {} : { location });
  for (const cookie of cookies) answer.headers.append('set-cookie', cookie);
  return answer;
}

/**
 * Ends the sessions that the identity provider names, by a logout token.
 * https://openid.net/specs/openid-connect-backchannel-1_0.html#BCRequest
 *
 * @throws ProblemError `not-found` where no team is served, `request-invalid` for any other token
 */
export async function answerBackchannel({ request, requestId, signal }: RouteCall): Promise<Response> {
  assertTeam();
  const { bytes, truncated } = await readBounded(
    new Response(request.body),
    teamLimits.logoutFormMaxBytes,
    signal,
  );
  const token = truncated ? null : new URLSearchParams(new TextDecoder().decode(bytes)).get('logout_token');
  const admit = endRecorded.bind(undefined, requestId);
  if (token === null || !(await endByProvider(token, admit)))
    throw problemError(
      'request-invalid',
      'This is no logout token of the identity provider, or it came before.',
    );
  return new Response(null, { status: 200, headers: { 'cache-control': 'no-store' } });
}

/** A logout that cannot be recorded is done all the same: who is signed out there must not stay signed in here. */
async function endRecorded(
  requestId: string,
  issuer: string,
  names: readonly string[],
  end: () => Promise<void>,
): Promise<void> {
  const { host } = new URL(issuer);
  const user = { name: host, email: undefined, rights: [], authenticatedAt: 0, endsAt: 0 };
  const act = { action: 'session', verb: 'end', target: names.join(', ') };
  await recordAct({ session: { ...nobody, user }, requestId }, act, end).catch(async (err: unknown) => {
    getLog().error({ err, requestId }, 'a logout by the identity provider was not recorded');
    await end();
  });
}

function actOf(session: Session, verb: 'sign-in' | 'sign-out') {
  return { action: 'session', verb, target: personNameOf(session) ?? '' };
}

function toDocument({ name, email, rights, authenticatedAt, endsAt }: SessionUser): SessionDocument {
  const role = highestRole(rights);
  return {
    mode: 'team',
    name,
    ...(email === undefined ? {} : { email }),
    ...(role === undefined ? {} : { role }),
    rights: toRightsDocument(rights),
    ...(authenticatedAt === 0 ? {} : { authenticatedAt: new Date(authenticatedAt).toISOString() }),
    endsAt: new Date(endsAt).toISOString(),
  };
}

function leadOn({
  location,
  cookies,
}: {
  readonly location: string;
  readonly cookies: readonly string[];
}): Response {
  const headers = new Headers({ location });
  for (const cookie of cookies) headers.append('set-cookie', cookie);
  return new Response(null, { status: 303, headers });
}

function assertTeam(): void {
  if (getServices().settings.shared !== undefined) return;
  throw problemError('not-found', 'Nobody signs in here: this Orrery serves one person.', {
    hint: 'Set ORRERY_PUBLIC_URL to serve a team.',
  });
}
