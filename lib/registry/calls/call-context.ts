import type { Digest } from '#lib/oci/digest';
import { isDigest } from '#lib/oci/digest';
import { OciError } from '#lib/oci/oci-error';
import { isRepositoryName, isTag } from '#lib/oci/reference';
import type { RegistryLimits } from '#lib/registry/limits';
import type { Exchange } from '#lib/registry/transport/exchange';
import type { Retry } from '#lib/registry/transport/retry';

/** What every call to a registry works with. */
export type CallContext = {
  readonly registry: string;
  readonly exchange: Exchange;
  readonly limits: RegistryLimits;
};

/** What calls that change something need besides: the registry's origin, which they never leave, and its retries. */
export type WriteContext = CallContext & {
  readonly origin: string;
  readonly retry: Retry;
  /** Shared by the calls of one connection. */
  readonly uploads: UploadHabits;
};

/** What a registry was found to do with uploads. */
type UploadHabits = {
  /** Whether it stores a blob that comes with the request which opens an upload; true until it does not. */
  takesWholePosts: boolean;
};

/** The paths of https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#endpoints, built from parts that fit their grammars, so that none can leave its place. */
export const paths = {
  root: () => '/v2/',
  catalogue: () => '/v2/_catalog',
  tags: (repository: string) => `/v2/${name(repository)}/tags/list`,
  manifest: (repository: string, selector: string) =>
    `/v2/${name(repository)}/manifests/${selected(selector)}`,
  blob: (repository: string, digest: Digest) => `/v2/${name(repository)}/blobs/${digest}`,
  /** Where uploads begin; the slash at the end is part of it. */
  uploads: (repository: string) => `/v2/${name(repository)}/blobs/uploads/`,
  referrers: (repository: string, subject: Digest) => `/v2/${name(repository)}/referrers/${subject}`,
} as const;

/** The scopes to ask for when a challenge names none, as little as the call needs. */
export const scopes = {
  pull: (repository: string) => `repository:${repository}:pull`,
  push: (repository: string) => `repository:${repository}:pull,push`,
  delete: (repository: string) => `repository:${repository}:delete`,
  catalogue: 'registry:catalog:*',
} as const;

function name(repository: string): string {
  if (isRepositoryName(repository)) return repository;
  throw new OciError('reference-invalid', `"${repository.slice(0, 80)}" is not a repository name.`);
}

function selected(selector: string): string {
  if (isTag(selector) || isDigest(selector)) return selector;
  throw new OciError('reference-invalid', `"${selector.slice(0, 80)}" is neither a tag nor a digest.`);
}
