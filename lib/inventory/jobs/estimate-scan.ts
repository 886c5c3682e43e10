import type { RegistryClient } from '#lib/registry/registry-client';
import { hasTrait } from '#lib/registry/registry-error';
import { scanLimits } from './limits.ts';
import { listWhole } from './list-whole.ts';

/** What a scan is going to cost, about. */
export type ScanEstimate = {
  readonly requests: number;
  readonly repositories: number;
  readonly tags: number;
  /** At its pace; absent where the registry is asked as fast as it bears. */
  readonly seconds?: number;
  /** How it was counted, in a sentence. */
  readonly basis: string;
};

/** The tag, its manifest, what refers to it, and one thing that is attached with its blob. */
const requestsPerTag = 5;

/**
 * Counts the tags of a repository, or those of a few repositories of a registry, and what it takes to look at each.
 *
 * @throws RegistryError or OciError when the first list cannot be read
 */
export async function estimateScan(
  client: RegistryClient,
  repository: string | undefined,
  { rate, signal }: { readonly rate: number | undefined; readonly signal: AbortSignal },
): Promise<ScanEstimate> {
  const names = repository === undefined ? await someRepositories(client, signal) : { all: [repository] };
  const sample = repository === undefined ? pick(names.all, scanLimits.sampledRepositories) : names.all;
  const settled = await Promise.allSettled(sample.map((name) => countTags(client, name, signal)));
  const counts = settled.flatMap((one) => (one.status === 'fulfilled' ? one.value : []));
  const [failure] = settled.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
  // A repository that refuses says nothing about the others.
  if (failure !== undefined && (counts.length === 0 || !hasTrait(failure, 'access'))) throw failure;
  const counted = counts.reduce((sum, count) => sum + count, 0);
  const tags = counts.length === 0 ? 0 : Math.round((counted / counts.length) * names.all.length);
  const requests = names.all.length + tags * requestsPerTag;
  return {
    requests,
    repositories: names.all.length,
    tags,
    ...(rate === undefined ? {} : { seconds: Math.ceil(requests / rate) }),
    basis: basisOf(names, counts.length, repository),
  };
}

type Names = { readonly all: readonly string[]; readonly isCut?: true };

function basisOf({ all, isCut }: Names, sampled: number, repository: string | undefined): string {
  const perTag = `about ${requestsPerTag} requests for each tag`;
  if (repository !== undefined) return `Its tags were counted; ${perTag}.`;
  const more =
    isCut === true ? `There are more than ${all.length} repositories; only these are counted. ` : '';
  return `${more}The tags of ${sampled} of ${all.length} repositories were counted; ${perTag}.`;
}

async function someRepositories(client: RegistryClient, signal: AbortSignal): Promise<Names> {
  const all: string[] = [];
  let pages = 0;
  for await (const { names, next } of listWhole({
    host: client.registry,
    what: 'repositories',
    after: '',
    getPage: (place) => client.listRepositories({ signal, ...(place === undefined ? {} : { next: place }) }),
  })) {
    all.push(...names);
    pages += 1;
    if (next !== undefined && pages >= scanLimits.sampledPages) return { all, isCut: true };
  }
  return { all };
}

async function countTags(client: RegistryClient, repository: string, signal: AbortSignal): Promise<number> {
  let count = 0;
  for await (const { names } of listWhole({
    host: client.registry,
    what: `tags of ${repository}`,
    after: '',
    getPage: (place) =>
      client.listTags(repository, { signal, ...(place === undefined ? {} : { next: place }) }),
  }))
    count += names.length;
  return count;
}

/** So many of a list, spread over it. */
function pick<T>(list: readonly T[], count: number): readonly T[] {
  const step = Math.max(1, list.length / count);
  return list.filter((_, at) => Math.floor(at / step) !== Math.floor((at - 1) / step)).slice(0, count);
}
