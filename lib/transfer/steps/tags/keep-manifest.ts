import type { Digest } from '#lib/oci/digest';
import { parseManifest } from '#lib/oci/manifest';
import { isIndexMediaType } from '#lib/oci/media-type';
import { OciError } from '#lib/oci/oci-error';
import type { Repository } from '#lib/oci/reference';
import type { ManifestBytes } from '#lib/registry/registry-client';
import { findManifest, findManifestBytes } from '#lib/transfer/steps/find-manifest';
import type { StepContext } from '#lib/transfer/steps/step-context';

type Kept = { readonly at: Repository; readonly digest: Digest };
type Asking = Pick<StepContext, 'client' | 'signal'>;

const manifestsMax = 200;

/**
 * Reads a manifest, and what an index holds, before its tag goes elsewhere. What it gives is called afterwards: it puts
 * back by digest what the registry has dropped, and says whether it had to. zot drops a manifest at once when its last
 * tag is moved, even one that an index still names, and with it the entries of an index that nothing else names.
 */
export async function keepManifest({ at, digest }: Kept, asking: Asking): Promise<() => Promise<boolean>> {
  const kept = await readWhole({ at, digest }, asking);
  return async () => {
    if (kept.size === 0 || (await findManifest(at, digest, asking)) !== undefined) return false;
    const { client, signal } = asking;
    // Read from the top, so the other way round whatever is named comes before what names it.
    for (const manifest of [...kept.values()].reverse()) {
      if ((await findManifest(at, manifest.digest, asking)) !== undefined) continue;
      await client(at.registry).putManifest(at.repository, manifest.digest, manifest, { signal });
    }
    return true;
  };
}

async function readWhole({ at, digest }: Kept, asking: Asking): Promise<ReadonlyMap<Digest, ManifestBytes>> {
  const read = new Map<Digest, ManifestBytes>();
  const wanted = new Set([digest]);
  for (const next of wanted) {
    if (read.size === manifestsMax) break;
    const found = await findManifestBytes(at, next, asking);
    if (found === undefined) continue;
    read.set(next, found);
    for (const entry of entriesOf(found)) {
      // What two of them name comes after both.
      wanted.delete(entry);
      if (!read.has(entry)) wanted.add(entry);
    }
  }
  return read;
}

function entriesOf({ bytes, mediaType }: ManifestBytes): readonly Digest[] {
  if (!isIndexMediaType(mediaType)) return [];
  try {
    const manifest = parseManifest(bytes, mediaType);
    return manifest.shape === 'index' ? manifest.manifests.map(({ digest }) => digest) : [];
  } catch (error) {
    // A tag may be taken from what nobody can read, too.
    if (error instanceof OciError) return [];
    throw error;
  }
}
