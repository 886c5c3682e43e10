'use client';

import { ChevronDown, RotateCw } from 'lucide-react';
import dynamic from 'next/dynamic';
import type { GraphSession } from '#components/graph/view/use-graph.ts';
import { buttonClass, IconButton } from '#components/ui/button';
import { CopyButton } from '#components/ui/copy-button';
import { PageLink } from '#components/ui/page-link';
import { Skeleton } from '#components/ui/placeholder';
import { useBreadcrumbs } from '#components/ui/storage/breadcrumbs.ts';
import type { Digest } from '#lib/oci/digest';
import { formatShortDigest } from '#lib/oci/digest';
import { locationPath, textPath } from '#lib/oci/location';
import type { Reference } from '#lib/oci/reference';
import { formatReference } from '#lib/oci/reference';
import { headSummary } from './head-summary.ts';

// A menu that places itself weighs as much as the rest of this screen; it comes after the first paint.
const HeadActions = dynamic(() => import('./head-actions.tsx').then((file) => file.HeadActions), {
  ssr: false,
  loading: () => <ComingActions />,
});

function ComingActions() {
  return (
    <>
      <span className="size-7 max-sm:hidden" />
      <span className="size-7" />
      {['Download', 'Change'].map((name) => (
        <span key={name} aria-hidden="true" className={`${buttonClass()} text-muted!`}>
          {name} <ChevronDown size={14} />
        </span>
      ))}
    </>
  );
}

const EvidenceLine = dynamic(() => import('./evidence-line.tsx').then((file) => file.EvidenceLine), {
  ssr: false,
});

type ArtifactHeadProps = {
  readonly reference: Reference;
  readonly graph: GraphSession;
  /** What stands under the title until the graph says more. */
  readonly earlySummary: string | undefined;
  /** Shows a tab of the inspector. */
  readonly onOpen: (digest: Digest, tab: string) => void;
  readonly onPlanned: (id: string) => void;
};

/** The line under the header: what this is, what its evidence says, what can be done with it. */
export function ArtifactHead({ reference, graph, earlySummary, onOpen, onPlanned }: ArtifactHeadProps) {
  const { registry, repository, tag, digest } = reference;
  const text = formatReference(reference);
  const isThere = graph.state.root !== undefined;
  const hasFailed = !isThere && graph.problem !== undefined;
  return (
    <div className="flex min-h-16 shrink-0 flex-wrap items-center gap-x-3 gap-y-2 border-b border-line bg-surface px-4 py-2">
      <div className="min-w-0 grow basis-64">
        <h1 className="truncate text-xl font-semibold">
          <PageLink
            href={locationPath({ screen: 'repository', registry, repository })}
            className="rounded-sm hover:underline"
          >
            {repository}
          </PageLink>
          {tag === undefined ? `@${digest === undefined ? '' : formatShortDigest(digest)}` : `:${tag}`}
        </h1>
        <HeadSummary
          reference={text}
          summary={
            isThere
              ? headSummary(graph.state, tag, Date.now())
              : hasFailed
                ? 'could not be opened'
                : earlySummary
          }
        />
      </div>
      {hasFailed ? null : (
        <div className="order-last h-[27px] min-w-0 basis-full">
          {isThere ? <EvidenceLine reference={text} state={graph.state} onOpen={onOpen} /> : null}
        </div>
      )}
      <div className="flex items-center gap-2 max-sm:basis-full">
        <IconButton
          label={graph.isPending ? 'Loading…' : 'Refresh'}
          onClick={graph.refresh}
          disabled={graph.isPending}
        >
          <RotateCw size={15} aria-hidden="true" />
        </IconButton>
        <CopyButton
          text={text}
          label="Copy reference"
          isWide
          className="max-[480px]:[&>span:first-of-type]:sr-only"
        />
        {isThere ? (
          <HeadActions reference={reference} state={graph.state} onPlanned={onPlanned} />
        ) : hasFailed ? null : (
          <ComingActions />
        )}
      </div>
    </div>
  );
}

type HeadSummaryProps = {
  readonly reference: string;
  /** Undefined while nothing is known. */
  readonly summary: string | undefined;
};

function HeadSummary({ reference, summary }: HeadSummaryProps) {
  if (summary === undefined)
    return (
      <p className="flex h-[1.45em] items-center text-sm">
        <Skeleton className="h-3 w-52" />
      </p>
    );
  return (
    <div className="flex min-w-0 gap-1.5 text-sm text-muted">
      <Trail reference={reference} />
      <p className="truncate">{summary}</p>
    </div>
  );
}

/** Where somebody came from in this tab, the last few steps, each a link back. */
function Trail({ reference }: { readonly reference: string }) {
  const trail = useBreadcrumbs(reference).slice(-3);
  if (trail.length === 0) return null;
  return (
    <nav aria-label="Breadcrumbs" className="min-w-0 max-w-[50%] shrink-0 print:hidden">
      <ol className="flex gap-1.5">
        {trail.map((step) => (
          <li key={step} className="flex min-w-0 gap-1.5">
            <PageLink
              href={textPath(step)}
              title={step}
              className="truncate underline decoration-line-strong underline-offset-2 hover:text-text"
            >
              {shortName(step)}
            </PageLink>
            <span aria-hidden="true">›</span>
          </li>
        ))}
      </ol>
    </nav>
  );
}

function shortName(reference: string): string {
  const name = reference.slice(reference.lastIndexOf('/') + 1);
  return name.replace(/@\w+:(\w{8})\w*$/, '@$1');
}
