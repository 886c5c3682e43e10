import { useRef, useState } from 'react';
import type { RemoteFile } from './save-file.ts';
import { saveFile } from './save-file.ts';

export type DownloadState =
  | { readonly status: 'idle' }
  | { readonly status: 'running'; readonly bytes: number; readonly secondsLeft: number | undefined }
  | { readonly status: 'done' }
  | { readonly status: 'failed'; readonly error: unknown };

/** A download into a file of the browser, with what has come so far; it ends well only when all bytes came and were right. */
export function useDownload(file: RemoteFile) {
  const [state, setState] = useState<DownloadState>({ status: 'idle' });
  const running = useRef<AbortController>(undefined);
  const start = async () => {
    const control = new AbortController();
    running.current = control;
    setState({ status: 'running', bytes: 0, secondsLeft: undefined });
    try {
      await saveFile(file, control.signal, (bytes, ms) =>
        setState({ status: 'running', bytes, secondsLeft: secondsLeft(bytes, ms, file.size) }),
      );
      setState({ status: 'done' });
    } catch (error) {
      setState(control.signal.aborted ? { status: 'idle' } : { status: 'failed', error });
    }
  };
  return { state, start, cancel: () => running.current?.abort() };
}

function secondsLeft(bytes: number, ms: number, size: number | undefined): number | undefined {
  if (size === undefined || bytes === 0 || ms < 500) return undefined;
  return Math.max(1, Math.ceil((((size - bytes) / bytes) * ms) / 1000));
}
