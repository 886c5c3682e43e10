import { z } from 'zod/mini';
import type { Credentials, SignedIn } from '#lib/api/contract';
import { credentialsSchema } from '#lib/api/contract';
import { parseRegistry } from '#lib/oci/reference';
import { Secret } from '#lib/registry/auth/secret';
import { invalidRequest, readDocument } from '#lib/server/answers/read-parameters';
import { createClient, disconnect } from '#lib/server/connect';
import { limitSignIns } from '#lib/server/credentials/attempts';
import type { RouteCall } from '#lib/server/handler';
import { renewSession } from '#lib/server/session';

const signOutSchema = z.object({ host: z.string() });

/**
 * Tries credentials at the registry; those that open it are kept for this browser, the others are forgotten. A registry
 * that opens to anybody never asks for them: they are kept for what it may keep closed, and the answer says so.
 */
export async function answerSignIn({ request, signal }: RouteCall): Promise<Response> {
  const { host, username, password } = await readDocument<Credentials>(request, credentialsSchema);
  const registry = parseRegistry(host);
  if (username === '' || password === '') throw invalidRequest('User name and password are needed.');
  const credential = { kind: 'basic', username, password: new Secret(password) } as const;
  limitSignIns(registry, username);
  let isChecked = false;
  const source = async () => {
    isChecked = true;
    return credential;
  };
  await createClient(registry, source).ping({ signal });
  const { session, cookie } = renewSession(request);
  session.credentials.set(registry, credential);
  return Response.json({ isChecked } satisfies SignedIn, { headers: { 'set-cookie': cookie } });
}

/** Forgets the credentials of a registry, and the tokens they were exchanged for. */
export async function answerSignOut({ request, session }: RouteCall): Promise<Response> {
  const { host } = await readDocument(request, signOutSchema);
  const registry = parseRegistry(host);
  session.credentials.delete(registry);
  disconnect(session, registry);
  return new Response(null, { status: 204 });
}
