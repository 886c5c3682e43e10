'use client';
import { Download, X } from 'lucide-react';
import { Button, IconButton } from '#components/ui/button';
import { problemOf } from '#components/ui/problem-of.ts';
import { formatBytes } from '#lib/text/format';
import type { RemoteFile } from './save-file.ts';
import type { DownloadsState } from './use-downloads.ts';
import { useDownloads } from './use-downloads.ts';

type DownloadManyProps = {
  readonly files: readonly RemoteFile[];
  /** How many of them were chosen; none means all. */
  readonly chosen: number;
};

/** Downloads the chosen files, or all, each hashed as it passes. */
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
        {state.status === 'idle' ? '' : endOf(state)}
      </span>
    </span>
  );
}

function endOf({ count, handed, failed }: Extract<DownloadsState, { status: 'ended' }>): string {
  const [first] = failed;
  const saved = count - handed - failed.length;
  const parts = [
    saved === 0 ? '' : `${saved} verified and saved`,
    handed === 0 ? '' : `${handed} given to your browser's downloads`,
    first === undefined ? '' : `${failed.length} failed, ${first.name}: ${problemOf(first.error).title}`,
  ];
  return parts.filter((part) => part !== '').join(', ');
}
