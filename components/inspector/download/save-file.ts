import { download } from '#components/ui/download.ts';
import { getResponse, guarded } from '#lib/api/client/client';

/** Something to download: where it is, what the file is called, how many bytes it has when that is known. */
export type RemoteFile = {
  readonly href: string;
  readonly name: string;
  readonly size: number | undefined;
};

/** Bytes that have come so far, and milliseconds since the first was asked for. */
type OnProgress = (bytes: number, ms: number) => void;

/** What is larger goes straight to the browser's own downloads, which write to the disk as bytes arrive. */
const maxInMemory = 64 * 1024 * 1024;
const paintEveryMs = 120;

/** Whether the browser itself must fetch a file, because it is too large to be held here, or may be. */
export function isForBrowser({ size }: RemoteFile): boolean {
  return size === undefined || size > maxInMemory;
}

/** Gives a file to the browser's own downloads; how that ends is not heard. */
export function handToBrowser({ href, name }: RemoteFile): void {
  download(href, name);
}

/** Fetches a file and saves it; ends well only when all bytes came and were right. */
export async function saveFile(
  { href, name }: RemoteFile,
  signal: AbortSignal,
  onProgress: OnProgress,
): Promise<void> {
  const url = URL.createObjectURL(new Blob(await readParts(href, signal, onProgress)));
  download(url, name);
  // The browser reads the address after this turn.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
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
