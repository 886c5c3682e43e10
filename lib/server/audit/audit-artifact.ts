import { ProblemError } from '#lib/api/problems/problem-error';
import type { AuditRow } from '#lib/audit/audit';
import { judgeRow } from '#lib/audit/judge-row';
import type { FindingsOrReason } from '#lib/audit/report-cell';
import type { Requirements } from '#lib/audit/requirements';
import type { RowParts, UnjudgedRow } from '#lib/audit/row-of';
import { rowOf } from '#lib/audit/row-of';
import type { ListMemory, RepositoryHandle } from '#lib/discovery/repository-handle';
import type { AsksByName } from '#lib/discovery/walk-scope';
import { evidenceOf } from '#lib/graph/evidence';
import type { GraphState } from '#lib/graph/graph-state';
import type { Digest } from '#lib/oci/digest';
import { formatShortDigest } from '#lib/oci/digest';
import type { Reference, Repository } from '#lib/oci/reference';
import { formatReference } from '#lib/oci/reference';
import { explainError, isNotFound } from '#lib/repository/explain-error';
import { unpackRows } from '#lib/server/documents/packed-join';
import { findingsAround } from '#lib/server/evidence/collect-findings';
import type { EvidenceRequest } from '#lib/server/evidence/graph-around';
import { graphAround } from '#lib/server/evidence/graph-around';
import { surroundingsOf } from '#lib/server/evidence/surroundings';
import { limits } from '#lib/server/platform/limits';
import type { Session } from '#lib/server/sessions/session';
import type { SentPolicy } from '#lib/server/verification/verifier/sent-policy';
import { verificationOf, verifyArtifact } from '#lib/server/verification/verify-artifact';
import { recallRow, rememberRow } from './audited-rows.ts';
import { auditRunLimits } from './limits.ts';
import type { ListedArtifact } from './list-artifacts.ts';
import type { ListTrust } from './list-trust.ts';
import { showsUnlisted } from './list-trust.ts';
import type { Stamina } from './stamina.ts';
import { notAsked } from './stamina.ts';

/** How artifacts are looked at, for whom, and what is required of them. */
export type AuditContext = {
  readonly session: Session;
  readonly placeOf: (at: Repository) => RepositoryHandle;
  readonly requirements: Requirements;
  /** Whether there is a policy to verify against; undefined: nothing is verified. */
  readonly policy: { readonly only: string | undefined; readonly hash: string } | undefined;
  /** That policy as it stood when the audit began; absent: as it stands now. */
  readonly sent?: SentPolicy;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly stamina: Stamina;
  readonly trust: ListTrust;
  /** Looks at everything, also at what was looked at a moment ago. */
  readonly isFresh: boolean;
  readonly signal: AbortSignal;
};

/** The row of an artifact, and whether one of its tags names another by now. */
export type AuditedArtifact = {
  readonly row: AuditRow;
  readonly hasMoved: boolean;
  /** What the row is made of; absent where it was looked at before. */
  readonly found?: FoundEvidence;
};

/**
 * What speaks for an artifact: one walk around it, the checks of its signatures where there is a policy, the findings
 * where there is a report. What was looked at a moment ago serves again and says when that was; its tag was resolved
 * just now. What fails makes its row unknown.
 *
 * @throws the reason of an aborted signal, and what is a fault of ours
 */
export async function auditArtifact(
  context: AuditContext,
  artifact: ListedArtifact,
): Promise<AuditedArtifact> {
  const { digest } = artifact;
  if (digest === undefined) return rowFrom(context, artifact, { reason: artifact.reason });
  const known = recallRow(context, { ...artifact, digest });
  if (known !== undefined)
    return judged(context, { ...known, reference: nameOf(artifact), tags: artifact.tags });
  if (context.stamina.isSpent(artifact.repository)) return rowFrom(context, artifact, { reason: notAsked });
  try {
    const at = context.now();
    const found = await lookAtArtifact(context, artifact, digest);
    context.stamina.succeed(artifact.repository);
    const audited = rowFrom(context, artifact, { ...found, notes: await notesOn(context, artifact) });
    rememberRow(context, { ...artifact, digest }, { row: audited.row, at });
    return audited;
  } catch (error) {
    const reason = reasonOf(context, error);
    if (!isNotFound(error)) context.stamina.fail(artifact.repository);
    return rowFrom(context, artifact, { reason });
  }
}

/** What a look at an artifact found, or why there was none. */
export type FoundEvidence = Pick<RowParts, 'graph' | 'reason' | 'verification' | 'findings' | 'notes'>;

function rowFrom(context: AuditContext, artifact: ListedArtifact, found: FoundEvidence): AuditedArtifact {
  const { digest, tags } = artifact;
  const known = digest === undefined ? {} : { digest };
  const row = rowOf({ reference: nameOf(artifact), ...known, tags, ...found }, new Date(context.now()));
  return { ...judged(context, row), found };
}

