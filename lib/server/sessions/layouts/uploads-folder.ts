import { open, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod/mini';
import { unlessMissing } from '#lib/layout/files/file-error';
import { streamFile } from '#lib/layout/files/file-stream';
import type { Digest } from '#lib/oci/digest';
import { isDigest } from '#lib/oci/digest';
import { limits } from '#lib/server/platform/limits';
import { problemError } from '#lib/server/platform/problem-error';
import { processGlobal } from '#lib/server/platform/process-global';
import { getServices } from '#lib/server/platform/services';
import type { UploadedFile } from '#lib/transfer/run-context';

/** What is known of an uploaded file; the file `about.json` beside it, which comes last. */
export type StoredUpload = {
  readonly id: string;
  readonly name: string;
  readonly digest: Digest;
  readonly size: number;
};

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const aboutSchema = z.object({
  id: z.string(),
  name: z.string(),
  digest: z.custom<Digest>((value) => typeof value === 'string' && isDigest(value)),
  size: z.number(),
});

/** An uploaded archive as a registry, and what can be opened in it. */
export type UploadLayout = {
  readonly handle: (request: Request) => Promise<Response>;
  /** `oci:upload/<id>/<repository>:<tag>`, or by digest where there is no tag. */
  readonly references: readonly string[];
};

// Our own server opens archives for other replicas: two that unpack the same one would be in each other's way.
const state = processGlobal('uploads', () => ({
  open: new Map<string, Promise<UploadLayout>>(),
  arriving: new Set<string>(),
}));

/** The archives that are open, by the id of their upload. */
export const openUploadLayouts = state.open;

/** The ids of the uploads that are arriving. */
export const arrivingUploads = state.arriving;

/** Where uploads lie. */
export function uploadsFolder(): string {
  return join(getServices().settings.dataDir, 'uploads');
}

/** Where the parts of one upload lie. */
export function uploadPaths(id: string) {
  const home = join(uploadsFolder(), id);
  return {
    home,
    content: join(home, 'content'),
    about: join(home, 'about.json'),
    layout: join(home, 'layout'),
  } as const;
}

/** An upload that is here whole; undefined for every other id, whatever text it is. */
export async function findUpload(id: string): Promise<StoredUpload | undefined> {
  if (!uuid.test(id)) return undefined;
  const { about } = uploadPaths(id);
  const found = await unlessMissing(stat(about));
  if (found === undefined) return undefined;
  const text = await unlessMissing(readFile(about, 'utf8'));
  return text === undefined ? undefined : aboutSchema.parse(JSON.parse(text));
}

/** Removes an upload with all that was made of it. */
export async function removeUpload(id: string): Promise<void> {
  if (!uuid.test(id)) return;
  openUploadLayouts.delete(id);
  const { home, about } = uploadPaths(id);
  await rm(about, { force: true });
  await rm(home, { recursive: true, force: true });
}

/**
 * Makes room for one more upload: removes what is too old or was never finished, except what is in use by a plan.
 *
 * @throws ProblemError `uploads-limited` when there are too many still
 */
export async function admitUpload(inUse: ReadonlySet<string>): Promise<void> {
  const names = (await unlessMissing(readdir(uploadsFolder()))) ?? [];
  let count = arrivingUploads.size;
  for (const id of names) {
    if (arrivingUploads.has(id)) continue;
    if (inUse.has(id) || (await isYoung(id))) count++;
    else await removeUpload(id);
  }
  if (count < limits.uploadsMax) return;
  const detail = `There are ${count} uploaded files already.`;
  throw problemError('uploads-limited', detail);
}

/** Whether it is here whole and was not left lying. */
async function isYoung(id: string): Promise<boolean> {
  const found = uuid.test(id) ? await unlessMissing(stat(uploadPaths(id).about)) : undefined;
  return found !== undefined && found.mtimeMs >= Date.now() - limits.uploadAgeMs;
}

/** The file of an upload; undefined when it is gone. */
export async function openUploadedFile(id: string): Promise<UploadedFile | undefined> {
  const upload = await findUpload(id);
  if (upload === undefined) return undefined;
  const { digest, size } = upload;
  return { digest, size, open: () => streamFile(() => open(uploadPaths(id).content), 0, size) };
}
