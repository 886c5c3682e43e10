'use client';

import { X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { evidenceTitles } from '#components/coverage/filter/filter-choices.ts';
import { CellIcon } from '#components/coverage/matrix/cell-icon';
import { cellWords } from '#components/coverage/matrix/cell-words.ts';
import type { ShownCell } from '#components/coverage/matrix/shown-cell.ts';
import { repositoryOf } from '#components/coverage/stream/merge-rows.ts';
import type { GraphSession } from '#components/graph/view/use-graph.ts';
import { useGraph } from '#components/graph/view/use-graph.ts';
import { writeView } from '#components/graph/view/view-query.ts';
import { ContentPanel } from '#components/inspector/content-panel';
import { VerificationPanel } from '#components/inspector/verification/verification-panel';
import { IconButton } from '#components/ui/button';
import { AnswerList } from '#components/ui/feedback/answer-list';
import { Section } from '#components/ui/field-list';
import { KindIcon } from '#components/ui/kind-icon';
import { PageLink } from '#components/ui/page-link';
import { SkeletonRows } from '#components/ui/placeholder';
import { homeOf } from '#lib/api/queries/home-of';
import type { EvidenceCell } from '#lib/audit/audit';
import { evidenceNames } from '#lib/audit/audit';
import { checkOf } from '#lib/graph/check';
import type { Digest } from '#lib/oci/digest';
import { formatShortDigest } from '#lib/oci/digest';
import { textPath } from '#lib/oci/location';
import { parseReference } from '#lib/oci/reference';
import { shorten } from '#lib/text/untrusted-text';

type CoverageCellProps = { readonly cell: ShownCell; readonly onClose: () => void };

/** The evidence of a cell of the matrix, or what was asked for it and why it is not known; of a row all of its cells. */
export function CoverageCell({ cell, onClose }: CoverageCellProps) {
  const { row, evidence, platform } = cell;
  const name = row.tags[0] ?? (row.digest === undefined ? row.reference : formatShortDigest(row.digest));
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
        <RowParts cell={cell} />
      ) : (
        <CellParts key={title} cell={{ ...cell, evidence }} />
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

/** All that is known of a row: its cells in short, what is required and not there, and the way to its graph. */
function RowParts({ cell: { row, platform } }: { readonly cell: ShownCell }) {
  const shown = platform?.evidence ?? row.evidence;
  return (
    <div className="flex flex-col gap-4 px-4 pb-4">
      <Reasons title={row.verdict === 'pass' ? 'Why it passes' : 'Requirements'} sentences={row.why} />
      <Reasons title="While it was read" sentences={row.notes ?? []} />
      <Reasons title={`Policy ${row.policy?.name ?? ''}`} sentences={row.policy?.reasons ?? []} />
      <Section title="Evidence">
        <dl className="flex flex-col gap-2">
          {evidenceNames.map((name) => (
            <div key={name} className="grid grid-cols-[6rem_minmax(0,1fr)] gap-2">
              <dt className="text-muted">{evidenceTitles[name]}</dt>
              <dd>
                <StateLine
                  name={name}
                  cell={shown[name]}
                  platforms={platform === undefined ? row.platforms : []}
                />
              </dd>
            </div>
          ))}
        </dl>
      </Section>
      <GraphLink row={row} digest={platform?.digest} text="Open in the graph" />
    </div>
  );
}

function Reasons({ title, sentences }: { readonly title: string; readonly sentences: readonly string[] }) {
  if (sentences.length === 0) return null;
  return (
    <Section title={title}>
      <ul className="flex flex-col gap-1">
        {sentences.map((sentence) => (
          <li key={sentence} className="[overflow-wrap:anywhere]">
            {shorten(sentence)}
          </li>
        ))}
      </ul>
    </Section>
  );
}

type StateLineProps = {
  readonly name: keyof typeof evidenceTitles;
  readonly cell: EvidenceCell;
  readonly platforms: ShownCell['row']['platforms'];
};

function StateLine({ name, cell, platforms }: StateLineProps) {
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
      {counts.length > 1 ? <p className="text-muted">Pieces: {counts.join(', ')}.</p> : null}
      {unchecked > 0 ? (
        <p className="text-muted">
          {unchecked === 1 ? 'One piece is' : `${unchecked} pieces are`} signed, and nobody verified that.
        </p>
      ) : null}
      {doubt === undefined ? null : (
        <p className="text-warn [overflow-wrap:anywhere]">There may be more: {shorten(doubt)}</p>
      )}
    </div>
  );
}

type CellPartsProps = {
  readonly cell: Required<Pick<ShownCell, 'row' | 'evidence'>> & Pick<ShownCell, 'platform'>;
};

const platformsMax = 8;

/** What is there, each piece to open, and who was asked. */
function CellParts({ cell: { row, evidence, platform } }: CellPartsProps) {
  const cell: EvidenceCell = (platform?.evidence ?? row.evidence)[evidence];
  const reference =
    platform === undefined ? row.reference : `${repositoryOf(row.reference)}@${platform.digest}`;
  const isBelow = platform === undefined && cell.on !== undefined && cell.on !== 'index';
  const graph = useGraph(reference, {
    expanded: isBelow ? row.platforms.slice(0, platformsMax).map(({ digest }) => digest) : [],
    opensAll: false,
  });
  const about = platform?.digest ?? graph.state.root ?? row.digest;
  const answers = [...graph.state.answers.values()].filter(
    (answer) => answer.about === about && answer.question === 'referrers',
  );
  const [most, setMost] = useState(shownMax);
  const digests = newestFirst(cell.digests, graph);
  return (
    <div className="flex flex-col gap-4 px-4 pb-4">
      <StateLine name={evidence} cell={cell} platforms={platform === undefined ? row.platforms : []} />
      {cell.digests.length === 0 ? null : (
        <Section
          title={cell.digests.length === 1 ? 'What is there' : `What is there (${cell.digests.length})`}
        >
          <ul className="flex flex-col gap-2">
            {digests.slice(0, most).map((digest) => (
              <Piece
                key={digest}
                digest={digest}
                row={row}
                reference={reference}
                graph={graph}
                isOpenAtFirst={cell.digests.length === 1}
              />
            ))}
          </ul>
          {digests.length > most ? (
            <button
              type="button"
              onClick={() => setMost(most + shownMax)}
              className="mt-2 text-sm text-muted underline underline-offset-2"
            >
              Show {Math.min(shownMax, digests.length - most)} of {digests.length - most} more
            </button>
          ) : null}
        </Section>
      )}
      {answers.length > 0 ? (
        <Section title="Who was asked">
          <AnswerList answers={answers} />
        </Section>
      ) : graph.isPending ? (
        <SkeletonRows count={3} label="Loading who was asked" />
      ) : null}
      <GraphLink row={row} digest={platform?.digest} text="Open in the graph" />
    </div>
  );
}

/** Pieces that are shown at first; a stack may hold a thousand reports. */
const shownMax = 12;

/** The pieces by when they were made; what does not tell that comes last. */
function newestFirst(digests: readonly Digest[], { state }: GraphSession): readonly Digest[] {
  const timeOf = (digest: Digest) => state.nodes.get(digest)?.created ?? '';
  return digests.toSorted((one, other) => (timeOf(one) < timeOf(other) ? 1 : -1));
}

type PieceProps = {
  readonly digest: Digest;
  readonly row: ShownCell['row'];
  readonly reference: string;
  readonly graph: GraphSession;
  readonly isOpenAtFirst: boolean;
};

/** One piece of evidence: what it is, its checks, and what it says. */
function Piece({ digest, row, reference, graph, isOpenAtFirst }: PieceProps) {
  const [isOpen, setOpen] = useState(isOpenAtFirst);
  const node = graph.state.nodes.get(digest);
  const page = parseReference(reference);
  const props =
    node === undefined
      ? undefined
      : {
          node,
          state: graph.state,
          reference: page,
          repository: homeOf(node, page),
          onSelect: () => undefined,
        };
  return (
    <li className="rounded-lg border border-line-strong">
      <div className="flex items-center gap-2 px-3 py-1.5">
        {node === undefined ? null : <KindIcon kind={node.kind} check={checkOf(node)?.state} />}
        <button
          type="button"
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
          className="min-w-0 grow truncate rounded-sm text-left font-semibold"
        >
          {node?.title ?? formatShortDigest(digest)}
        </button>
        <GraphLink row={row} digest={digest} text="Graph" />
      </div>
      {!isOpen ? null : props === undefined ? (
        <p className="border-t border-line px-3 py-2 text-muted">
          {graph.isPending ? 'Loading…' : 'It hangs further away: open it in the graph.'}
        </p>
      ) : (
        <div className="border-t border-line">
          {checkOf(props.node) === undefined ? null : <VerificationPanel {...props} />}
          <ContentPanel {...props} />
        </div>
      )}
    </li>
  );
}

type GraphLinkProps = {
  readonly row: ShownCell['row'];
  readonly digest: Digest | undefined;
  readonly text: string;
};

function GraphLink({ row, digest, text }: GraphLinkProps) {
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
