import type { Location } from '#lib/oci/location';
import { formatReference } from '#lib/oci/reference';

/** The references of two artifacts that are compared. */
export type CompareSides = { readonly left: string; readonly right: string };

/** What stands between two references in an address. */
export const separator = '..';

/**
 * The two sides that an address asks for: `?compare=1.0..1.1` are tags of the repository that it shows, each may be a
 * whole reference, and on the page of an artifact one alone is what that is compared with. Undefined when one is missing.
 */
export function sidesOf(compare: string | null, location: Location): CompareSides | undefined {
  if (compare === null || compare === '' || location.screen === 'registry') return undefined;
  const { registry, repository } = location.screen === 'artifact' ? location.reference : location;
  const whole = (text: string) =>
    text.includes('/') ? text : `${registry}/${repository}${joint(text)}${text}`;
  const [first = '', second] = splitSides(compare);
  const left =
    second === undefined && location.screen === 'artifact' ? formatReference(location.reference) : first;
  const right = second ?? (location.screen === 'artifact' ? first : '');
  return left === '' || right === '' ? undefined : { left: whole(left), right: whole(right) };
}

/** Tags may hold dots: the parts are those around the first pair that leaves something on both sides. */
function splitSides(text: string): readonly [string, string?] {
  const at = text.indexOf(separator, 1);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + separator.length)];
}

/** What stands between a repository and a tag or a digest. */
export function joint(text: string): string {
  return /^[a-z0-9]+:/.test(text) ? '@' : ':';
}
