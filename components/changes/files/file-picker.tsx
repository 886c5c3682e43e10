'use client';

import { clsx } from 'clsx';
import { FileUp, X } from 'lucide-react';
import type { ClipboardEvent, DragEvent } from 'react';
import { useState } from 'react';
import { IconButton } from '#components/ui/button';
import { ProgressBar } from '#components/ui/progress-bar';
import { StateIcon } from '#components/ui/state-icon';
import { formatBytes } from '#lib/text/format';
import type { FileUpload } from './uploads.ts';
import { isCorrupt } from './uploads.ts';
import type { Uploads } from './use-uploads.ts';

type FilePickerProps = {
  readonly uploads: Uploads;
  readonly title: string;
  readonly accept?: string;
  readonly isSingle?: boolean;
};

/** Files by dropping, choosing or pasting, and how far each upload is. */
export function FilePicker({ uploads, isSingle = false, ...rest }: FilePickerProps) {
  const { files } = uploads;
  return (
    <div className="flex flex-col gap-2">
      {isSingle && files.length > 0 ? null : (
        <DropArea
          {...rest}
          isSingle={isSingle}
          onFiles={(added) => uploads.add(isSingle ? added.slice(0, 1) : added)}
        />
      )}
      {files.length === 0 ? null : (
        <ul aria-label="Files" className="rounded-md border border-line">
          {files.map((file) => (
            <FileRow key={file.key} file={file} onRemove={() => uploads.remove(file.key)} />
          ))}
        </ul>
      )}
    </div>
  );
}

type DropAreaProps = Pick<FilePickerProps, 'title' | 'accept' | 'isSingle'> & {
  readonly onFiles: (files: readonly File[]) => void;
};

function DropArea({ title, accept, isSingle, onFiles }: DropAreaProps) {
  const [isOver, setOver] = useState(false);
  const add = (event: DragEvent | ClipboardEvent, files: readonly File[]) => {
    if (files.length === 0) return;
    event.preventDefault();
    onFiles(files);
  };
  return (
    <label
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        add(event, [...event.dataTransfer.files]);
      }}
      onPaste={(event) => add(event, pastedFiles(event.clipboardData))}
      className={clsx(
        'flex min-h-20 cursor-pointer flex-col items-center justify-center gap-1 rounded-lg border border-dashed px-4 py-3 text-center hover:border-edge has-focus-visible:outline-2 has-focus-visible:outline-focus',
        isOver ? 'border-accent bg-accent-soft' : 'border-line-strong bg-sunken',
      )}
    >
      <span className="flex items-center gap-2 font-medium">
        <FileUp size={16} aria-hidden="true" className="text-muted" />
        {title}
      </span>
      <span className="text-sm text-muted">Drop files here, press Enter to choose, or paste.</span>
      <input
        type="file"
        multiple={isSingle !== true}
        {...(accept === undefined ? {} : { accept })}
        className="sr-only"
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])]);
          event.target.value = '';
        }}
      />
    </label>
  );
}

/** The files of the clipboard, or its text as one; none when it is empty. */
function pastedFiles(clipboard: DataTransfer): readonly File[] {
  if (clipboard.files.length > 0) return [...clipboard.files];
  const text = clipboard.getData('text/plain');
  return text === '' ? [] : [new File([text], 'pasted.txt')];
}

type FileRowProps = { readonly file: FileUpload; readonly onRemove: () => void };

/** One file: what it is, how much of it is uploaded, and whether the server received the same bytes. */
function FileRow({ file, onRemove }: FileRowProps) {
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
