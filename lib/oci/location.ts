import { isLayoutText, layoutPlace } from './layout-reference.ts';
import type { Reference, Repository } from './reference.ts';
import { formatReference, parseReference, parseRegistry, parseRepository } from './reference.ts';
import { referenceOfWebPage } from './web-page.ts';

/** What an address shows: a registry, a repository or one artifact. */
export type Location =
  | { readonly screen: 'registry'; readonly registry: string }
  | ({ readonly screen: 'repository' } & Repository)
  | { readonly screen: 'artifact'; readonly reference: Reference };

/**
 * The screen that a text, a pasted command or the path of an address asks for: a lone host is a registry, a name without
 * tag and digest a repository, all else an artifact.
 *
 * @throws OciError `reference-invalid` or `digest-invalid`, with a hint
 */
export function parseLocation(text: string): Location {
  const trimmed = parsePastedCommand(text)
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
 * The reference within what people paste: a command of one of the usual tools, a line of a Dockerfile or of a Kubernetes
 * document, an address of the registry's own HTTP interface or of its web site. Anything else comes back as it is, for
 * the parser of references to judge.
 */
export function parsePastedCommand(text: string): string {
  const bare = text
    .trim()
    .replace(/^(?:\$|#|>)\s+/, '')
    .replace(/^(["'`])(.*)\1$/, '$2');
  return fromCommand(bare) ?? fromLine(bare) ?? fromApiAddress(bare) ?? referenceOfWebPage(bare) ?? bare;
}

/**
 * The path of a location on our own host; {@link parseLocation} reads it back, once each part of it is decoded: folders
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

const tools =
  /^(?:sudo\s+)?(?:docker|podman|nerdctl|buildah|skopeo|oras|crane|regctl|cosign|notation|helm|syft|grype|trivy)\s/;

function fromCommand(text: string): string | undefined {
  if (!tools.test(text)) return undefined;
  const words = text
    .replace(tools, '')
    .split(/\s+/)
    .map((word) => word.replace(/^(["'])(.*)\1$/, '$2'))
    .filter((word) => word !== '' && !word.startsWith('-') && word !== '\\');
  const named = words.filter((word) => /[/:@]/.test(word) && !isOptionValue(word));
  // The first word is what to do; a name alone, as in `docker pull nginx`, stands last.
  return named.find((word) => word.includes('/')) ?? named[0] ?? words.slice(1).at(-1);
}

// Files, ports, variables and keys in other stores.
function isOptionValue(word: string): boolean {
  return /^[./~]|^\d+(?::\d+)+$|=/.test(word) || /^(?!https?|oci|docker)\w+:\/\//.test(word);
}

// `FROM --platform=linux/amd64 nginx:1.27 AS build` and `- image: "nginx:1.27"`.
function fromLine(text: string): string | undefined {
  return /^(?:from\s+(?:--\S+\s+)?|(?:-\s+)?image:\s+)["']?([^\s"']+)["']?(?:\s+(?:as\s+\S+|#.*))?$/i.exec(
    text,
  )?.[1];
}

// https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#endpoints
// Only after a scheme: `host/v2/app` by itself is a repository that is called v2/app.
function fromApiAddress(text: string): string | undefined {
  const [, host, path = ''] = /^https?:\/\/([^/]+)\/v2(?:\/([^?#]*))?(?:[?#].*)?$/.exec(text) ?? [];
  if (host === undefined) return undefined;
  const [, name, route, selector = ''] = /^(.+)\/(manifests|blobs|referrers|tags)\/([^/]+)$/.exec(path) ?? [];
  if (name === undefined) return /^(?:_catalog)?\/?$/.test(path) ? host : undefined;
  if (route === 'tags') return `${host}/${name}`;
  return `${host}/${name}${selector.includes(':') ? '@' : ':'}${selector}`;
}
