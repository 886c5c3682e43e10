'use client';

import type { evidenceTitles } from '#components/coverage/filter/filter-choices.ts';
import { CellIcon } from '#components/coverage/matrix/cell-icon';
import { cellWords } from '#components/coverage/matrix/cell-words.ts';
import type { ShownCell } from '#components/coverage/matrix/shown-cell.ts';
import { writeView } from '#components/graph/view/view-query.ts';
import { PageLink } from '#components/ui/page-link';
import type { EvidenceCell } from '#lib/audit/audit';
import type { Digest } from '#lib/oci/digest';
import { textPath } from '#lib/oci/location';
import { shorten } from '#lib/text/untrusted-text';

type StateLineProps = {
  readonly name: keyof typeof evidenceTitles;
  readonly cell: EvidenceCell;
  readonly platforms: ShownCell['row']['platforms'];
};

/** The state of a cell in words, why it is so, and what may be missing. */
export function StateLine({ name, cell, platforms }: StateLineProps) {
  const words = cellWords(name, cell, { isRequired: false, platforms });
  const { reason, doubt, unchecked = 0, states } = cell;
  const counts = Object.entries(states ?? {}).map(([state, count]) => `${count} ${state.replace('-', ' ')}`);
  return (
    <div className="min-w-0">
      <p className="flex items-center gap-1.5">
        <CellIcon {...words} />
        <span className="font-semibold">{words.word}</span>
        <span className={words.isWarning === true ? 'text-warn' : 'text-muted'}>
          {words.detail === reason?.replace(/\.$/, '') ? '' : words.detail}
        </span>
      </p>
      {reason === undefined ? null : <p className="text-muted [overflow-wrap:anywhere]">{shorten(reason)}</p>}
      {counts.length > 1 ? <p className="text-muted">Found: {counts.join(', ')}.</p> : null}
      {unchecked > 0 ? (
        <p className="text-muted">
          {unchecked === 1 ? 'One document is' : `${unchecked} documents are`} signed, but not checked.
          Coverage checks signatures where there is a policy.
        </p>
      ) : null}
      {doubt === undefined ? null : (
        <p className="text-warn [overflow-wrap:anywhere]">There may be more: {shorten(doubt)}</p>
      )}
    </div>
  );
}

type GraphLinkProps = {
  readonly row: ShownCell['row'];
  readonly digest: Digest | undefined;
  readonly text: string;
};

/** Leads to the graph of a row, with one node selected. */
export function GraphLink({ row, digest, text }: GraphLinkProps) {
  const query = digest === undefined ? '' : `?${writeView('', { selected: digest })}`;
  return (
    <PageLink
      href={`${textPath(row.reference)}${query}`}
      className="self-start text-sm underline decoration-line-strong underline-offset-2 hover:text-text"
    >
      {text}
    </PageLink>
  );
}
