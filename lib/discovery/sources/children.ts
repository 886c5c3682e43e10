import { nodeOfDescriptor } from '#lib/discovery/node-of';
import type { WalkContext } from '#lib/discovery/walk-context';
import { buildKitSubject, isBuildKitEntry, meaningOfDescriptor } from '#lib/formats/declared/meaning';
import type { UnknownReason } from '#lib/graph/model';
import type { Descriptor } from '#lib/oci/descriptor';
import { formatUnreadable } from '#lib/oci/descriptor';
import type { Digest } from '#lib/oci/digest';
import type { ImageManifest, IndexManifest } from '#lib/oci/manifest';
import { mediaTypes } from '#lib/oci/media-type';
import { isUnknownPlatform } from '#lib/oci/platform';
import type { FetchedManifest } from '#lib/registry/registry-client';

/**
 * Says what a manifest contains, as the manifest itself lists it and without a request; returns the entries that can be
 * walked on. Configs and layers are nodes only when they are asked for: an image has many, and they tell little.
 */
export function emitChildren(context: WalkContext, fetched: FetchedManifest): readonly Descriptor[] {
  const { manifest, digest } = fetched;
  if (manifest.shape === 'index') return emitEntries(context, digest, manifest);
  if (manifest.shape === 'manifest' && context.scope.includeBlobs) emitBlobs(context, digest, manifest);
  return [];
}

/** Whether an entry of an index stands beside the platforms, as the attestations of BuildKit do. */
export function isAttestationEntry(entry: Descriptor): boolean {
  return isBuildKitEntry(entry) || (entry.platform !== undefined && isUnknownPlatform(entry.platform));
}

function emitEntries(context: WalkContext, index: Digest, manifest: IndexManifest): readonly Descriptor[] {
  const entries = new Map(manifest.manifests.map((entry) => [entry.digest, entry]));
  // One manifest may be listed for several platforms: each entry adds its own.
  const emitted = new Map(
    manifest.manifests.flatMap((entry) =>
      context.emit.node(nodeOfDescriptor(entry)) ? [[entry.digest, entry]] : [],
    ),
  );
  for (const digest of emitted.keys()) context.emit.edge(index, 'child', digest, 'manifest');
  const inquiryKey = { about: index, question: 'children', source: 'manifest' } as const;
  if (manifest.unreadable !== undefined)
    context.emit.unknown(inquiryKey, {
      reason: formatUnreadable(manifest.unreadable),
      code: 'descriptor-invalid',
    });
  else if (entries.size === 0) context.emit.answer({ ...inquiryKey, state: 'none' });
  else context.emit.answer({ ...inquiryKey, state: 'found', count: entries.size });
  emitBuildKitSubjects(context, [...emitted.values()]);
  offerEntries(context, index, [...emitted.values()]);
  return [...emitted.values()];
}

/**
 * Has the entries of an index read, so that each is called the same whether somebody has opened it or not. Of many
 * images none is read, nor where each counts as a pull: what the index says of them is enough for a name.
 */
function offerEntries(context: WalkContext, index: Digest, entries: readonly Descriptor[]): void {
  const { scope, documents } = context;
  const own = entries.filter((entry) => !isAttestationEntry(entry));
  const isImage = (entry: Descriptor) => meaningOfDescriptor(entry).kind === 'image';
  // Without a platform an entry may be anything, an attestation among them: its content tells.
  const [unnamed, images] = partition(own.filter(isImage), (entry) => entry.platform === undefined);
  const isCostly = scope.isRow || scope.primary.client.rateLimit() !== undefined;
  const isFew = (list: readonly Descriptor[]) => list.length <= scope.limits.platformsAskedMax;
  const read = [
    ...(scope.isRow ? [] : own.filter((entry) => !isImage(entry))),
    ...(isFew(unnamed) ? unnamed : []),
    ...(isCostly || !isFew(images) ? [] : images),
  ];
  for (const entry of read) documents.offer(entry, index);
}

function partition<T>(
  list: readonly T[],
  isFirst: (item: T) => boolean,
): readonly [readonly T[], readonly T[]] {
  return [list.filter(isFirst), list.filter((item) => !isFirst(item))];
}

// https://github.com/moby/buildkit/blob/master/docs/attestations/attestation-storage.md: an attestation is an entry
// of the same index and names its platform manifest in an annotation.
function emitBuildKitSubjects(context: WalkContext, entries: readonly Descriptor[]): void {
  const digests = new Map(entries.map((entry) => [String(entry.digest), entry.digest]));
  const counts = new Map<Digest, number>();
  let aimless = 0;
  for (const entry of entries) {
    const subject = digests.get(buildKitSubject(entry) ?? '');
    if (subject === undefined || subject === entry.digest) {
      if (isAttestationEntry(entry)) aimless += 1;
      continue;
    }
    context.emit.edge(entry.digest, 'about', subject, 'buildkit');
    context.documents.offer(entry, subject);
    counts.set(subject, (counts.get(subject) ?? 0) + 1);
  }
  for (const { digest: about, platform } of entries) {
    const inquiryKey = { about, question: 'referrers', source: 'buildkit' } as const;
    const count = counts.get(about);
    if (count !== undefined) context.emit.answer({ ...inquiryKey, state: 'found', count });
    else if (platform === undefined || isUnknownPlatform(platform)) continue;
    else if (aimless > 0) context.emit.unknown(inquiryKey, withoutPlatform(aimless));
    else context.emit.answer({ ...inquiryKey, state: 'none' });
  }
}

/** Why it is unknown that a platform has no attestation in its index. */
export function withoutPlatform(count: number): UnknownReason {
  const entries = count === 1 ? '1 entry of the index does' : `${count} entries of the index do`;
  return { reason: `${entries} not say which platform it is about.`, code: 'descriptor-invalid' };
}

function emitBlobs(context: WalkContext, digest: Digest, manifest: ImageManifest): void {
  const { config, layers } = manifest;
  const say = (blob: Descriptor, relation: 'config' | 'layer') => {
    // The empty blob is a placeholder that thousands of artifacts share: drawn, it would tie them all together.
    if (blob.mediaType === mediaTypes.empty) return;
    if (context.emit.node({ ...nodeOfDescriptor(blob), kind: relation }))
      context.emit.edge(digest, relation, blob.digest, 'manifest');
  };
  if (config !== undefined) say(config, 'config');
  for (const layer of layers) say(layer, 'layer');
}
