import { useRef, useState } from 'react';
import type { DownloadsState } from './download-state.ts';
import type { RemoteFile } from './save-file.ts';
import { handToBrowser, isForBrowser, saveFile } from './save-file.ts';

/** Several downloads, one after another: one that fails does not stop the others. */
export function useDownloads() {
  const [state, setState] = useState<DownloadsState>({ status: 'idle' });
  const running = useRef<AbortController>(undefined);
  const start = async (files: readonly RemoteFile[]) => {
    const control = new AbortController();
    running.current = control;
    const failed: { name: string; error: unknown }[] = [];
    let before = 0;
    let handed = 0;
    for (const [at, file] of files.entries()) {
      const report = (bytes: number) =>
        setState({ status: 'running', at, count: files.length, bytes: before + bytes });
      report(0);
      try {
        if (isForBrowser(file)) {
          handToBrowser(file);
          handed++;
        } else await saveFile(file, control.signal, report);
      } catch (error) {
        if (control.signal.aborted) break;
        failed.push({ name: file.name, error });
      }
      before += file.size ?? 0;
    }
    setState(
      control.signal.aborted ? { status: 'idle' } : { status: 'ended', count: files.length, handed, failed },
    );
  };
  return { state, start, cancel: () => running.current?.abort() };
}
