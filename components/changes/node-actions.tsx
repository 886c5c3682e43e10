'use client';
import { homeOf } from '#lib/api/queries/home-of';
import type { GraphState } from '#lib/graph/graph-state';
import type { GraphNode } from '#lib/graph/model';
import { isManifestMediaType } from '#lib/oci/media-type';
import type { Reference } from '#lib/oci/reference';
import { atDigest } from '#lib/oci/reference';
import { ChangeMenu } from './change-menu.tsx';

type NodeActionsProps = {
  readonly node: GraphNode;
  readonly state: GraphState;
  readonly reference: Reference;
  readonly onPlanned: (id: string) => void;
};

/** The menu of changes for the selected node. */
export function NodeActions({ node, state, reference, onPlanned }: NodeActionsProps) {
  if (node.state === 'missing' || !isManifestMediaType(node.mediaType)) return null;
  const own = node.digest === state.root ? reference : atDigest(homeOf(node, reference), node.digest);
  return <ChangeMenu target={{ reference: own, state, node }} onPlanned={onPlanned} look="icon" />;
}
