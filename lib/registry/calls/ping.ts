import { discard } from '#lib/registry/body';
import { isWebPage, readError, webPageError } from '#lib/registry/read-error';
import { hasTrait, RegistryError } from '#lib/registry/registry-error';
import type { CallContext } from './call-context.ts';
import { paths } from './call-context.ts';

/**
 * Resolves when a registry is there and opens to our credentials.
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#determining-support
 *
 * @throws RegistryError `not-a-registry` when nothing, or a web page, stands at `/v2/`; else what the registry answered
 */
export function ping(context: CallContext, signal: AbortSignal | undefined): Promise<void> {
  const { registry, limits } = context;
  const target = { what: 'a registry', where: 'what it holds' };
  return context.exchange({ method: 'GET', path: paths.root(), target, signal }, async (response) => {
    if (response.ok && !isWebPage(response)) return discard(response);
    if (response.ok) throw webPageError(registry, target, { status: response.status });
    const error = await readError(response, { registry, target, maxBytes: limits.errorMaxBytes });
    if (!hasTrait(error, 'absence')) throw error;
    const message = `${registry} does not answer at /v2/, as every registry does.`;
    throw new RegistryError('not-a-registry', registry, message, {
      ...(error.answer === undefined ? {} : { answer: error.answer }),
    });
  });
}
