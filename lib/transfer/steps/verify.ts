import { formatReference } from '#lib/oci/reference';
import { atOnce } from '#lib/transfer/run/at-once';
import { findManifest } from '#lib/transfer/steps/find-manifest';
import type { StepContext, StepOutcome, WorkOf } from '#lib/transfer/steps/step-context';
import { StepError } from '#lib/transfer/steps/step-error';

const namedMax = 5;

/** Asks for every manifest and every tag again; fails with the list of what is not as it should be. */
export async function verify(
  { at, manifests, tags }: WorkOf<'verify'>,
  context: StepContext,
): Promise<StepOutcome> {
  const wanted = [
    ...manifests.map((digest) => ({ selector: digest, digest })),
    ...tags.map(({ tag, digest }) => ({ selector: tag, digest })),
  ];
  const found = await atOnce(wanted, context.checksAtOnce, async ({ selector, digest }) => {
    const current = (await findManifest(at, selector, context))?.digest;
    if (current === digest) return undefined;
    return current === undefined ? `${selector} is missing` : `${selector} points to ${current}`;
  });
  const wrong = found.filter((sentence) => sentence !== undefined);
  if (wrong.length === 0) {
    return { state: 'done', reason: `All ${wanted.length} are there, with their digests.` };
  }
  const more = wrong.length > namedMax ? `, and ${wrong.length - namedMax} more` : '';
  const list = wrong.slice(0, namedMax).join(', ');
  throw new StepError('verify-failed', `In ${formatReference(at)} ${list}${more}.`);
}
