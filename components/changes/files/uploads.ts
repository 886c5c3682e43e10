import type { UploadDocument } from '#lib/api/contract/plan-contract';
import type { Problem } from '#lib/api/problems/problem';
import type { TypeSuggestion } from '#lib/formats/reading/suggest-type';

/** A file on its way to the server. */
export type FileUpload = {
  readonly key: number;
  readonly file: File;
  readonly suggestion: TypeSuggestion | undefined;
  /** The sha256 of its bytes as this browser computes it; undefined until then, or when it is too large for that. */
  readonly digest: string | undefined;
} & (
  | { readonly state: 'sending'; readonly bytes: number }
  | { readonly state: 'ready'; readonly upload: UploadDocument }
  | { readonly state: 'failed'; readonly problem: Problem }
);

/** What happens to one of the files. */
export type UploadEvent = { readonly key: number } & (
  | { readonly type: 'add'; readonly file: File }
  | { readonly type: 'progress'; readonly bytes: number }
  | { readonly type: 'ready'; readonly upload: UploadDocument }
  | { readonly type: 'failed'; readonly problem: Problem }
  | { readonly type: 'suggestion'; readonly suggestion: TypeSuggestion }
  | { readonly type: 'digest'; readonly digest: string | undefined }
  | { readonly type: 'remove' }
);

/** The files after an event; an event about a file that was removed changes nothing. */
export function reduceUploads(files: readonly FileUpload[], event: UploadEvent): readonly FileUpload[] {
  const { key } = event;
  if (event.type === 'remove') return files.filter((file) => file.key !== key);
  if (event.type !== 'add') return files.map((file) => (file.key === key ? change(file, event) : file));
  const { file } = event;
  return [...files, { key, file, suggestion: undefined, digest: undefined, state: 'sending', bytes: 0 }];
}

function change(file: FileUpload, event: Exclude<UploadEvent, { type: 'add' | 'remove' }>): FileUpload {
  const common = { key: file.key, file: file.file, suggestion: file.suggestion, digest: file.digest };
  switch (event.type) {
    case 'progress':
      return file.state === 'sending' ? { ...file, bytes: event.bytes } : file;
    case 'ready':
      return { ...common, state: 'ready', upload: event.upload };
    case 'failed':
      return { ...common, state: 'failed', problem: event.problem };
    case 'suggestion':
      return { ...file, suggestion: event.suggestion };
    case 'digest':
      return { ...file, digest: event.digest };
    default:
      return event satisfies never;
  }
}

/** Whether the server received other bytes than this browser has. */
export function isCorrupt(file: FileUpload): boolean {
  return file.state === 'ready' && file.digest !== undefined && file.digest !== file.upload.digest;
}

/** The files as a plan names them; undefined unless there are some and all of them arrived unchanged. */
export function attachedFiles(
  files: readonly FileUpload[],
): { upload: string; name: string; mediaType: string }[] | undefined {
  const ready = files.flatMap((file) => {
    if (file.state !== 'ready' || isCorrupt(file)) return [];
    const mediaType = file.suggestion?.mediaType ?? 'application/octet-stream';
    return [{ upload: file.upload.id, name: file.file.name, mediaType }];
  });
  return ready.length === 0 || ready.length < files.length ? undefined : ready;
}
