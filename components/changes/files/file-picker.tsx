'use client';
import { clsx } from 'clsx';
import { FileUp } from 'lucide-react';
import type { ClipboardEvent, DragEvent } from 'react';
import { useId, useState } from 'react';
import { FileRow } from './file-row.tsx';
import type { Uploads } from './use-uploads.ts';

type FilePickerProps = {
  readonly uploads: Uploads;
  readonly title: string;
  readonly accept?: string;
  readonly isSingle?: boolean;
};

/** Files by dropping, choosing or pasting, and how far each has come. */
export function FilePicker({ uploads, title, accept, isSingle = false }: FilePickerProps) {
  const id = useId();
  const [isOver, setOver] = useState(false);
  const { files } = uploads;
  const add = (list: FileList | null | undefined) => {
    const added = [...(list ?? [])].slice(0, isSingle ? 1 : undefined);
    if (added.length > 0) uploads.add(added);
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    add(event.dataTransfer.files);
  };
  const onPaste = (event: ClipboardEvent) => {
    const { files: pasted } = event.clipboardData;
    const text = event.clipboardData.getData('text/plain');
    if (pasted.length > 0) add(pasted);
    else if (text !== '') uploads.add([new File([text], 'pasted.txt')]);
    else return;
    event.preventDefault();
  };
  return (
    <div className="flex flex-col gap-2">
      {isSingle && files.length > 0 ? null : (
        <label
          htmlFor={id}
          onDragOver={(event) => {
            event.preventDefault();
            setOver(true);
          }}
          onDragLeave={() => setOver(false)}
          onDrop={onDrop}
          onPaste={onPaste}
          className={clsx(
            'flex min-h-20 cursor-pointer flex-col items-center justify-center gap-1 rounded-lg border border-dashed px-4 py-3 text-center hover:border-edge has-focus-visible:outline-2 has-focus-visible:outline-focus',
            isOver ? 'border-accent bg-accent-soft' : 'border-line-strong bg-sunken',
          )}
        >
          <span className="flex items-center gap-2 font-medium">
            <FileUp size={16} aria-hidden="true" className="text-muted" />
            {title}
          </span>
          <span className="text-sm text-muted">Drop here, choose with Enter, or paste.</span>
          <input
            id={id}
            type="file"
            multiple={!isSingle}
            {...(accept === undefined ? {} : { accept })}
            className="sr-only"
            onChange={(event) => {
              add(event.target.files);
              event.target.value = '';
            }}
          />
        </label>
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
