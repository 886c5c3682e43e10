import type { GraphState } from '#lib/graph/graph-state';
import type { Answer, EdgeSource, GraphNode, Question } from '#lib/graph/model';
import { needsContent } from '#lib/graph/proof-of-none';
import type { Digest } from '#lib/oci/digest';
import { isDocumentKind } from '#lib/oci/kind';
import { isIndexMediaType, isManifestMediaType } from '#lib/oci/media-type';
import type { GraphLinks } from './links.ts';
import { linksOf } from './links.ts';
import { openQuestions } from './open-questions.ts';

const evidenceKinds = ['signature', 'provenance', 'sbom', 'vex', 'vulnerability-report'] as const;
export type EvidenceKind = (typeof evidenceKinds)[number];

/** What the head line may say about one kind of evidence: found, none, not known; `asking` until the walk has ended. */
export type Evidence = { readonly kind: EvidenceKind } & (
  | {
      readonly state: 'found';
      readonly nodes: readonly Digest[];
      /** Of an index, what it is attached to: `on the index`, `on 1 of 2 platforms`. */
      readonly where?: string;
    }
  | { readonly state: 'none'; readonly asked: readonly EdgeSource[] }
  | { readonly state: 'unknown'; readonly reason: string }
  | { readonly state: 'asking' }
);

/** The artifact, what an index holds beside its attestations, and what is attached to each of those. */
type Attached = {
  readonly root: Digest;
  readonly platforms: readonly Digest[];
  /** Everything that the index holds and that does not say what it is about. */
  readonly loose: readonly Digest[];
  readonly bySubject: ReadonlyMap<Digest, readonly GraphNode[]>;
  /** Each attachment once. */
  readonly all: readonly GraphNode[];
};

/**
 * The evidence that is attached to the root, or to what an index holds. `none` is said only when every source answered
 * that very question completely for both, the walk came to its end, and nothing unread could be the thing.
 * `isAsking`: whether facts are still coming; a stream that broke is not.
 */
export function evidenceOf(state: GraphState, isAsking = state.complete === undefined): readonly Evidence[] {
  const attached = attachedTo(state);
  return evidenceKinds.map((kind): Evidence => {
    const found = attached === undefined ? undefined : findEvidence(attached, kind);
    if (found !== undefined) return found;
    if (isAsking) return { kind, state: 'asking' };
    if (attached === undefined) return { kind, state: 'unknown', reason: 'the artifact was not read' };
    return noneOrUnknown(state, attached, kind);
  });
}

/** One kind of evidence at one place. `doubt`: why there may be more than what was found. */
export type PlacedEvidence =
  | {
      readonly kind: EvidenceKind;
      readonly state: 'found';
      readonly nodes: readonly Digest[];
      readonly doubt?: string;
    }
  | Extract<Evidence, { state: 'none' | 'unknown' }>;

/** The evidence of an artifact by where it hangs. */
export type EvidenceByPlace = {
  /** On the artifact and on its platforms together. */
  readonly whole: readonly PlacedEvidence[];
  /** On the artifact itself. */
  readonly own: readonly PlacedEvidence[];
  /** On each platform of an index alone. */
  readonly platforms: readonly { readonly node: GraphNode; readonly evidence: readonly PlacedEvidence[] }[];
};

/**
 * As {@link evidenceOf} of a walk that is over, whole and for each place by itself: a signature on the index proves
 * nothing of what hangs on a platform. Undefined where the artifact was not read.
 */
export function evidenceByPlace(state: GraphState): EvidenceByPlace | undefined {
  const attached = attachedTo(state);
  if (attached === undefined) return undefined;
  const whole = evidenceKinds.map((kind) => placed(state, attached, kind));
  // What is proven of all places is proven of each.
  const at = (place: Attached) =>
    whole.map((evidence) => (evidence.state === 'none' ? evidence : placed(state, place, evidence.kind)));
  return {
    whole,
    own: at(onlyOn(attached, attached.root)),
    platforms: attached.platforms.flatMap((digest) => {
      const node = state.nodes.get(digest);
      return node === undefined ? [] : [{ node, evidence: at(onlyOn(attached, digest)) }];
    }),
  };
}

