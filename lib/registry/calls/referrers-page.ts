import type { Descriptor } from '#lib/oci/descriptor';
import { parseAnnotations, parseDescriptor } from '#lib/oci/descriptor';
import { OciError } from '#lib/oci/oci-error';
import { RegistryError } from '#lib/registry/registry-error';

/** The descriptors of one page; `unreadable` counts entries that are none. */
export type ReferrersPage = {
  readonly descriptors: readonly Descriptor[];
  readonly unreadable: number;
  /** Whether the registry says it has filtered by artifactType. */
  readonly filtered: boolean;
};

/**
 * Reads a page of referrers (distribution-spec "Listing Referrers"). Old Harbor answers `{}` and `manifests: null`
 * where there are none; an entry that is no descriptor is counted and does not take the others with it.
 */
export function readReferrersPage(
  document: Readonly<Record<string, unknown>>,
  headers: Headers,
  registry: string,
): ReferrersPage {
  const entries = document.manifests ?? [];
  if (!Array.isArray(entries)) {
    throw new RegistryError('bad-response', registry, `${registry} did not answer with a list of referrers.`);
  }
  const descriptors = entries.map(descriptorOrUndefined).filter((entry) => entry !== undefined);
  return {
    descriptors,
    unreadable: entries.length - descriptors.length,
    filtered: appliedFilters(document, headers).includes('artifactType'),
  };
}

// The release candidates of the spec named the filters in an annotation.
function appliedFilters(document: Readonly<Record<string, unknown>>, headers: Headers): readonly string[] {
  const annotations = parseAnnotations(document.annotations);
  const text =
    headers.get('oci-filters-applied') ?? annotations?.['org.opencontainers.referrers.filtersApplied'] ?? '';
  return text.split(',').map((part) => part.trim());
}

function descriptorOrUndefined(value: unknown): Descriptor | undefined {
  try {
    return parseDescriptor(value);
  } catch (error) {
    if (error instanceof OciError) return undefined;
    throw error;
  }
}
