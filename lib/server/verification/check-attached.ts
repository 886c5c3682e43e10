import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { RepositoryHandle } from '#lib/discovery/repository-handle';
import type { EvidenceCheck, EvidenceForm } from '#lib/graph/verification/evidence-check';
import type { Reference } from '#lib/oci/reference';
import { parseRepository } from '#lib/oci/reference';
import { explainError } from '#lib/repository/explain-error';
import { placeOf } from '#lib/server/sessions/connect';
import type { Session } from '#lib/server/sessions/session';
import type { SignedEvidence } from '#lib/verify/signed-evidence';
import type { AttachedManifest } from './collect-evidence.ts';
import { verificationLimits } from './limits.ts';
import type { PlannedEvidence } from './plan-evidence.ts';
import { planEvidence, planOwnEvidence } from './plan-evidence.ts';
import { readMaterial, withSignedBytes } from './read-material.ts';
import type { SentPolicy } from './verifier/sent-policy.ts';
import { uncheckedEvidence } from './verifier/unchecked-evidence.ts';

import type { Verifier } from './verifier/verifier-pool.ts';

/** Against what evidence is checked, for whom, and as of when. */
export type EvidenceContext = {
  readonly session: Session;
  readonly verifier: Verifier;
  readonly policy: SentPolicy;
  readonly reference: Reference;
  readonly now: Date;
  /** Whether `now` was asked for, and is not simply now. */
  readonly isDated: boolean;
  readonly signal: AbortSignal;
  /** How many pieces may still be checked. */
  readonly budget: { left: number; leftOut: number };
};

// The same bytes on the same artifact under the same policy come to the same, whoever asks.
const results = new LRUCache<string, EvidenceCheck>({
  maxSize: verificationLimits.checksKeptMaxBytes,
  sizeCalculation: (check) => JSON.stringify(check).length,
});

/**
 * The checks of all pieces of evidence in a manifest; none where it is no evidence.
 *
 * @throws what is no RegistryError and no OciError, and the reason of an aborted signal
 */
export async function checkAttached(
  context: EvidenceContext,
  attached: AttachedManifest,
): Promise<readonly EvidenceCheck[]> {
  const { node } = attached;
  const place = placeOfNode(context, attached);
  try {
    const { manifest } = await place.client.getManifest(place.repository, node.digest, {
      signal: context.signal,
    });
    const planned = attached.isOwn === true ? planOwnEvidence(manifest) : planEvidence(manifest, node);
    return await Promise.all(
      planned.slice(0, spend(context, planned.length)).map((piece) => checkPiece(context, attached, piece)),
    );
  } catch (error) {
    context.signal.throwIfAborted();
    return [unread(attached, { form: formOfNode(node), kind: node.kind }, error)];
  }
}

/** How many of so many pieces are checked. */
function spend({ budget }: EvidenceContext, count: number): number {
  const most = Math.min(budget.left, count);
  budget.left -= most;
  budget.leftOut += count - most;
  return most;
}

/** One piece of evidence in a manifest that was read. */
async function checkPiece(
  context: EvidenceContext,
  attached: AttachedManifest,
  piece: PlannedEvidence,
): Promise<EvidenceCheck> {
  if (piece.refusal !== undefined) return uncheckedEvidence(placed(attached, piece), piece.refusal);
  const handle = placeOfNode(context, attached);
  const key = keyOf(context, attached, piece);
  const isShown =
    piece.blob === undefined || handle.cache.blobs.has(`${handle.repository}@${piece.blob.digest}`);
  const known = isShown ? results.get(key) : undefined;
  if (known !== undefined) return known;
  try {
    const material = await readMaterial(handle, piece, context.signal);
    // Another session may have had it checked.
    return results.get(key) ?? (await checkMaterial(context, key, { ...placed(attached, piece), material }));
  } catch (error) {
    context.signal.throwIfAborted();
    return unread(attached, piece, error);
  }
}

async function checkMaterial(
  { verifier, policy, reference, now, session, signal }: EvidenceContext,
  key: string,
  evidence: SignedEvidence,
): Promise<EvidenceCheck> {
  const target = await withSignedBytes(
    placeOf(session, reference),
    evidence.material,
    evidence.target,
    signal,
  );
  const asked = { evidence: { ...evidence, target }, reference, now };
  const check = await verifier.check(policy, asked, { owner: session, signal });
  // What took too long may be faster the next time.
  if (check.code !== 'internal') results.set(key, check);
  return check;
}

function placed({ node, target, through }: AttachedManifest, piece: PlannedEvidence) {
  const { blob, form, kind, predicateType } = piece;
  return {
    digest: node.digest,
    ...(blob === undefined ? {} : { blob: blob.digest }),
    target,
    ...(through === undefined ? {} : { through }),
    form,
    kind,
    ...(predicateType === undefined ? {} : { predicateType }),
  };
}

function unread(attached: AttachedManifest, piece: PlannedEvidence, error: unknown): EvidenceCheck {
  const { reason } = explainError(error);
  return uncheckedEvidence(placed(attached, piece), {
    state: 'cannot-check',
    code: 'not-read',
    reason: `It could not be read: ${reason}`,
    help: 'Check again when the registry serves it.',
  });
}

function placeOfNode({ session, reference }: EvidenceContext, { node }: AttachedManifest): RepositoryHandle {
  const { registry, repository } = reference;
  return placeOf(
    session,
    node.repository === undefined ? { registry, repository } : parseRepository(node.repository),
  );
}

function formOfNode({ format, envelope }: AttachedManifest['node']): EvidenceForm {
  const forms = ['sigstore-bundle', 'cosign-simplesigning', 'dsse', 'notation-jws', 'notation-cose'] as const;
  return forms.find((form) => form === envelope || form === format) ?? 'unsigned';
}

function keyOf(
  { policy, reference, now, isDated }: EvidenceContext,
  attached: AttachedManifest,
  piece: PlannedEvidence,
): string {
  const { blob } = piece;
  const annotations = Object.entries(blob?.annotations ?? {}).sort();
  const { registry, repository, tag } = reference;
  const moment = isDated ? now.toISOString() : Math.floor(now.getTime() / verificationLimits.checkFreshMs);
  const parts = [
    placed(attached, piece),
    annotations,
    registry,
    repository,
    tag,
    policy.key,
    policy.only,
    moment,
  ];
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64');
}
