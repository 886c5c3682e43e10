import { formatShortDigest } from '#lib/oci/digest';
import { OciError } from '#lib/oci/oci-error';
import { parseLocation } from '#lib/oci/pasted-location';

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

const viewTitles: Readonly<Record<string, string>> = {
  audit: 'Coverage',
  cleanup: 'Clean up',
  policy: 'Policy',
};

type Screen = {
  /** Whether two artifacts are shown beside each other. */
  readonly isComparison: boolean;
  /** The parameter `view` of the address. */
  readonly view: unknown;
};

/** The title of a page with what it shows of the place in front, where that is not the place itself. */
export function screenTitle(place: string, { isComparison, view }: Screen): string {
  const ofView = typeof view === 'string' && Object.hasOwn(viewTitles, view) ? viewTitles[view] : undefined;
  const ofComparison = view === 'audit' ? 'Promote' : 'Compare';
  const name = isComparison ? ofComparison : ofView;
  return name === undefined ? place : `${name} · ${place}`;
}
