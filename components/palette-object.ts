import { OciError } from '#lib/oci/oci-error';
import type { Reference } from '#lib/oci/reference';
import { isHostText, isTag, parseReference } from '#lib/oci/reference';

/** Where somebody writes: at a registry, at a repository of it, or at an artifact. */
export type ObjectPlace = { readonly registry: string } & Partial<Reference>;

/**
 * The artifact that somebody means who writes at a place: a tag or a digest of its repository, a repository of its
 * registry, or a whole reference. Undefined for a text that names none.
 */
export function readObject(text: string, { registry, repository }: ObjectPlace): Reference | undefined {
  if (repository !== undefined) {
    const home = `${registry}/${repository}`;
    if (isTag(text)) return readReference(`${home}:${text}`);
    if (/^sha(?:256|384|512):/.test(text)) return readReference(`${home}@${text}`);
  }
  const slash = text.indexOf('/');
  const isWhole = text.startsWith('oci:') || (slash > 0 && isHostText(text.slice(0, slash)));
  return readReference(isWhole ? text : `${registry}/${text}`);
}

function readReference(text: string): Reference | undefined {
  try {
    return parseReference(text);
  } catch (error) {
    if (error instanceof OciError) return undefined;
    throw error;
  }
}
