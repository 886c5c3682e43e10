import { textAt } from '#lib/formats/json/json-path';
import { cleanText } from '#lib/text/untrusted-text';

/** Where code came from. */
export type GitSource = {
  /** An address without its prefix and its ref: `https://github.com/acme/web`. */
  readonly uri: string;
  /** `gitCommit:…`, `sha1:…`. */
  readonly digest?: string;
  /** `refs/tags/v1`, as it is written. */
  readonly ref?: string;
};

const repository =
  /^git\+|^git:|^ssh:\/\/git@|^git@[\w.-]+:|\.git(?:[@#]|$)|^https:\/\/(?:[\w-]{1,63}\.)?(?:github|gitlab|bitbucket|codeberg|gitea)\.(?:com|org)\//;

/** Whether an address is that of a repository of code. */
export function isRepositoryUri(uri: string): boolean {
  return repository.test(uri);
}

/**
 * A repository by its address, which may hold a ref behind `@` (SLSA, https://spdx.github.io/spdx-spec/v2.3/package-information/#771-description)
 * or `#` (BuildKit), and the commit of a set of digests; undefined for no address.
 */
export function parseGitSource(uri: string | undefined, digests?: unknown): GitSource | undefined {
  if (uri === undefined) return undefined;
  const scp = /^(?:git\+)?(?:ssh:\/\/)?git@([\w.-]{1,253})[:/](.{1,2000})$/.exec(uri);
  const address =
    scp === null ? uri.replace(/^git\+/, '').replace(/^git:/, 'https:') : `https://${scp[1]}/${scp[2]}`;
  const [, bare = address, ref = ''] = /^([a-z+]+:\/\/[^/]*[^@#]*)[@#]?(.*)$/.exec(address) ?? [];
  const digest = commitOf(digests);
  return {
    uri: bare.replace(/\.git$/, ''),
    ...(digest === undefined ? {} : { digest }),
    ...(ref === '' ? {} : { ref }),
  };
}

const commit = /^[0-9a-f]{40,64}$/;

// GitLab writes the commit as a sha256 although it is none.
function commitOf(digests: unknown): string | undefined {
  for (const algorithm of ['gitCommit', 'sha1', 'sha256']) {
    const text = textAt(digests, algorithm);
    if (text !== undefined && commit.test(text)) return `${algorithm}:${text}`;
  }
  return undefined;
}

/** `github.com/acme/web@4e1f0c7`: the commit where it is known, else the ref. */
export function formatGitSource({ uri, digest, ref }: GitSource): string {
  const version =
    digest?.slice(digest.indexOf(':') + 1).slice(0, 7) ?? ref?.replace(/^refs\/(?:tags|heads)\//, '');
  const name = uri.replace(/^[a-z]+:\/\//, '');
  return cleanText(version === undefined || version === '' ? name : `${name}@${version}`);
}
