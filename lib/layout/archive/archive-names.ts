import type { Descriptor } from '#lib/oci/descriptor';
import { refNameKey } from '#lib/oci/image-layout';
import { isRepositoryName, isTag } from '#lib/oci/reference';

/**
 * The annotation that names the repository of an entry in an archive of several repositories. A tagged entry has it
 * beside its `org.opencontainers.image.ref.name` of the form `repository:tag`, an untagged one (a child of an index, a
 * referrer) alone. A manifest that is in two repositories has an entry for each.
 */
export const repositoryKey = 'dev.orrery.repository';

/** Where an entry of an archive belongs; both are undefined in archives that say nothing. */
export type EntryLocation = { readonly repository: string | undefined; readonly tag: string | undefined };

/**
 * Reads the names of an entry: ours, or those of other tools, which write a bare tag (skopeo, oras) or a full reference
 * (containerd, BuildKit) whose host is dropped. What is no name or no tag is left out.
 */
export function locateEntry({ annotations = {} }: Descriptor): EntryLocation {
  const named = splitName(annotations[refNameKey] ?? '');
  const repository = annotations[repositoryKey] ?? named.repository;
  return {
    repository: isRepositoryName(repository) ? repository : undefined,
    tag: isTag(named.tag) ? named.tag : undefined,
  };
}

function splitName(name: string): { readonly repository: string; readonly tag: string } {
  const colon = name.lastIndexOf(':');
  if (colon <= name.lastIndexOf('/')) return { repository: '', tag: name };
  return { repository: withoutHost(name.slice(0, colon)), tag: name.slice(colon + 1) };
}

function withoutHost(repository: string): string {
  const [first = '', ...rest] = repository.split('/');
  const isHost = rest.length > 0 && (first === 'localhost' || /[.:]/.test(first));
  return isHost ? rest.join('/') : repository;
}
