import type { DescriptorList } from '#lib/oci/descriptor';
import { parseAnnotations, parseDescriptors } from '#lib/oci/descriptor';
import { errorIn } from '#lib/registry/read-error';
import { RegistryError } from '#lib/registry/registry-error';

/** The descriptors of one page, and those of its entries that are none. */
export type ReferrersPage = DescriptorList & {
  /** Whether the registry says it has filtered by artifactType. */
  readonly filtered: boolean;
};

/**
 * Reads a page of referrers (distribution-spec "Listing Referrers"). Old Harbor answers `manifests: null` where there are
 * none; an entry that is no descriptor is counted and does not take the others with it.
 *
 * @throws RegistryError `bad-response` for a document without a list, such as an error document with status 200
 */
export function readReferrersPage(
  document: Readonly<Record<string, unknown>>,
  headers: Headers,
  registry: string,
): ReferrersPage {
  const entries = document.manifests === null ? [] : document.manifests;
  const error = errorIn(document);
  if (!Array.isArray(entries) || error !== undefined) {
    const said = error?.code === undefined ? '' : ` It said ${error.code}.`;
    const message = `${registry} did not answer with a list of referrers.${said}`;
    throw new RegistryError('bad-response', registry, message);
  }
  const filtered = appliedFilters(document, headers).includes('artifactType');
  return { ...parseDescriptors(entries), filtered };
}

// The release candidates of the spec named the filters in an annotation.
function appliedFilters(document: Readonly<Record<string, unknown>>, headers: Headers): readonly string[] {
  const annotations = parseAnnotations(document.annotations);
  const text =
    headers.get('oci-filters-applied') ?? annotations?.['org.opencontainers.referrers.filtersApplied'] ?? '';
  return text.split(',').map((part) => part.trim());
}
