import { parseRegistry, parseRepository } from '#lib/oci/reference';
import { fixedLimits } from '#lib/registry/limits';
import { connect } from '#lib/server/sessions/connect';
import { gatherPages } from './gather-pages.ts';
import type { RouteCall } from './route-call.ts';
import { readQuery, respondJson } from './route-call.ts';

const defaultPageSize = 100;

/** One page of the repositories of a registry. */
export async function answerRepositories({ url, session, signal }: RouteCall): Promise<Response> {
  const { host, ...page } = readQuery('GET /api/repositories', url);
  const client = connect(session, parseRegistry(host));
  return respondJson('GET /api/repositories', await client.listRepositories({ signal, ...pageOf(page) }));
}

/** The tags of a repository: one page of the registry, or several where more names are wanted than those have. */
export async function answerTags({ url, session, signal }: RouteCall): Promise<Response> {
  const { ref, n = defaultPageSize, last, after } = readQuery('GET /api/tags', url);
  const { registry, repository } = parseRepository(ref);
  const client = connect(session, registry);
  const getPage = (next: string | undefined) => {
    const page = { n: Math.min(n, fixedLimits.tagsPageSize), last: next, after };
    return client.listTags(repository, { signal, ...pageOf(page) });
  };
  const isOne = n <= fixedLimits.tagsPageSize;
  const names = isOne ? getPage(last) : gatherPages(getPage, last, { count: n, signal });
  return respondJson('GET /api/tags', await names);
}

type Page = { n?: number | undefined; last?: string | undefined; after?: string | undefined };

function pageOf({ n, last, after }: Page) {
  return {
    pageSize: n ?? defaultPageSize,
    ...(last === undefined ? {} : { next: last }),
    ...(after === undefined ? {} : { after }),
  };
}
