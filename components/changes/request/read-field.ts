import { OciError } from '#lib/oci/oci-error';
import type { Reference } from '#lib/oci/reference';
import { formatReference, parseReference, parseRepository } from '#lib/oci/reference';

/** What the text of a field means: nothing, a text to send, or a sentence about what is wrong. */
export type FieldReading =
  | { readonly state: 'empty' }
  | { readonly state: 'good'; readonly text: string }
  | { readonly state: 'wrong'; readonly reason: string };

/** `host/name` or `host/name:tag`; a tag that was not written is not added. */
export function readTarget(text: string): FieldReading {
  return read(text, () => {
    const reference = parseReference(text);
    const isNamed = text.trim().endsWith(`:${reference.tag}`);
    return formatReference(isNamed ? reference : withoutTag(reference));
  });
}

/** `host/name`. */
export function readRepository(text: string): FieldReading {
  return read(text, () => {
    const { registry, repository } = parseRepository(text);
    return `${registry}/${repository}`;
  });
}

/** A tag or a digest in a repository. */
export function readReference(text: string): FieldReading {
  return read(text, () => formatReference(parseReference(text)));
}

/** The sentence under a field: what is wrong, or else what may be written. */
export function noteOf(reading: FieldReading, usual: string): string {
  return reading.state === 'wrong' ? reading.reason : usual;
}

function withoutTag({ registry, repository, digest }: Reference): Reference {
  return { registry, repository, ...(digest === undefined ? {} : { digest }) };
}

function read(text: string, parse: () => string): FieldReading {
  if (text.trim() === '') return { state: 'empty' };
  try {
    return { state: 'good', text: parse() };
  } catch (error) {
    if (error instanceof OciError) return { state: 'wrong', reason: `${error.message} ${error.hint ?? ''}` };
    throw error;
  }
}
