import type { ChangeTarget } from '#components/changes/request/change-target.ts';
import type { GraphState } from '#lib/graph/graph-state';
import type { Digest } from '#lib/oci/digest';
import { atDigest, formatReference } from '#lib/oci/reference';

export type SubjectOption = { readonly reference: string; readonly text: string };

/** What something can be attached to from here: the artifact itself, and each of its platforms. */
export function subjectOptions({ reference, state, node }: ChangeTarget): readonly SubjectOption[] {
  const digest = reference.digest ?? node?.digest ?? state?.root;
  const own = { reference: formatReference(reference), text: nameOf(state, digest) };
  if (state === undefined) return [own];
  const held = [...state.edges.values()].filter(
    ({ from, relation }) => from === digest && relation === 'child',
  );
  const platforms = held.flatMap(({ to }) => {
    const platform = state.nodes.get(to)?.platform;
    if (platform === undefined || platform.startsWith('unknown')) return [];
    return [{ reference: formatReference(atDigest(reference, to)), text: platform }];
  });
  return [own, ...platforms];
}

function nameOf(state: GraphState | undefined, digest: Digest | undefined): string {
  const node = digest === undefined ? undefined : state?.nodes.get(digest);
  if (node === undefined) return 'the artifact itself';
  return node.kind === 'index' ? 'the index, for all platforms' : node.title;
}
