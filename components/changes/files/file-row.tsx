import { X } from 'lucide-react';
import { IconButton } from '#components/ui/button';
import { ProgressBar } from '#components/ui/progress-bar';
import { StateIcon } from '#components/ui/state-icon';
import { formatBytes } from '#lib/text/format';
import type { FileUpload } from './use-uploads.ts';

type FileRowProps = { readonly file: FileUpload; readonly onRemove: () => void };

/** One file: what it is, how much of it has arrived, and whether what arrived is what was sent. */
export function FileRow({ file, onRemove }: FileRowProps) {
  const { name, size } = file.file;
  const sent = file.state === 'sending' ? file.bytes : size;
  return (
    <li className="flex items-start gap-2.5 border-b border-line px-3 py-2 last:border-b-0">
      <span className="mt-0.5">
        <StateIcon state={file.state === 'failed' || isDifferent(file) ? 'failed' : stateOf(file)} />
      </span>
      <div className="min-w-0 grow">
        <p className="flex gap-2">
          <span className="min-w-0 truncate font-medium">{name}</span>
          <span className="ml-auto shrink-0 text-sm text-muted">{formatBytes(size)}</span>
        </p>
        <p className="truncate text-sm text-muted">{whatItIs(file)}</p>
        <p className="truncate font-mono text-xs text-faint" title={file.digest}>
          {file.digest ?? 'sha256: …'}
        </p>
        {file.state === 'sending' ? (
          <ProgressBar
            label={`${name} is being sent`}
            share={size === 0 ? 1 : sent / size}
            className="mt-1.5"
          />
        ) : null}
      </div>
      <IconButton label={`Leave out ${name}`} onClick={onRemove}>
        <X size={14} aria-hidden="true" />
      </IconButton>
    </li>
  );
}

function stateOf(file: FileUpload): 'valid' | 'present' {
  return file.state === 'ready' && file.digest !== undefined ? 'valid' : 'present';
}

/** Whether other bytes arrived than this browser has. */
export function isDifferent(file: FileUpload): boolean {
  return file.state === 'ready' && file.digest !== undefined && file.digest !== file.upload.digest;
}

function whatItIs(file: FileUpload): string {
  if (file.state === 'failed') return `${file.problem.title}: ${file.problem.detail}`;
  if (isDifferent(file)) return 'What arrived has another digest than the file: choose it again.';
  const title = file.suggestion?.title ?? file.suggestion?.mediaType ?? 'being read…';
  return file.state === 'ready' && file.digest !== undefined ? `${title} · arrived unchanged` : title;
}
