import { mapConcurrent } from '#lib/async/map-concurrent';
import type { Digest } from '#lib/oci/digest';
import { formatReference } from '#lib/oci/reference';
import { transferLimits } from '#lib/transfer/limits';
import { findManifest } from '#lib/transfer/lookup/find-manifest';
import type { StepContext, StepOutcome, WorkOf } from '#lib/transfer/step-context';
import { LostContent, StepError } from '#lib/transfer/step-error';

/** A problem in a sentence; `lost` is the digest or tag that can be pushed again. */
type Problem = { readonly sentence: string; readonly lost?: string };

/**
 * Checks every manifest, blob and tag at the target again:
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#checking-if-content-exists-in-the-registry
 *
 * @throws LostContent when some are missing and all others are right
 * @throws StepError `verify-failed` when something else is in their place
 */
export async function verifyStep(work: WorkOf<'verify'>, context: StepContext): Promise<StepOutcome> {
  const { at, manifests, blobs = [], tags } = work;
  const checks = [
    ...manifests.map((digest) => () => checkManifest(work, { selector: digest, digest }, context)),
    ...blobs.map((digest) => () => checkBlob(work, digest, context)),
    ...tags.map(
      ({ tag, digest }) =>
        () =>
          checkManifest(work, { selector: tag, digest }, context),
    ),
  ];
  const results = await mapConcurrent(checks, context.checksAtOnce, (check) => check());
  const problems = results.filter((problem) => problem !== undefined);
  if (problems.length === 0) {
    return { state: 'done', reason: `All ${checks.length} exist with the right digests.` };
  }
  const { verifyNamedMax: namedMax } = transferLimits;
  const more = problems.length > namedMax ? `, and ${problems.length - namedMax} more` : '';
  const list = problems.slice(0, namedMax).map(({ sentence }) => sentence);
  const message = `In ${formatReference(at)} ${list.join(', ')}${more}.`;
  const lost = problems.flatMap((problem) => problem.lost ?? []);
  throw lost.length === problems.length
    ? new LostContent(message, new Set(lost))
    : new StepError('verify-failed', message);
}

async function checkManifest(
  { at }: WorkOf<'verify'>,
  { selector, digest }: { readonly selector: string; readonly digest: Digest },
  context: StepContext,
): Promise<Problem | undefined> {
  const current = (await findManifest(at, selector, context))?.digest;
  if (current === digest) return undefined;
  if (current === undefined) return { sentence: `${selector} is missing`, lost: selector };
  return { sentence: `${selector} points to ${current}` };
}

async function checkBlob(
  { at }: WorkOf<'verify'>,
  digest: Digest,
  { client, signal }: StepContext,
): Promise<Problem | undefined> {
  if (await client(at.registry).hasBlob(at.repository, digest, { signal })) return undefined;
  return { sentence: `the blob ${digest} is missing`, lost: digest };
}
