import type { WriteContext } from '#lib/registry/calls/call-context';
import { scopes } from '#lib/registry/calls/call-context';
import { hasBlob } from '#lib/registry/calls/get-blob';
import type { BlobSource, PushResult, RegistryWriter } from '#lib/registry/registry-client';
import { hasTrait } from '#lib/registry/registry-error';
import { SourceFailure } from '#lib/registry/transport/exchange';
import type { UploadBody } from './send-chunks.ts';
import { createUploadBody, sendChunks } from './send-chunks.ts';
import type { Upload, UploadSession } from './upload-session.ts';
import { cancelUpload, closeUpload, isWholeRefused, postWhole, startUpload } from './upload-session.ts';

type PushOptions = NonNullable<Parameters<RegistryWriter['pushBlob']>[3]>;

/**
 * Brings a blob into a repository in the cheapest way that works. An upload that breaks at the registry is begun anew as a
 * whole, since nobody knows what of it arrived; one whose source breaks is not, as the bytes are what is wrong.
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pushing-blobs
 *
 * @throws RegistryError `digest-mismatch`, or what the registry answered; and whatever the source rejected with
 */
export async function pushBlob(
  context: WriteContext,
  repository: string,
  blob: Pick<Upload, 'digest' | 'size'>,
  source: BlobSource,
  { signal, mountFrom, asksFirst = true, onBytes }: PushOptions,
): Promise<PushResult> {
  const upload = { ...blob, repository, signal };
  if (asksFirst && (await isThere(context, upload))) return 'present';
  const { registry } = context;
  const attempt = async (): Promise<PushResult> => {
    const body = createUploadBody(source, upload, {
      registry,
      ...(onBytes === undefined ? {} : { onBytes }),
    });
    const isOne = body.isSmall && context.uploads.takesWholePosts && mountFrom === undefined;
    const opened = isOne ? await postWhole(context, upload, body.whole) : undefined;
    if (opened === 'stored') return 'pushed';
    const session = opened ?? (await startUpload(context, upload, mountFrom));
    if (session === 'mounted') return 'mounted';
    await send(context, upload, session, body);
    return 'pushed';
  };
  try {
    return await context.retry(attempt, signal, 'waits');
  } catch (error) {
    throw error instanceof SourceFailure ? error.cause : error;
  }
}

// Who may push may not always look first, and to some registries a repository that is not there yet is a forbidden one.
async function isThere(context: WriteContext, { repository, digest, signal }: Upload): Promise<boolean> {
  const scope = scopes.push(repository);
  try {
    return await hasBlob(context, repository, digest, { scope, ...(signal === undefined ? {} : { signal }) });
  } catch (error) {
    if (hasTrait(error, 'unreadable')) return false;
    throw error;
  }
}

async function send(context: WriteContext, upload: Upload, first: UploadSession, body: UploadBody) {
  try {
    return await withCancel(context, upload, first, () => closeUpload(context, upload, first, body.whole));
  } catch (error) {
    if (!isWholeRefused(error)) throw error;
  }
  const second = await startUpload(context, upload);
  if (second === 'mounted') return;
  await withCancel(context, upload, second, () => sendChunks(context, upload, second, body));
}

async function withCancel(
  context: WriteContext,
  upload: Upload,
  session: UploadSession,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    await cancelUpload(context, upload, session);
    throw error;
  }
}
