/** A version as tags write it: `1.12.0`, `v1.12`, `2.0.0-rc.1`. */
const version = /^v?(\d{1,15}(?:\.\d{1,15}){0,5})(?:([-+_.])[\w.+-]{0,128})?$/i;

const naturally = new Intl.Collator('en', { numeric: true });

/**
 * The names of one artifact, the one first that says most exactly what it is: `1.12.0` before `1.12` before `1`, a release
 * before its variants, a number of a build before a word such as `latest`. Of two versions the higher stands first.
 */
export function primaryFirst(tags: readonly string[]): readonly string[] {
  return tags.toSorted(
    (one, other) =>
      exactness(other) - exactness(one) || naturally.compare(other, one) || (one < other ? -1 : 1),
  );
}

/** How exactly a name tells a version; a word without any digit tells none. */
function exactness(tag: string): number {
  const [whole, numbers = '', suffix] = version.exec(tag) ?? [];
  if (whole === undefined) return /\d/.test(tag) ? 1 : 0;
  const parts = numbers.split('.').length;
  return 2 * parts + (suffix === undefined ? 1 : 0);
}
