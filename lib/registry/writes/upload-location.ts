import type { Digest } from '#lib/oci/digest';
import { RegistryError } from '#lib/registry/registry-error';

/**
 * Where an upload goes on (distribution-spec "Pushing a blob in chunks"), which must be the registry itself: bytes and
 * credentials went wherever `Location` led in GHSA-jxpm-75mh-9fp7.
 */
export function uploadLocation(location: string | null, from: URL, registry: string): URL {
  const next = location === null ? null : URL.parse(location, from);
  if (next === null) {
    const message = `${registry} opened an upload and did not say where it goes on.`;
    throw new RegistryError('bad-response', registry, message);
  }
  next.hash = '';
  // Some registries drop the port they were asked at.
  if (next.port === '' && next.protocol === from.protocol && next.hostname === from.hostname)
    next.port = from.port;
  if (next.origin === from.origin && next.username === '' && next.password === '') return next;
  const message = `${registry} sends an upload on to ${next.protocol}//${next.host}, which is not where it was begun.`;
  throw new RegistryError('redirect-refused', registry, message);
}

/** The address that closes an upload; what is in its query already is the registry's and stays. */
export function closingLocation(location: URL, digest: Digest): URL {
  const closing = new URL(location);
  const before = location.search === '' ? '' : `${location.search}&`;
  closing.search = `${before}digest=${encodeURIComponent(digest)}`;
  return closing;
}
