import type { Digest } from './digest.ts';
import { parseDigest } from './digest.ts';
import { isLayoutText, layoutPlace, parseLayoutRegistry, splitLayout } from './layout-reference.ts';
import { ociLimits } from './limits.ts';
import { OciError } from './oci-error.ts';

/** `host[:port]/name`; for a layout on this machine `oci:/path` or `oci:upload/<id>` stands for the host. */
export type Repository = {
  readonly registry: string;
  readonly repository: string;
};

/** A repository with a tag, a digest or both; with both the digest decides and the tag informs. */
export type Reference = Repository & {
  readonly tag?: string;
  readonly digest?: Digest;
};

const dockerHub = 'docker.io';
const dockerHubAliases = new Set(['docker.io', 'index.docker.io', 'registry-1.docker.io']);
// https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pulling-manifests
const component = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;
const tagGrammar = /^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$/;
const hostGrammar =
  /^(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*|\[[a-fA-F0-9:.]{2,45}\])(?::[0-9]{1,5})?$/;

/**
 * A reference as people write it. Four forms: `name`, `name:tag`, `name@digest`, `name:tag@digest`, each with
 * or without a registry in front; without one it is Docker Hub's, where one-word names live under `library/`.
 * Without tag and digest the tag is `latest`. A leading `https://`, `http://` or `oci://` is dropped, as people paste it;
 * `oci:/path/dir` is a layout on this machine and `oci:upload/<id>/name` one that was uploaded.
 *
 * @throws OciError `reference-invalid` or `digest-invalid`, with a hint
 */
export function parseReference(text: string): Reference {
  const { registry, rest, digest } = splitParts(withoutScheme(text.trim()));
  const { name, tag } = splitTag(rest);
  const repository = registry === dockerHub && !name.includes('/') ? `library/${name}` : name;
  assertRepository(registry, repository, text);
  if (tag !== undefined && !isTag(tag)) {
    throw invalid(
      `"${tag.slice(0, 140)}" is not a tag.`,
      'A tag has at most 128 letters, digits, dots, dashes and underscores.',
    );
  }
  const effectiveTag = tag ?? (digest === undefined ? 'latest' : undefined);
  return {
    registry,
    repository,
    ...(effectiveTag === undefined ? {} : { tag: effectiveTag }),
    ...(digest === undefined ? {} : { digest }),
  };
}

/**
 * `host/name` without tag and digest, as the listing routes take it.
 *
 * @throws OciError `reference-invalid`, with a hint
 */
export function parseRepository(text: string): Repository {
  const trimmed = text.trim();
  const { registry, rest } = isLayoutText(trimmed)
    ? splitLayout(trimmed)
    : splitRegistry(withoutScheme(trimmed));
  const repository = registry === dockerHub && !rest.includes('/') ? `library/${rest}` : rest;
  assertRepository(registry, repository, text);
  return { registry, repository };
}

/**
 * A registry host with an optional port, lower case; Docker Hub's aliases become `docker.io`. Also the folder of layouts
 * on this machine, `oci:/path`, and an uploaded archive, `oci:upload/<id>`.
 *
 * @throws OciError `reference-invalid`, with a hint
 */
export function parseRegistry(text: string): string {
  if (text === 'oci:' || isLayoutText(text)) return parseLayoutRegistry(text);
  const host = withoutScheme(text.trim()).replace(/\/$/, '').toLowerCase();
  if (!isRegistryHost(host)) {
    throw invalid(
      `"${text.slice(0, 80)}" is not a registry.`,
      'Write a host name, with a port if it has one: ghcr.io or localhost:5000.',
    );
  }
  return dockerHubAliases.has(host) ? dockerHub : host;
}

/** The full text of a reference; {@link parseReference} reads it back to the same value. */
export function formatReference(reference: Reference): string {
  const tag = reference.tag === undefined ? '' : `:${reference.tag}`;
  const digest = reference.digest === undefined ? '' : `@${reference.digest}`;
  return `${reference.registry}/${reference.repository}${tag}${digest}`;
}

/** The same repository, by digest alone. */
export function atDigest(repository: Repository, digest: Digest): Reference & { readonly digest: Digest } {
  return {
    registry: repository.registry,
    repository: repository.repository,
    digest,
  };
}

/** What identifies the manifest within its repository: the digest when there is one, else the tag. */
export function manifestSelector(reference: Reference): string {
  return reference.digest ?? reference.tag ?? 'latest';
}

