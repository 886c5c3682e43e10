import { z } from 'zod/mini';
import type { Credentials } from '#lib/api/contract';
import { credentialsSchema } from '#lib/api/contract';
import { parseJson } from '#lib/oci/parse-json';
import { parseRegistry } from '#lib/oci/reference';
import { Secret } from '#lib/registry/auth/secret';
import { readBounded } from '#lib/registry/body';
import { invalidRequest } from '#lib/server/answers/read-parameters';
import { createClient, disconnect } from '#lib/server/connect';
import type { RouteCall } from '#lib/server/handler';
import { renewSession } from '#lib/server/session';

const maxBytes = 16 * 1024;

/** Tries credentials at the registry; those that open it are kept for this browser, the others are forgotten. */
export async function answerSignIn({ request, signal }: RouteCall): Promise<Response> {
  const { host, username, password } = await readBody<Credentials>(request, credentialsSchema);
  const registry = parseRegistry(host);
  if (username === '' || password === '') throw invalidRequest('User name and password are needed.');
  const credential = { kind: 'basic', username, password: new Secret(password) } as const;
  await createClient(registry, async () => credential).ping({ signal });
  const { session, cookie } = renewSession(request);
  session.credentials.set(registry, credential);
  return new Response(null, { status: 204, headers: { 'set-cookie': cookie } });
}

/** Forgets the credentials of a registry, and the tokens they were exchanged for. */
export async function answerSignOut({ request, session }: RouteCall): Promise<Response> {
  const { host } = await readBody(request, signOutSchema);
  const registry = parseRegistry(host);
  session.credentials.delete(registry);
  disconnect(session, registry);
  return new Response(null, { status: 204 });
}

const signOutSchema = z.object({ host: z.string() });

async function readBody<T>(request: Request, schema: z.ZodMiniType<T>): Promise<T> {
  const { bytes, truncated } = await readBounded(new Response(request.body), maxBytes, request.signal);
  const parsed = truncated ? undefined : schema.safeParse(jsonOf(bytes));
  if (parsed?.success === true) return parsed.data;
  throw invalidRequest('The body is not the JSON document that belongs here.');
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return parseJson(bytes);
  } catch {
    throw invalidRequest('The body is not JSON.');
  }
}
