import { isLayoutText } from '#lib/oci/layout-reference';
import type { Reference, Repository } from '#lib/oci/reference';
import { parseReference, parseRegistry, parseRepository } from '#lib/oci/reference';

/** What an audit looks at: all repositories of a registry, all tags of a repository, or one artifact. */
export type AuditScope =
  | { readonly kind: 'registry'; readonly registry: string }
  | { readonly kind: 'repository'; readonly at: Repository }
  | { readonly kind: 'artifact'; readonly reference: Reference };

/**
 * The scope that a text names: `host`, `host/name`, `host/name:tag` or `host/name@digest`. Unlike elsewhere a name
 * without a tag means all tags.
 *
 * @throws OciError `reference-invalid` or `digest-invalid`, with a hint
 */
export function parseAuditScope(text: string): AuditScope {
  const plain = text
    .trim()
    .replace(/^(?:https?|oci|docker):\/\//, '')
    .replace(/\/$/, '');
  const last = plain.slice(plain.lastIndexOf('/') + 1);
  const isAlone = last === plain && !isLayoutText(plain);
  if (isAlone && /[.:[]|^localhost$/.test(plain) && !plain.includes('@'))
    return { kind: 'registry', registry: parseRegistry(plain) };
  return /[:@]/.test(last)
    ? { kind: 'artifact', reference: parseReference(plain) }
    : { kind: 'repository', at: parseRepository(plain) };
}

/** The scope as text. */
export function formatAuditScope(scope: AuditScope): string {
  if (scope.kind === 'registry') return scope.registry;
  if (scope.kind === 'repository') return `${scope.at.registry}/${scope.at.repository}`;
  const { registry, repository, tag, digest } = scope.reference;
  return `${registry}/${repository}${tag === undefined ? '' : `:${tag}`}${digest === undefined ? '' : `@${digest}`}`;
}
