import type { CleanupListName } from '#lib/retention/cleanup-lists';

/** What each list is called, and what is in it in a sentence. */
export const listWords = {
  'orphan-tags': {
    title: 'Tags whose digest is gone',
    text: 'Signatures, attestations and lists of referrers under a tag made from a digest that the registry no longer has.',
  },
  'missing-subjects': {
    title: 'Attachments whose subject is gone',
    text: 'Artifacts that refer to something the registry no longer has.',
  },
  superseded: {
    title: 'Replaced by newer ones',
    text: 'Reports, SBOMs and test results with a newer one of the same kind and tool. Signatures, provenance and VEX never count as replaced.',
  },
  'unnamed-signers': {
    title: 'Signers that no policy names',
    text: 'Evidence whose signature holds, by signers that no policy of this Orrery names.',
  },
  untagged: {
    title: 'Old and without a tag',
    text: 'Artifacts that no tag and no index names, as far as something attached to them led there.',
  },
} as const satisfies Record<CleanupListName, { readonly title: string; readonly text: string }>;

/** `1 artifact`, `1,200 artifacts`. */
export function artifacts(count: number): string {
  return count === 1 ? '1 artifact' : `${count.toLocaleString('en')} artifacts`;
}