function placed(state: GraphState, attached: Attached, kind: EvidenceKind): PlacedEvidence {
  const found = findEvidence(attached, kind);
  if (found === undefined) return noneOrUnknown(state, attached, kind);
  const doubt = doubtAbout(state, attached, kind);
  return { kind, state: 'found', nodes: found.nodes, ...(doubt === undefined ? {} : { doubt }) };
}

// What the index holds loosely may be about any of its platforms, and about itself.
function onlyOn({ loose, bySubject }: Attached, digest: Digest): Attached {
  const all = bySubject.get(digest) ?? [];
  return { root: digest, platforms: [], loose, bySubject: new Map([[digest, all]]), all };
}

function findEvidence(attached: Attached, kind: EvidenceKind) {
  const nodes = attached.all.filter((node) => carries(node, kind)).map(({ digest }) => digest);
  if (nodes.length === 0) return undefined;
  return { kind, state: 'found' as const, nodes, ...whereFound(attached, kind) };
}

/** None with its proof, or why it is unknown. */
function noneOrUnknown(
  state: GraphState,
  attached: Attached,
  kind: EvidenceKind,
): Extract<Evidence, { state: 'none' | 'unknown' }> {
  const reason = doubtAbout(state, attached, kind);
  if (reason !== undefined) return { kind, state: 'unknown', reason };
  return { kind, state: 'none', asked: sourcesOf(state, attached.root) };
}

function attachedTo(state: GraphState): Attached | undefined {
  const { root, nodes } = state;
  if (root === undefined) return undefined;
  const links = linksOf(state);
  const loose = heldBy(links, root).filter((digest) => !isAbout(links, digest));
  const platforms = loose.filter((digest) => isPlatform(nodes.get(digest)));
  const bySubject = new Map(
    [root, ...platforms].map((subject) => [
      subject,
      [...itself(nodes.get(subject)), ...new Set(referrersOf(links, subject))].flatMap(
        (digest) => nodes.get(digest) ?? [],
      ),
    ]),
  );
  return { root, platforms, loose, bySubject, all: [...new Set([...bySubject.values()].flat())] };
}

/** An artifact that carries evidence about itself, as a chart its signature. */
function itself(node: GraphNode | undefined): readonly Digest[] {
  return node?.parts === undefined || isDocumentKind(node.kind) ? [] : [node.digest];
}

/** What an index holds, and the indexes in it. */
function heldBy(links: GraphLinks, root: Digest): readonly Digest[] {
  const held = new Set<Digest>([root]);
  for (const digest of held)
    for (const { relation, to } of links.successors.get(digest) ?? []) if (relation === 'child') held.add(to);
  held.delete(root);
  return [...held];
}

// An attestation of BuildKit is an entry of the index too, and nothing hangs on it.
function isAbout(links: GraphLinks, digest: Digest): boolean {
  return (links.successors.get(digest) ?? []).some(({ relation }) => relation === 'about');
}

function isPlatform(node: GraphNode | undefined): boolean {
  return node !== undefined && isManifestMediaType(node.mediaType) && node.kind !== 'attestation';
}

function referrersOf(links: GraphLinks, digest: Digest): readonly Digest[] {
  return (links.predecessors.get(digest) ?? [])
    .filter(({ relation }) => relation === 'subject' || relation === 'about')
    .map(({ from }) => from);
}

function carries(node: GraphNode, kind: EvidenceKind): boolean {
  return node.kind === kind || node.parts?.some((part) => part.kind === kind) === true;
}

function whereFound({ root, platforms, bySubject }: Attached, kind: EvidenceKind): { where?: string } {
  if (platforms.length === 0) return {};
  const has = (subject: Digest) => bySubject.get(subject)?.some((node) => carries(node, kind)) === true;
  const count = platforms.filter(has).length;
  const places = [
    ...(has(root) ? ['on the index'] : []),
    ...(count > 0
      ? [`on ${count} of ${platforms.length} ${platforms.length === 1 ? 'platform' : 'platforms'}`]
      : []),
  ];
  return { where: places.join(' and ') };
}

