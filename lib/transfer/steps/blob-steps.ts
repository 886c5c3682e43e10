import { computeDigest } from '#lib/registry/body';
import type { BlobSource, PushResult } from '#lib/registry/registry-client';
import { transferLimits } from '#lib/transfer/limits';
import type { ContentDescriptor } from '#lib/transfer/plan';
import type { UploadedFile } from '#lib/transfer/run-context';
import type { StepContext, StepOutcome, WorkOf } from '#lib/transfer/step-context';
import { skipped } from '#lib/transfer/step-context';
import { StepError } from '#lib/transfer/step-error';

/** Mounts the blob where one registry holds both repositories, and streams it from the source to the target elsewhere. */
export async function copyBlobStep(work: WorkOf<'copy-blob'>, context: StepContext): Promise<StepOutcome> {
  return blobOutcome(await transferBlob(work, work.blob, context), work.blob);
}

type Route = Pick<WorkOf<'copy-blob'>, 'from' | 'to'>;
type TransferContext = Pick<
  StepContext,
  'client' | 'begin' | 'isFirstTry' | 'bytesAhead' | 'signal' | 'onBytes'
>;

/**
 * Copies a blob from one repository to another; gives `present` when the target had it already. Two repositories of one
 * registry try a mount first: https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#mounting-a-blob-from-another-repository
 */
export async function transferBlob(
  { from, to }: Route,
  { digest, size }: Pick<ContentDescriptor, 'digest' | 'size'>,
  { client, begin, isFirstTry, bytesAhead, signal, onBytes }: TransferContext,
): Promise<PushResult> {
  const isMountable = from.registry === to.registry && from.repository !== to.repository;
  const asksFirst = !isFirstTry || size > transferLimits.smallBlobMaxBytes;
  const write = await begin();
  return await write(to.registry).pushBlob(
    to.repository,
    { digest, size },
    async (opening = signal) => {
      const bytes = await bytesAhead;
      if (bytes !== undefined) return bytes;
      const source = client(from.registry);
      return (await source.getBlob(from.repository, digest, { signal: opening, allowsReuse: true })).body;
    },
    { signal, onBytes, asksFirst, ...(isMountable ? { mountFrom: from.repository } : {}) },
  );
}

/** The outcome of a step for the way in which its blob reached the registry; a mount moves no bytes. */
function blobOutcome(arrival: PushResult, { size }: Pick<ContentDescriptor, 'size'>): StepOutcome {
  switch (arrival) {
    case 'present':
      return skipped('The registry already has it.');
    case 'mounted':
      return { state: 'done', reason: 'The registry linked it from the other repository.', bytes: 0 };
    case 'pushed':
      return { state: 'done', bytes: size };
    default:
      return arrival satisfies never;
  }
}

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
    throw new StepError('upload-changed', 'The uploaded file is not the one in the plan. Make a new plan.');
  }
  const { digest, size } = blob;
  const write = await begin();
  const options = { signal, onBytes };
  const source = async () => file.open();
  const arrival = await write(to.registry).pushBlob(to.repository, { digest, size }, source, options);
  return blobOutcome(arrival, blob);
}

/** Bytes that are here: those of a file, or of a text. */
type LocalContent = Pick<UploadedFile, 'digest' | 'size'> & {
  readonly open: () => Awaited<ReturnType<BlobSource>>;
};

async function openSource({ source }: WorkOf<'push-blob'>, { upload }: StepContext): Promise<LocalContent> {
  if (source.kind === 'text') {
    const bytes = new TextEncoder().encode(source.text);
    const digest = computeDigest('sha256', bytes);
    return { digest, size: bytes.byteLength, open: () => bytes };
  }
  const file = await upload(source.id);
  if (file !== undefined) return file;
  throw new StepError('upload-gone', 'The uploaded file no longer exists. Upload it again.');
}
