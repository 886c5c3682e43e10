import type { Digest } from '#lib/oci/digest';
import { limits } from '#lib/server/platform/limits';

/**
 * The value of `Content-Disposition` for a download (RFC 6266). A name comes from an artifact, so from a stranger:
 * folders, control characters and what a shell or Windows would take for something else are taken out.
 */
export function attachment(name: string): string {
  const safe = safeFileName(name);
  const ascii = safe.replace(/[^\x20-\x7e]|["%\\]/g, '_');
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encodeRfc8187(safe)}`;
}

function safeFileName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  const printable = last
    .normalize('NFC')
    .toWellFormed()
    // Controls, format characters such as the ones that reverse the reading order, and lone surrogates.
    .replace(/\p{C}/gu, '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/^[\s.~-]+|[\s.]+$/g, '');
  const bounded = [...printable].slice(0, limits.fileNameMaxLength).join('');
  return bounded === '' || reserved.test(bounded) ? `download-${bounded}`.replace(/-$/, '') : bounded;
}

// Names of devices on Windows, with or without an extension.
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

function encodeRfc8187(text: string): string {
  return encodeURIComponent(text).replace(
    /['()*!]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

const aDay = 86_400;

/**
 * The headers of everything that is addressed by digest: it can never be anything else. `version` is that of our own
 * part in the answer, where it is not the content itself.
 */
export function immutableHeaders(digest: Digest, version?: string): Record<string, string> {
  return {
    'cache-control': `private, max-age=${aDay}, immutable`,
    etag: etagOf(digest, version),
    'docker-content-digest': digest,
  };
}

/** The answer for a browser that has the content already, without a request to the registry; undefined for all others. */
export function notModified(request: Request, digest: Digest, version?: string): Response | undefined {
  const held = (request.headers.get('if-none-match') ?? '')
    .split(',')
    .map((tag) => tag.trim().replace(/^W\//, ''));
  if (!held.includes(etagOf(digest, version))) return undefined;
  return new Response(null, { status: 304, headers: immutableHeaders(digest, version) });
}

function etagOf(digest: Digest, version: string | undefined): string {
  return version === undefined ? `"${digest}"` : `"${digest}-${version}"`;
}
