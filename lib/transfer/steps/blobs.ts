import type { BlobArrival } from '#lib/registry/registry-client';
import type { Content } from '#lib/transfer/plan';
import type { StepContext, StepOutcome, WorkOf } from '#lib/transfer/steps/step-context';
import { skipped } from '#lib/transfer/steps/step-context';
import { StepError } from '#lib/transfer/steps/step-error';

type Route = Pick<WorkOf<'copy-blob'>, 'from' | 'to'>;
type Bringing = Pick<StepContext, 'client' | 'signal' | 'onBytes'>;

/** Links the blob where both repositories are of one registry, streams it from there to here otherwise. */
export async function copyBlob(work: WorkOf<'copy-blob'>, context: StepContext): Promise<StepOutcome> {
  return outcomeOf(await bringBlob(work, work.blob, context), work.blob);
}

/** A blob on its way from one repository to another; `present` when it was there already. */
export function bringBlob(
  { from, to }: Route,
  { digest, size }: Pick<Content, 'digest' | 'size'>,
  { client, signal, onBytes }: Bringing,
): Promise<BlobArrival> {
  const isMountable = from.registry === to.registry && from.repository !== to.repository;
  return client(to.registry).pushBlob(
    to.repository,
    { digest, size },
    async (opening = signal) => {
      const source = client(from.registry);
      return (await source.getBlob(from.repository, digest, { signal: opening })).body;
    },
    { signal, onBytes, ...(isMountable ? { mountFrom: from.repository } : {}) },
  );
}

/** Brings a file that was uploaded for the plan. */
export async function pushBlob(work: WorkOf<'push-blob'>, context: StepContext): Promise<StepOutcome> {
  const { to, upload: id, blob } = work;
  const { client, upload, signal, onBytes } = context;
  const file = await upload(id);
  if (file === undefined) {
    throw new StepError('upload-gone', 'The file that was uploaded for this is gone. Upload it again.');
  }
  if (file.digest !== blob.digest || file.size !== blob.size) {
    throw new StepError('upload-changed', 'The file that was uploaded is not the one of the plan.');
  }
  const options = { signal, onBytes };
  const { digest, size } = blob;
  const source = async () => file.open();
  return outcomeOf(
    await client(to.registry).pushBlob(to.repository, { digest, size }, source, options),
    blob,
  );
}

function outcomeOf(arrival: BlobArrival, { size }: Content): StepOutcome {
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
