import type { ChangeTarget } from '#components/changes/request/change-target.ts';
import type { GraphState } from '#lib/graph/graph-state';
import type { Digest } from '#lib/oci/digest';
import { atDigest, formatReference } from '#lib/oci/reference';

export type SubjectOption = { readonly value: string; readonly text: string };

/** What something can be attached to from here: the artifact itself, and each of its platforms. */
export function subjectOptions(target: ChangeTarget): readonly SubjectOption[] {
  const { reference, state } = target;
  const digest = targetDigest(target);
  const own = { value: formatReference(reference), text: nameOf(state, digest) };
  const platforms = platformsOf(target).map(({ platform, digest: child }) => ({
    value: formatReference(atDigest(reference, child)),
    text: platform,
  }));
  return [own, ...platforms];
}

/** The platforms that an index holds, as far as the graph knows; attestations under `unknown` are no platforms. */
export function platformsOf(
  target: ChangeTarget,
): readonly { readonly platform: string; readonly digest: Digest }[] {
  const { state } = target;
  if (state === undefined) return [];
  const index = targetDigest(target);
  const children = [...state.edges.values()].filter(
    ({ from, relation }) => from === index && relation === 'child',
  );
  return children.flatMap(({ to }) => {
    const platform = state.nodes.get(to)?.platform;
    return platform === undefined || platform.startsWith('unknown') ? [] : [{ platform, digest: to }];
  });
}

/** The digest of what a change is about; undefined for a tag whose graph is unknown. */
export function targetDigest({ reference, state, node }: ChangeTarget): Digest | undefined {
  return reference.digest ?? node?.digest ?? state?.root;
}

function nameOf(state: GraphState | undefined, digest: Digest | undefined): string {
  const node = digest === undefined ? undefined : state?.nodes.get(digest);
  if (node === undefined) return 'This artifact';
  return node.kind === 'index' ? 'The index, for all platforms' : node.title;
}
