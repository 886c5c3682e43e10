'use client';

import type { ReactNode } from 'react';
import { useState } from 'react';
import { DownloadMany } from '#components/inspector/download/download-many';
import { apiPath } from '#lib/api/routes/api-path';
import type { Descriptor } from '#lib/oci/descriptor';
import type { Digest } from '#lib/oci/digest';
import type { Repository } from '#lib/oci/reference';
import { atDigest, formatReference } from '#lib/oci/reference';
import { formatBytes } from '#lib/text/format';
import { fileNameOf } from './blob-format.ts';
import { BlobRow } from './blob-row.tsx';

/** A line of the list: a blob under its own name or another, or a note between blobs. */
export type BlobListRow =
  | { readonly key: string; readonly blob: Descriptor; readonly title?: ReactNode }
  | { readonly key: string; readonly note: ReactNode };

type BlobListProps = {
  readonly repository: Repository;
  readonly rows: readonly BlobListRow[];
  /** What the blobs are called together: `3 layers`. */
  readonly label: string;
  /** The manifest that lists the blobs as its layers. */
  readonly manifest?: Digest | undefined;
};

const shownMax = 500;

/** Blobs with their sizes as bars, to read here or to download: one, several, or all. */
export function BlobList({ repository, rows, label, manifest }: BlobListProps) {
  const [chosen, setChosen] = useState<ReadonlySet<Digest>>(new Set());
  const blobs = rows.flatMap((row) => ('blob' in row ? [row.blob] : []));
  const distinct = [...new Map(blobs.map((blob) => [blob.digest, blob])).values()];
  const total = blobs.reduce((sum, { size }) => sum + size, 0);
  const chosenBlobs = chosen.size === 0 ? distinct : distinct.filter(({ digest }) => chosen.has(digest));
  const isSingle = blobs.length === 1;
  return (
    <>
      {isSingle ? null : (
        <div className="mb-2 flex flex-wrap items-center justify-between gap-2 text-muted">
          <span>
            {label} · {formatBytes(total)}
          </span>
          <DownloadMany
            chosen={chosen.size}
            files={chosenBlobs.map((blob) => {
              const name = fileNameOf(blob);
              const reference = formatReference(atDigest(repository, blob.digest));
              return { href: apiPath('/api/blob', { ref: reference, name }), name, size: blob.size };
            })}
          />
        </div>
      )}
      <ol className="flex flex-col gap-2">
        {rows.slice(0, shownMax).map((row) =>
          'note' in row ? (
            <li key={row.key} className="px-3 text-sm text-muted">
              {row.note}
            </li>
          ) : (
            <BlobRow
              key={row.key}
              repository={repository}
              descriptor={row.blob}
              isOpenAtFirst={isSingle}
              manifest={manifest}
              title={row.title}
              {...(isSingle
                ? {}
                : {
                    share: total === 0 ? 0 : row.blob.size / total,
                    choice: {
                      isChosen: chosen.has(row.blob.digest),
                      onChange: (isChosen) => setChosen(changed(chosen, row.blob.digest, isChosen)),
                    },
                  })}
            />
          ),
        )}
        {rows.length > shownMax ? (
          <li className="py-2 text-muted">
            and {(rows.length - shownMax).toLocaleString('en')} more, see the manifest
          </li>
        ) : null}
      </ol>
    </>
  );
}

function changed(chosen: ReadonlySet<Digest>, digest: Digest, isChosen: boolean): ReadonlySet<Digest> {
  const next = new Set(chosen);
  if (isChosen) next.add(digest);
  else next.delete(digest);
  return next;
}
