'use client';
import { clsx } from 'clsx';
import { FileUp } from 'lucide-react';
import type { ClipboardEvent, DragEvent } from 'react';
import { useState } from 'react';
import { FileRow } from './file-row.tsx';
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
