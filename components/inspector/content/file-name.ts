import type { Descriptor } from '#lib/oci/descriptor';
import { digestParts } from '#lib/oci/digest';

/** What a downloaded blob is called: the last part of the title its publisher gave it, else the head of its digest. */
export function fileNameOf({ annotations, digest }: Descriptor): string {
  const last = annotations?.['org.opencontainers.image.title']?.split(/[/\\]/).at(-1);
  return last === undefined || last === '' ? `${digestParts(digest).encoded.slice(0, 12)}.bin` : last;
}
