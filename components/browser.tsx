'use client';
import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { useEffect, useSyncExternalStore } from 'react';
import { ArtifactHead } from '#components/artifact-head';
import { HonestyLine } from '#components/honesty-line';
import { Header } from '#components/shell/header';
import { RememberLocation } from '#components/shell/remember-location';
import { SidePanel } from '#components/side-panel';
import { Skeleton, SkeletonRows } from '#components/ui/placeholder';
import type { View } from '#lib/graph/view';
import type { Digest } from '#lib/oci/digest';
import type { Reference } from '#lib/oci/reference';
import { atDigest, formatReference } from '#lib/oci/reference';
import type { GraphSession } from './graph/use-graph';
import { useGraph } from './graph/use-graph';
import { useView } from './graph/use-view';

// What has nothing to show before the first answer is loaded while that is awaited.
const loadGraphView = () => import('#components/graph/graph-view');
const loadFilterBar = () => import('#components/graph/filter-bar');
const loadOutline = () => import('#components/graph/outline');
const loadInspector = () => import('#components/inspector/inspector');

// React Flow writes style attributes when it is drawn on the server, which our content security policy forbids.
const GraphView = dynamic(() => loadGraphView().then((file) => file.GraphView), {
  ssr: false,
  loading: () => <CanvasSkeleton />,
});
const ProblemPanel = dynamic(() => import('#components/ui/problem-panel').then((file) => file.ProblemPanel), {
  ssr: false,
});
const FilterBar = dynamic(() => loadFilterBar().then((file) => file.FilterBar), { ssr: false });
const Outline = dynamic(() => loadOutline().then((file) => file.Outline), {
  ssr: false,
  loading: () => <OutlineSkeleton />,
});
const Inspector = dynamic(() => loadInspector().then((file) => file.Inspector), {
  ssr: false,
  loading: () => <PanelSkeleton />,
});

/** `/<host>/<name>:<tag>` or `@<digest>`: an artifact and everything attached to it. */
export function Browser({ reference }: { readonly reference: Reference }) {
  const text = formatReference(reference);
  const [view, onViewChange] = useView();
  const graph = useGraph(text, view.expanded);
  const { root } = graph.state;
  const hasFailed = root === undefined && graph.problem !== undefined;
  const onSelect = (digest: Digest | undefined) => onViewChange({ selected: digest });
  return (
    <div className="flex h-dvh flex-col">
      <Header location={{ screen: 'artifact', reference }} digest={root} />
      {root === undefined ? null : <RememberLocation reference={text} />}
      <main className="flex min-h-0 grow flex-col">
        <ArtifactHead reference={reference} graph={graph} onSelect={onSelect} />
        {graph.problem === undefined ? null : (
          <div className={hasFailed ? 'px-4 pt-[10vh]' : 'shrink-0 p-3'}>
            <ProblemPanel
              problem={graph.problem}
              onRetry={graph.refresh}
              registry={reference.registry}
              className={hasFailed ? 'mx-auto max-w-xl' : ''}
            />
          </div>
        )}
        {hasFailed ? null : (
          <Columns
            reference={reference}
            graph={graph}
            view={view}
            onViewChange={onViewChange}
            onSelect={onSelect}
          />
        )}
      </main>
      {hasFailed ? null : <HonestyLine reference={reference} graph={graph} />}
    </div>
  );
}

type ColumnsProps = {
  readonly reference: Reference;
  readonly graph: GraphSession;
  readonly view: View;
  readonly onViewChange: (change: Partial<View>) => void;
  readonly onSelect: (digest: Digest | undefined) => void;
};

/** Outline, graph and inspector beside each other. */
function Columns({ reference, graph, view, onViewChange, onSelect }: ColumnsProps) {
  const isWide = useIsWide();
  // Tells the network of the browser what this screen will need next.
  useEffect(() => {
    void Promise.all([loadOutline(), loadInspector(), loadFilterBar()]);
    if (isWide) void loadGraphView();
  }, [isWide]);
  const router = useRouter();
  const { root, nodes } = graph.state;
  const onOpen = (digest: Digest) => router.push(`/${formatReference(atDigest(reference, digest))}`);
  const props = { graph, view, onViewChange };
  const wanted = view.selected === undefined ? undefined : nodes.get(view.selected);
  // A link may name a node that is gone by now: then the artifact itself is shown.
  const mayCome = view.selected !== undefined && graph.isPending;
  const selected = wanted ?? (root === undefined || mayCome ? undefined : nodes.get(root));
  const problem = selected === undefined ? undefined : graph.problems.get(selected.digest);
  return (
    <div className="flex min-h-0 grow">
      <nav
        aria-label="Outline"
        className="flex min-h-0 w-full shrink-0 flex-col overflow-hidden border-line bg-surface min-[900px]:w-[264px] min-[900px]:border-r"
      >
        <h2 className="px-4 pt-3.5 pb-2 text-xs font-semibold tracking-[0.6px] text-faint uppercase">
          Outline
        </h2>
        {root === undefined ? <OutlineSkeleton /> : <Outline {...props} onOpen={onOpen} />}
      </nav>
      <div className="relative min-w-0 grow overflow-hidden max-[899px]:hidden">
        {root === undefined ? <CanvasSkeleton /> : <FilterBar {...props} />}
        {isWide && root !== undefined ? <GraphView {...props} onOpen={onOpen} /> : null}
      </div>
      <SidePanel isOpen={wanted !== undefined} onClose={() => onSelect(undefined)}>
        {problem === undefined ? null : (
          <ProblemPanel problem={problem} onRetry={graph.refresh} className="m-3" />
        )}
        {selected === undefined ? (
          <PanelSkeleton />
        ) : (
          <Inspector node={selected} state={graph.state} repository={reference} onSelect={onSelect} />
        )}
      </SidePanel>
    </div>
  );
}

function OutlineSkeleton() {
  return <SkeletonRows count={9} label="The graph is being read" className="h-7 border-b-0" />;
}

function PanelSkeleton() {
  return <SkeletonRows count={8} label="The artifact is being read" className="h-9 border-b-0" />;
}

/** The places where the first nodes will stand. */
function CanvasSkeleton() {
  return (
    <div aria-hidden="true" className="absolute inset-0 flex items-center justify-center gap-16">
      <Skeleton className="h-[70px] w-[232px]" />
      <div className="flex flex-col gap-6">
        <Skeleton className="h-[54px] w-[216px]" />
        <Skeleton className="h-[54px] w-[216px]" />
        <Skeleton className="h-[54px] w-[216px]" />
      </div>
    </div>
  );
}

const wide = '(min-width: 900px)';

// Below this width the outline stands in for the canvas, which then is not even loaded.
function useIsWide(): boolean {
  return useSyncExternalStore(
    (listener) => {
      const query = matchMedia(wide);
      query.addEventListener('change', listener);
      return () => query.removeEventListener('change', listener);
    },
    () => matchMedia(wide).matches,
    () => false,
  );
}
