import { hashAlgorithmOf } from '#lib/oci/digest';
import { computeDigest } from '#lib/registry/body';
import { findManifest } from '#lib/transfer/lookup/find-manifest';
import type { StepContext, StepOutcome, WorkOf } from '#lib/transfer/step-context';
import { skipped } from '#lib/transfer/step-context';
import { StepError } from '#lib/transfer/step-error';
import { putNamingLosses } from '#lib/transfer/steps/put-manifest';

/**
 * Pushes a manifest that was made for the plan, under its digest:
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pushing-manifests
 *
 * @throws StepError `manifest-changed` when the text of the plan has another digest
 */
export async function pushManifestStep(
  work: WorkOf<'push-manifest'>,
  context: StepContext,
): Promise<StepOutcome> {
  const { to, manifest, text } = work;
  const { digest, mediaType } = manifest;
  const bytes = new TextEncoder().encode(text);
  const algorithm = hashAlgorithmOf(digest);
  if (algorithm === undefined || computeDigest(algorithm, bytes) !== digest) {
    throw new StepError('manifest-changed', `The manifest in the plan is not ${digest}.`);
  }
  if ((await findManifest(to, digest, context)) !== undefined) return skipped('The registry had it already.');
  const writer = (await context.begin())(to.registry);
  await putNamingLosses({ bytes, digest, mediaType }, work, writer, context);
  return { state: 'done', bytes: bytes.byteLength };
}
