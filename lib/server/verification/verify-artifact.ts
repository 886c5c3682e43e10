import { prefetchMap } from '#lib/async/map-concurrent';
import type { PolicyParts } from '#lib/graph/verification/policy-parts';
import type { Verification, VerificationEvent } from '#lib/graph/verification/verification';
import { formatReference } from '#lib/oci/reference';
import { isPlainHttp } from '#lib/server/platform/network-settings';
import { invalidRequest } from '#lib/server/platform/problem-error';
import { getServices } from '#lib/server/platform/services';
import { checkAttached } from './check-attached.ts';
import type { AttachedManifest, CollectedEvidence, CollectRequest } from './collect-evidence.ts';
import { collectEvidence, openAnswer } from './collect-evidence.ts';
import { verificationLimits } from './limits.ts';
import { nameParts } from './policy-folder.ts';
import { getVerification } from './verification-service.ts';
import type { ExplainedPolicy, SentPolicy } from './verifier/sent-policy.ts';

/** What is verified, against what, as of when, and for whom. */
export type VerifyRequest = CollectRequest & {
  /** A whole policy, or the name of one that is known here; undefined: all that are known here. */
  readonly policy: PolicyParts | string | undefined;
  /** The policies as they stood when many were asked about, in place of `policy`: the folder may have changed since. */
  readonly sent?: SentPolicy;
  /** Undefined: as of now. */
  readonly at: Date | undefined;
  /** For tests; the limit is the default. */
  readonly evidenceMax?: number;
};

/**
 * Every signature and attestation of an artifact, checked against a policy: each check when it is done, and last what
 * they come to.
 *
 * @throws RegistryError or OciError when the artifact itself cannot be read; ProblemError `request-invalid` for the
 *   name of a policy that is unknown
 */
export async function* verifyArtifact(request: VerifyRequest): AsyncGenerator<readonly VerificationEvent[]> {
  const { session, reference, at, signal, evidenceMax = verificationLimits.evidenceMax } = request;
  const { verifier } = getVerification();
  const now = at ?? new Date();
  const policy = await policyOf(request);
  const asking = { owner: session, signal };
  const described = await verifier.explain(policy, { reference }, asking);
  refuseUnknown(policy, described);
  const collected = await collectEvidence(request);
  const { digest } = collected.root;
  const named = { ...reference, digest };
  const budget = { left: evidenceMax, leftOut: 0 };
  const context = {
    session,
    verifier,
    policy,
    reference: named,
    now,
    isDated: at !== undefined,
    signal,
    budget,
  };
  const checks: Verification['checks'][number][] = [];
  const check = (attached: AttachedManifest) => checkAttached(context, attached);
  for await (const some of prefetchMap(collected.attached, verificationLimits.evidenceReadAhead, check)) {
    checks.push(...some);
    if (some.length > 0) yield some.map((one) => ({ type: 'check', check: one }));
  }
  const answers = [...collected.answers, ...leftOut(collected, budget.leftOut, evidenceMax)];
  // What is open about a platform decides nothing about its index.
  const own = answers.filter(({ about }) => about === digest);
  const isPlain = isPlainHttp(reference.registry, getServices().settings.registries);
  const asked = { checks, answers: own, reference: named, isPlainHttp: isPlain };
  const judged = await verifier.judge(policy, asked, asking);
  yield [
    {
      type: 'end',
      reference: formatReference(reference),
      digest,
      at: now.toISOString(),
      ...judged,
      ...(policy.source === 'inline' ? { policyDescription: described.description } : {}),
      answers,
    },
  ];
}

/**
 * The same as one document.
 *
 * @throws what the events throw
 */
export async function verificationOf(
  events: AsyncIterable<readonly VerificationEvent[]>,
): Promise<Verification> {
  const checks: Verification['checks'][number][] = [];
  for await (const batch of events)
    for (const event of batch) {
      if (event.type === 'check') checks.push(event.check);
      else {
        const { type: _, ...end } = event;
        return { ...end, checks };
      }
    }
  throw new Error('A verification has ended without its end.');
}

async function policyOf({ policy, sent }: VerifyRequest): Promise<SentPolicy> {
  if (sent !== undefined) return sent;
  if (typeof policy === 'object') return nameParts(policy, 'inline');
  const { key, parts, source } = await getVerification().policies.current();
  return { key, parts, source, ...(policy === undefined ? {} : { only: policy }) };
}

function refuseUnknown({ only }: SentPolicy, { isKnown }: ExplainedPolicy): void {
  if (isKnown || only === undefined) return;
  throw invalidRequest(
    `There is no policy "${only.slice(0, 100)}" here; GET /api/policies names those that there are.`,
  );
}

function leftOut({ root }: CollectedEvidence, count: number, max: number): Verification['answers'] {
  if (count === 0) return [];
  const reason = `${count} more pieces of evidence were not checked: at most ${max.toLocaleString('en')} are.`;
  return [openAnswer(root.digest, reason)];
}
