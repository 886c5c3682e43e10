/** Bytes that were read, and whether more would have come. */
export type ReadBytes = { readonly bytes: Uint8Array<ArrayBuffer>; readonly isCut: boolean };

/** At most `maxBytes` of a body; the rest is not asked for. */
export async function readUpTo(
  body: ReadableStream<Uint8Array> | null,
  maxBytes: number,
): Promise<ReadBytes> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = body?.getReader();
  while (reader !== undefined && length <= maxBytes) {
    const chunk = await reader.read();
    if (chunk.done) break;
    chunks.push(chunk.value);
    length += chunk.value.byteLength;
  }
  if (length > maxBytes) await reader?.cancel();
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return { bytes: bytes.slice(0, maxBytes), isCut: length > maxBytes };
}
