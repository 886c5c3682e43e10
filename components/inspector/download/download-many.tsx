'use client';
import { Download, X } from 'lucide-react';
import { Button, IconButton } from '#components/ui/button';
import { formatBytes } from '#lib/text/format';
import { downloadsText } from './download-state.ts';
import type { RemoteFile } from './save-file.ts';
import { useDownloads } from './use-downloads.ts';

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
