import type { GraphState } from '#lib/graph/graph-state';
import type { GraphLinks } from '#lib/graph/links';
import { linksOf } from '#lib/graph/links';
import type { GraphNode } from '#lib/graph/model';
import { isOpen } from '#lib/graph/model';
import { parseCreated } from '#lib/oci/created';
import type { Digest } from '#lib/oci/digest';
import { isSigned } from '#lib/oci/kind';
import { isManifestMediaType } from '#lib/oci/media-type';
import type { SignedState, StoredArtifact } from './repository-facts.ts';
import { seriesOf, timeOf } from './repository-facts.ts';

/** The manifests that a walk has found in its own repository, without their tags. */
export function storedArtifacts(state: GraphState): readonly StoredArtifact[] {
  const links = linksOf(state);
  const here = [...state.nodes.values()].filter(
    ({ mediaType, repository }) => isManifestMediaType(mediaType) && repository === undefined,
  );
  const found = here.map((node) => storedArtifact(node, state, links));
  const byDigest = new Map(found.map((artifact) => [artifact.digest, artifact]));
  return found.map((artifact) => withAgeOfParts(artifact, byDigest));
}

function storedArtifact(node: GraphNode, state: GraphState, links: GraphLinks): StoredArtifact {
  const { digest, kind, title, size, contentSize, annotations } = node;
  const created = node.created ?? parseCreated(annotations['org.opencontainers.image.created']);
  const series = seriesOf(node);
  return {
    digest,
    kind,
    title,
    ...(series === undefined ? {} : { series }),
    ...(size === undefined ? {} : { size: size + (contentSize ?? 0) }),
    ...(created === undefined ? {} : { created }),
    tags: [],
    madeTags: [],
    subjects: pointedTo(links, digest, 'subject'),
    holds: pointedTo(links, digest, 'child'),
    signed: signedState(node, state, links),
    ...(node.state === 'missing' ? { isMissing: true } : {}),
  };
}

function pointedTo(links: GraphLinks, digest: Digest, wanted: 'subject' | 'child'): readonly Digest[] {
  const edges = links.successors.get(digest) ?? [];
  return [...new Set(edges.flatMap(({ relation, to }) => (relation === wanted ? [to] : [])))];
}

/** An index that does not say when it was made is as old as the newest image that it holds, where all of them say. */
function withAgeOfParts(
  artifact: StoredArtifact,
  byDigest: ReadonlyMap<Digest, StoredArtifact>,
): StoredArtifact {
  if (artifact.created !== undefined || artifact.holds.length === 0) return artifact;
  const images = artifact.holds
    .flatMap((held) => byDigest.get(held) ?? [])
    .filter(({ kind }) => kind === 'image' || kind === 'index');
  const times = images.map((part) => ({ created: part.created, time: timeOf(part) }));
  const [first] = times.toSorted((a, b) => (b.time ?? 0) - (a.time ?? 0));
  if (first?.created === undefined || times.some(({ time }) => time === undefined)) return artifact;
  return { ...artifact, created: first.created };
}

function signedState(node: GraphNode, state: GraphState, links: GraphLinks): SignedState {
  const things = [node, ...(node.parts ?? [])];
  if (things.some(isSigned)) return 'found';
  const referrers = (links.predecessors.get(node.digest) ?? [])
    .filter(({ relation }) => relation === 'subject')
    .flatMap(({ from }) => state.nodes.get(from) ?? []);
  if (referrers.some((referrer) => [referrer, ...(referrer.parts ?? [])].some(isSigned))) return 'found';
  const answers = [...state.answers.values()].filter(
    ({ about, question, source }) =>
      about === node.digest && question === 'referrers' && source !== 'buildkit',
  );
  const isProven = answers.some((answer) => answer.state !== 'unknown') && !answers.some(isOpen);
  // What was not opened may be a signature.
  const isUnclear = referrers.some(
    ({ state: read, confidence, kind }) =>
      read === 'unreadable' || read === 'missing' || (kind === 'artifact' && confidence !== 'content'),
  );
  return isProven && !isUnclear ? 'none' : 'unknown';
}
