'use client';
import { clsx } from 'clsx';
import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { useDeletedPart, usePlanEffects } from '#components/changes/use-plan-effects.ts';
import type { MenuRequest } from '#components/graph/view/graph-view-props.ts';
import type { GraphSession } from '#components/graph/view/use-graph.ts';
import type { ViewChange } from '#components/graph/view/use-view.ts';
import { CanvasSkeleton, OutlineSkeleton, PanelSkeleton } from '#components/ui/columns/column-skeletons';
import { ColumnSwitch } from '#components/ui/columns/column-switch';
import { SidePanel } from '#components/ui/columns/side-panel';
import { useIsWide } from '#components/ui/columns/use-is-wide.ts';
import { rememberBreadcrumb } from '#components/ui/storage/breadcrumbs.ts';
import { homeOf } from '#lib/api/queries/home-of';
import type { View } from '#lib/graph/picture/view';
import type { Digest } from '#lib/oci/digest';
import { textPath } from '#lib/oci/location';
import type { Reference } from '#lib/oci/reference';
import { atDigest, formatReference } from '#lib/oci/reference';

// What has nothing to show before the first answer is loaded while that is awaited.
const loadGraphView = () => import('#components/graph/graph-view');
const loadFilterBar = () => import('#components/graph/filter/filter-bar');
const loadOutline = () => import('#components/graph/outline/outline');
const loadInspector = () => import('#components/inspector/inspector');

// React Flow writes style attributes when it is drawn on the server, which our content security policy forbids.
const GraphView = dynamic(() => loadGraphView().then((file) => file.GraphView), {
  ssr: false,
  loading: () => <CanvasSkeleton />,
});
const ProblemPanel = dynamic(
  () => import('#components/ui/feedback/problem-panel').then((file) => file.ProblemPanel),
  {
    ssr: false,
  },
);
const FilterBar = dynamic(() => loadFilterBar().then((file) => file.FilterBar), { ssr: false });
const Outline = dynamic(() => loadOutline().then((file) => file.Outline), {
  ssr: false,
  loading: () => <OutlineSkeleton />,
});
const Inspector = dynamic(() => loadInspector().then((file) => file.Inspector), {
  ssr: false,
  loading: () => <PanelSkeleton />,
});

const NodeActions = dynamic(
  () => import('#components/changes/node-actions').then((file) => file.NodeActions),
  { ssr: false, loading: () => <span className="size-7" /> },
);
const GoneLine = dynamic(
  () => import('#components/changes/plan/deleted-notice').then((file) => file.DeletedNotice),
  {
    ssr: false,
  },
);
const ArtifactCommands = dynamic(
  () => import('#components/graph/artifact-commands').then((file) => file.ArtifactCommands),
  { ssr: false },
);
const NodeMenu = dynamic(() => import('./node-menu.tsx').then((file) => file.NodeMenu), { ssr: false });
const PlanPanel = dynamic(
  () => import('#components/changes/plan/plan-panel').then((file) => file.PlanPanel),
  {
    ssr: false,
    loading: () => <PanelSkeleton />,
  },
);

type ColumnsProps = {
  readonly reference: Reference;
  readonly graph: GraphSession;
  readonly view: View;
  readonly onViewChange: ViewChange;
};

