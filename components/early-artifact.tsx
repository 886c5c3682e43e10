import type { ReactNode } from 'react';
import { AnnotationList } from '#components/inspector/content/annotation-list';
import { describeNode } from '#components/inspector/describe-node.ts';
import { NodeFields } from '#components/inspector/node-fields';
import { KindIcon } from '#components/ui/kind-icon';
import type { GraphState } from '#lib/graph/graph-state';
import type { GraphNode } from '#lib/graph/model';
import { isDocumentKind } from '#lib/oci/kind';
import { headSummary } from './head-summary.ts';

/** What the page of an artifact shows in the places of its placeholders until it has a graph. */
export type EarlyArtifact = {
  /** The line under the title; undefined where there is nothing to say yet. */
  readonly summary: string | undefined;
  /** What the inspector shows first; undefined where it begins with another tab than the overview. */
  readonly overview: ReactNode | undefined;
};

/** Draws on the server what is known of an artifact already; no code comes with it. `now` in milliseconds since 1970. */
export function drawEarly(
  state: GraphState,
  tag: string | undefined,
  now: number,
): EarlyArtifact | undefined {
  const node = state.root === undefined ? undefined : state.nodes.get(state.root);
  if (node === undefined) return undefined;
  return {
    summary: headSummary(state, tag, now) || undefined,
    overview: isDocumentKind(node.kind) ? undefined : <EarlyOverview node={node} state={state} />,
  };
}

type EarlyOverviewProps = { readonly node: GraphNode; readonly state: GraphState };

/** As the inspector draws it, with room for what can be pressed there. */
function EarlyOverview({ node, state }: EarlyOverviewProps) {
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex shrink-0 items-center gap-2 px-4 pt-3.5 pb-2.5">
        <KindIcon kind={node.kind} size={20} />
        <h2 className="line-clamp-2 min-w-0 grow break-words text-lg leading-tight font-semibold">
          {node.title}
        </h2>
        <span className="h-7 w-[136px] shrink-0" />
      </div>
      <div className="flex shrink-0 border-b border-line px-4">
        <span className="-mb-px border-b-2 border-accent py-1.5 font-semibold">Overview</span>
      </div>
      <div className="min-h-0 grow overflow-auto">
        <div className="flex flex-col gap-5 px-4 py-3.5">
          <p>{describeNode(node, state)}</p>
          <NodeFields node={node} state={state} copyButton={<span className="-my-1 size-7 shrink-0" />} />
          <AnnotationList annotations={node.annotations} />
        </div>
      </div>
    </div>
  );
}
