import type { Check } from '#lib/graph/check';
import type { Kind } from '#lib/oci/kind';

/** What the sign of each kind means, for legends; a kind that is not named has the sign of anything else, or one that its name explains. */
export const kindMeanings = [
  ['image', 'image, platform'],
  ['index', 'index of several'],
  ['signature', 'signature'],
  ['provenance', 'provenance'],
  ['attestation', 'other attestation'],
  ['sbom', 'SBOM'],
  ['vulnerability-report', 'vulnerability report'],
  ['vex', 'VEX'],
  ['chart', 'Helm chart'],
  ['artifact', 'anything else'],
] as const satisfies readonly (readonly [Kind, string])[];

/** What the shield of each check means. */
export const checkMeanings = [
  ['present', 'present: not checked, or not signed'],
  ['cannot-check', 'cannot check: a key or a root is missing'],
  ['valid', 'valid: the signer is proven'],
  ['matches', 'matches: valid, and the policy names the signer'],
  ['failed', 'failed: the check proves it wrong'],
] as const satisfies readonly (readonly [Check['state'], string])[];
