// The browser hashes only what is in its memory as a whole.
const maxBytes = 256 * 1024 * 1024;

/** The digest of a file as this browser computes it; undefined where it cannot. */
export async function hashFile(file: File): Promise<string | undefined> {
  // Only there on pages that came over https or from this machine.
  if (file.size > maxBytes || globalThis.crypto?.subtle === undefined) return undefined;
  const hash = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
  const hex = [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0'));
  return `sha256:${hex.join('')}`;
}
