import type { Graph, GraphEdge, GraphNode } from '#lib/graph/model';
import type { Descriptor } from '#lib/oci/descriptor';
import type { Digest } from '#lib/oci/digest';
import type { Manifest } from '#lib/oci/manifest';
import type { Repository } from '#lib/oci/reference';
import { parseRepository } from '#lib/oci/reference';
import { gapsOfGraph } from '#lib/transfer/survey/gaps-of-graph';
import type { ReadManifest, ReadManifests } from '#lib/transfer/survey/read-manifests';
import { foundParts } from '#lib/transfer/survey/read-manifests';
import type { Scan, ScanFor } from '#lib/transfer/survey/scan-repository';
import type { Survey, SurveyedManifest, SurveyedReferrer } from '#lib/transfer/survey/survey';

export type SurveyParts = {
  readonly at: Repository;
  readonly tag: string | undefined;
  readonly graph: Graph;
  /** Why the walk stopped short. */
  readonly limits: readonly string[];
  readonly manifests: ReadManifests;
  readonly scan: Scan;
  /** What the survey is about, where that is more than the root of the graph. */
  readonly roots?: readonly Digest[];
};

/** What is known of a graph, reshaped for plans: only what its manifests themselves bear out belongs to it. */
export function surveyOfGraph({
  at,
  tag,
  graph,
  limits,
  manifests,
  scan,
  roots = [graph.root],
}: SurveyParts): Survey {
  const claimed = claimedReferrers(graph, manifests);
  const reached = belonging(roots, claimed, manifests);
  const nodes = new Map(graph.nodes.map((node) => [node.digest, node]));
  const surveyed = new Map<Digest, SurveyedManifest>();
  const missing = new Map<Digest, string>();
  const referrers = new Map<Digest, readonly SurveyedReferrer[]>();
  for (const digest of reached) {
    const read = manifests.read.get(digest);
    if (read !== undefined)
      surveyed.set(digest, surveyedManifest(digest, read, manifests, nodes.get(digest)));
    const reason = manifests.missing.get(digest);
    if (reason !== undefined) missing.set(digest, reason);
    const attached = claimed.get(digest);
    if (attached !== undefined) referrers.set(digest, attached);
  }
  return {
    at,
    root: graph.root,
    ...(tag === undefined ? {} : { tag }),
    manifests: surveyed,
    missing,
    embedded: manifests.embedded,
    referrers,
    referrersLists: scan.referrersLists,
    tags: scan.tags,
    holders: scan.holders,
    hasReferrersApi: hasReferrersApi(graph),
    gaps: [...gapsOfGraph(graph.answers, limits, manifests.unreadable, reached), ...scan.gaps],
  };
}

/** The manifests that belong to the graph by their own words, and their subjects: what a scan looks for. */
export function scanFor(
  graph: Graph,
  manifests: ReadManifests,
  roots: readonly Digest[] = [graph.root],
): ScanFor {
  const reached = belonging(roots, claimedReferrers(graph, manifests), manifests);
  const subjects = [...reached].flatMap(
    (digest) => manifests.read.get(digest)?.manifest.subject?.digest ?? [],
  );
  return { graph: reached, subjects: new Set(subjects) };
}

// A list may say anything: a manifest that was read says itself what its subject is. The
// tags of cosign are the one case where only a name tells.
function claimedReferrers(
  { nodes, edges }: Graph,
  { read }: ReadManifests,
): ReadonlyMap<Digest, readonly SurveyedReferrer[]> {
  const places = new Map(nodes.map(({ digest, repository }) => [digest, repository]));
  const claimed = new Map<Digest, Map<Digest, SurveyedReferrer>>();
  const claim = (subject: Digest, referrer: SurveyedReferrer) => {
    const known = claimed.get(subject) ?? new Map<Digest, SurveyedReferrer>();
    claimed.set(subject, known.set(referrer.digest, known.get(referrer.digest) ?? referrer));
  };
  for (const { from, to, relation, sources } of edges) {
    if (relation !== 'subject') continue;
    const manifest = read.get(from)?.manifest;
    const isByName = sources.includes('cosign-tags') || sources.includes('external');
    if (manifest !== undefined && manifest.subject?.digest !== to && !isByName) continue;
    const elsewhere = isElsewhere(sources) ? places.get(from) : undefined;
    claim(to, {
      digest: from,
      sources,
      ...(elsewhere === undefined ? {} : { elsewhere: parseRepository(elsewhere) }),
    });
  }
  for (const [digest, { manifest }] of read) {
    const subject = manifest.subject?.digest;
    if (subject !== undefined && read.has(subject)) claim(subject, { digest, sources: ['manifest'] });
  }
  return new Map([...claimed].map(([subject, referrers]) => [subject, [...referrers.values()]]));
}

function isElsewhere(sources: GraphEdge['sources']): boolean {
  return (
    sources.every((source) => source === 'external' || source === 'manifest') && sources.includes('external')
  );
}

function belonging(
  roots: readonly Digest[],
  referrers: ReadonlyMap<Digest, readonly SurveyedReferrer[]>,
  manifests: ReadManifests,
): ReadonlySet<Digest> {
  const reached = new Set(roots);
  for (const digest of reached) {
    const manifest = manifests.read.get(digest)?.manifest;
    if (manifest !== undefined) {
      const parts = foundParts(manifest, manifests);
      for (const child of parts.manifests) reached.add(child.digest);
      for (const blob of parts.blobs) if (manifests.missing.has(blob.digest)) reached.add(blob.digest);
    }
    for (const referrer of referrers.get(digest) ?? []) reached.add(referrer.digest);
  }
  return reached;
}

function hasReferrersApi({ answers }: Graph): boolean | undefined {
  const asked = answers.filter(({ source }) => source === 'referrers-api');
  if (asked.some(({ state }) => state !== 'unknown')) return true;
  return asked.some((answer) => answer.state === 'unknown' && answer.code === 'unsupported')
    ? false
    : undefined;
}

/** A manifest as plans need it; kind and title are those of its node. */
function surveyedManifest(
  digest: Digest,
  { manifest, mediaType, size }: ReadManifest,
  found: ReadManifests,
  node: GraphNode | undefined,
): SurveyedManifest {
  const { manifests, blobs } = foundParts(manifest, found);
  const isHere = (blob: Descriptor) => !found.missing.has(blob.digest) && !found.foreign.has(blob.digest);
  const artifactType = listedType(manifest);
  return {
    content: {
      mediaType,
      digest,
      size,
      ...(artifactType === undefined ? {} : { artifactType }),
      ...(manifest.annotations === undefined ? {} : { annotations: manifest.annotations }),
    },
    kind: node?.kind ?? 'artifact',
    title: node?.title ?? 'Artifact',
    ...(node?.platform === undefined ? {} : { platform: node.platform }),
    ...(manifest.subject === undefined ? {} : { subject: manifest.subject.digest }),
    children: manifests,
    blobs: blobs.filter(isHere),
    absent: blobs.filter((blob) => !isHere(blob)),
    others: manifest.others ?? [],
  };
}

// distribution-spec 1.1 "Listing Referrers": the manifest's own type, else the media type of its config.
function listedType(manifest: Manifest): string | undefined {
  if (manifest.artifactType !== undefined) return manifest.artifactType;
  return manifest.shape === 'manifest' ? manifest.config?.mediaType : undefined;
}
