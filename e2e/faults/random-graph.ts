import fc from 'fast-check';
import type { ManifestDocument, ScratchRegistry } from '#e2e/faults/scratch-registry';
import { artifactManifest, digestOf } from '#e2e/faults/scratch-registry';
import type { Digest } from '#lib/oci/digest';
import { mediaTypes } from '#lib/oci/media-type';
import { referrersTag } from '#lib/oci/referrers-tag';

/** What stands in a repository, in the order in which it is pushed; numbers point to what came before. */
type Sketch =
  | { readonly kind: 'image'; readonly layers: readonly number[] }
  | { readonly kind: 'index'; readonly children: readonly number[] }
  | { readonly kind: 'referrer'; readonly subject: number; readonly holds?: number };

export type RandomGraph = {
  readonly sketches: readonly Sketch[];
  /** Children of the root and of the index beside it. */
  readonly root: readonly number[];
  readonly beside: readonly number[];
  /** Attached to the root, and to those in turn. */
  readonly attached: readonly number[];
  readonly tags: readonly number[];
  readonly cosign: readonly (readonly [number, number])[];
};

const nat = fc.nat(40);
const few = fc.array(nat, { maxLength: 3 });

/** Graphs with shared, nested and tagged children, referrers of referrers, referrers that are children, and cosign's tags. */
export const randomGraphs: fc.Arbitrary<RandomGraph> = fc.record({
  sketches: fc.array(
    fc.oneof(
      fc.record({ kind: fc.constant('image' as const), layers: few }),
      fc.record({ kind: fc.constant('index' as const), children: few }),
      fc.record({ kind: fc.constant('referrer' as const), subject: nat }),
      fc.record({ kind: fc.constant('referrer' as const), subject: nat, holds: nat }),
    ),
    { minLength: 2, maxLength: 9 },
  ),
  root: fc.array(nat, { minLength: 1, maxLength: 3 }),
  beside: few,
  attached: fc.array(nat, { maxLength: 4 }),
  tags: few,
  cosign: fc.array(fc.tuple(nat, nat), { maxLength: 2 }),
});

type Entry = { readonly mediaType: string; readonly digest: Digest; readonly size: number };

/** Pushes it all, with the lists of referrers where the registry has no API; the root is `1.0`, the other one `beside`. */
export async function fillWith(
  graph: RandomGraph,
  registry: ScratchRegistry,
  name: string,
  hasApi: boolean,
): Promise<void> {
  for (const text of ['{}', 'a', 'b', 'c']) await registry.pushBlob(name, text);
  const pushed: Entry[] = [];
  const lists = new Map<Digest, Entry[]>();
  const push = async (document: ManifestDocument, tag?: string): Promise<Entry> => {
    const digest = await registry.pushManifest(name, document, tag);
    const entry = { mediaType: String(document.mediaType), digest, size: JSON.stringify(document).length };
    pushed.push(entry);
    const { subject } = document as { subject?: Entry };
    if (subject !== undefined) lists.set(subject.digest, [...(lists.get(subject.digest) ?? []), entry]);
    return entry;
  };
  const pick = (number: number, from: readonly Entry[] = pushed) => from[number % Math.max(from.length, 1)];
  const pickAll = (numbers: readonly number[]) => [
    ...new Set(numbers.flatMap((number) => pick(number) ?? [])),
  ];
  const index = (manifests: readonly Entry[], more: ManifestDocument) => ({
    schemaVersion: 2,
    mediaType: mediaTypes.ociIndex,
    manifests,
    ...more,
  });
  const about = (at: string, subject: Entry | undefined, held: Entry | undefined) => {
    const more = { annotations: { at }, ...(subject === undefined ? {} : { subject }) };
    return held === undefined ? artifactManifest(more) : index([held], { ...more, artifactType: 'a/held' });
  };
  await push(artifactManifest({ annotations: { at: 'first' } }));
  for (const [at, sketch] of graph.sketches.entries()) {
    if (sketch.kind === 'image')
      await push(artifactManifest({ annotations: { at: `${at}` }, layers: layersOf(sketch.layers) }));
    else if (sketch.kind === 'index')
      await push(index(pickAll(sketch.children), { annotations: { at: `${at}` } }));
    else
      await push(
        about(`${at}`, pick(sketch.subject), sketch.holds === undefined ? undefined : pick(sketch.holds)),
      );
  }
  const root = await push(index(pickAll(graph.root), { annotations: { at: 'root' } }), '1.0');
  const around = [root];
  for (const [at, number] of graph.attached.entries())
    around.push(await push(about(`attached ${at}`, pick(number, around), undefined)));
  await push(index(pickAll(graph.beside), { annotations: { at: 'beside' } }), 'beside');
  for (const [at, number] of graph.tags.entries()) await tagAgain(registry, name, pick(number), `tag-${at}`);
  for (const [about, signature] of graph.cosign) {
    const [subject, signed] = [pick(about), pick(signature)];
    if (subject === undefined || signed === undefined || subject === signed) continue;
    await tagAgain(registry, name, signed, `${referrersTag(subject.digest)}.sig`);
  }
  if (!hasApi)
    for (const [subject, entries] of lists)
      await registry.pushManifest(name, index(entries, {}), referrersTag(subject));
}

function layersOf(numbers: readonly number[]) {
  const blobs = ['a', 'b', 'c'] as const;
  return [...new Set(numbers.map((number) => blobs[number % blobs.length] ?? 'a'))].map((text) => ({
    mediaType: 'application/octet-stream',
    digest: digestOf(text),
    size: 1,
  }));
}

async function tagAgain(registry: ScratchRegistry, name: string, entry: Entry | undefined, tag: string) {
  if (entry === undefined) return;
  const answer = await registry.ask('GET', `${name}/manifests/${entry.digest}`);
  const headers = { 'Content-Type': entry.mediaType };
  await registry.ask('PUT', `${name}/manifests/${tag}`, { body: await answer.text(), headers });
}
