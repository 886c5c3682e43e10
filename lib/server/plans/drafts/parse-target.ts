import type { Repository } from '#lib/oci/reference';
import { parseReference, parseRepository } from '#lib/oci/reference';
import { invalidRequest } from '#lib/server/platform/problem-error';

/** Where something is to be brought: a repository, with a tag when one was written. */
export type PlanTarget = { readonly at: Repository; readonly tag: string | undefined };

/**
 * `host/name` or `host/name:tag`. Nothing is invented: a text without a tag has none. What is written must be a registry
 * that takes it, and by a name, since its digest is not ours to choose.
 */
export function parseTarget(text: string): PlanTarget {
  const lastPart = text.slice(text.lastIndexOf('/') + 1);
  if (text.includes('@')) throw invalidRequest('A target is a repository or a tag, not a digest.');
  const { registry, repository, tag } = lastPart.includes(':')
    ? parseReference(text)
    : { ...parseRepository(text), tag: undefined };
  refuseLayout({ registry, repository });
  return { at: { registry, repository }, tag };
}

/** A layout or an archive is looked at and copied from, never written to. */
export function refuseLayout({ registry }: Repository): void {
  if (!registry.startsWith('oci:')) return;
  throw invalidRequest('A layout on this machine is not written to; copy or import it into a registry.');
}
