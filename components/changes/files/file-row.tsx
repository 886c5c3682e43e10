import { X } from 'lucide-react';
import { IconButton } from '#components/ui/button';
import { ProgressBar } from '#components/ui/progress-bar';
import { StateIcon } from '#components/ui/state-icon';
import { formatBytes } from '#lib/text/format';
import type { FileUpload } from './uploads.ts';
import { isCorrupt } from './uploads.ts';

type FileRowProps = { readonly file: FileUpload; readonly onRemove: () => void };

/** One file: what it is, how much of it is uploaded, and whether the server received the same bytes. */
export function FileRow({ file, onRemove }: FileRowProps) {
  const { name, size } = file.file;
  const sent = file.state === 'sending' ? file.bytes : size;
  return (
    <li className="flex items-start gap-2.5 border-b border-line px-3 py-2 last:border-b-0">
      <span className="mt-0.5">
        <StateIcon state={file.state === 'failed' || isCorrupt(file) ? 'failed' : stateOf(file)} />
      </span>
      <div className="min-w-0 grow">
        <p className="flex gap-2">
          <span className="min-w-0 truncate font-medium">{name}</span>
          <span className="ml-auto shrink-0 text-sm text-muted">{formatBytes(size)}</span>
        </p>
        <p className="truncate text-sm text-muted">{describeFile(file)}</p>
        <p className="truncate font-mono text-xs text-faint" title={file.digest}>
          {file.digest ?? 'sha256: …'}
        </p>
        {file.state === 'sending' ? (
          <ProgressBar label={`Uploading ${name}`} share={size === 0 ? 1 : sent / size} className="mt-1.5" />
        ) : null}
      </div>
      <IconButton label={`Remove ${name}`} onClick={onRemove}>
        <X size={14} aria-hidden="true" />
      </IconButton>
    </li>
  );
}

function stateOf(file: FileUpload): 'valid' | 'present' {
  return file.state === 'ready' && file.digest !== undefined ? 'valid' : 'present';
}

function describeFile(file: FileUpload): string {
  if (file.state === 'failed') return `${file.problem.title}: ${file.problem.detail}`;
  if (isCorrupt(file)) return 'The upload has another digest than the file. Choose the file again.';
  const title = file.suggestion?.title ?? file.suggestion?.mediaType ?? 'Reading…';
  return file.state === 'ready' && file.digest !== undefined ? `${title} · uploaded, digest verified` : title;
}
