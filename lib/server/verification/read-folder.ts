import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { hasErrorCode, isFileError } from '#lib/layout/files/file-error';
import { verificationLimits } from './limits.ts';

/** A file by its path in the folder, with `/` between names. */
export type FolderFile = { readonly path: string; readonly bytes: Uint8Array };

/** The files of a folder in the order of their paths, and what could not be read, in sentences. */
export type ReadFolder = { readonly files: readonly FolderFile[]; readonly problems: readonly string[] };

/**
 * Reads a folder within bounds, links followed: Kubernetes mounts a ConfigMap as links into `..data`, which is swapped
 * as a whole. Names that begin with a dot are left out.
 */
export async function readFolder(root: string): Promise<ReadFolder> {
  const files: FolderFile[] = [];
  const problems: string[] = [];
  let bytesLeft: number = verificationLimits.policyFolderMaxBytes;
  const add = async (path: string, size: number) => {
    if (size > verificationLimits.policyFileMaxBytes)
      problems.push(`The file ${path} is larger than a policy may be.`);
    else if (files.length >= verificationLimits.policyFilesMax || size > bytesLeft)
      problems.push(`The file ${path} was not read: the policy folder holds too much.`);
    else {
      const bytes = await readFile(join(root, path));
      bytesLeft -= bytes.byteLength;
      files.push({ path, bytes });
    }
  };
  const visit = async (folder: string, depth: number): Promise<void> => {
    const names = (await readdir(join(root, folder))).filter((name) => !name.startsWith('.')).sort();
    for (const name of names) {
      if (problems.length >= verificationLimits.policyFilesMax) return;
      const path = folder === '' ? name : `${folder}/${name}`;
      try {
        const found = await stat(join(root, path));
        if (found.isFile()) await add(path, found.size);
        else if (found.isDirectory() && depth < verificationLimits.policyDepthMax)
          await visit(path, depth + 1);
      } catch (error) {
        problems.push(sentenceOf(`The file ${path}`, error));
      }
    }
  };
  try {
    await visit('', 1);
  } catch (error) {
    problems.push(sentenceOf('The policy folder', error));
  }
  return { files, problems };
}

function sentenceOf(what: string, error: unknown): string {
  if (!isFileError(error)) throw error;
  if (hasErrorCode(error, 'ENOENT')) return `${what} is not there.`;
  if (hasErrorCode(error, 'EACCES')) return `${what} cannot be read: permission is missing.`;
  return `${what} cannot be read: ${error instanceof Error ? error.message : 'it fails'}.`;
}
