import { callRoute, postJson } from '#lib/api/client/client';
import type { Credentials, SignedIn } from '#lib/api/contract/registry-contract';
import { apiPath } from '#lib/api/routes/api-path';

/** Tries the credentials at the registry and keeps them in the server's memory for this browser session. */
export async function signIn(
  credentials: Credentials,
  options: { signal?: AbortSignal } = {},
): Promise<SignedIn> {
  return await callRoute('POST /api/sign-in', {}, { body: credentials, ...options });
}

/** Makes the server forget the credentials of a registry. */
export async function signOut(host: string): Promise<void> {
  await postJson(apiPath('/api/sign-out'), { host });
}
