'use client';

import dynamic from 'next/dynamic';
import type { GraphSession } from '#components/graph/view/use-graph.ts';
import type { ViewChange } from '#components/graph/view/use-view.ts';
import { writeView } from '#components/graph/view/view-query.ts';
import { PanelSkeleton } from '#components/ui/columns';
import { SidePanel } from '#components/ui/side-panel';
import type { View } from '#lib/graph/picture/view';
import type { Reference } from '#lib/oci/reference';
import { formatReference } from '#lib/oci/reference';
import { viewAfterRun } from './view-after-run.ts';

/** Fetches the code of the inspector, before it is drawn. */
export const loadInspector = () => import('#components/inspector/inspector');

const Inspector = dynamic(() => loadInspector().then((file) => file.Inspector), {
  ssr: false,
  loading: () => <PanelSkeleton />,
});
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

function NodePanel({ reference, graph, view, onViewChange }: Omit<ArtifactPanelProps, 'isDeleted'>) {
  const { root, nodes } = graph.state;
  const shown = view.selected === undefined ? undefined : nodes.get(view.selected);
  const isPile = view.selected === undefined && view.pile !== undefined;
  // A link may name a node that no longer exists: then the artifact itself is shown.
  const mayCome = (view.selected !== undefined && graph.isPending) || (isPile && root === undefined);
  const selected = shown ?? (root === undefined || mayCome ? undefined : nodes.get(root));
  const problem = selected === undefined ? undefined : graph.problems.get(selected.digest);
  const isPage = view.page === 'content';
  const inspector =
    selected === undefined ? (
      <PanelSkeleton />
    ) : (
      <Inspector
        node={selected}
        state={graph.state}
        reference={reference}
        tabs={{ shown: view.tab, onChange: (tab) => onViewChange({ tab }, 'detail') }}
        page={{
          isOn: isPage,
          href: `?${writeView(location.search, { page: isPage ? undefined : 'content', selected: selected.digest })}`,
          onToggle: () => onViewChange({ page: isPage ? undefined : 'content', selected: selected.digest }),
        }}
        actions={
          <NodeActions
            node={selected}
            state={graph.state}
            reference={reference}
            onPlanned={(plan) => onViewChange({ plan })}
          />
        }
        onSelect={(digest) => onViewChange({ selected: digest })}
      />
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
