import { AnswerList } from '#components/ui/feedback/answer-list';
import { AskAgain } from '#components/ui/feedback/ask-again';
import { KindIcon } from '#components/ui/kind-icon';
import type { GraphState } from '#lib/graph/graph-state';
import { isOpen } from '#lib/graph/model';
import type { Digest } from '#lib/oci/digest';
import { formatShortDigest } from '#lib/oci/digest';
import type { Reference } from '#lib/oci/reference';

type SourcesPanelProps = {
  readonly reference: Reference;
  readonly state: GraphState;
  readonly onSelect: (digest: Digest) => void;
};

/** More nodes with an open question than these are a number. */
const shownMax = 50;

/** The sources of the facts about this artifact, and the open questions about every other node. */
export function SourcesPanel({ reference, state, onSelect }: SourcesPanelProps) {
  const byNode = Map.groupBy(state.answers.values(), ({ about }) => about);
  const own = state.root === undefined ? [] : (byNode.get(state.root) ?? []);
  const others = [...byNode].flatMap(([digest, answers]) => {
    const open = digest === state.root ? [] : answers.filter(isOpen);
    return open.length === 0 ? [] : [{ digest, open }];
  });
  return (
    <section
      aria-label="Sources"
      className="absolute bottom-full left-3 z-20 mb-2 max-h-[60vh] w-[34rem] max-w-[calc(100vw-1.5rem)] overflow-auto rounded-lg border border-line-strong bg-raised p-4 text-base text-text shadow-raised"
    >
      <AnswerList answers={own} />
      {state.limits.map((limit) => (
        <p key={limit} className="mt-2.5 text-warn">
          Incomplete: {limit}
        </p>
      ))}
      {others.slice(0, shownMax).map(({ digest, open }) => (
        <div key={digest} className="mt-3 border-t border-line pt-3">
          <NodeTitle digest={digest} state={state} onSelect={onSelect} />
          <AnswerList answers={open} />
          <AskAgain reference={reference} state={state} about={digest} />
        </div>
      ))}
      {others.length > shownMax ? (
        <p className="mt-3 text-muted">
          and {(others.length - shownMax).toLocaleString('en')} more artifacts with open questions
        </p>
      ) : null}
    </section>
  );
}

type NodeTitleProps = Omit<SourcesPanelProps, 'reference'> & { readonly digest: Digest };

function NodeTitle({ digest, state, onSelect }: NodeTitleProps) {
  const node = state.nodes.get(digest);
  return (
    <button
      type="button"
      onClick={() => onSelect(digest)}
      className="mb-1.5 flex max-w-full items-center gap-1.5 rounded-sm font-semibold underline decoration-line-strong"
    >
      {node === undefined ? null : <KindIcon kind={node.kind} />}
      <span className="truncate">{node?.title ?? formatShortDigest(digest)}</span>
    </button>
  );
}
