import { useRef, useState } from 'react';
import { getResponse, guarded } from '#lib/api/client';

export type DownloadState =
  | { readonly status: 'idle' }
  | { readonly status: 'running'; readonly bytes: number; readonly secondsLeft: number | undefined }
  | { readonly status: 'done' }
  | { readonly status: 'failed'; readonly error: unknown };

const paintEveryMs = 120;

/** A download into a file of the browser, with what has come so far; it ends well only when all bytes came and were right. */
export function useDownload(href: string, name: string, size: number | undefined) {
  const [state, setState] = useState<DownloadState>({ status: 'idle' });
  const running = useRef<AbortController>(undefined);
  const start = async () => {
    const control = new AbortController();
    running.current = control;
    setState({ status: 'running', bytes: 0, secondsLeft: undefined });
    try {
      const parts = await readParts(href, control.signal, (bytes, ms) =>
        setState({ status: 'running', bytes, secondsLeft: secondsLeft(bytes, ms, size) }),
      );
      saveAs(new Blob(parts), name);
      setState({ status: 'done' });
    } catch (error) {
      setState(control.signal.aborted ? { status: 'idle' } : { status: 'failed', error });
    }
  };
  return { state, start, cancel: () => running.current?.abort() };
}

async function readParts(
  href: string,
  signal: AbortSignal,
  onProgress: (bytes: number, ms: number) => void,
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

function secondsLeft(bytes: number, ms: number, size: number | undefined): number | undefined {
  if (size === undefined || bytes === 0 || ms < 500) return undefined;
  return Math.max(1, Math.ceil((((size - bytes) / bytes) * ms) / 1000));
}

function saveAs(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser reads the address after this turn.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
