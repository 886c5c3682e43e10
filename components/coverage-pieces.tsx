'use client';

import { useState } from 'react';
import type { ShownCell } from '#components/coverage/matrix/shown-cell.ts';
import { repositoryOf } from '#components/coverage/stream/merge-rows.ts';
import type { GraphSession } from '#components/graph/view/use-graph.ts';
import { useGraph } from '#components/graph/view/use-graph.ts';
import { ContentPanel } from '#components/inspector/content-panel';
import { VerificationPanel } from '#components/inspector/verification/verification-panel';
import { AnswerList } from '#components/ui/feedback/answer-list';
import { Section } from '#components/ui/field-list';
import { KindIcon } from '#components/ui/kind-icon';
import { SkeletonRows } from '#components/ui/placeholder';
import { ShowMore } from '#components/ui/show-more';
import { homeOf } from '#lib/api/queries/home-of';
import type { EvidenceCell } from '#lib/audit/audit';
import { checkOf } from '#lib/graph/check';
import type { Digest } from '#lib/oci/digest';
import { formatShortDigest } from '#lib/oci/digest';
import { parseReference } from '#lib/oci/reference';
import { GraphLink, StateLine } from './coverage-state.tsx';

type CoveragePiecesProps = {
  readonly cell: Required<Pick<ShownCell, 'row' | 'evidence'>> & Pick<ShownCell, 'platform'>;
};

const platformsMax = 8;

/** Evidence found, each piece to open, and who was asked. */
export function CoveragePieces({ cell: { row, evidence, platform } }: CoveragePiecesProps) {
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
          title={cell.digests.length === 1 ? 'Evidence found' : `Evidence found (${cell.digests.length})`}
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
          <ShowMore
            total={digests.length}
            shown={most}
            step={shownMax}
            onShow={setMost}
            className="mt-2 text-sm"
          />
        </Section>
      )}
      {answers.length > 0 ? (
        <Section title="Sources">
          <AnswerList answers={answers} />
        </Section>
      ) : graph.isPending ? (
        <SkeletonRows count={3} label="Loading the sources" />
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
          {graph.isPending ? 'Loading…' : 'It is further away. Open it in the graph.'}
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
