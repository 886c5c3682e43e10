import { withheld } from '#lib/registry/auth/bearer';
import type { Credential } from '#lib/registry/auth/credential';
import { createClient } from './open-connection.ts';
import type { AllowsTokenServer } from './session-credentials.ts';

type Attempt = {
  readonly registry: string;
  readonly credential: Credential;
  readonly allowsTokenServer: AllowsTokenServer;
  readonly signal: AbortSignal;
};

/**
 * Whether the registry asked for the credential and took it; false where it opens to everybody without asking.
 *
 * @throws RegistryError when the registry refuses it, or names a token server that is not allowed
 */
export async function tryCredential(attempt: Attempt): Promise<boolean> {
  const { registry, credential, allowsTokenServer, signal } = attempt;
  let isChecked = false;
  let stranger: string | undefined;
  const source = async () => {
    isChecked = true;
    return credential;
  };
  const allows = (origin: string) => {
    if (allowsTokenServer(origin)) return true;
    stranger = origin;
    return false;
  };
  await createClient(registry, source, allows).ping({ signal });
  // A token for strangers may have opened the door: nothing is known of the credential then.
  if (stranger !== undefined) throw withheld(undefined, new URL(stranger), registry);
  return isChecked;
}
