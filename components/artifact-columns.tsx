'use client';

import { clsx } from 'clsx';
import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import type { ReactNode } from 'react';
import { useEffect, useState } from 'react';
import type { Marks } from '#components/changes/plan-marks';
import type { MenuRequest } from '#components/graph/view/graph-view-props.ts';
import type { GraphSession } from '#components/graph/view/use-graph.ts';
import type { ViewChange } from '#components/graph/view/use-view.ts';
import { CanvasSkeleton, ColumnSwitch, OutlineSkeleton, useIsWide } from '#components/ui/columns';
import { rememberBreadcrumb } from '#components/ui/storage/breadcrumbs.ts';
import { homeOf } from '#lib/api/queries/home-of';
import type { View } from '#lib/graph/picture/view';
import type { Digest } from '#lib/oci/digest';
import { textPath } from '#lib/oci/location';
import type { Reference } from '#lib/oci/reference';
import { atDigest, formatReference } from '#lib/oci/reference';
import { ArtifactPanel, loadInspector } from './artifact-panel.tsx';

// What has nothing to show before the first response is loaded while that is awaited.
const loadGraphView = () => import('#components/graph/graph-view');
const loadFilterBar = () => import('#components/graph/filter/filter-bar');
const loadOutline = () => import('#components/graph/outline/outline');

// React Flow writes style attributes when it is drawn on the server, which our content security policy forbids.
const GraphView = dynamic(() => loadGraphView().then((file) => file.GraphView), {
  ssr: false,
  loading: () => <CanvasSkeleton />,
});
const FilterBar = dynamic(() => loadFilterBar().then((file) => file.FilterBar), { ssr: false });
const Outline = dynamic(() => loadOutline().then((file) => file.Outline), {
  ssr: false,
  loading: () => <OutlineSkeleton />,
});

const DeletedNotice = dynamic(
  () => import('#components/changes/plan/deleted-notice').then((file) => file.DeletedNotice),
  {
    ssr: false,
  },
);
const PlanMarks = dynamic(() => import('#components/changes/plan-marks').then((file) => file.PlanMarks), {
  ssr: false,
});
const RetentionNotice = dynamic(
  () => import('#components/cleanup/retention-notice').then((file) => file.RetentionNotice),
  { ssr: false },
);
const PaletteCommands = dynamic(() => import('./palette-commands.tsx').then((file) => file.PaletteCommands), {
  ssr: false,
});
const StackMenu = dynamic(() => import('./stack-menu.tsx').then((file) => file.StackMenu), { ssr: false });
const NodeMenu = dynamic(() => import('./node-menu.tsx').then((file) => file.NodeMenu), { ssr: false });

type ArtifactColumnsProps = {
  readonly reference: Reference;
  readonly graph: GraphSession;
  readonly view: View;
  readonly onViewChange: ViewChange;
  /** What the inspector shows until the graph is there. */
  readonly early: ReactNode;
};

/**
 * Outline, graph and inspector beside each other; where there is no room, outline or graph, and the inspector over them.
 * The columns are there before what stands in them: a page may be painted before the last one has come.
 */
export function ArtifactColumns({ reference, graph, view, onViewChange, early }: ArtifactColumnsProps) {
  const isWide = useIsWide();
  const [isOnGraph, setOnGraph] = useState(false);
  const showsGraph = isWide || isOnGraph;
  // Syncs with the network of the browser: it fetches the code that this screen needs next.
  useEffect(() => {
    void Promise.all([loadOutline(), loadInspector(), loadFilterBar()]);
    if (showsGraph) void loadGraphView();
  }, [showsGraph]);
  const { root, nodes } = graph.state;
  const onOpen = useOpenArtifact(reference, nodes);
  const repository = `${reference.registry}/${reference.repository}`;
  const { effects, isDeleted, notices } = useMarks({ reference, root, view });
  const [menu, onMenu] = useMenuRequest();
  const props = { graph, view, onViewChange };
  const drawn = { onOpen, onMenu, planEffects: effects };
  return (
    <>
      {notices}
      {view.keep === undefined ? null : (
        <RetentionNotice
          repository={repository}
          keep={view.keep}
          onClose={() => onViewChange({ keep: undefined })}
        />
      )}
      <div className="min-h-0 grow max-[899px]:flex max-[899px]:flex-col min-[900px]:grid min-[900px]:grid-cols-[auto_minmax(0,1fr)_var(--panel-column)] min-[900px]:grid-rows-[minmax(0,1fr)] print:block">
        <ColumnSwitch isOnGraph={isOnGraph} onChange={setOnGraph} />
        {isWide ? null : (
          <div className="min-h-[79px] shrink-0 border-b border-line bg-surface px-3 py-2 min-[602px]:min-h-[43px] min-[900px]:hidden">
            {root === undefined ? null : <FilterBar {...props} />}
          </div>
        )}
        <OutlineColumn isHidden={isOnGraph}>
          {root === undefined ? <OutlineSkeleton /> : <Outline {...props} {...drawn} />}
        </OutlineColumn>
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
          {showsGraph && root !== undefined ? <GraphView {...props} {...drawn} /> : null}
        </div>
        <ArtifactPanel reference={reference} isDeleted={isDeleted} early={early} {...props} />
        <PaletteCommands {...props} onOpen={onOpen} reference={reference} />
        {menu === undefined ? null : (
          <ContextMenu key={menu.key} at={menu} {...props} onOpen={onOpen} reference={reference} />
        )}
      </div>
    </>
  );
}

