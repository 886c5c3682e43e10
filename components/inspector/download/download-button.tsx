'use client';
import { Check, Download, X } from 'lucide-react';
import { useRef, useState } from 'react';
import { Button, buttonClass, IconButton } from '#components/ui/button';
import { formatBytes } from '#lib/text/format';
import type { DownloadState } from './download-state.ts';
import { downloadText, secondsLeft } from './download-state.ts';
import type { RemoteFile } from './save-file.ts';
import { isForBrowser, saveFile } from './save-file.ts';

type DownloadButtonProps = RemoteFile & { readonly label: string; readonly isSmall?: boolean };

/** Downloads a manifest or blob. The server hashes the bytes on their way and stops when they are the wrong ones. */
export function DownloadButton({ label, isSmall = false, ...file }: DownloadButtonProps) {
  const { href, name, size } = file;
  const { state, start, cancel } = useDownload(file);
  const icon = <Download size={14} aria-hidden="true" />;
  if (size === undefined || isForBrowser(file)) {
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
  const text = downloadText(state, label);
  return (
    <>
      {isSmall ? (
        <IconButton label={text} onClick={start}>
          {state.status === 'done' ? <Check size={14} aria-hidden="true" className="text-ok" /> : icon}
        </IconButton>
      ) : (
        <Button onClick={start}>
          {state.status === 'done' ? <Check size={14} aria-hidden="true" className="text-ok" /> : icon}
          {text}
        </Button>
      )}
      <span role="status" className={state.status === 'failed' && isSmall ? 'text-sm text-bad' : 'sr-only'}>
        {state.status === 'idle' ? '' : text}
      </span>
    </>
  );
}

/** A download into a file of the browser. It is done only when all bytes came and were the right ones. */
function useDownload(file: RemoteFile) {
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
