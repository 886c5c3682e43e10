import { getServices } from '#lib/server/platform/services';
import type { SharedSettings } from '#lib/server/platform/shared-settings';
import type { Sealer } from './sealing/seal.ts';
import { createSealer } from './sealing/seal.ts';

/**
 * The settings of the team that is served.
 *
 * @throws Error where none is
 */
export function sharedSettings(): SharedSettings {
  const { shared } = getServices().settings;
  if (shared === undefined) throw new Error('No team is served.');
  return shared;
}

/** What seals for one cookie, and so that without it nobody opens it. */
export function sealerFor(cookie: string, purpose: 'session' | 'login'): Sealer {
  return createSealer(sharedSettings().sessionKeys, cookie, purpose);
}
