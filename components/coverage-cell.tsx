'use client';

import { X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { evidenceTitles } from '#components/coverage/filter/filter-choices.ts';
import type { ShownCell } from '#components/coverage/matrix/shown-cell.ts';
import { rowNames } from '#components/coverage/stream/row-names.ts';
import { IconButton } from '#components/ui/button';
import { CoveragePieces } from './coverage-pieces.tsx';
import { CoverageRow } from './coverage-row.tsx';

type CoverageCellProps = { readonly cell: ShownCell; readonly onClose: () => void };

/** The evidence of a cell of the matrix, or what was asked for it and why it is unknown; of a row all of its cells. */
export function CoverageCell({ cell, onClose }: CoverageCellProps) {
  const { row, evidence, platform } = cell;
  const { name } = rowNames(row);
  const title = `${evidence === undefined ? 'Evidence' : evidenceTitles[evidence]} of ${name}${platform === undefined ? '' : `, ${platform.platform}`}`;
  return (
    <section
      aria-label={title}
      className="flex min-h-0 grow flex-col overflow-auto"
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
    >
      <div className="flex shrink-0 items-start gap-2 px-4 pt-3 pb-2">
        <Heading key={title} title={title} />
        <IconButton label="Close" onClick={onClose} className="max-[899px]:hidden">
          <X size={16} aria-hidden="true" />
        </IconButton>
      </div>
      {evidence === undefined ? (
        <CoverageRow cell={cell} />
      ) : (
        <CoveragePieces key={title} cell={{ ...cell, evidence }} />
      )}
    </section>
  );
}

function Heading({ title }: { readonly title: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  // Moves the focus of the browser: who opened the cell reads on here, and Escape leads back.
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <h2
      ref={heading}
      tabIndex={-1}
      className="min-w-0 grow text-lg leading-tight font-semibold outline-none [overflow-wrap:anywhere]"
    >
      {title}
    </h2>
  );
}
