'use client';

import { useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Problem } from '#lib/api/problems/problem';
import { ProblemError } from '#lib/api/problems/problem-error';
import { graphQuery } from '#lib/api/queries/queries';
import { stopWholeGraph, wholeGraphQuery } from '#lib/api/queries/whole-graph-query';
import type { GraphState } from '#lib/graph/graph-state';
import { emptyGraphState } from '#lib/graph/graph-state';
import type { Fact } from '#lib/graph/model';
import type { View } from '#lib/graph/picture/view';
import type { Digest } from '#lib/oci/digest';
import { atDigest, formatReference, parseReference } from '#lib/oci/reference';

/** A graph as far as it has loaded, and what failed; a failure never removes what did load. */
export type GraphSession = {
  readonly state: GraphState;
  /** Why the artifact in the centre could not be loaded, or not completely. */
  readonly problem: Problem | undefined;
  /** The same for nodes that were expanded. */
  readonly problems: ReadonlyMap<Digest, Problem>;
  readonly isPending: boolean;
  /** Whether the whole graph is loading, which may take long. */
  readonly isOpeningAll: boolean;
  stopOpeningAll(): void;
  /** Expanded nodes that are still loading. */
  readonly pending: ReadonlySet<Digest>;
  /** Loads everything again without any cache; the old graph stays until the new one is complete. */
  refresh(): void;
};

type AddFacts = (state: GraphState, facts: readonly Fact[]) => GraphState;

/** The parts of a view that decide what is loaded. */
type LoadedParts = Pick<View, 'expanded' | 'opensAll'>;

/** The graph around a reference, grown by one walk for every node that was expanded, or by one walk for all. */
export function useGraph(reference: string, { expanded, opensAll }: LoadedParts): GraphSession {
  const digests = [...new Set(expanded)];
  const client = useQueryClient();
  const references = [reference, ...digests.map((digest) => referenceOf(reference, digest))];
  const queries = useQueries({
    queries: [
      ...references.map((text) => graphQuery(text)),
      ...(opensAll ? [wholeGraphQuery(reference)] : []),
    ],
  });
  const { data: collecting, isLoading } = useQuery(factCollection);
  const [root, ...rest] = queries;
  const whole = opensAll ? queries.at(-1) : undefined;
  const problems = new Map<Digest, Problem>();
  const pending = new Set<Digest>();
  digests.forEach((digest, index) => {
    const query = rest[index];
    const problem = problemOf(query?.error);
    if (problem !== undefined) problems.set(digest, problem);
    if (query?.fetchStatus === 'fetching') pending.add(digest);
  });
  return {
    state:
      root?.data?.length && collecting !== undefined
        ? queries.reduce((state, { data }) => merge(state, data, collecting.addFacts), emptyGraphState)
        : emptyGraphState,
    problem: problemOf(root?.error) ?? problemOf(whole?.error),
    problems,
    isOpeningAll: whole?.fetchStatus === 'fetching',
    stopOpeningAll: () => stopWholeGraph(reference),
    isPending: isLoading || queries.some(({ fetchStatus }) => fetchStatus === 'fetching'),
    pending,
    refresh: () => {
      for (const text of references) {
        // The queries above hold the failure: it is shown where their answers would stand.
        client.fetchQuery({ ...graphQuery(text, { fresh: '1' }), staleTime: 0 }).catch(() => undefined);
      }
    },
  };
}

/** The code that merges facts: it loads while the first of them are on their way, which leaves less to load before that. */
const factCollection = {
  queryKey: ['code', 'collect-facts'],
  queryFn: () => import('#lib/graph/collect-facts'),
  staleTime: Number.POSITIVE_INFINITY,
} as const;

/** The merged states by what they were made of: a render without new facts merges nothing and keeps the same object. */
const merges = new WeakMap<GraphState, WeakMap<readonly Fact[], GraphState>>();

function merge(state: GraphState, facts: readonly Fact[] | undefined, addFacts: AddFacts): GraphState {
  if (facts === undefined) return state;
  const ofState = merges.get(state) ?? new WeakMap<readonly Fact[], GraphState>();
  merges.set(state, ofState);
  const merged = ofState.get(facts) ?? addFacts(state, facts);
  ofState.set(facts, merged);
  return merged;
}

function referenceOf(reference: string, digest: Digest): string {
  return formatReference(atDigest(parseReference(reference), digest));
}

function problemOf(error: Error | null | undefined): Problem | undefined {
  return error instanceof ProblemError ? error.problem : undefined;
}
