import type { Digest } from '#lib/oci/digest';
import { formatReference } from '#lib/oci/reference';
import { findManifest } from '#lib/transfer/lookup/find-manifest';
import { mapConcurrent } from '#lib/transfer/map-concurrent';
import type { StepContext, StepOutcome, WorkOf } from '#lib/transfer/step-context';
import { LostContent, StepError } from '#lib/transfer/step-error';

const namedMax = 5;

/** What is not as it should be, in a sentence; `lost` is what can be brought again, a digest or a tag. */
type Wrong = { readonly sentence: string; readonly lost?: string };

/**
 * Asks the registry for every manifest, blob and tag again. Throws {@link LostContent} when some are not there and all
 * others are as they should be, StepError `verify-failed` when something else is in their place.
 */
export async function verifyStep(work: WorkOf<'verify'>, context: StepContext): Promise<StepOutcome> {
  const { at, manifests, blobs = [], tags } = work;
  const questions = [
    ...manifests.map((digest) => () => checkManifest(work, { selector: digest, digest }, context)),
    ...blobs.map((digest) => () => checkBlob(work, digest, context)),
    ...tags.map(
      ({ tag, digest }) =>
        () =>
          checkManifest(work, { selector: tag, digest }, context),
    ),
  ];
  const answers = await mapConcurrent(questions, context.checksAtOnce, (ask) => ask());
  const wrong = answers.filter((answer) => answer !== undefined);
  if (wrong.length === 0) {
    return { state: 'done', reason: `All ${questions.length} are there, with their digests.` };
  }
  const more = wrong.length > namedMax ? `, and ${wrong.length - namedMax} more` : '';
  const list = wrong.slice(0, namedMax).map(({ sentence }) => sentence);
  const message = `In ${formatReference(at)} ${list.join(', ')}${more}.`;
  const lost = wrong.flatMap((one) => one.lost ?? []);
  throw lost.length === wrong.length
    ? new LostContent(message, new Set(lost))
    : new StepError('verify-failed', message);
}

async function checkManifest(
  { at }: WorkOf<'verify'>,
  { selector, digest }: { readonly selector: string; readonly digest: Digest },
  context: StepContext,
): Promise<Wrong | undefined> {
  const current = (await findManifest(at, selector, context))?.digest;
  if (current === digest) return undefined;
  if (current === undefined) return { sentence: `${selector} is missing`, lost: selector };
  return { sentence: `${selector} points to ${current}` };
}

async function checkBlob(
  { at }: WorkOf<'verify'>,
  digest: Digest,
  { client, signal }: StepContext,
): Promise<Wrong | undefined> {
  if (await client(at.registry).hasBlob(at.repository, digest, { signal })) return undefined;
  return { sentence: `the blob ${digest} is missing`, lost: digest };
}