function judged({ requirements }: AuditContext, row: UnjudgedRow): AuditedArtifact {
  return { row: { ...row, ...judgeRow(row, requirements) }, hasMoved: row.notes !== undefined };
}

function reasonOf({ signal }: Pick<AuditContext, 'signal'>, error: unknown): string {
  signal.throwIfAborted();
  // Too many walks wait, or somebody took the policy away.
  if (error instanceof ProblemError) return error.problem.detail;
  return explainError(error).reason;
}

/** How one artifact is looked at, and for whom. */
export type LookContext = Pick<AuditContext, 'session' | 'policy' | 'sent' | 'trust' | 'signal'> & {
  /** Nothing is asked about the indexes that hold the artifact. */
  readonly isDownward?: true;
  /** See `EvidenceRequest`. */
  readonly lists?: ListMemory;
};

/**
 * What speaks for an artifact, looked at now. What fails behind its own manifest is unknown in the answer.
 *
 * @throws RegistryError or OciError when the artifact itself cannot be read
 */
export async function lookAtArtifact(
  context: LookContext,
  artifact: ListedArtifact,
  digest: Digest,
): Promise<FoundEvidence> {
  const { session, signal, policy, sent, isDownward, lists } = context;
  const { list } = artifact;
  const reference = { ...placed(artifact), digest };
  // A fresh audit has forgotten all before it began; what it has learned itself serves.
  const own = lists === undefined ? {} : { lists };
  const asked = { session, reference, isFresh: false, isRow: true, signal, ...own };
  const look = async (asksByName: AsksByName) => {
    const request = { ...asked, asksByName, ...(list === undefined ? {} : { tagList: list }) };
    return { request, near: await graphAround(request, { depth: 1, isDownward: true }) };
  };
  // Of one artifact alone no list was read before that could be tried.
  const { request, near } = await (list === undefined
    ? look(true)
    : context.trust.look(artifact.repository, look, (found) => showsUnlisted(found.near, list)));
  const around = surroundingsOf(near);
  const isWide = around !== undefined && around.platforms.size > limits.platformsAskedMax;
  const again = { ...request, isAgain: true };
  const graph = isWide ? await graphAround(again, { depth: 2, isDownward: true }) : near;
  const orReason = (error: unknown) => ({ reason: reasonOf(context, error) });
  const verifying = {
    ...again,
    policy: policy?.only,
    at: undefined,
    near,
    ...(sent === undefined ? {} : { sent }),
    ...(isDownward === undefined ? {} : { isDownward }),
  };
  const verification =
    policy === undefined ? undefined : await verificationOf(verifyArtifact(verifying)).catch(orReason);
  const findings = hasReport(graph) ? await findingsOf(again, graph).catch(orReason) : undefined;
  return {
    graph,
    ...(verification === undefined ? {} : { verification }),
    ...(findings === undefined ? {} : { findings }),
  };
}

function hasReport(graph: GraphState): boolean {
  return evidenceOf(graph).some(({ kind, state }) => kind === 'vulnerability-report' && state === 'found');
}

async function findingsOf(request: EvidenceRequest, graph: GraphState): Promise<FindingsOrReason> {
  const around = surroundingsOf(graph);
  if (around === undefined) return { reason: 'the artifact was not read' };
  const { packed, ...rest } = (await findingsAround(request, around)).findings;
  return { ...rest, rows: await unpackRows(packed) };
}

/** What happened to the tags of an artifact since they were resolved. */
async function notesOn(context: AuditContext, artifact: ListedArtifact): Promise<readonly string[]> {
  const { digest } = artifact;
  if (digest === undefined || context.now() - artifact.resolvedAt < auditRunLimits.tagFreshMs) return [];
  const { client } = context.placeOf(artifact);
  const notes = artifact.tags.map(async (tag) => {
    try {
      const now = await client.resolveManifest(artifact.repository, tag, { signal: context.signal });
      return now.digest === digest ? [] : [movedTo(tag, now.digest)];
    } catch (error) {
      if (isNotFound(error)) return [`The tag ${tag} was removed while this ran.`];
      return [`Whether the tag ${tag} moved while this ran is unknown: ${reasonOf(context, error)}`];
    }
  });
  return (await Promise.all(notes)).flat();
}

function movedTo(tag: string, digest: Digest): string {
  return `The tag ${tag} moved while this ran: it names ${formatShortDigest(digest)} now.`;
}

function placed({ registry, repository, tags: [tag] }: ListedArtifact): Reference {
  return { registry, repository, ...(tag === undefined ? {} : { tag }) };
}

/** `host/name:tag` by its first tag, `host/name@digest` of what has none, `host/name` where nothing is known. */
function nameOf(artifact: ListedArtifact): string {
  const { digest, tags } = artifact;
  return formatReference({
    ...placed(artifact),
    ...(digest === undefined || tags.length > 0 ? {} : { digest }),
  });
}
