import type { Picture } from '#lib/graph/picture/picture';
import type { Digest } from '#lib/oci/digest';
import { keepItems } from './keep-items.ts';

/**
 * The picture with only one artifact and its surroundings: the way from the root to it, and all that hangs on it. The
 * whole picture where it is not in it.
 */
export function focusOn(picture: Picture, digest: Digest | undefined): Picture {
  const middle = digest === undefined ? undefined : picture.indexOf.get(digest);
  if (middle === undefined || middle === 0) return picture;
  const { items } = picture;
  const stays = new Uint8Array(items.length);
  stays[middle] = 1;
  // Children come after their parents: what hangs on something that stays, stays. The way is added after that.
  for (let index = middle + 1; index < items.length; index++) {
    const parent = items[index]?.parent ?? -1;
    if (parent >= 0 && stays[parent] === 1) stays[index] = 1;
  }
  for (let at = middle; at >= 0; at = items[at]?.parent ?? -1) stays[at] = 1;
  return keepItems(picture, stays);
}
