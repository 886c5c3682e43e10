import { priorities } from '#lib/discovery/gate';
import { nodeOfDescriptor, nodeOfManifest } from '#lib/discovery/node-of';
import { isAttestationEntry, withoutPlatform } from '#lib/discovery/sources/children';
import type { ResolvedTags } from '#lib/discovery/upward/resolve-tags';
import type { WalkContext } from '#lib/discovery/walk-context';
import { buildKitSubject } from '#lib/formats/declared/meaning';
import type { Descriptor } from '#lib/oci/descriptor';
import type { Digest } from '#lib/oci/digest';
import { isIndexMediaType } from '#lib/oci/media-type';
import type { FetchedManifest } from '#lib/registry/registry-client';
import { RegistryError } from '#lib/registry/registry-error';

type Index = {
  readonly fetched: FetchedManifest;
  readonly tags: readonly string[];
  readonly entries: readonly Descriptor[];
};

const countedIndexesMax = 3;

/** Finds and says the indexes that hold the root, those that hold these, and what their other entries say about the root. */
export async function findHolders(
  context: WalkContext,
  root: FetchedManifest,
  { targets }: ResolvedTags,
  gap: unknown,
): Promise<void> {
  const about = root.digest;
  const candidates = new Map<Digest, string[]>();
  for (const [tag, { digest, mediaType }] of targets) {
    if (digest === about || !isIndexMediaType(mediaType)) continue;
    candidates.set(digest, [...(candidates.get(digest) ?? []), tag]);
  }
  const chosen = [...candidates].slice(0, indexesMax(context));
  let doubt = gap;
  if (chosen.length < candidates.size) doubt ??= notAll(context, chosen.length, candidates.size);
  const indexes: Index[] = [];
  await Promise.all(
    chosen.map(async ([digest, tags]) => {
      try {
        const index = await readIndex(context, digest, tags);
        if (index !== undefined) indexes.push(index);
      } catch (error) {
        doubt ??= error;
      }
    }),
  );
  if (context.isHalted()) return;
  const holders = sayHolders(context, indexes, about);
  const question = { about, question: 'indexes', source: 'manifest' } as const;
  if (doubt !== undefined) context.sayUnknown(question, doubt);
  else if (holders.length === 0) context.sayAnswer({ ...question, state: 'none' });
  else context.sayAnswer({ ...question, state: 'found', count: holders.length });
  sayAttestations(context, holders, about);
}

// Where every manifest that is read counts as a pull (Docker Hub), a look around must not use up what a person has.
function indexesMax({ home, limits }: WalkContext): number {
  return home.client.rateLimit() === undefined
    ? limits.upwardIndexesMax
    : Math.min(countedIndexesMax, limits.upwardIndexesMax);
}

async function readIndex(
  context: WalkContext,
  digest: Digest,
  tags: readonly string[],
): Promise<Index | undefined> {
  const { client, repository } = context.home;
  const fetched = await context.ask(
    (signal) => client.getManifest(repository, digest, { signal }),
    priorities.upward,
  );
  context.countBytes(digest, fetched.bytes.byteLength);
  const { manifest } = fetched;
  return manifest.shape === 'index' ? { fetched, tags, entries: manifest.manifests } : undefined;
}

/** Upward as long as another index holds one of those found; returns those that hold the root itself. */
function sayHolders(context: WalkContext, indexes: readonly Index[], root: Digest): readonly Index[] {
  const above = new Set<Digest>([root]);
  const left = new Set(indexes);
  for (let isGrowing = true; isGrowing; ) {
    isGrowing = false;
    for (const index of left) {
      const held = [...new Set(index.entries.map(({ digest }) => digest))];
      const known = held.filter((digest) => above.has(digest));
      if (known.length === 0) continue;
      left.delete(index);
      isGrowing = true;
      above.add(index.fetched.digest);
      sayIndex(context, index, known);
    }
  }
  return indexes.filter(({ entries }) => entries.some(({ digest }) => digest === root));
}

function sayIndex(context: WalkContext, { fetched, tags }: Index, held: readonly Digest[]): void {
  if (!context.sayNode(nodeOfManifest(fetched, undefined, tags))) return;
  for (const child of held) context.sayEdge(fetched.digest, 'child', child, 'manifest');
}

function notAll(context: WalkContext, looked: number, all: number): RegistryError {
  const { registry } = context.home.client;
  return new RegistryError('too-large', registry, `${looked} of ${all} indexes were looked into.`);
}

function sayAttestations(context: WalkContext, holders: readonly Index[], about: Digest): void {
  const entries = holders.flatMap((holder) => holder.entries);
  const found = new Set<Digest>();
  for (const entry of entries) {
    if (buildKitSubject(entry) !== about || entry.digest === about) continue;
    if (!context.sayNode(nodeOfDescriptor(entry))) continue;
    context.sayEdge(entry.digest, 'about', about, 'buildkit');
    context.documents.offer(entry, about);
    found.add(entry.digest);
  }
  if (holders.length === 0) return;
  const question = { about, question: 'referrers', source: 'buildkit' } as const;
  const isAimless = (entry: Descriptor) => isAttestationEntry(entry) && !holdsSubject(entries, entry);
  const aimless = entries.filter(isAimless).length;
  if (found.size === 0 && aimless > 0) context.sayUnknown(question, withoutPlatform(aimless));
  else if (found.size === 0) context.sayAnswer({ ...question, state: 'none' });
  else context.sayAnswer({ ...question, state: 'found', count: found.size });
}

function holdsSubject(entries: readonly Descriptor[], attestation: Descriptor): boolean {
  const subject = buildKitSubject(attestation);
  return entries.some(({ digest }) => digest === subject && digest !== attestation.digest);
}
