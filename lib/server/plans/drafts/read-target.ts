import type { Repository } from '#lib/oci/reference';
import { parseReference, parseRepository } from '#lib/oci/reference';
import { invalidRequest } from '#lib/server/platform/refuse';

/** Where something is to be brought: a repository, with a tag when one was written. */
export type WrittenTarget = { readonly at: Repository; readonly tag: string | undefined };

/**
 * `host/name` or `host/name:tag`. Nothing is invented: a text without a tag has none. What is written must be a registry
 * that takes it, and by a name, since its digest is not ours to choose.
 */
export function readTarget(text: string): WrittenTarget {
  const lastPart = text.slice(text.lastIndexOf('/') + 1);
  if (text.includes('@')) throw invalidRequest('A target is a repository or a tag, not a digest.');
  const { registry, repository, tag } = lastPart.includes(':')
    ? parseReference(text)
    : { ...parseRepository(text), tag: undefined };
  assertWritable({ registry, repository });
  return { at: { registry, repository }, tag };
}

/** A layout or an archive is looked at and copied from, never written to. */
export function assertWritable({ registry }: Repository): void {
  if (!registry.startsWith('oci:')) return;
  throw invalidRequest('A layout on this machine is not written to; copy or import it into a registry.');
}
