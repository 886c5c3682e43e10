'use client';
import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { useSyncExternalStore } from 'react';
import { ArtifactHead } from '#components/artifact-head';
import { FilterBar } from '#components/graph/filter-bar';
import { Outline } from '#components/graph/outline';
import { HonestyLine } from '#components/honesty-line';
import { Inspector } from '#components/inspector/inspector';
import { Header } from '#components/shell/header';
import { RememberLocation } from '#components/shell/remember-location';
import { SidePanel } from '#components/side-panel';
import { Skeleton, SkeletonRows } from '#components/ui/placeholder';
import { ProblemPanel } from '#components/ui/problem-panel';
import { ProblemError } from '#lib/api/problem-error';
import type { Digest } from '#lib/oci/digest';
import type { Reference } from '#lib/oci/reference';
import { atDigest, formatReference } from '#lib/oci/reference';
import { useGraph } from './graph/use-graph';
import { useView } from './graph/use-view';

// React Flow writes style attributes when it is drawn on the server, which our content security policy forbids.
const GraphView = dynamic(() => import('#components/graph/graph-view').then((file) => file.GraphView), {
  ssr: false,
  loading: () => <CanvasSkeleton />,
});

/** `/<host>/<name>:<tag>` or `@<digest>`: an artifact and everything attached to it. */
export function Browser({ reference }: { readonly reference: Reference }) {
  const text = formatReference(reference);
  const [view, onViewChange] = useView();
  const graph = useGraph(text, view.expanded);
  const isWide = useIsWide();
  const router = useRouter();
  const { root } = graph.state;
  const onOpen = (digest: Digest) => router.push(`/${formatReference(atDigest(reference, digest))}`);
  const onSelect = (digest: Digest | undefined) => onViewChange({ selected: digest });
  const props = { graph, view, onViewChange };
  const shown = view.selected ?? root;
  const selected = shown === undefined ? undefined : graph.state.nodes.get(shown);
  const selectedProblem = selected === undefined ? undefined : graph.problems.get(selected.digest);
  return (
    <div className="flex h-dvh flex-col">
      <Header location={{ screen: 'artifact', reference }} digest={root} />
      <ArtifactHead reference={reference} graph={graph} onSelect={onSelect} />
      {root === undefined ? null : <RememberLocation reference={text} />}
      {root === undefined && graph.problem !== undefined ? (
        <main className="min-h-0 grow overflow-auto px-4 pt-[10vh]">
          <ProblemPanel
            error={new ProblemError(graph.problem)}
            onRetry={graph.refresh}
            registry={reference.registry}
            className="mx-auto max-w-xl"
          />
        </main>
      ) : (
        <main className="flex min-h-0 grow flex-col">
          {graph.problem === undefined ? null : (
            <ProblemPanel
              error={new ProblemError(graph.problem)}
              onRetry={graph.refresh}
              registry={reference.registry}
              className="m-3 shrink-0"
            />
          )}
          <div className="flex min-h-0 grow">
            <nav
              aria-label="Outline"
              className="flex min-h-0 w-full shrink-0 flex-col overflow-hidden border-line bg-surface min-[900px]:w-[264px] min-[900px]:border-r"
            >
              <h2 className="px-4 pt-3.5 pb-2 text-xs font-semibold tracking-[0.6px] text-faint uppercase">
                Outline
              </h2>
              {root === undefined ? (
                <SkeletonRows count={9} label="The graph is being read" className="h-7 border-b-0" />
              ) : (
                <Outline {...props} onOpen={onOpen} />
              )}
            </nav>
            <section aria-label="Graph" className="relative min-w-0 grow overflow-hidden max-[899px]:hidden">
              {root === undefined ? <CanvasSkeleton /> : <FilterBar {...props} />}
              {isWide && root !== undefined ? <GraphView {...props} onOpen={onOpen} /> : null}
            </section>
            <SidePanel isOpen={view.selected !== undefined} onClose={() => onSelect(undefined)}>
              {selectedProblem === undefined ? null : (
                <ProblemPanel
                  error={new ProblemError(selectedProblem)}
                  onRetry={graph.refresh}
                  className="m-3"
                />
              )}
              {selected === undefined ? (
                <SkeletonRows count={8} label="The artifact is being read" className="h-9 border-b-0" />
              ) : (
                <Inspector node={selected} state={graph.state} repository={reference} onSelect={onSelect} />
              )}
            </SidePanel>
          </div>
        </main>
      )}
      <HonestyLine reference={reference} graph={graph} />
    </div>
  );
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
