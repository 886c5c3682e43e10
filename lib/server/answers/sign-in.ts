import { z } from 'zod/mini';
import type { Credentials, SignedIn } from '#lib/api/contract';
import { credentialsSchema } from '#lib/api/contract';
import { makeProblem } from '#lib/api/problem';
import { ProblemError } from '#lib/api/problem-error';
import { parseJson } from '#lib/oci/parse-json';
import { parseRegistry } from '#lib/oci/reference';
import { Secret } from '#lib/registry/auth/secret';
import { readBounded } from '#lib/registry/body';
import { invalidRequest } from '#lib/server/answers/read-parameters';
import { createClient, disconnect } from '#lib/server/connect';
import { createAttempts } from '#lib/server/credentials/attempts';
import type { RouteCall } from '#lib/server/handler';
import { limits } from '#lib/server/limits';
import { renewSession } from '#lib/server/session';

const maxBytes = 16 * 1024;
const attempt = createAttempts({ max: limits.signInsMax, perMs: limits.signInsPerMs });

/**
 * Tries credentials at the registry; those that open it are kept for this browser, the others are forgotten. A registry
 * that opens to anybody never asks for them: they are kept for what it may keep closed, and the answer says so.
 */
export async function answerSignIn({ request, signal }: RouteCall): Promise<Response> {
  const { host, username, password } = await readBody<Credentials>(request, credentialsSchema);
  const registry = parseRegistry(host);
  if (username === '' || password === '') throw invalidRequest('User name and password are needed.');
  const credential = { kind: 'basic', username, password: new Secret(password) } as const;
  limitAttempts(registry, username);
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
  const { host } = await readBody(request, signOutSchema);
  const registry = parseRegistry(host);
  session.credentials.delete(registry);
  disconnect(session, registry);
  return new Response(null, { status: 204 });
}

// Nobody is to guess a password, or lock an account, through us.
function limitAttempts(registry: string, username: string): void {
  const retryAfterSeconds = attempt(JSON.stringify([registry, username]));
  if (retryAfterSeconds === undefined) return;
  const detail = `${username.slice(0, 100)} was signed in to ${registry} ${limits.signInsMax} times within a minute.`;
  throw new ProblemError(
    makeProblem('sign-in-limited', detail, { requestId: '', registry, retryAfterSeconds }),
  );
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
