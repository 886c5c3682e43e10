import type { Credentials } from '#lib/api/contract/registry-contract';
import { parseRegistry } from '#lib/oci/reference';
import type { Credential } from '#lib/registry/auth/credential';
import { Secret } from '#lib/registry/auth/credential';
import { parseOrigin } from '#lib/registry/auth/parse-origin';
import { invalidRequest } from '#lib/server/platform/problem-error';
import { limitSignIns } from '#lib/server/platform/shared-rate-limit';
import { disconnect } from '#lib/server/sessions/connect';
import { addCredentials, removeCredentials } from '#lib/server/sessions/keep-credentials';
import { ownCredential, tokenServersOf } from '#lib/server/sessions/session-credentials';
import { tryCredential } from '#lib/server/sessions/try-credential';
import type { RouteCall } from './route-call.ts';
import { readBody, respondJson } from './route-call.ts';

/**
 * Tries credentials at the registry, and keeps those that open it for this browser. A registry that opens to everybody
 * never asks for them: they are kept for what it may keep closed, and the answer says that they were not checked. A
 * token server of another owner gets them only when the request names it, which is kept for this browser and registry
 * too.
 *
 * @throws ProblemError `request-invalid` and `sign-in-limited`; RegistryError when the registry refuses, or names a
 *   token server that is not allowed
 */
export async function answerSignIn(call: RouteCall): Promise<Response> {
  const document = await readBody('POST /api/sign-in', call.request);
  const registry = parseRegistry(document.host);
  const tokenServer = readTokenServer(document.tokenServer);
  const typed = readCredential(document);
  await limitSignIns(registry, document.username ?? '', call.session.owner);
  const known =
    typed ?? (tokenServer === undefined ? undefined : await ownCredential(call.session, registry));
  if (known === undefined) throw invalidRequest('User name and password are needed.');
  const isAllowed = tokenServersOf(call.session, registry);
  const isChecked = await tryCredential({
    registry,
    credential: known,
    allowsTokenServer: (origin) => origin === tokenServer || isAllowed(origin),
    signal: call.signal,
  });
  const headers = await addCredentials(call.request, (credentials) => {
    if (typed !== undefined) credentials.set(registry, typed);
    if (tokenServer !== undefined) credentials.allowTokenServer(registry, tokenServer);
  });
  return respondJson('POST /api/sign-in', { isChecked }, headers);
}

function readCredential({ username = '', password = '' }: Credentials): Credential | undefined {
  if (username === '' && password === '') return undefined;
  if (username === '' || password === '') throw invalidRequest('User name and password are needed.');
  return { kind: 'basic', username, password: new Secret(password) };
}

function readTokenServer(text: string | undefined): string | undefined {
  const origin = text === undefined ? undefined : parseOrigin(text);
  if (text !== undefined && origin === undefined)
    throw invalidRequest('"tokenServer" is an origin like https://auth.example.net.');
  return origin;
}

/** Forgets the credentials of a registry, the tokens they were exchanged for, and where they were allowed to go. */
export async function answerSignOut({ request, session }: RouteCall): Promise<Response> {
  const { host } = await readBody('POST /api/sign-out', request);
  const registry = parseRegistry(host);
  await removeCredentials({ request, session }, registry);
  disconnect(session, registry);
  return new Response(null, { status: 204 });
}
