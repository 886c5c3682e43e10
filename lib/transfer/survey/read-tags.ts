import pLimit from 'p-limit';
import { proofs, replyOfAbsentTag } from '#lib/graph/proof-of-none';
import { parseDigestTag } from '#lib/oci/referrers-tag';
import type { RegistryClient, ResolvedManifest } from '#lib/registry/registry-client';
import type { Notice } from '#lib/transfer/plan';
import { codeOf, isNotFound, reasonOf } from '#lib/transfer/survey/reason-of';
import type { SurveyLimits } from '#lib/transfer/survey/survey-limits';

/** The repository that is looked through, and how. */
export type ScanPlace = {
  readonly client: RegistryClient;
  readonly repository: string;
  readonly signal: AbortSignal;
  readonly limits: SurveyLimits;
};

export type ListedTags = { readonly names: readonly string[]; readonly gap?: string };

export type TagTargets = {
  readonly targets: ReadonlyMap<string, ResolvedManifest>;
  readonly gaps: readonly Notice[];
};

// A registry that fails this often will fail again, and each failure has been tried several times.
const failuresMax = 20;

/** Every page of the tags; `gap` says why it is not the whole list. `expected` is a tag that the registry gives. */
export async function listAllTags(
  { client, repository, signal, limits }: ScanPlace,
  expected?: string,
): Promise<ListedTags> {
  const names = new Set<string>();
  const asked = new Set<string | undefined>();
  const cut = (gap: string): ListedTags => ({ names: [...names], gap });
  let next: string | undefined;
  try {
    do {
      asked.add(next);
      const page = await client.listTags(repository, { signal, ...(next === undefined ? {} : { next }) });
      for (const name of page.names) names.add(name);
      if (page.cut !== undefined) return cut(page.cut);
      ({ next } = page);
      if (next !== undefined && names.size >= limits.surveyTagsMax)
        return cut(`The repository has more than ${names.size} tags; the rest were not listed.`);
      if (next !== undefined && asked.has(next)) return cut('The list of tags leads in a circle.');
    } while (next !== undefined);
  } catch (error) {
    signal.throwIfAborted();
    return cut(reasonOf(error));
  }
  return expected === undefined || names.has(expected)
    ? { names: [...names] }
    : cut(`The list does not name ${expected}, which the registry gives.`);
}

/**
 * What each of these tags points to, by HEAD. A tag that is gone by now points nowhere and is no gap, unless it is made
 * from a digest and in `listed`: then the registry keeps back what hangs on it.
 */
export async function resolveTags(
  place: ScanPlace,
  names: readonly string[],
  listed: ReadonlySet<string> = new Set(),
): Promise<TagTargets> {
  const { client, repository, signal, limits } = place;
  const limit = pLimit(limits.surveyRequestsMax);
  const resolved = new Map<string, ResolvedManifest>();
  const unknown: string[] = [];
  let reason: string | undefined;
  const resolveOne = async (tag: string) => {
    if (unknown.length >= failuresMax) {
      unknown.push(tag);
      return;
    }
    try {
      resolved.set(tag, await client.resolveManifest(repository, tag, { signal }));
    } catch (error) {
      signal.throwIfAborted();
      const isMade = parseDigestTag(tag) !== undefined;
      const isAbsent = proofs[replyOfAbsentTag(codeOf(error), isMade && listed.has(tag))] === 'none';
      if (isNotFound(error) && isAbsent) return;
      reason ??= isNotFound(error) ? `The tag ${tag} is listed and not given.` : reasonOf(error);
      unknown.push(tag);
    }
  };
  await Promise.all(names.map((tag) => limit(() => resolveOne(tag))));
  // In the order of the list and not of the answers, so that the same repository gives the same plan.
  const targets = new Map<string, ResolvedManifest>();
  for (const tag of names) {
    const target = resolved.get(tag);
    if (target !== undefined) targets.set(tag, target);
  }
  if (reason === undefined) return { targets, gaps: [] };
  const text = `What ${unknown.length} of ${names.length} tags point to is not known: ${reason}`;
  return { targets, gaps: [{ code: 'tags-unknown', text, tags: unknown }] };
}
