'use client';
import { useQuery } from '@tanstack/react-query';
import { QueryState } from '#components/ui/feedback/problem-panel';
import { SkeletonRows } from '#components/ui/placeholder';
import { JoinedFindings } from '#components/viewers/findings/joined-findings';
import { findingsQuery } from '#lib/api/queries/findings-query';
import { atDigest, formatReference } from '#lib/oci/reference';
import type { InspectorProps } from './inspector-props.ts';

/** What all reports of a node come to. */
export function FindingsPanel({ node, state, reference, repository, onSelect }: InspectorProps) {
  // Of the artifact of the page by the name that its head line asks with, which is answered already.
  const of = node.digest === state.root ? reference : atDigest(repository, node.digest);
  const query = useQuery(findingsQuery(formatReference(of)));
  return (
    <div className="px-4 py-3.5">
      <QueryState
        query={query}
        skeleton={<SkeletonRows count={8} label="Reading the reports" className="h-7 px-0" />}
        registry={repository.registry}
      >
        {(findings) => <JoinedFindings findings={findings} onSelect={onSelect} />}
      </QueryState>
    </div>
  );
}
