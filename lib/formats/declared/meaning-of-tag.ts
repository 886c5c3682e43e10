import type { Kind, Meaning } from '#lib/oci/kind';
import type { Manifest } from '#lib/oci/manifest';
import type { DigestTag } from '#lib/oci/referrers-tag';
import { parseDigestTag } from '#lib/oci/referrers-tag';

type Named = readonly [kind: Kind, format: string, title: string];

const cosignTags: Readonly<Record<Exclude<DigestTag['purpose'], 'referrers' | 'other'>, Named>> = {
  sig: ['signature', 'cosign-simplesigning', 'Cosign signature'],
  att: ['attestation', 'dsse', 'Cosign attestation'],
  sbom: ['sbom', 'cosign-sbom', 'SBOM'],
};

/** What a tag alone says: those that clients make from a digest, and Artifact Hub's; undefined for ordinary tags. */
export function meaningOfTag(manifest: Manifest, tags: readonly string[]): Meaning | undefined {
  for (const tag of tags) {
    const named = nameOf(tag, manifest.shape);
    if (named !== undefined) {
      const [kind, format, title] = named;
      return { kind, format, title, confidence: 'name' };
    }
  }
  return undefined;
}

function nameOf(tag: string, shape: Manifest['shape']): Named | undefined {
  if (tag === 'artifacthub.io') return ['package', 'artifact-hub', 'Artifact Hub metadata'];
  const made = parseDigestTag(tag);
  if (made === undefined || made.purpose === 'other') return undefined;
  if (made.purpose !== 'referrers') return shape === 'manifest' ? cosignTags[made.purpose] : undefined;
  // GitLab resolves such a name to the manifest of that digest: only an index lists referrers.
  if (shape !== 'index') return undefined;
  return ['referrers-list', 'oci-index', `Referrers of ${made.prefix.slice(7, 19)}`];
}
