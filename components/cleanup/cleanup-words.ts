import type { CleanupListName } from '#lib/retention/cleanup-lists';

/** What each list is called, and what is in it in a sentence. */
export const listWords = {
  'orphan-tags': {
    title: 'Tags of missing artifacts',
    text: 'Signatures, attestations and referrers lists under a digest tag, whose digest the registry no longer has.',
  },
  'missing-subjects': {
    title: 'Attachments without their subject',
    text: 'Artifacts whose subject the registry no longer has.',
  },
  superseded: {
    title: 'Replaced by newer ones',
    text: 'Reports, SBOMs and test results with a newer one of the same kind and tool. Signatures, provenance and VEX are never in this list.',
  },
  'unnamed-signers': {
    title: 'Signers outside every policy',
    text: 'Evidence with a valid signature, by signers that no policy names.',
  },
  untagged: {
    title: 'Old and without a tag',
    text: 'Artifacts without a tag and outside every index. Orrery finds them only through something attached to them.',
  },
} as const satisfies Record<CleanupListName, { readonly title: string; readonly text: string }>;

/** `1 artifact`, `1,200 artifacts`. */
export function artifacts(count: number): string {
  return count === 1 ? '1 artifact' : `${count.toLocaleString('en')} artifacts`;
}
