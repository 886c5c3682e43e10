import { randomBytes } from 'node:crypto';
import { getServices } from '#lib/server/platform/services';
import { createSealer } from '#lib/server/sessions/sealing/seal';

/** A secret that signs deliveries, and as it is stored: in a team sealed with the key of this Orrery. */
export function makeSecret(id: string): { readonly secret: string; readonly stored: string } {
  const secret = randomBytes(32).toString('base64url');
  const sealed = sealer()?.seal(secret, id);
  return { secret, stored: sealed === undefined ? secret : Buffer.from(sealed).toString('base64') };
}

/** The secret; undefined where it was sealed with a key that is gone. */
export function openSecret(stored: string, id: string): string | undefined {
  const opener = sealer();
  return opener === undefined ? stored : opener.unseal(Buffer.from(stored, 'base64'), id)?.text;
}

function sealer() {
  const { shared } = getServices().settings;
  return shared === undefined ? undefined : createSealer(shared.sessionKeys, '', 'webhook');
}
