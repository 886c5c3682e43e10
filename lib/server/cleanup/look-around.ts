import { ProblemError } from '#lib/api/problems/problem-error';
import type { GraphState } from '#lib/graph/graph-state';
import { openQuestions } from '#lib/graph/open-questions';
import type { EvidenceCheck } from '#lib/graph/verification/evidence-check';
import type { Digest } from '#lib/oci/digest';
import { formatShortDigest } from '#lib/oci/digest';
import type { Repository } from '#lib/oci/reference';
import { explainError, isNotFound } from '#lib/repository/explain-error';
import type { TagListing } from '#lib/repository/tag-list';
import type { StoredArtifact } from '#lib/retention/repository-facts';
import { storedArtifacts } from '#lib/retention/stored-artifacts';
import { graphAround } from '#lib/server/evidence/graph-around';
import type { Session } from '#lib/server/sessions/session';
import { verificationOf, verifyArtifact } from '#lib/server/verification/verify-artifact';

/** How one artifact is looked at, and for whom. */
export type Looking = {
  readonly session: Session;
  readonly at: Repository;
  readonly list: TagListing;
  /** Whether there is a policy to verify against; undefined: nothing is verified. */
  readonly policy: { readonly only: string | undefined } | undefined;
  readonly signal: AbortSignal;
};

/** What was found around an artifact, and what of it is unknown. */
export type Around = {
  readonly found: readonly StoredArtifact[];
  readonly gaps: readonly string[];
  /** Why nothing around it is known. */
  readonly unread?: string;
};

/**
 * An artifact with all that belongs to it: one walk, a deeper one where several of one series hang on it, and the checks
 * of its signatures where there is a policy.
 *
 * @throws the reason of an aborted signal, and what is a fault of ours
 */
export async function lookAround(looking: Looking, digest: Digest, name: string): Promise<Around> {
  const { session, at, list, signal } = looking;
  const request = {
    session,
    reference: { ...at, digest },
    isFresh: false,
    isRow: true,
    tagList: list,
    signal,
  };
  try {
    const near = await graphAround(request, { depth: 1, isDownward: true });
    // Whether a report is signed decides what can go of several: that is one step further.
    const isDeep = hasStack(storedArtifacts(near));
    const graph = isDeep
      ? await graphAround({ ...request, isAgain: true }, { depth: 2, isDownward: true })
      : near;
    const { signers, gap } = await unnamedSigners(looking, near, digest);
    const found = storedArtifacts(graph).map((artifact) => {
      const names = signers.get(artifact.digest);
      return names === undefined ? artifact : { ...artifact, unnamedSigners: names };
    });
    return { found, gaps: [...gapsOf(graph, name), ...gap.map((reason) => `${name}: ${reason}`)] };
  } catch (error) {
    if (isNotFound(error)) return { found: [{ ...unread(digest), isMissing: true }], gaps: [] };
    const sentence = `${name} was not read: ${reasonOf(error, signal)}`;
    return { found: [unread(digest)], gaps: [sentence], unread: sentence };
  }
}

/** An artifact of which nothing is known but its digest. */
export function unread(digest: Digest): StoredArtifact {
  const title = formatShortDigest(digest);
  const nothing = { tags: [], madeTags: [], subjects: [], holds: [] };
  return { digest, kind: 'artifact', title, signed: 'unknown', ...nothing };
}

function hasStack(found: readonly StoredArtifact[]): boolean {
  const series = found.flatMap((artifact) => (artifact.subjects.length > 0 ? (artifact.series ?? []) : []));
  return new Set(series).size < series.length;
}

function gapsOf(graph: GraphState, name: string): readonly string[] {
  const [open] = openQuestions(graph).filter(({ question }) => question !== 'content');
  return [
    ...graph.limits.map((reason) => `${name}: ${reason}`),
    ...(open === undefined ? [] : [`Not everything that belongs to ${name} is known: ${open.reason}`]),
  ];
}

type Signers = {
  readonly signers: ReadonlyMap<Digest, readonly string[]>;
  readonly gap: readonly string[];
};

/** Whom no policy names, by what they signed: only where every check of it holds and none is named. */
async function unnamedSigners(
  { session, at, policy, list, signal }: Looking,
  near: GraphState,
  digest: Digest,
): Promise<Signers> {
  if (policy === undefined) return { signers: new Map(), gap: [] };
  const reference = { ...at, digest };
  const request = { session, reference, isFresh: false, isRow: true, isAgain: true, tagList: list, signal };
  try {
    const asked = { ...request, policy: policy.only, at: undefined, near };
    const { checks, policy: applied } = await verificationOf(verifyArtifact(asked));
    return { signers: applied.source === 'none' ? new Map() : signersOf(checks), gap: [] };
  } catch (error) {
    return { signers: new Map(), gap: [`its signatures were not checked: ${reasonOf(error, signal)}`] };
  }
}

function signersOf(checks: readonly EvidenceCheck[]): ReadonlyMap<Digest, readonly string[]> {
  const groups = Map.groupBy(checks, ({ digest }) => digest);
  return new Map(
    [...groups].flatMap(([digest, of]) => {
      const isUnnamed = of.every(({ state, code }) => state === 'valid' && code === 'no-authority-names-it');
      const names = [...new Set(of.flatMap(({ signer }) => signer?.name ?? []))];
      return isUnnamed && names.length > 0 ? [[digest, names] as const] : [];
    }),
  );
}

function reasonOf(error: unknown, signal: AbortSignal): string {
  signal.throwIfAborted();
  // Too many walks wait, or somebody took the policy away.
  if (error instanceof ProblemError) return error.problem.detail;
  return explainError(error).reason;
}
