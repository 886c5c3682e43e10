import { download, saveBlob } from '#components/ui/download.ts';
import { getResponse, guarded } from '#lib/api/client/client';

/** Something to download: its address, the name of the file, and its bytes where known. */
export type RemoteFile = {
  readonly href: string;
  readonly name: string;
  readonly size: number | undefined;
};

/** Bytes that came so far, and milliseconds since the request. */
type OnProgress = (bytes: number, ms: number) => void;

/** Larger files go to the browser's own downloads, which write to the disk as bytes arrive. */
const maxInMemory = 64 * 1024 * 1024;
const paintEveryMs = 120;

/** Whether the browser itself must fetch a file: it is too large for the page, or its size is unknown. */
export function isForBrowser({ size }: RemoteFile): boolean {
  return size === undefined || size > maxInMemory;
}

/** Hands a file to the browser's own downloads, which do not say how it ends. */
export function handToBrowser({ href, name }: RemoteFile): void {
  download(href, name);
}

/** Fetches a file and saves it. Rejects unless all bytes came and were the right ones. */
export async function saveFile(
  { href, name }: RemoteFile,
  signal: AbortSignal,
  onProgress: OnProgress,
): Promise<void> {
  saveBlob(name, new Blob(await readParts(href, signal, onProgress)));
}

async function readParts(
  href: string,
  signal: AbortSignal,
  onProgress: OnProgress,
): Promise<Uint8Array<ArrayBuffer>[]> {
  const response = await getResponse(href, { signal, accept: '*/*' });
  const reader = response.body?.getReader();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const started = performance.now();
  let painted = started;
  let bytes = 0;
  while (reader !== undefined) {
    const chunk = await guarded(signal, () => reader.read());
    if (chunk.done) break;
    parts.push(chunk.value);
    bytes += chunk.value.length;
    const now = performance.now();
    if (now - painted > paintEveryMs) {
      painted = now;
      onProgress(bytes, now - started);
    }
  }
  return parts;
}
