import { getServices } from '#lib/server/platform/services';
import type { CredentialStore } from './credentials/credential-store.ts';
import type { Session } from './session.ts';
import { renewSession } from './session.ts';

/**
 * Adds to the credentials of the session of a request. On one's own machine they are kept in memory, and the answer
 * carries a new cookie; in a team they are sealed into the row of the session. Gives the headers of the answer.
 *
 * @throws ProblemError `store-unavailable`
 */
export async function addCredentials(
  request: Request,
  change: (credentials: CredentialStore) => void,
): Promise<Readonly<Record<string, string>>> {
  if (getServices().settings.shared !== undefined) {
    await changeOfTeam(request, change);
    return {};
  }
  const { session, cookie } = renewSession(request);
  change(session.credentials);
  return { 'set-cookie': cookie };
}

/**
 * Forgets the credentials of a session for a registry.
 *
 * @throws ProblemError `store-unavailable`
 */
export async function removeCredentials(
  { request, session }: { readonly request: Request; readonly session: Session },
  registry: string,
): Promise<void> {
  if (getServices().settings.shared === undefined) session.credentials.delete(registry);
  else await changeOfTeam(request, (credentials) => credentials.delete(registry));
}

async function changeOfTeam(request: Request, change: (credentials: CredentialStore) => void): Promise<void> {
  const { changeTeamCredentials } = await import('./open-team-session.ts');
  await changeTeamCredentials(request, change);
}