/** Whether the text fits the tag grammar. */
export function isTag(text: string): boolean {
  return tagGrammar.test(text);
}

/** Whether the text fits the repository grammar, every component of it. */
export function isRepositoryName(text: string): boolean {
  return text.length <= ociLimits.nameMaxCharacters && text.split('/').every((part) => component.test(part));
}

function isRegistryHost(host: string): boolean {
  if (host.length > ociLimits.nameMaxCharacters || !hostGrammar.test(host)) return false;
  const port = /:(\d{1,5})$/.exec(host.replace(/^\[[^\]]*\]/, ''))?.[1];
  if (port !== undefined && (Number(port) < 1 || Number(port) > 65_535)) return false;
  // What ends in a number is an address of version 4 or nothing at all: no URL can be made of `256.1.1.1`.
  return URL.canParse(`https://${host}`);
}

function withoutScheme(text: string): string {
  return text.replace(/^(?:https?|oci|docker):\/\//, '');
}

function splitParts(text: string): { registry: string; rest: string; digest: Digest | undefined } {
  if (isLayoutText(text)) {
    // Folders above the layout may have any name, also one with an @ in it.
    const { registry, rest } = splitLayout(text);
    const { path, digest } = splitDigest(rest);
    return { registry, rest: path, digest };
  }
  const { path, digest } = splitDigest(text);
  return { ...splitRegistry(path), digest };
}

function splitDigest(text: string): {
  path: string;
  digest: Digest | undefined;
} {
  const at = text.indexOf('@');
  if (at < 0) return { path: text, digest: undefined };
  return { path: text.slice(0, at), digest: parseDigest(text.slice(at + 1)) };
}

function splitRegistry(path: string): { registry: string; rest: string } {
  const slash = path.indexOf('/');
  const first = slash < 0 ? '' : path.slice(0, slash);
  if (isHostText(first)) return { registry: parseRegistry(first), rest: path.slice(slash + 1) };
  if (first !== first.toLowerCase()) {
    throw invalid(
      `"${first.slice(0, 80)}" may be a host or a repository of Docker Hub.`,
      'Write a host with its port, such as myhost:5000/app, and repositories in lower case.',
    );
  }
  return { registry: dockerHub, rest: path };
}

/**
 * Whether the first part of a path is a host: it is `localhost`, or has a dot, a port or an address in brackets. Clients
 * built on https://github.com/distribution/reference/blob/v0.6.0/normalize.go take one with upper-case letters too; it is
 * refused here, because hosts are kept in lower case, and so written it would be read as a repository of Docker Hub.
 */
export function isHostText(first: string): boolean {
  return first === 'localhost' || /[.:[]/.test(first);
}

function splitTag(rest: string): { name: string; tag: string | undefined } {
  const colon = rest.lastIndexOf(':');
  if (colon <= rest.lastIndexOf('/')) return { name: rest, tag: undefined };
  return { name: rest.slice(0, colon), tag: rest.slice(colon + 1) };
}

function assertRepository(registry: string, repository: string, text: string): void {
  if (layoutPlace(registry) !== undefined) {
    assertLayoutName(repository);
    return;
  }
  if (repository === '' || text.trim() === '') {
    throw invalid(
      'There is no repository in this reference.',
      'Write host/name:tag, for example ghcr.io/org/app:1.2.',
    );
  }
  if (repository !== repository.toLowerCase()) {
    throw invalid(`"${repository.slice(0, 80)}" has upper-case letters.`, 'Repository names are lower case.');
  }
  if (
    repository.length + registry.length + 1 > ociLimits.nameMaxCharacters ||
    !isRepositoryName(repository)
  ) {
    throw invalid(
      `"${repository.slice(0, 80)}" is not a repository name.`,
      'Names are lower-case words of letters and digits, joined by . _ - and separated by slashes.',
    );
  }
}

// It is asked for as a repository, so it has to be called like one.
function assertLayoutName(name: string): void {
  if (isRepositoryName(name)) return;
  throw invalid(
    `"${name.slice(0, 80)}" cannot be opened as a layout by that name.`,
    'Rename the folder or file, or link to it, by a name of lower-case letters and digits, joined by . _ or -.',
  );
}

function invalid(message: string, hint: string): OciError {
  return new OciError('reference-invalid', message, { hint });
}
