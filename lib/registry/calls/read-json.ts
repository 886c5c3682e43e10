import { isJsonObject, parseJson } from '#lib/oci/parse-json';
import { readBounded } from '#lib/registry/body';
import type { CallContext } from '#lib/registry/calls/call-context';
import type { RequestTarget } from '#lib/registry/read-error';
import { isWebPage, readError, webPageError } from '#lib/registry/read-error';
import { RegistryError } from '#lib/registry/registry-error';

/** The object in a page of a list; everything else is an error that says what came instead. */
export async function readJson(
  response: Response,
  { registry, limits }: CallContext,
  target: RequestTarget,
  signal: AbortSignal,
): Promise<Readonly<Record<string, unknown>>> {
  if (!response.ok) throw await readError(response, { registry, target, maxBytes: limits.errorMaxBytes });
  if (isWebPage(response)) throw webPageError(registry, target, { status: response.status });
  const { bytes, truncated } = await readBounded(response, limits.listPageMaxBytes, signal);
  if (truncated) {
    const message = `${registry} sent more than ${Math.floor(limits.listPageMaxBytes / 2 ** 20)} MiB for one page of ${target.where}.`;
    throw new RegistryError('too-large', registry, message);
  }
  const document = parse(bytes, registry, target);
  if (isJsonObject(document)) return document;
  throw new RegistryError('bad-response', registry, `${registry} did not answer with ${target.what}.`);
}

function parse(bytes: Uint8Array, registry: string, target: RequestTarget): unknown {
  try {
    return parseJson(bytes);
  } catch (cause) {
    const message = `${registry} did not answer with ${target.what}, but with something that is not JSON.`;
    throw new RegistryError('bad-response', registry, message, { cause });
  }
}
