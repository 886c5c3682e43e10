import { OciError } from '#lib/oci/oci-error';
import type { Reference } from '#lib/oci/reference';
import { isHostText, isTag, parseReference, parseRegistry } from '#lib/oci/reference';

/** Where somebody writes: nowhere, at a registry, at a repository of it, or at an artifact. */
export type ObjectPlace = Partial<Reference>;

/**
 * The artifact that somebody means who writes at a place: a tag or a digest of its repository, a repository of its
 * registry, or a whole reference. Undefined for a text that names none.
 */
export function readObject(text: string, { registry, repository }: ObjectPlace): Reference | undefined {
  if (registry !== undefined && repository !== undefined) {
    const home = `${registry}/${repository}`;
    if (isTag(text)) return readReference(`${home}:${text}`);
    if (/^sha(?:256|384|512):/.test(text)) return readReference(`${home}@${text}`);
  }
  const slash = text.indexOf('/');
  const isWhole = text.startsWith('oci:') || (slash > 0 && isHostText(text.slice(0, slash)));
  if (!isWhole && registry === undefined) return undefined;
  return readReference(isWhole ? text : `${registry}/${text}`);
}

/** The registry that a text names alone, `localhost:5000`; undefined for a text that may be anything else. */
export function readHost(text: string): string | undefined {
  const isHost = /^localhost$|^localhost:\d+$|^[^\s/:@]+\.[^\s/:@]+(?::\d+)?$|^\[[^\s/]+\](?::\d+)?$/.test(
    text,
  );
  return isHost ? read(() => parseRegistry(text)) : undefined;
}

function readReference(text: string): Reference | undefined {
  return read(() => parseReference(text));
}

function read<T>(parse: () => T): T | undefined {
  try {
    return parse();
  } catch (error) {
    if (error instanceof OciError) return undefined;
    throw error;
  }
}
