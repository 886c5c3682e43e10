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
  wanted: RequestTarget,
  signal: AbortSignal,
): Promise<Readonly<Record<string, unknown>>> {
  if (!response.ok) throw await readError(response, { registry, wanted, maxBytes: limits.errorMaxBytes });
  if (isWebPage(response)) throw webPageError(registry, wanted, { status: response.status });
  const { bytes, truncated } = await readBounded(response, limits.listPageMaxBytes, signal);
  if (truncated) {
    const message = `${registry} sent more than ${Math.floor(limits.listPageMaxBytes / 2 ** 20)} MiB for one page of ${wanted.where}.`;
    throw new RegistryError('too-large', registry, message);
  }
  const document = parse(bytes, registry, wanted);
  if (isJsonObject(document)) return document;
  throw new RegistryError('bad-response', registry, `${registry} did not answer with ${wanted.what}.`);
}

function parse(bytes: Uint8Array, registry: string, wanted: RequestTarget): unknown {
  try {
    return parseJson(bytes);
  } catch (cause) {
    const message = `${registry} did not answer with ${wanted.what}, but with something that is not JSON.`;
    throw new RegistryError('bad-response', registry, message, { cause });
  }
}
