import type { Repository } from '#lib/oci/reference';
import { parseReference, parseRepository } from '#lib/oci/reference';
import { invalidRequest } from '#lib/server/platform/problem-error';

/** Where something is to be brought: a repository, with a tag when one was written. */
export type PlanTarget = { readonly at: Repository; readonly tag: string | undefined };

/**
 * Parses `host/name` or `host/name:tag`. Nothing is invented: a text without a tag gives none. A target is a registry
 * that can be written to, and is named by a tag, since the digest follows from the content.
 *
 * @throws ProblemError `request-invalid` for a digest and for a layout
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

/**
 * Refuses a layout or an archive as a target: both are read and copied from, never written to.
 *
 * @throws ProblemError `request-invalid` for a layout
 */
export function refuseLayout({ registry }: Repository): void {
  if (!registry.startsWith('oci:')) return;
  throw invalidRequest('Orrery does not write to layouts. Choose a repository of a registry.');
}
