import { textPath } from '#lib/oci/location';
import { OciError } from '#lib/oci/oci-error';
import { parseReference } from '#lib/oci/reference';
import type { CompareSides } from './asked-sides.ts';
import { joint, separator } from './asked-sides.ts';

/** References that a box offers: more than anybody scrolls through in the list of a browser. */
export const suggestionsMax = 200;

const naturally = new Intl.Collator('en', { numeric: true });

/**
 * The sides of a comparison of an artifact with what somebody wrote: a tag or digest of its repository, or a reference. Of
 * two tags of one repository the older version stands left, as far as their names tell; else the artifact does.
 */
export function sidesWith(own: string, text: string): CompareSides {
  const home = repositoryOf(own) ?? own;
  const other = text.includes('/') ? text : `${home}${joint(text)}${text}`;
  const isSwapped =
    repositoryOf(other) === home &&
    !own.includes('@') &&
    !other.includes('@') &&
    naturally.compare(versionOf(other), versionOf(own)) < 0;
  return isSwapped ? { left: other, right: own } : { left: own, right: other };
}

/**
 * The address of a comparison: of the repository of the left side, so that a way leads back there. `kept` are more
 * parameters, in their order.
 */
export function comparePath(
  { left, right }: CompareSides,
  kept: Readonly<Record<string, string | undefined>> = {},
): string {
  const home = repositoryOf(left);
  const short = (text: string) =>
    home !== undefined && repositoryOf(text) === home ? versionOf(text) : text;
  const compare = `${short(left)}${separator}${short(right)}`;
  const more = Object.entries(kept).flatMap(([name, value]) =>
    value === undefined ? [] : [`&${name}=${encodeURIComponent(value)}`],
  );
  return `${textPath(home ?? left)}?compare=${encodeURIComponent(compare)}${more.join('')}`;
}

/** What stands over the column of each side: as much of the references as tells them apart. */
export function labelsOf({ left, right }: CompareSides): readonly [left: string, right: string] {
  if (repositoryOf(left) === repositoryOf(right))
    return [shortenDigest(versionOf(left)), shortenDigest(versionOf(right))];
  const isSameHost = hostOf(left) === hostOf(right);
  const label = (text: string) => shortenDigest(isSameHost ? text.slice(hostOf(text).length + 1) : text);
  return [label(left), label(right)];
}

/** Why a text is no reference that can be compared, as a sentence; undefined when it is one. */
export function refusalOf(text: string): string | undefined {
  try {
    parseReference(text);
    return undefined;
  } catch (error) {
    if (error instanceof OciError) return error.message;
    throw error;
  }
}

function hostOf(text: string): string {
  return text.slice(0, text.indexOf('/'));
}

function repositoryOf(text: string): string | undefined {
  const [name = ''] = text.split('@', 1);
  const colon = name.lastIndexOf(':');
  const repository = colon > name.lastIndexOf('/') ? name.slice(0, colon) : name;
  return repository.includes('/') ? repository : undefined;
}

function versionOf(text: string): string {
  return text.slice((repositoryOf(text) ?? '').length + 1);
}

function shortenDigest(text: string): string {
  return text.replace(/(sha\d+:[0-9a-f]{12})[0-9a-f]{20,}$/, '$1');
}
