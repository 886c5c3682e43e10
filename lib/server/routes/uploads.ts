import { open } from 'node:fs/promises';
import { OciError } from '#lib/oci/oci-error';
import { plansState } from '#lib/server/plans/process-state';
import { refuseReadOnly } from '#lib/server/plans/read-only';
import { getReplicas } from '#lib/server/replicas/replica-state';
import { removeOwnUpload } from '#lib/server/sessions/layouts/held-uploads';
import type { ArrivingFile } from '#lib/server/sessions/layouts/receive-upload';
import { receiveUpload } from '#lib/server/sessions/layouts/receive-upload';
import { uploadLayout } from '#lib/server/sessions/layouts/upload-layout';
import { removeUpload, uploadPaths } from '#lib/server/sessions/layouts/uploads-folder';
import { openPlanArchive } from './plan-archive.ts';
import type { RouteCall } from './route-call.ts';
import { readQuery, respondJson } from './route-call.ts';

/**
 * Stores the body of the request as a file for plans to come, or what a plan has archived: then it comes back by an
 * import, and need not travel to the browser and back.
 *
 * @throws ProblemError `read-only`, `too-large`, `upload-mismatch`, `uploads-limited`, `disk-full`; `not-found` for a
 *   plan that is not of this session or has no archive
 */
export async function answerUpload(call: RouteCall): Promise<Response> {
  refuseReadOnly();
  const { url, signal } = call;
  const { name, digest, plan } = readQuery('POST /api/uploads', url);
  const upload = await receiveUpload({
    name,
    digest,
    ...(plan === undefined ? sentFile(call) : await archivedFile(call, plan)),
    signal,
    inUse: (await plansState.persistence?.journal.uploadsInUse()) ?? new Set(),
  });
  try {
    await getReplicas()?.holdings.add('upload', upload.id, call.session.owner);
    const answer = { ...upload, references: await referencesIn(upload.id) };
    signal.throwIfAborted();
    return respondJson('POST /api/uploads', answer);
  } catch (error) {
    // Its id is lost with the answer.
    await removeUpload(upload.id);
    throw error;
  }
}

function sentFile({ request }: RouteCall): Pick<ArrivingFile, 'body' | 'length'> {
  const length = request.headers.get('content-length');
  return { body: request.body ?? noBytes(), length: length === null ? undefined : Number(length) };
}

async function archivedFile(call: RouteCall, plan: string): Promise<Pick<ArrivingFile, 'body' | 'length'>> {
  const { size, stream } = await openPlanArchive(call, plan);
  return { body: stream(), length: size };
}

/**
 * Removes the upload that the last part of the path names; one that is gone already is no error.
 *
 * @throws ProblemError `read-only`
 */
export async function answerDeleteUpload({ url, session }: RouteCall): Promise<Response> {
  refuseReadOnly();
  await removeOwnUpload(url.pathname.slice(url.pathname.lastIndexOf('/') + 1), session.owner);
  return new Response(null, { status: 204 });
}

// A file that is no archive of a layout is a file like any other; an import of it says why it is none.
async function referencesIn(id: string): Promise<string[]> {
  if (!(await looksLikeArchive(uploadPaths(id).content))) return [];
  try {
    return [...(await uploadLayout(id)).references];
  } catch (error) {
    if (error instanceof OciError) return [];
    throw error;
  }
}

// gzip by RFC 1952 2.3.1; tar by the magic of POSIX ustar, which GNU tar writes as well.
async function looksLikeArchive(path: string): Promise<boolean> {
  const handle = await open(path, 'r');
  try {
    const { buffer } = await handle.read(Buffer.alloc(512), 0, 512, 0);
    return (buffer[0] === 0x1f && buffer[1] === 0x8b) || buffer.toString('latin1', 257, 262) === 'ustar';
  } finally {
    await handle.close();
  }
}

async function* noBytes(): AsyncIterable<Uint8Array> {}
