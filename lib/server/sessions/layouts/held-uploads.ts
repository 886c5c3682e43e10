import { z } from 'zod/mini';
import type { Digest } from '#lib/oci/digest';
import { isDigest } from '#lib/oci/digest';
import { parseJson } from '#lib/oci/parse-json';
import { discard, readBounded } from '#lib/registry/body';
import type { HttpAnswer } from '#lib/registry/http-answer';
import { askReplica, streamFromReplica } from '#lib/server/replicas/ask-replica';
import type { Holding } from '#lib/server/replicas/holdings';
import { replicaLimits } from '#lib/server/replicas/limits';
import { getReplicas } from '#lib/server/replicas/replica-state';
import type { UploadedFile } from '#lib/transfer/run-context';
import { uploadGone, uploadLayout } from './upload-layout.ts';
import { openUploadedFile, removeUpload } from './uploads-folder.ts';

// An upload lies in the folder of one replica, and whoever uploaded it uses it at each. Somebody else who knows its id
// is told what is told of one that never was.

const aboutSchema = z.object({
  digest: z.custom<Digest>((value) => typeof value === 'string' && isDigest(value)),
  size: z.number(),
});
const referencesSchema = z.object({ references: z.array(z.string()) });

/**
 * The file of an upload of somebody; undefined when there is none.
 *
 * @throws ProblemError `replica-gone`, `replica-unreachable`, `store-unavailable`
 */
export async function openOwnUpload(id: string, owner: string): Promise<UploadedFile | undefined> {
  const holding = await locate(id, owner);
  if (holding === undefined) return undefined;
  if (holding.place.kind === 'here') return await openUploadedFile(id);
  const answer = await askReplica('upload', holding, { method: 'GET', path: `/uploads/${id}` });
  if (answer.status === 404) return void (await discard(answer));
  const { digest, size } = aboutSchema.parse(await readJson(answer));
  const path = `/uploads/${id}/content`;
  return { digest, size, open: () => streamFromReplica('upload', holding, path) };
}

/**
 * What can be opened in an uploaded archive of somebody.
 *
 * @throws ProblemError `not-found`, `replica-gone`, `replica-unreachable`, `store-unavailable`; OciError `layout-invalid`
 *   when it is no archive of a layout
 */
export async function referencesOf(id: string, owner: string): Promise<readonly string[]> {
  const holding = await locate(id, owner);
  if (holding === undefined) throw uploadGone();
  if (holding.place.kind === 'here') return (await uploadLayout(id)).references;
  const answer = await askReplica('upload', holding, { method: 'GET', path: `/uploads/${id}/references` });
  if (answer.status !== 404) return referencesSchema.parse(await readJson(answer)).references;
  await discard(answer);
  throw uploadGone();
}

/**
 * Answers from an uploaded archive of somebody, as a registry.
 *
 * @throws as {@link referencesOf} does
 */
export async function answerFromUpload(id: string, owner: string, request: Request): Promise<HttpAnswer> {
  const holding = await locate(id, owner);
  if (holding === undefined) throw uploadGone();
  if (holding.place.kind === 'here') return (await uploadLayout(id)).handle(request);
  const { pathname, search } = new URL(request.url);
  const headers = passedOn.flatMap((name) => {
    const value = request.headers.get(name);
    return value === null ? [] : [[name, value] as const];
  });
  return await askReplica('upload', holding, {
    method: request.method === 'HEAD' ? 'HEAD' : 'GET',
    path: `/uploads/${id}${pathname}${search}`,
    headers: Object.fromEntries(headers),
    signal: request.signal,
  });
}

/** Removes an upload of somebody; one that is gone already is no error, nor one whose replica has ended. */
export async function removeOwnUpload(id: string, owner: string): Promise<void> {
  const holding = await locate(id, owner);
  if (holding === undefined) return;
  if (holding.place.kind === 'here') await removeUpload(id);
  else if (holding.place.kind !== 'gone')
    await discard(await askReplica('upload', holding, { method: 'DELETE', path: `/uploads/${id}` }));
  await getReplicas()?.holdings.remove('upload', id);
}

// What a reader of layouts asks with; nothing of who asked goes on.
const passedOn = ['accept', 'range'] as const;

const here: Holding = { owner: '', replica: '', place: { kind: 'here' } };

async function locate(id: string, owner: string): Promise<Holding | undefined> {
  const replicas = getReplicas();
  if (replicas === undefined) return here;
  const holding = await replicas.holdings.find('upload', id);
  return holding?.owner === '' || holding?.owner === owner ? holding : undefined;
}

async function readJson(answer: HttpAnswer): Promise<unknown> {
  const { bytes } = await readBounded(answer, replicaLimits.aboutMaxBytes);
  return parseJson(bytes);
}
