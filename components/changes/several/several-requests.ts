import type { PlanRequest } from '#lib/api/contract/plan-contract';

/** What is to happen with every one of the chosen tags. */
export type SeveralAction =
  | { readonly action: 'delete'; readonly scope: 'tag' | 'manifest' | 'graph'; readonly archive: boolean }
  | { readonly action: 'copy'; readonly to: string; readonly referrers: 'all' | 'none' };

/** One request for each tag of `host/name`; a copy keeps its tag. */
export function severalRequests(
  repository: string,
  tags: readonly string[],
  wanted: SeveralAction,
): readonly { readonly name: string; readonly request: PlanRequest }[] {
  return tags.map((tag) => {
    const reference = `${repository}:${tag}`;
    if (wanted.action === 'copy') {
      const { to, referrers } = wanted;
      return { name: tag, request: { action: 'copy', from: reference, to: `${to}:${tag}`, referrers } };
    }
    const { scope, archive } = wanted;
    return {
      name: tag,
      request: { action: 'delete', ref: reference, scope, ...(scope === 'tag' ? {} : { archive }) },
    };
  });
}
