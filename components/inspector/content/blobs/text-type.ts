/** What is larger is offered for download instead of being shown. */
export const maxShownBytes = 1024 * 1024;

const packed =
  /(?:\+|[./-])(?:gzip|gz|zstd|zip|tar|bzip2|xz)$|\.tar(?:\.|\+|$)|octet-stream|wasm|\.gguf|safetensors/;

/** Whether a media type leaves a chance that its bytes are text; unknown types are tried. */
export function mayBeText(mediaType: string): boolean {
  return !packed.test(mediaType) && !/^(?:image|audio|video|font)\//.test(mediaType);
}

/** Bytes as text; undefined for what is no UTF-8 or has a byte no text has. */
export function readText(bytes: Uint8Array): string | undefined {
  if (bytes.includes(0)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
