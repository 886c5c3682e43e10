import pLimit from 'p-limit';
import type { Digest } from '#lib/oci/digest';
import type { RegistryClient } from '#lib/registry/registry-client';
import { RegistryError } from '#lib/registry/registry-error';
import type { Notice } from '#lib/transfer/plan';
import type { RequiredContent, TargetState } from '#lib/transfer/target';

const askedAtOnce = 24;

/**
 * The look before a copy: which manifests and blobs are there already, and what the tags point to. The blobs of a
 * manifest that is there and vouches for them are not asked for; those of a repository that does not exist neither. What cannot be told is
 * a gap and counts as not there.
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
  const limit = pLimit(askedAtOnce);
  const ask = async <T>(question: () => Promise<T>, unknown: T): Promise<T> => {
    try {
      return await question();
    } catch (error) {
      if (!isAnswer(error)) throw error;
      if (gaps.length === 0) gaps.push({ code: 'target-unknown', text: error.message });
      return unknown;
    }
  };
  await limit.map([...tags.keys()], async (tag) => {
    tags.set(tag, await ask(() => resolved(client, repository, tag, signal), null));
  });
  const missing = await limit.map(required.manifests, async (manifest) => {
    const found = await ask(() => resolved(client, repository, manifest.digest, signal), null);
    if (found === null) return manifest.blobs;
    present.add(manifest.digest);
    return manifest.impliesBlobs ? [] : manifest.blobs;
  });
  await limit.map([...new Set(missing.flat())], async (digest) => {
    if (await ask(() => client.hasBlob(repository, digest, { signal }), false)) present.add(digest);
  });
  return { at, present, tags, isNew: false, gaps };
}

// Where the repository is unknown, a list of its tags is the cheapest question that says so.
async function isAbsent(client: RegistryClient, repository: string, signal: AbortSignal): Promise<boolean> {
  try {
    await client.listTags(repository, { pageSize: 1, signal });
    return false;
  } catch (error) {
    if (!isAnswer(error)) throw error;
    return error.code === 'not-found' && error.answer?.code === 'NAME_UNKNOWN';
  }
}

// Who is not known there cannot push either: to sign in is the answer, and not a plan with a hole.
function isAnswer(error: unknown): error is RegistryError {
  return error instanceof RegistryError && error.code !== 'cancelled' && error.code !== 'unauthorized';
}

async function resolved(
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
