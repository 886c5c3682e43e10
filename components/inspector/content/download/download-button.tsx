'use client';
import { Check, Download, X } from 'lucide-react';
import { Button, buttonClass, IconButton } from '#components/ui/button';
import { problemOf } from '#components/ui/problem-panel';
import { formatBytes } from '#lib/formats/format-bytes';
import { useDownload } from './use-download';

type DownloadButtonProps = {
  readonly href: string;
  readonly name: string;
  readonly size: number | undefined;
  readonly label: string;
  readonly isSmall?: boolean;
};

/** What is larger goes straight to the browser's own downloads, which write to the disk as bytes arrive. */
const maxInMemory = 64 * 1024 * 1024;

/** Downloads a manifest or blob; the server hashes the bytes as they pass and breaks off when they are the wrong ones. */
export function DownloadButton({ href, name, size, label, isSmall = false }: DownloadButtonProps) {
  const { state, start, cancel } = useDownload(href, name, size);
  const icon = <Download size={14} aria-hidden="true" />;
  if (size === undefined || size > maxInMemory) {
    return (
      <a
        href={href}
        download={name}
        className={buttonClass()}
        title={`${label}; your browser shows the progress`}
      >
        {icon} {isSmall ? <span className="sr-only">{label}</span> : label}
      </a>
    );
  }
  if (state.status === 'running') {
    return (
      <span className="flex shrink-0 items-center gap-2 text-sm text-muted">
        <span className="flex w-28 flex-col gap-0.5">
          <progress
            aria-label={label}
            value={state.bytes}
            max={size}
            className="h-1.5 w-full accent-accent"
          />
          <span className="truncate text-xs">
            {formatBytes(state.bytes)} of {formatBytes(size)}
            {state.secondsLeft === undefined ? '' : ` · ${state.secondsLeft} s`}
          </span>
        </span>
        <IconButton label="Cancel download" onClick={cancel}>
          <X size={14} aria-hidden="true" />
        </IconButton>
      </span>
    );
  }
  const said = {
    idle: label,
    done: 'Verified and saved',
    failed: state.status === 'failed' ? problemOf(state.error).title : '',
  }[state.status];
  return (
    <>
      {isSmall ? (
        <IconButton label={said} onClick={start}>
          {state.status === 'done' ? <Check size={14} aria-hidden="true" className="text-ok" /> : icon}
        </IconButton>
      ) : (
        <Button onClick={start}>
          {state.status === 'done' ? <Check size={14} aria-hidden="true" className="text-ok" /> : icon}
          {said}
        </Button>
      )}
      <span role="status" className={state.status === 'failed' && isSmall ? 'text-sm text-bad' : 'sr-only'}>
        {state.status === 'idle' ? '' : said}
      </span>
    </>
  );
}
