import { formatShortDigest } from '#lib/oci/digest';
import { parseLocation } from '#lib/oci/location';
import { OciError } from '#lib/oci/oci-error';

/** The title of the page of a reference: the name first, the registry after it. */
export function locationTitle(text: string): string {
  try {
    const location = parseLocation(text);
    if (location.screen === 'registry') return location.registry;
    if (location.screen === 'repository') return `${location.repository} · ${location.registry}`;
    const { registry, repository, tag, digest } = location.reference;
    const version = tag === undefined ? '' : `:${tag}`;
    const pin = digest === undefined || tag !== undefined ? '' : `@${formatShortDigest(digest)}`;
    return `${repository}${version}${pin} · ${registry}`;
  } catch (error) {
    if (error instanceof OciError) return 'Not a reference';
    throw error;
  }
}