/** Outline, graph and inspector beside each other; where there is no room, outline or graph, and the inspector over them. */
export function ArtifactColumns({ reference, graph, view, onViewChange }: ColumnsProps) {
  const isWide = useIsWide();
  const [isOnGraph, setOnGraph] = useState(false);
  const showsGraph = isWide || isOnGraph;
  // Tells the network of the browser what this screen will need next.
  useEffect(() => {
    void Promise.all([loadOutline(), loadInspector(), loadFilterBar()]);
    if (showsGraph) void loadGraphView();
  }, [showsGraph]);
  const router = useRouter();
  const { root, nodes } = graph.state;
  const onOpen = (digest: Digest) => {
    const repository = homeOf(nodes.get(digest), reference);
    const next = formatReference(atDigest(repository, digest));
    rememberBreadcrumb(formatReference(reference), next);
    router.push(textPath(next));
  };
  const marks = usePlanEffects(view.plan);
  const gone = useDeletedPart(view.plan, { root, reference: formatReference(reference) });
  const [menu, setMenu] = useState<MenuRequest & { readonly key: number }>();
  const onMenu = (request: MenuRequest) => setMenu((last) => ({ ...request, key: (last?.key ?? 0) + 1 }));
  const asked = menu === undefined ? undefined : nodes.get(menu.digest);
  const props = { graph, view, onViewChange };
  return (
    <>
      {gone === undefined ? null : <GoneLine part={gone} />}
      <div className="flex min-h-0 grow max-[899px]:flex-col print:block">
        <ColumnSwitch isOnGraph={isOnGraph} onChange={setOnGraph} />
        {isWide ? null : (
          <div className="min-h-[79px] shrink-0 border-b border-line bg-surface px-3 py-2 min-[602px]:min-h-[43px] min-[900px]:hidden">
            {root === undefined ? null : <FilterBar {...props} />}
          </div>
        )}
        <nav
          aria-label="Outline"
          className={clsx(
            'flex min-h-0 w-full flex-col overflow-hidden border-line bg-surface print:w-auto! print:border-0! print:break-inside-avoid min-[900px]:w-[220px] min-[1200px]:w-[264px] min-[900px]:shrink-0 min-[900px]:border-r',
            isOnGraph ? 'max-[899px]:hidden' : 'max-[899px]:grow',
          )}
        >
          <h2 className="px-4 pt-3.5 pb-2 text-xs font-semibold tracking-[0.6px] text-faint uppercase max-[899px]:sr-only">
            Outline
          </h2>
          {root === undefined ? (
            <OutlineSkeleton />
          ) : (
            <Outline {...props} onOpen={onOpen} onMenu={onMenu} planEffects={marks} />
          )}
        </nav>
        <div
          className={clsx(
            'relative min-h-0 min-w-0 grow overflow-hidden print:h-[110mm] print:break-inside-avoid print:border-y print:border-line',
            !isOnGraph && 'max-[899px]:hidden',
          )}
        >
          {root === undefined ? (
            <CanvasSkeleton />
          ) : isWide ? (
            <div className="pointer-events-none absolute inset-x-3.5 top-3 z-10">
              <FilterBar {...props} />
            </div>
          ) : null}
          {showsGraph && root !== undefined ? (
            <GraphView {...props} onOpen={onOpen} onMenu={onMenu} planEffects={marks} />
          ) : null}
        </div>
        <Panel reference={reference} gone={gone} {...props} />
        <ArtifactCommands {...props} onOpen={onOpen} reference={reference} />
        {menu === undefined || asked === undefined ? null : (
          <NodeMenu key={menu.key} at={menu} node={asked} {...props} onOpen={onOpen} reference={reference} />
        )}
      </div>
    </>
  );
}

type PanelProps = ColumnsProps & { readonly gone: ReturnType<typeof useDeletedPart> };

function Panel({ gone: goneHere, ...props }: PanelProps) {
  const { reference, graph, view, onViewChange } = props;
  const { root, nodes } = graph.state;
  const onClose = () => {
    onViewChange({ plan: undefined });
    // Without the record beside it, the picture of what is gone would pass for what is there.
    if (goneHere !== undefined) graph.refresh();
  };
  const onPlanned = (plan: string) => onViewChange({ plan });
  if (view.plan === undefined) return <NodePanel {...props} />;
  return (
    <SidePanel isOpen isFull onClose={onClose}>
      <PlanPanel
        id={view.plan}
        onClose={onClose}
        onPlanned={onPlanned}
        onSelect={(selected) => onViewChange({ selected }, 'detail')}
        onEnd={({ deleted, created, subject }) => {
          // What this page is about is gone: its picture stays beside the record until somebody leaves.
          if (deleted.includes(root ?? '') || deleted.includes(formatReference(reference))) return;
          graph.refresh();
          if (created === undefined) return;
          const isClosed =
            subject !== undefined &&
            subject !== root &&
            nodes.has(subject) &&
            !view.expanded.includes(subject);
          onViewChange(
            { selected: created, ...(isClosed ? { expanded: [...view.expanded, subject] } : {}) },
            'detail',
          );
        }}
      />
    </SidePanel>
  );
}

function NodePanel({ reference, graph, view, onViewChange }: ColumnsProps) {
  const { root, nodes } = graph.state;
  const wanted = view.selected === undefined ? undefined : nodes.get(view.selected);
  // A link may name a node that is gone by now: then the artifact itself is shown.
  const mayCome = view.selected !== undefined && graph.isPending;
  const selected = wanted ?? (root === undefined || mayCome ? undefined : nodes.get(root));
  const problem = selected === undefined ? undefined : graph.problems.get(selected.digest);
  return (
    <SidePanel
      isOpen={wanted !== undefined}
      // Not a step of its own: going back from here must not open the sheet again.
      onClose={() => onViewChange({ selected: undefined }, 'detail')}
    >
      {problem === undefined ? null : (
        <ProblemPanel problem={problem} onRetry={graph.refresh} className="m-3" />
      )}
      {selected === undefined ? (
        <PanelSkeleton />
      ) : (
        <Inspector
          node={selected}
          state={graph.state}
          reference={reference}
          tabs={{ shown: view.tab, onChange: (tab) => onViewChange({ tab }, 'detail') }}
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
      )}
    </SidePanel>
  );
}
