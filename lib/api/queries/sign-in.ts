import { guarded, parseAnswer, postJson } from '#lib/api/client/client';
import type { Credentials, SignedIn } from '#lib/api/contract/contract';
import { loadSchema } from '#lib/api/contract/load-schema';
import { apiPaths } from '#lib/api/routes/api-path';

/** Tries the credentials at the registry and keeps them in the server's memory for this browser session. */
export async function signIn(
  credentials: Credentials,
  options: { signal?: AbortSignal } = {},
): Promise<SignedIn> {
  const response = await postJson(apiPaths.signIn(), credentials, options);
  const answer = await guarded(options.signal, () => response.json());
  return parseAnswer(await loadSchema('signedInSchema'), answer);
}

/** Makes the server forget the credentials of a registry. */
export async function signOut(host: string): Promise<void> {
  await postJson(apiPaths.signOut(), { host });
}
