import { useRef, useState } from 'react';
import type { DownloadState } from './download-state.ts';
import { secondsLeft } from './download-state.ts';
import type { RemoteFile } from './save-file.ts';
import { saveFile } from './save-file.ts';

/** A download into a file of the browser. It is done only when all bytes came and were the right ones. */
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
