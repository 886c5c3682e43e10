import { postJson } from '#lib/api/client';
import type { Credentials } from '#lib/api/contract';
import { apiPaths } from '#lib/api/routes';

/** Tries the credentials at the registry and keeps them in the server's memory for this browser session. */
export async function signIn(
  credentials: Credentials,
  options: { signal?: AbortSignal } = {},
): Promise<void> {
  await postJson(apiPaths.signIn(), credentials, options);
}

/** Makes the server forget the credentials of a registry. */
export async function signOut(host: string): Promise<void> {
  await postJson(apiPaths.signOut(), { host });
}
