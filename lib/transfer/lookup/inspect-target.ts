import { mapConcurrent } from '#lib/async/map-concurrent';
import type { Digest } from '#lib/oci/digest';
import type { RegistryClient } from '#lib/registry/registry-client';
import type { RegistryErrorCode } from '#lib/registry/registry-error';
import { RegistryError } from '#lib/registry/registry-error';
import { transferLimits } from '#lib/transfer/limits';
import type { Notice } from '#lib/transfer/plan';
import type { RequiredContent, TargetState } from '#lib/transfer/target';

const { targetRequestsAtOnce: requestsAtOnce } = transferLimits;

/** Whether a failure leaves a gap: who is not signed in could not push either, and is told so instead. */
const gapCodes = {
  'host-unknown': true,
  'connection-refused': true,
  'tls-failed': true,
  timeout: true,
  cancelled: false,
  'egress-refused': true,
  'redirect-refused': true,
  'proxy-failed': true,
  unauthorized: false,
  forbidden: true,
  'not-found': true,
  'rate-limited': true,
  unavailable: true,
  refused: true,
  unsupported: true,
  'not-a-registry': true,
  'bad-response': true,
  'digest-mismatch': true,
  'too-large': true,
} as const satisfies Record<RegistryErrorCode, boolean>;

/**
 * Reads the target of a copy: which manifests and blobs it has, and what the tags point to. It sends no request about
 * the blobs of a manifest that exists and implies them, nor about a repository that does not exist. What the registry
 * does not answer is a gap and counts as absent.
 *
 * @throws RegistryError `unauthorized` and `cancelled`: to sign in is the answer there, not a plan with a hole
 */
export async function inspectTarget(
  client: RegistryClient,
  repository: string,
  required: RequiredContent,
  signal: AbortSignal,
): Promise<TargetState> {
  const at = { registry: client.registry, repository };
  const tags = new Map<string, Digest | null>(required.tags.map((tag) => [tag, null]));
  const gaps: Notice[] = [];
  if (await isAbsent(client, repository, signal))
    return { at, present: new Set<Digest>(), tags, isNew: true, gaps };
  const present = new Set<Digest>();
  const ask = async <T>(request: () => Promise<T>, unknown: T): Promise<T> => {
    try {
      return await request();
    } catch (error) {
      if (!isGap(error)) throw error;
      if (gaps.length === 0) gaps.push({ code: 'target-unknown', text: error.message });
      return unknown;
    }
  };
  await mapConcurrent([...tags.keys()], requestsAtOnce, async (tag) => {
    tags.set(tag, await ask(() => resolve(client, repository, tag, signal), null));
  });
  const missing = await mapConcurrent(required.manifests, requestsAtOnce, async (manifest) => {
    const digest = await ask(() => resolve(client, repository, manifest.digest, signal), null);
    if (digest === null) return manifest.blobs;
    present.add(manifest.digest);
    return manifest.impliesBlobs ? [] : manifest.blobs;
  });
  await mapConcurrent([...new Set(missing.flat())], requestsAtOnce, async (digest) => {
    if (await ask(() => client.hasBlob(repository, digest, { signal }), false)) present.add(digest);
  });
  return { at, present, tags, isNew: false, gaps };
}

// One page of tags is the cheapest request that an unknown repository answers with `NAME_UNKNOWN`:
// https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#error-codes
async function isAbsent(client: RegistryClient, repository: string, signal: AbortSignal): Promise<boolean> {
  try {
    await client.listTags(repository, { pageSize: 1, signal });
    return false;
  } catch (error) {
    if (!isGap(error)) throw error;
    return error.code === 'not-found' && error.answer?.code === 'NAME_UNKNOWN';
  }
}

function isGap(error: unknown): error is RegistryError {
  return error instanceof RegistryError && gapCodes[error.code];
}

async function resolve(
  client: RegistryClient,
  repository: string,
  selector: string,
  signal: AbortSignal,
): Promise<Digest | null> {
  try {
    return (await client.resolveManifest(repository, selector, { signal })).digest;
  } catch (error) {
    if (error instanceof RegistryError && error.code === 'not-found') return null;
    throw error;
  }
}
