import { parseAnswer, problemOfAnswer } from '#lib/api/client/client';
import type { UploadDocument } from '#lib/api/contract/plan-contract';
import { uploadSchema } from '#lib/api/contract/plan-contract';
import { apiLimits } from '#lib/api/limits';
import { clientProblem } from '#lib/api/problems/problem';
import { ProblemError } from '#lib/api/problems/problem-error';
import { apiPath } from '#lib/api/routes/api-path';
import type { Digest } from '#lib/oci/digest';
import { digestFromHash } from '#lib/oci/digest';

export type UploadFileOptions = {
  readonly signal?: AbortSignal;
  /** Bytes of the file that have been sent. */
  readonly onProgress?: (sentBytes: number) => void;
  /** The browser's own request when left out. */
  readonly createRequest?: () => XMLHttpRequest;
};

/**
 * Sends a file to be kept for a plan. Up to 64 MiB are hashed here as well, so that both sides agree on the bytes. With
 * XMLHttpRequest, because fetch does not say how much of a body has been sent.
 *
 * @throws ProblemError with the code of the server, or `disconnected` when the connection breaks
 */
export async function uploadFile(file: File, options: UploadFileOptions = {}): Promise<UploadDocument> {
  const digest = await digestOf(file);
  options.signal?.throwIfAborted();
  const { status, text } = await send(apiPath('/api/uploads', { name: file.name, digest }), file, options);
  if (status === 201) return parseAnswer(uploadSchema, jsonOf(text));
  throw new ProblemError(await problemOfAnswer(status, jsonOf(text)));
}

type Answer = { readonly status: number; readonly text: string };

function send(
  path: string,
  file: File,
  { signal, onProgress, createRequest }: UploadFileOptions,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = createRequest?.() ?? new XMLHttpRequest();
    const abort = () => request.abort();
    request.upload.onprogress = ({ loaded }) => onProgress?.(loaded);
    request.onload = () => resolve({ status: request.status, text: request.responseText });
    request.onerror = () => reject(broken());
    request.onabort = () => reject(signal?.reason ?? broken());
    request.onloadend = () => signal?.removeEventListener('abort', abort);
    signal?.addEventListener('abort', abort, { once: true });
    request.open('POST', path);
    request.setRequestHeader('accept', 'application/json');
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.send(file);
  });
}

async function digestOf(file: File): Promise<Digest | undefined> {
  if (file.size > apiLimits.hashMaxBytes) return undefined;
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()));
  const hex = [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return digestFromHash('sha256', hex);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function broken(): ProblemError {
  return new ProblemError(
    clientProblem('disconnected', 'The connection to Orrery failed during the upload.'),
  );
}
