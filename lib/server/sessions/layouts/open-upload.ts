import { open } from 'node:fs/promises';
import { streamFile } from '#lib/layout/files/file-stream';
import type { UploadedFile } from '#lib/transfer/run-context';
import { findUpload, uploadPaths } from './uploads-folder.ts';

/** The file of an upload; undefined when it is gone. */
export async function openUpload(id: string): Promise<UploadedFile | undefined> {
  const upload = await findUpload(id);
  if (upload === undefined) return undefined;
  const { digest, size } = upload;
  return { digest, size, open: () => streamFile(() => open(uploadPaths(id).content), 0, size) };
}
