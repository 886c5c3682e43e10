import type { Digest } from './digest.ts';
import { digestParts, parseDigest } from './digest.ts';

/**
 * The tag under which clients list referrers where a registry has no referrers API
 * (https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#referrers-tag-schema): 32 characters of the algorithm, a dash, 64 of the hash.
 */
export function referrersTag(subject: Digest): string {
  const { algorithm, encoded } = digestParts(subject);
  return `${algorithm.slice(0, 32)}-${encoded.slice(0, 64)}`.replace(/[^a-zA-Z0-9._-]/g, '-');
}

/** What a tag made from a digest is for: a referrers list, one of the three kinds of cosign before 3.0, or another tool's. */
export type DigestTag = {
  readonly purpose: 'referrers' | 'sig' | 'att' | 'sbom' | 'other';
  readonly prefix: string;
};

const digestTag = /^(sha256-[a-f0-9]{64}|sha512-[a-f0-9]{64})(?:\.(.+))?$/;

/** The subject's prefix and the purpose of a tag such as `sha256-…` or `sha256-….sig`; undefined for ordinary tags. */
export function parseDigestTag(tag: string): DigestTag | undefined {
  const match = digestTag.exec(tag);
  if (match?.[1] === undefined) return undefined;
  const suffix = match[2];
  if (suffix === undefined) return { purpose: 'referrers', prefix: match[1] };
  const isCosign = suffix === 'sig' || suffix === 'att' || suffix === 'sbom';
  return { purpose: isCosign ? suffix : 'other', prefix: match[1] };
}

/** The manifest that a tag made from a digest is about. */
export function subjectOfTag({ prefix }: DigestTag): Digest {
  return parseDigest(prefix.replace('-', ':'));
}
