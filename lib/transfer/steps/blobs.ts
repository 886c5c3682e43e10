import type { BlobArrival } from '#lib/registry/registry-client';
import { computeDigest } from '#lib/registry/verified-body';
import type { ContentDescriptor } from '#lib/transfer/plan';
import type { UploadedFile } from '#lib/transfer/run-context';
import type { StepContext, StepOutcome, WorkOf } from '#lib/transfer/step-context';
import { skipped } from '#lib/transfer/step-context';
import { StepError } from '#lib/transfer/step-error';

type Route = Pick<WorkOf<'copy-blob'>, 'from' | 'to'>;
type Bringing = Pick<StepContext, 'client' | 'begin' | 'signal' | 'onBytes'>;

/** Links the blob where both repositories are of one registry, streams it from there to here otherwise. */
export async function copyBlobStep(work: WorkOf<'copy-blob'>, context: StepContext): Promise<StepOutcome> {
  return outcomeOf(await transferBlob(work, work.blob, context), work.blob);
}

/** A blob on its way from one repository to another; `present` when it was there already. */
export async function transferBlob(
  { from, to }: Route,
  { digest, size }: Pick<ContentDescriptor, 'digest' | 'size'>,
  { client, begin, signal, onBytes }: Bringing,
): Promise<BlobArrival> {
  const isMountable = from.registry === to.registry && from.repository !== to.repository;
  const write = await begin();
  return await write(to.registry).pushBlob(
    to.repository,
    { digest, size },
    async (opening = signal) => {
      const source = client(from.registry);
      return (await source.getBlob(from.repository, digest, { signal: opening })).body;
    },
    { signal, onBytes, ...(isMountable ? { mountFrom: from.repository } : {}) },
  );
}

/** Brings a file that was uploaded for the plan, or a short text of the plan itself. */
export async function pushBlobStep(work: WorkOf<'push-blob'>, context: StepContext): Promise<StepOutcome> {
  const { to, blob } = work;
  const { begin, signal, onBytes } = context;
  const file = await contentOf(work, context);
  if (file.digest !== blob.digest || file.size !== blob.size) {
    throw new StepError('upload-changed', 'The file that was uploaded is not the one of the plan.');
  }
  const { digest, size } = blob;
  const write = await begin();
  const options = { signal, onBytes };
  const arrival = await write(to.registry).pushBlob(
    to.repository,
    { digest, size },
    async () => file.open(),
    options,
  );
  return outcomeOf(arrival, blob);
}

async function contentOf({ source }: WorkOf<'push-blob'>, { upload }: StepContext): Promise<UploadedFile> {
  if (source.kind === 'text') {
    const bytes = new TextEncoder().encode(source.text);
    const digest = computeDigest('sha256', bytes);
    return { digest, size: bytes.byteLength, open: () => new Blob([bytes]).stream() };
  }
  const file = await upload(source.id);
  if (file !== undefined) return file;
  throw new StepError('upload-gone', 'The file that was uploaded for this is gone. Upload it again.');
}

function outcomeOf(arrival: BlobArrival, { size }: ContentDescriptor): StepOutcome {
  switch (arrival) {
    case 'present':
      return skipped('It was there already.');
    case 'mounted':
      return { state: 'done', reason: 'The registry linked it from the other repository.', bytes: 0 };
    case 'pushed':
      return { state: 'done', bytes: size };
    default:
      return arrival satisfies never;
  }
}
