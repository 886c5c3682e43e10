import { processGlobal } from '#lib/server/platform/process-global';
import type { PolicyFolder } from './policy-folder.ts';
import type { Verifier } from './verifier/verifier-pool.ts';

/** Who checks, and the policies of this Orrery. */
export type VerificationService = { readonly verifier: Verifier; readonly policies: PolicyFolder };

const state = processGlobal('verification', (): { service?: VerificationService } => ({}));

/** Hands the service from our own server to the route handlers. */
export function provideVerification(service: VerificationService): void {
  state.service = service;
}

/**
 * The service of this process.
 *
 * @throws Error before the server has started
 */
export function getVerification(): VerificationService {
  if (state.service === undefined) throw new Error('The server was not started through lib/server/main.ts.');
  return state.service;
}
