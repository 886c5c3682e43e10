import { isJsonObject, parseJson } from '#lib/oci/parse-json';

/**
 * The bytes that the digest of a signed schema 1 manifest is about: the document without its signatures, put together
 * from what the first signature protects. Undefined when there is no such signature.
 * https://github.com/distribution/distribution/blob/v2.8.3/docs/spec/manifest-v2-1.md#signed-manifests
 */
export function schema1Payload(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> | undefined {
  try {
    const document = parseJson(bytes);
    const signatures = isJsonObject(document) ? document.signatures : undefined;
    const first: unknown = Array.isArray(signatures) ? signatures[0] : undefined;
    if (!isJsonObject(first) || typeof first.protected !== 'string') return undefined;
    const header = parseJson(fromBase64Url(first.protected));
    if (!isJsonObject(header)) return undefined;
    const { formatLength, formatTail } = header;
    if (typeof formatLength !== 'number' || typeof formatTail !== 'string') return undefined;
    const tail = fromBase64Url(formatTail);
    const payload = new Uint8Array(Math.max(0, Math.min(formatLength, bytes.length)) + tail.length);
    payload.set(bytes.subarray(0, payload.length - tail.length));
    payload.set(tail, payload.length - tail.length);
    return payload;
  } catch {
    // Whatever cannot be put together has no payload, and its digest will not match.
    return undefined;
  }
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
