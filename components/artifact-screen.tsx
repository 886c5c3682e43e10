'use client';

import dynamic from 'next/dynamic';
import { useCheckedGraph } from '#components/graph/view/use-checked-graph.ts';
import { useGraph } from '#components/graph/view/use-graph.ts';
import { useView } from '#components/graph/view/use-view.ts';
import { Header } from '#components/shell/header';
import type { Digest } from '#lib/oci/digest';
import type { Reference } from '#lib/oci/reference';
import { formatReference } from '#lib/oci/reference';
import { ArtifactColumns } from './artifact-columns.tsx';
import { ArtifactHead } from './artifact-head.tsx';
import { ArtifactPanel } from './artifact-panel.tsx';
import type { EarlyArtifact } from './early-artifact.tsx';

const RememberLocation = dynamic(
  () => import('#components/shell/reference/recent.ts').then((file) => file.RememberLocation),
  { ssr: false },
);
const ArtifactProblem = dynamic(() => import('./artifact-problem.tsx').then((file) => file.ArtifactProblem), {
  ssr: false,
});
const PlanPage = dynamic(() => import('./plan-screen.tsx').then((file) => file.PlanScreen), {
  ssr: false,
});
const HonestyLine = dynamic(() => import('#components/graph/status-bar').then((file) => file.StatusBar), {
  ssr: false,
  loading: () => <FootSkeleton />,
});

type ArtifactScreenProps = {
  readonly reference: Reference;
  /** Stands where the graph has nothing to say yet. */
  readonly early: EarlyArtifact | undefined;
};

/** `/<host>/<name>:<tag>` or `@<digest>`: an artifact and everything attached to it. */
export function ArtifactScreen({ reference, early }: ArtifactScreenProps) {
  const text = formatReference(reference);
  const [view, onViewChange] = useView();
  const graph = useCheckedGraph(useGraph(text, view), text);
  const { root } = graph.state;
  const props = { reference, graph, view, onViewChange, early: early?.overview };
  const hasFailed = root === undefined && graph.problem !== undefined;
  const onPlanned = (plan: string | undefined) => onViewChange({ plan });
  const onSelect = (digest: Digest | undefined) => onViewChange({ selected: digest });
  return (
    <div className="flex h-dvh flex-col print:block print:h-auto">
      <Header location={{ screen: 'artifact', reference }} digest={root} />
      {root !== undefined || graph.problem?.code === 'not-found' ? (
        <RememberLocation reference={text} isThere={root !== undefined} />
      ) : null}
      <main className="flex min-h-0 grow flex-col">
        <ArtifactHead
          reference={reference}
          graph={graph}
          earlySummary={early?.summary}
          onOpen={(selected, tab) => onViewChange({ selected, tab })}
          onPlanned={onPlanned}
        />
        {hasFailed && view.plan !== undefined ? (
          <PlanPage
            id={view.plan}
            onClose={() => onPlanned(undefined)}
            onPlanned={onPlanned}
            onEnd={graph.refresh}
          />
        ) : graph.problem === undefined ? null : (
          <ArtifactProblem
            problem={graph.problem}
            onRetry={graph.refresh}
            reference={reference}
            isAll={hasFailed}
          />
        )}
        {hasFailed ? null : view.page === 'content' && view.plan === undefined ? (
          <ArtifactPanel {...props} isDeleted={false} />
        ) : (
          <ArtifactColumns {...props} />
        )}
      </main>
      {hasFailed ? null : (
        <HonestyLine
          reference={reference}
          state={graph.state}
          isPending={graph.isPending}
          onRefresh={graph.refresh}
          onSelect={onSelect}
        />
      )}
    </div>
  );
}

function FootSkeleton() {
  return (
    <footer className="flex h-[37px] shrink-0 max-[899px]:h-[48px] items-center border-t border-line bg-surface px-3.5 text-sm text-muted">
      loading…
    </footer>
  );
}