function doubtAbout(state: GraphState, attached: Attached, kind: EvidenceKind): string | undefined {
  const { root, platforms } = attached;
  const asked = sourcesOf(state, root);
  return (
    openAbout(state, attached) ??
    (state.complete === undefined ? 'the response was cut off' : undefined) ??
    state.limits[0] ??
    (asked.length === 0 ? 'no source was asked' : undefined) ??
    platformsNotAsked(state, platforms) ??
    unreadIndexes(state, platforms) ??
    looseEvidence(state, attached, kind) ??
    unreadAttachments(state, attached, kind) ??
    (asked.includes('cosign-tags') ? undefined : tagsNotAsked)
  );
}

const rootQuestions: ReadonlySet<Question> = new Set<Question>(['referrers', 'manifest', 'children']);

function openAbout(state: GraphState, { root, platforms }: Attached): string | undefined {
  const held = new Set(platforms);
  return openQuestions(state).find(
    ({ about, question }) =>
      (about === root && rootQuestions.has(question)) || (question === 'referrers' && held.has(about)),
  )?.reason;
}

/** How many platforms an index holds, and of how many of them no source was asked what refers to them. */
export function unaskedPlatforms(state: GraphState): { readonly unasked: number; readonly total: number } {
  const { platforms = [] } = attachedTo(state) ?? {};
  return { unasked: countUnasked(state, platforms), total: platforms.length };
}

// An entry of BuildKit is learned from the index; who else knows of referrers is asked about each platform by itself.
function countUnasked(state: GraphState, platforms: readonly Digest[]): number {
  return platforms.filter((digest) => sourcesOf(state, digest).every((source) => source === 'buildkit'))
    .length;
}

function platformsNotAsked(state: GraphState, platforms: readonly Digest[]): string | undefined {
  const count = countUnasked(state, platforms);
  if (count === 0) return undefined;
  const which = count === platforms.length ? 'its' : `${count} of its ${platforms.length}`;
  return `none on the index; ${which} platforms were not read`;
}

function unreadIndexes({ nodes, answers }: GraphState, platforms: readonly Digest[]): string | undefined {
  const isUnread = (digest: Digest) =>
    isIndexMediaType(nodes.get(digest)?.mediaType ?? '') && !answers.has(`${digest} children manifest`);
  return platforms.some(isUnread) ? 'none on the index; a nested index was not read' : undefined;
}

// What is evidence by its content and stands among the platforms may be about any of them.
function looseEvidence({ nodes }: GraphState, { loose }: Attached, kind: EvidenceKind): string | undefined {
  const isEvidence = (node: GraphNode | undefined) =>
    node !== undefined && (carries(node, kind) || (node.kind === 'attestation' && mayBe(node, kind)));
  return loose.some((digest) => isEvidence(nodes.get(digest)))
    ? 'an entry of the index does not state its platform'
    : undefined;
}

function unreadAttachments(state: GraphState, { all }: Attached, kind: EvidenceKind): string | undefined {
  const open = new Set(
    openQuestions(state).flatMap(({ about, question }) => (question === 'content' ? [about] : [])),
  );
  const unread = all.filter((node) => open.has(node.digest) || mayBe(node, kind)).length;
  if (unread === 0) return undefined;
  return unread === 1 ? 'one attachment is unreadable' : `${unread} attachments are unreadable`;
}

// Before 3.0 cosign kept signatures, attestations and SBOMs under tags alone, where no list of referrers names them.
const tagsNotAsked = 'the tags that cosign wrote before 3.0 (.sig, .att, .sbom) were not read';

// An envelope that was not opened may hold any statement; only a sigstore bundle may also be a plain signature. What an
// index holds that is attached itself has not been read.
function mayBe(node: GraphNode, kind: EvidenceKind): boolean {
  if (node.state === 'unreadable' || node.state === 'missing') return true;
  if (isIndexMediaType(node.mediaType)) return node.confidence !== 'content';
  if (!needsContent(node)) return false;
  if (node.kind !== 'attestation') return node.state === 'listed';
  return kind !== 'signature' || node.format === 'sigstore-bundle';
}

/** Every source that gave an answer about what refers to this: one that failed or does not exist gave none. */
function sourcesOf(state: GraphState, subject: Digest): readonly EdgeSource[] {
  return [...state.answers.values()]
    .filter((answer) => isAnswered(answer, subject))
    .map(({ source }) => source);
}

function isAnswered({ about, question, state }: Answer, subject: Digest): boolean {
  return about === subject && question === 'referrers' && state !== 'unknown';
}
