'use client';
import { Download, X } from 'lucide-react';
import { useRef, useState } from 'react';
import { Button, IconButton } from '#components/ui/button';
import { formatBytes } from '#lib/text/format';
import type { DownloadsState } from './download-state.ts';
import { downloadsText } from './download-state.ts';
import type { RemoteFile } from './save-file.ts';
import { handToBrowser, isForBrowser, saveFile } from './save-file.ts';

type DownloadManyProps = {
  readonly files: readonly RemoteFile[];
  /** How many of them are chosen; 0 means all. */
  readonly chosen: number;
};

/** Downloads the chosen files, or all; the server hashes each on its way. */
export function DownloadMany({ files, chosen }: DownloadManyProps) {
  const { state, start, cancel } = useDownloads();
  const total = files.reduce((sum, { size }) => sum + (size ?? 0), 0);
  const label = `Download ${chosen === 0 ? `all ${files.length}` : `${chosen} chosen`} · ${formatBytes(total)}`;
  if (state.status === 'running') {
    return (
      <span className="flex items-center gap-2 text-sm text-muted">
        <progress
          aria-label="Download of several files"
          value={state.bytes}
          max={total}
          className="h-1.5 w-24 accent-accent"
        />
        {state.at + 1} of {state.count} · {formatBytes(state.bytes)}
        <IconButton label="Cancel the downloads" onClick={cancel}>
          <X size={14} aria-hidden="true" />
        </IconButton>
      </span>
    );
  }
  return (
    <span className="flex flex-wrap items-center justify-end gap-2 text-sm">
      <Button look="chip" onClick={() => void start(files)}>
        <Download size={13} aria-hidden="true" /> {label}
      </Button>
      <span role="status" className="text-muted empty:hidden">
        {downloadsText(state)}
      </span>
    </span>
  );
}

/** Several downloads, one after another: one that fails does not stop the others. */
function useDownloads() {
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
