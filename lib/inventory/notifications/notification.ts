import type { RegistryChange } from '#lib/inventory/queue/scan-job';
import { isDigest } from '#lib/oci/digest';
import { isRepositoryName, isTag } from '#lib/oci/reference';

/** What a registry sent. */
export type Delivery = {
  /** Gives the value of a header by its name in lower case. */
  readonly header: (name: string) => string | null;
  readonly body: unknown;
};

/** One way in which registries write notifications; undefined for a delivery that is written in another. */
export type NotificationShape = (delivery: Delivery) => readonly RegistryChange[] | undefined;

type NamedChange = {
  readonly repository: string;
  readonly tag?: string | null | undefined;
  readonly digest?: string | null | undefined;
  readonly isDeleted?: boolean;
};

/**
 * A change by what a registry wrote. A name that can be none in a registry makes no change, and a digest in the place of
 * a tag, as Harbor writes it, is a digest.
 */
export function toChange({ repository, tag, digest, isDeleted }: NamedChange): readonly RegistryChange[] {
  if (!isRepositoryName(repository)) return [];
  const found = [digest, tag].find((text) => typeof text === 'string' && isDigest(text));
  return [
    {
      repository,
      ...(typeof tag === 'string' && isTag(tag) ? { tag } : {}),
      ...(typeof found === 'string' && isDigest(found) ? { digest: found } : {}),
      ...(isDeleted === true ? { isDeleted } : {}),
    },
  ];
}
