import type { Descriptor } from '#lib/oci/descriptor';
import type { Digest } from '#lib/oci/digest';
import type { PlanTotals, Step } from '#lib/transfer/plan';
import type { Deletion } from '#lib/transfer/planning/delete/select-deletion';
import type { Survey } from '#lib/transfer/survey/survey';

/** The numbers of a deletion: `freedBytes` leaves out blobs that a manifest which stays needs too. */
export function deleteTotals({ survey, goes }: Deletion, steps: readonly Step[]): PlanTotals {
  const going = blobsOfManifests(survey, goes);
  const staying = blobsOfManifests(
    survey,
    [...survey.manifests.keys()].filter((digest) => !goes.has(digest)),
  );
  const freed = [...going.values()].filter(({ digest }) => !staying.has(digest));
  return {
    steps: steps.length,
    manifests: goes.size,
    blobs: going.size,
    bytes: steps.reduce((sum, { bytes = 0 }) => sum + bytes, 0),
    freedBytes: sizeOf(freed),
  };
}

/** The blobs of these manifests that the registry has, each once; manifests outside the survey have none. */
export function blobsOfManifests(
  { manifests }: Survey,
  digests: Iterable<Digest>,
): ReadonlyMap<Digest, Descriptor> {
  const blobs = new Map<Digest, Descriptor>();
  for (const digest of digests) {
    for (const blob of manifests.get(digest)?.blobs ?? []) blobs.set(blob.digest, blob);
  }
  return blobs;
}

/** The sum of the sizes, in bytes. */
export function sizeOf(contents: readonly { readonly size: number }[]): number {
  return contents.reduce((sum, { size }) => sum + size, 0);
}
