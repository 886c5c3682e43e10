import { isLayoutText, layoutPlace } from './layout-reference.ts';
import type { Reference, Repository } from './reference.ts';
import { formatReference, parseReference, parseRegistry, parseRepository } from './reference.ts';

/** What an address shows: a registry, a repository or one artifact. */
export type Location =
  | { readonly screen: 'registry'; readonly registry: string }
  | ({ readonly screen: 'repository' } & Repository)
  | { readonly screen: 'artifact'; readonly reference: Reference };

/**
 * The screen that the path of an address asks for, without its first slash: a lone host is a registry, a name without tag
 * and digest a repository, all else an artifact.
 *
 * @throws OciError `reference-invalid` or `digest-invalid`, with a hint
 */
export function parseAddress(text: string): Location {
  const trimmed = text
    .trim()
    .replace(/^(?:https?|oci|docker):\/\//, '')
    // What somebody leaves who stops before the next part.
    .replace(/[/:@]+$/, '');
  if ((!trimmed.includes('/') && isLoneHost(trimmed)) || /^oci:upload\/[^/]+$/.test(trimmed))
    return { screen: 'registry', registry: parseRegistry(trimmed) };
  const lastPart = trimmed.slice(trimmed.lastIndexOf('/') + 1);
  const hasDigest = (isLayoutText(trimmed) ? lastPart : trimmed).includes('@');
  if (!lastPart.includes(':') && !hasDigest && trimmed !== '') {
    return { screen: 'repository', ...parseRepository(trimmed) };
  }
  return { screen: 'artifact', reference: parseReference(trimmed) };
}

/**
 * The path of a location on our own host; {@link parseAddress} reads it back, once each part of it is decoded: folders
 * of this machine may have names that no address has as they are.
 */
export function locationPath(location: Location): string {
  if (location.screen === 'registry') return textPath(location.registry);
  if (location.screen === 'repository') return textPath(`${location.registry}/${location.repository}`);
  return textPath(formatReference(location.reference));
}

/** The path of a reference that is at hand as text. */
export function textPath(text: string): string {
  if (layoutPlace(text) === undefined) return `/${text}`;
  return `/${text.split('/').map(encodePart).join('/')}`;
}

// What may stand in a part of a path as it is (RFC 3986 3.3) and is common in references.
function encodePart(part: string): string {
  return encodeURIComponent(part).replace(/%(?:3A|40|2B)/g, (code) => decodeURIComponent(code));
}

// `localhost:5000` is a host with a port, `nginx:1.27` an image with a tag: ports are digits alone and hosts have dots.
function isLoneHost(text: string): boolean {
  return /^(?:localhost(?::\d+)?|\[[^\]]+\](?::\d+)?|[^@:]+\.[^@:]+(?::\d+)?|[^@:/]+:\d{4,5})$/.test(text);
}
