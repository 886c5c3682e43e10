import { parseRegistry, parseRepository } from '#lib/oci/reference';
import { connect } from '#lib/server/sessions/connect';
import type { RouteCall } from './route-call.ts';
import { readQuery, respondJson } from './route-call.ts';

const defaultPageSize = 100;

/** One page of the repositories of a registry. */
export async function answerRepositories({ url, session, signal }: RouteCall): Promise<Response> {
  const { host, ...page } = readQuery('GET /api/repositories', url);
  const client = connect(session, parseRegistry(host));
  return respondJson('GET /api/repositories', await client.listRepositories({ signal, ...pageOf(page) }));
}

/** One page of the tags of a repository. */
export async function answerTags({ url, session, signal }: RouteCall): Promise<Response> {
  const { ref, ...page } = readQuery('GET /api/tags', url);
  const { registry, repository } = parseRepository(ref);
  const client = connect(session, registry);
  return respondJson('GET /api/tags', await client.listTags(repository, { signal, ...pageOf(page) }));
}

type Page = { n?: number | undefined; last?: string | undefined; after?: string | undefined };

function pageOf({ n, last, after }: Page) {
  return {
    pageSize: n ?? defaultPageSize,
    ...(last === undefined ? {} : { next: last }),
    ...(after === undefined ? {} : { after }),
  };
}
