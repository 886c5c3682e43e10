import { demand } from '#e2e/fuzz/fuzz-target';
import type { Descriptor } from '#lib/oci/descriptor';
import { isDigest } from '#lib/oci/digest';
import { isTag } from '#lib/oci/reference';
import { referrersTag } from '#lib/oci/referrers-tag';

/** What everybody relies on in a descriptor that has been read. */
export function checkDescriptor({ digest, size, annotations, urls, mediaType }: Descriptor): void {
  demand(isDigest(digest), 'a descriptor has no valid digest');
  demand(Number.isSafeInteger(size) && size >= 0, 'a descriptor has no valid size');
  demand(typeof mediaType === 'string', 'a descriptor has no media type');
  demand(isTag(referrersTag(digest)), 'the referrers tag of a digest is no tag');
  demand(urls?.every((url) => typeof url === 'string') !== false, 'an address is no text');
  if (annotations === undefined) return;
  demand(Object.getPrototypeOf(annotations) === null, 'annotations have a prototype');
  demand(
    Object.values(annotations).every((value) => typeof value === 'string'),
    'an annotation is no text',
  );
}

const clean = Object.getOwnPropertyNames(Object.prototype).length;

/** Whether something has reached the prototype that all objects share. */
export function checkPrototypes(): void {
  demand(!('polluted' in {}), 'the prototype of all objects was reached');
  demand(
    Object.getOwnPropertyNames(Object.prototype).length === clean,
    'the prototype of all objects has grown',
  );
}
