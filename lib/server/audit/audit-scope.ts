import { isLayoutText } from '#lib/oci/layout-reference';
import type { Reference, Repository } from '#lib/oci/reference';
import { parseReference, parseRegistry, parseRepository } from '#lib/oci/reference';
import { invalidRequest } from '#lib/server/platform/problem-error';
import { auditRunLimits } from './limits.ts';

/** What an audit looks at: repositories of a registry, all tags of a repository, or one artifact. */
export type AuditScope =
  | {
      readonly kind: 'registry';
      readonly registry: string;
      /** Those that were chosen; undefined: all that the catalogue names. */
      readonly repositories?: readonly string[];
    }
  | { readonly kind: 'repository'; readonly at: Repository }
  | { readonly kind: 'artifact'; readonly reference: Reference };

/** What is looked at first: a tag of a repository; without a repository of the one that is audited. */
export type FirstTag = { readonly repository?: string; readonly tag: string };

/**
 * The scope that a text names: `host`, `host/name`, `host/name:tag` or `host/name@digest`. Unlike elsewhere a name
 * without a tag means all tags. `repositories` are names joined by commas, for a registry alone.
 *
 * @throws OciError `reference-invalid` or `digest-invalid`, with a hint; ProblemError `request-invalid` for repositories
 *   of what is no registry, and for too many of them
 */
export function parseAuditScope(text: string, repositories?: string): AuditScope {
  const scope = parseScope(text);
  if (repositories === undefined) return scope;
  if (scope.kind !== 'registry')
    throw invalidRequest('The parameter "repositories" goes with a registry: write ref=ghcr.io.');
  const { registry } = scope;
  const names = boundedList('repositories', repositories, auditRunLimits.repositoriesChosenMax);
  return {
    ...scope,
    repositories: names.map((name) => parseRepository(`${registry}/${name}`).repository),
  };
}

function parseScope(text: string): AuditScope {
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

/** The scope as text, without the repositories that were chosen. */
export function formatAuditScope(scope: AuditScope): string {
  if (scope.kind === 'registry') return scope.registry;
  if (scope.kind === 'repository') return `${scope.at.registry}/${scope.at.repository}`;
  const { registry, repository, tag, digest } = scope.reference;
  return `${registry}/${repository}${tag === undefined ? '' : `:${tag}`}${digest === undefined ? '' : `@${digest}`}`;
}

/**
 * Tags, or `repository:tag`, joined by commas. One that is not there is no error: it only changes the order.
 *
 * @throws ProblemError `request-invalid` for too many of them
 */
export function parseFirstTags(text: string | undefined): readonly FirstTag[] {
  if (text === undefined) return [];
  return boundedList('start', text, auditRunLimits.firstTagsMax).map((one) => {
    const colon = one.lastIndexOf(':');
    const tag = one.slice(colon + 1);
    return colon === -1 ? { tag } : { repository: one.slice(0, colon), tag };
  });
}

function boundedList(parameter: string, text: string, max: number): readonly string[] {
  const items = [...new Set(text.split(',').map((item) => item.trim()))].filter((item) => item !== '');
  if (items.length > 0 && items.length <= max) return items;
  throw invalidRequest(
    items.length === 0
      ? `The parameter "${parameter}" names nothing; leave it out.`
      : `The parameter "${parameter}" names more than ${max.toLocaleString('en')}.`,
  );
}
