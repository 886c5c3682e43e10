import type { Digest } from '#lib/oci/digest';
import { discard } from '#lib/registry/body';
import { isWebPage, readError, webPageError } from '#lib/registry/read-error';
import type { CallContext } from './call-context.ts';
import { paths, scopes } from './paths.ts';

/**
 * Whether a repository has a blob. `scope` is more than reading needs where a push follows with the same token.
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#checking-if-content-exists-in-the-registry
 */
export function hasBlob(
  { exchange, registry, limits }: CallContext,
  repository: string,
  digest: Digest,
  {
    signal,
    scope = scopes.pull(repository),
  }: { readonly signal?: AbortSignal; readonly scope?: string } = {},
): Promise<boolean> {
  const target = { what: 'a blob', where: `${repository}@${digest}` };
  return exchange(
    { method: 'HEAD', path: paths.blob(repository, digest), scope, target, signal },
    async (response) => {
      if (response.status === 404) {
        await discard(response);
        return false;
      }
      if (!response.ok) throw await readError(response, { registry, target, maxBytes: limits.errorMaxBytes });
      if (isWebPage(response)) throw webPageError(registry, target, { status: response.status });
      await discard(response);
      return true;
    },
  );
}
