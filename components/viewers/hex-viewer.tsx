'use client';
import { clsx } from 'clsx';
import { useMemo } from 'react';
import { fileTypeOf } from '#lib/formats/file-type';
import { formatBytes } from '#lib/text/format';
import { hexLines } from './hex-lines.ts';

type HexViewerProps = {
  readonly label: string;
  readonly bytes: Uint8Array;
  /** The size of the whole file, where the bytes are only its head. */
  readonly size?: number;
  readonly className?: string;
};

/** Bytes that are shown as hexadecimal: what a file is stands in its head. */
const hexMaxBytes = 4 * 1024;

// Who has no mouse scrolls it with the arrow keys.
const focusable = { tabIndex: 0 };

/** What a file of no known form is by its first bytes, and those bytes as they are. */
export function HexViewer({ label, bytes, size = bytes.length, className }: HexViewerProps) {
  const lines = useMemo(() => hexLines(bytes.subarray(0, hexMaxBytes)), [bytes]);
  const type = useMemo(() => fileTypeOf(bytes), [bytes]);
  const detail = type?.detail === undefined ? '' : ` (${type.detail})`;
  const length = Math.min(bytes.length, hexMaxBytes);
  return (
    <div className="flex min-h-0 flex-col gap-2">
      <p className="text-muted">
        {type === undefined ? (
          'Orrery does not recognise the file type.'
        ) : (
          <>
            File type: <strong className="font-semibold text-text">{type.name}</strong>
            {detail}.
          </>
        )}{' '}
        {length < size ? `The first ${formatBytes(length)} of ${formatBytes(size)}:` : null}
      </p>
      <section
        aria-label={label}
        {...focusable}
        className={clsx('overflow-auto rounded-md bg-sunken px-3 py-2 -outline-offset-2', className)}
      >
        <pre className="font-mono text-sm leading-[18px]">
          {lines.map(({ offset, hex, ascii }) => (
            <span key={offset} className="block">
              <span className="text-faint select-none">{offset}</span>
              {`  ${hex}  `}
              <span className="text-muted">{ascii}</span>
            </span>
          ))}
        </pre>
      </section>
    </div>
  );
}
