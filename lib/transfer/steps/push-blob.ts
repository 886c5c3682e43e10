import { computeDigest } from '#lib/registry/body';
import type { UploadedFile } from '#lib/transfer/run-context';
import type { StepContext, StepOutcome, WorkOf } from '#lib/transfer/step-context';
import { StepError } from '#lib/transfer/step-error';
import { blobOutcome } from '#lib/transfer/steps/copy-blob';

/**
 * Pushes a file that was uploaded for the plan, or a short text of the plan itself.
 *
 * @throws StepError `upload-gone`, or `upload-changed` when the file is not the one of the plan
 */
export async function pushBlobStep(work: WorkOf<'push-blob'>, context: StepContext): Promise<StepOutcome> {
  const { to, blob } = work;
  const { begin, signal, onBytes } = context;
  const file = await openSource(work, context);
  if (file.digest !== blob.digest || file.size !== blob.size) {
    throw new StepError(
      'upload-changed',
      'The uploaded file is not the one in the plan. Make the plan again.',
    );
  }
  const { digest, size } = blob;
  const write = await begin();
  const options = { signal, onBytes };
  const source = async () => file.open();
  const arrival = await write(to.registry).pushBlob(to.repository, { digest, size }, source, options);
  return blobOutcome(arrival, blob);
}

async function openSource({ source }: WorkOf<'push-blob'>, { upload }: StepContext): Promise<UploadedFile> {
  if (source.kind === 'text') {
    const bytes = new TextEncoder().encode(source.text);
    const digest = computeDigest('sha256', bytes);
    return { digest, size: bytes.byteLength, open: () => new Blob([bytes]).stream() };
  }
  const file = await upload(source.id);
  if (file !== undefined) return file;
  throw new StepError('upload-gone', 'The file that was uploaded for this is gone. Upload it again.');
}
