import pLimit from 'p-limit';
import type { Descriptor } from '#lib/oci/descriptor';
import type { Digest } from '#lib/oci/digest';
import { isIndexMediaType } from '#lib/oci/media-type';
import { parseDigestTag } from '#lib/oci/referrers-tag';
import type { ResolvedManifest } from '#lib/registry/registry-client';
import type { Notice } from '#lib/transfer/plan';
import type { ScanPlace } from '#lib/transfer/survey/read-tags';
import { isNotFound, reasonOf } from '#lib/transfer/survey/reason-of';
import type { Holder } from '#lib/transfer/survey/survey';

export type Holders = {
  readonly holders: ReadonlyMap<Digest, readonly Holder[]>;
  readonly gaps: readonly Notice[];
};

type Outcome = { readonly entries: readonly Descriptor[] } | { readonly failure: string };

// As with tags: a registry that fails this often will fail again.
const failuresMax = 20;

/**
 * The indexes outside a graph that hold a manifest of it. No registry has a question for that: every index under a tag
 * is read, and every index in those. Lists of referrers hold nothing.
 */
export async function findHolders(
  place: ScanPlace,
  targets: ReadonlyMap<string, ResolvedManifest>,
  graph: ReadonlySet<Digest>,
): Promise<Holders> {
  const limit = pLimit(place.limits.surveyRequestsMax);
  const holders = new Map<Digest, Holder[]>();
  const tagged = taggedIndexes(targets, graph);
  const seen = new Set(tagged.keys());
  const unknown = new Map<Digest, string>();
  let wave: readonly Holder[] = [...tagged].map(([digest, tags]) => ({ digest, tags }));
  let asked = 0;
  while (wave.length > 0) {
    const chosen = wave.slice(0, place.limits.surveyIndexesMax - asked);
    asked += chosen.length;
    for (const { digest } of wave.slice(chosen.length))
      unknown.set(digest, `Only ${asked} indexes were read.`);
    const read = await Promise.all(
      chosen.map((index) =>
        limit(async () => {
          const outcome = await readIndex(place, index.digest, unknown);
          return { index, outcome };
        }),
      ),
    );
    const next: Holder[] = [];
    for (const { index, outcome } of read) {
      if ('failure' in outcome) continue;
      const entries = new Map(outcome.entries.map((entry) => [entry.digest, entry]));
      for (const { digest, mediaType } of entries.values()) {
        if (graph.has(digest)) push(holders, digest, index);
        else if (isIndexMediaType(mediaType) && !seen.has(digest)) {
          seen.add(digest);
          // A person knows it by the tags of what holds it.
          next.push({ digest, tags: index.tags });
        }
      }
    }
    wave = next;
  }
  return { holders, gaps: gapsOf(unknown) };
}

function taggedIndexes(
  targets: ReadonlyMap<string, ResolvedManifest>,
  graph: ReadonlySet<Digest>,
): ReadonlyMap<Digest, readonly string[]> {
  const tagged = new Map<Digest, string[]>();
  for (const [tag, { digest, mediaType }] of targets) {
    if (!isIndexMediaType(mediaType) || graph.has(digest)) continue;
    if (parseDigestTag(tag)?.purpose === 'referrers') continue;
    push(tagged, digest, tag);
  }
  return tagged;
}

function push<T>(lists: Map<Digest, T[]>, digest: Digest, value: T): void {
  const list = lists.get(digest);
  if (list === undefined) lists.set(digest, [value]);
  else list.push(value);
}

async function readIndex(
  { client, repository, signal }: ScanPlace,
  digest: Digest,
  unknown: Map<Digest, string>,
): Promise<Outcome> {
  if (unknown.size >= failuresMax) {
    const failure = 'Not read after so many failures.';
    unknown.set(digest, failure);
    return { failure };
  }
  try {
    const { manifest } = await client.getManifest(repository, digest, { signal });
    return { entries: manifest.shape === 'index' ? manifest.manifests : [] };
  } catch (error) {
    signal.throwIfAborted();
    if (isNotFound(error)) return { entries: [] };
    const failure = reasonOf(error);
    unknown.set(digest, failure);
    return { failure };
  }
}

function gapsOf(unknown: ReadonlyMap<Digest, string>): readonly Notice[] {
  const [first] = unknown.values();
  if (first === undefined) return [];
  const many = unknown.size === 1 ? 'An index of this repository was' : `${unknown.size} indexes were`;
  return [
    { code: 'indexes-unknown', text: `${many} not looked into: ${first}`, digests: [...unknown.keys()] },
  ];
}
