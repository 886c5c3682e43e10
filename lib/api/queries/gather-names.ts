import type { Names } from '#lib/api/contract/registry-contract';
import { apiLimits } from '#lib/api/limits';
import { ProblemError } from '#lib/api/problems/problem-error';

/** Names of a list that came together, and by how many questions to the registry. */
export type GatheredNames = Names & { readonly asked: number };

type GatherOptions = {
  /** How many names are known already: the more have to be drawn again, the fewer times that is done. */
  readonly known?: number;
  readonly now?: () => number;
};

type GetPage = (last: string | undefined) => Promise<Names>;

/**
 * The first page of a list alone, so that something is there soon; any other with all those that come within a short time
 * behind it, each asked for as soon as its address is known: drawing fifty pages one by one takes longer than reading
 * them. A page that fails ends what is gathered; whoever asks on from there learns why. A page that was gathered already
 * ends it as well, and its address says so.
 *
 * @throws ProblemError when the first of them fails
 */
export async function gatherNames(
  getPage: GetPage,
  last: string | undefined,
  { known = 0, now = () => performance.now() }: GatherOptions = {},
): Promise<GatheredNames> {
  const until = now() + apiLimits.namesGatherMs + known / apiLimits.namesPerGatherMs;
  const first = await getPage(last);
  let gathered: GatheredNames = { ...first, asked: questionsFor(first) };
  const seen = new Set([last]);
  while (last !== undefined && gathered.next !== undefined && !seen.has(gathered.next) && now() < until) {
    seen.add(gathered.next);
    const page = await unlessFailed(getPage(gathered.next));
    if (page === undefined) break;
    gathered = join(gathered, page);
  }
  return gathered;
}

function join(gathered: GatheredNames, page: Names): GatheredNames {
  const { next: _, ...rest } = gathered;
  return {
    ...rest,
    ...page,
    names: [...gathered.names, ...page.names],
    asked: gathered.asked + questionsFor(page),
  };
}

/** Our server makes one page of several: what a registry gives at once is at most so many names. */
function questionsFor({ names }: Names): number {
  return Math.max(1, Math.ceil(names.length / apiLimits.tagsAtOnce));
}

async function unlessFailed(page: Promise<Names>): Promise<Names | undefined> {
  try {
    return await page;
  } catch (error) {
    if (error instanceof ProblemError) return undefined;
    throw error;
  }
}