type MarksOf = Pick<ArtifactColumnsProps, 'reference' | 'view'> & { readonly root: Digest | undefined };

/** What a plan or rules mean for this screen; `notices` stand on it, and read that where there is any. */
function useMarks({ reference, root, view }: MarksOf) {
  const [marks, setMarks] = useState<Marks>();
  if (view.plan === undefined && view.keep === undefined)
    return { effects: undefined, isDeleted: false, notices: null };
  const { registry, repository } = reference;
  const subject = { repository: `${registry}/${repository}`, root, reference: formatReference(reference) };
  const { effects, deletedPart } = marks ?? {};
  const notices = (
    <>
      <PlanMarks {...subject} view={view} onChange={setMarks} />
      {deletedPart === undefined ? null : <DeletedNotice part={deletedPart} />}
    </>
  );
  return { effects, isDeleted: deletedPart !== undefined, notices };
}

/** The function makes a node the artifact of the page, and leaves a breadcrumb to this one. */
function useOpenArtifact(
  reference: Reference,
  nodes: GraphSession['state']['nodes'],
): (digest: Digest) => void {
  const router = useRouter();
  return (digest) => {
    const next = formatReference(atDigest(homeOf(nodes.get(digest), reference), digest));
    rememberBreadcrumb(formatReference(reference), next);
    router.push(textPath(next));
  };
}

type ContextMenuProps = Omit<ArtifactColumnsProps, 'early'> & {
  readonly at: MenuRequest;
  readonly onOpen: (digest: Digest) => void;
};

/** The menu of a node, or of a stack as a whole. */
function ContextMenu({ onOpen, ...props }: ContextMenuProps) {
  const node = props.graph.state.nodes.get(props.at.digest);
  if (props.at.pile !== undefined) return <StackMenu {...props} />;
  return node === undefined ? null : <NodeMenu {...props} node={node} onOpen={onOpen} />;
}

/** The menu that opened last, with a key of its own: each request opens one, also at the same place. */
function useMenuRequest() {
  const [menu, setMenu] = useState<MenuRequest & { readonly key: number }>();
  const onMenu = (request: MenuRequest) => setMenu((last) => ({ ...request, key: (last?.key ?? 0) + 1 }));
  return [menu, onMenu] as const;
}

function OutlineColumn({ isHidden, children }: { readonly isHidden: boolean; readonly children: ReactNode }) {
  return (
    <nav
      aria-label="Outline"
      data-page-start
      className={clsx(
        'flex min-h-0 w-full flex-col overflow-hidden border-line bg-surface print:w-auto! print:border-0! print:break-inside-avoid min-[900px]:w-[220px] min-[1200px]:w-[264px] min-[1400px]:w-[296px] min-[900px]:shrink-0 min-[900px]:border-r',
        isHidden ? 'max-[899px]:hidden' : 'max-[899px]:grow',
      )}
    >
      <h2 className="px-4 pt-3.5 pb-2 text-xs font-semibold tracking-[0.6px] text-faint uppercase max-[899px]:sr-only">
        Outline
      </h2>
      {children}
    </nav>
  );
}
