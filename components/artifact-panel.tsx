'use client';

import dynamic from 'next/dynamic';
import type { ReactNode } from 'react';
import { lazy, Suspense } from 'react';
import type { GraphSession } from '#components/graph/view/use-graph.ts';
import type { ViewChange } from '#components/graph/view/use-view.ts';
import { writeView } from '#components/graph/view/view-query.ts';
import { PanelSkeleton } from '#components/ui/columns';
import { SidePanel } from '#components/ui/side-panel';
import type { GraphNode } from '#lib/graph/model';
import type { View } from '#lib/graph/picture/view';
import type { Reference } from '#lib/oci/reference';
import { formatReference } from '#lib/oci/reference';
import { viewAfterRun } from './view-after-run.ts';

/** Fetches the code of the inspector, before it is drawn. */
export const loadInspector = () => import('#components/inspector/inspector');

// Not `dynamic`: what stands in its place until it is there is not always the same. The server never has a node for it.
const Inspector = lazy(async () => ({ default: (await loadInspector()).Inspector }));
const ProblemPanel = dynamic(
  () => import('#components/ui/feedback/problem-panel').then((file) => file.ProblemPanel),
  {
    ssr: false,
  },
);
const loadStackPanel = () => import('./stack-panel.tsx');
const StackPanel = dynamic(() => loadStackPanel().then((file) => file.StackPanel), {
  ssr: false,
  loading: () => <PanelSkeleton />,
});
const StackBar = dynamic(() => loadStackPanel().then((file) => file.StackBar), { ssr: false });
const NodeActions = dynamic(
  () => import('#components/changes/change-menu').then((file) => file.NodeActions),
  { ssr: false, loading: () => <span className="size-7" /> },
);
const PlanPanel = dynamic(
  () => import('#components/changes/plan/plan-panel').then((file) => file.PlanPanel),
  {
    ssr: false,
    loading: () => <PanelSkeleton />,
  },
);

type ArtifactPanelProps = {
  readonly reference: Reference;
  readonly graph: GraphSession;
  readonly view: View;
  readonly onViewChange: ViewChange;
  /** Whether the plan that is shown deleted what this page is about. */
  readonly isDeleted: boolean;
  /** The overview of the artifact itself, until the graph is there. */
  readonly early: ReactNode;
};

/** The column on the right: the plan that is shown, or the selected node. */
export function ArtifactPanel({ isDeleted, ...props }: ArtifactPanelProps) {
  const { reference, graph, view, onViewChange } = props;
  const { root, nodes } = graph.state;
  const onClose = () => {
    onViewChange({ plan: undefined });
    // Without the record beside it, a picture of deleted artifacts would look like what is in the registry.
    if (isDeleted) graph.refresh();
  };
  if (view.plan === undefined) return <NodePanel {...props} />;
  return (
    <SidePanel isOpen isFull onClose={onClose}>
      <PlanPanel
        id={view.plan}
        onClose={onClose}
        onPlanned={(plan) => onViewChange({ plan })}
        onSelect={(selected) => onViewChange({ selected }, 'detail')}
        drawn={nodes}
        onEnd={(outcome) => {
          const change = viewAfterRun(outcome, { root, nodes, view, reference: formatReference(reference) });
          if (change === 'stay') return;
          graph.refresh();
          if (change !== undefined) onViewChange(change, 'detail');
        }}
      />
    </SidePanel>
  );
}

type NodePanelProps = Omit<ArtifactPanelProps, 'isDeleted'>;

function NodePanel({ reference, graph, view, onViewChange, early }: NodePanelProps) {
  const { root, nodes } = graph.state;
  const shown = view.selected === undefined ? undefined : nodes.get(view.selected);
  const isPile = view.selected === undefined && view.pile !== undefined;
  // A link may name a node that no longer exists: then the artifact itself is shown.
  const mayCome = (view.selected !== undefined && graph.isPending) || (isPile && root === undefined);
  const selected = shown ?? (root === undefined || mayCome ? undefined : nodes.get(root));
  const problem = selected === undefined ? undefined : graph.problems.get(selected.digest);
  const isPage = view.page === 'content';
  const placeholder = showsOverview(view) && early !== undefined ? early : <PanelSkeleton />;
  const ofNode = { reference, graph, view, onViewChange };
  const inspector =
    selected === undefined ? (
      placeholder
    ) : (
      <Suspense fallback={placeholder}>
        <NodeInspector {...ofNode} node={selected} />
      </Suspense>
    );
  const ofStack = { graph, view, onViewChange };
  const content = (
    <>
      {problem === undefined ? null : (
        <ProblemPanel problem={problem} onRetry={graph.refresh} className="m-3" />
      )}
      {shown === undefined ? null : <StackBar {...ofStack} digest={shown.digest} />}
      {isPile ? <StackPanel {...ofStack} at={reference} fallback={inspector} /> : inspector}
    </>
  );
  if (isPage)
    return (
      <section aria-label="Inspector" className="flex min-h-0 min-w-0 grow flex-col bg-surface">
        {content}
      </section>
    );
  return (
    <SidePanel
      isOpen={shown !== undefined || isPile}
      // Not a step of its own: going back from here must not open the sheet again.
      onClose={() => onViewChange({ selected: undefined }, 'detail')}
    >
      {content}
    </SidePanel>
  );
}

type NodeInspectorProps = Omit<NodePanelProps, 'early'> & { readonly node: GraphNode };

function NodeInspector({ node, reference, graph, view, onViewChange }: NodeInspectorProps) {
  const isPage = view.page === 'content';
  const otherSize = { page: isPage ? undefined : 'content', selected: node.digest } as const;
  return (
    <Inspector
      node={node}
      state={graph.state}
      reference={reference}
      tabs={{ shown: view.tab, onChange: (tab) => onViewChange({ tab }, 'detail') }}
      page={{
        isOn: isPage,
        href: `?${writeView(location.search, otherSize)}`,
        onToggle: () => onViewChange(otherSize),
      }}
      actions={
        <NodeActions
          node={node}
          state={graph.state}
          reference={reference}
          onPlanned={(plan) => onViewChange({ plan })}
        />
      }
      onSelect={(next, tab) => onViewChange(tab === undefined ? { selected: next } : { selected: next, tab })}
    />
  );
}

/** Whether the inspector begins with the overview of the artifact itself, where that has one. */
function showsOverview({ selected, pile, page, tab }: View): boolean {
  return [selected, pile, page, tab].every((part) => part === undefined);
}
