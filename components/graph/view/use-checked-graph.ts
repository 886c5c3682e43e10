'use client';

import { useQuery } from '@tanstack/react-query';
import { verificationQuery } from '#components/ui/verification/verification-query.ts';
import type { GraphSession } from './use-graph.ts';

/** A graph whose nodes say what their checks came to. They are asked for once it is there, and marked as they are made. */
export function useCheckedGraph(graph: GraphSession, reference: string): GraphSession {
  const isThere = graph.state.root !== undefined && !graph.isPending;
  const { data } = useQuery({ ...verificationQuery(reference), enabled: isThere });
  return data === undefined ? graph : { ...graph, state: data.addTo(graph.state) };
}
