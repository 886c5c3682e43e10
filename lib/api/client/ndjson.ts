import { parseJson } from '#lib/oci/parse-json';

/** The values of an NDJSON stream, together as they arrived; a last line without its newline is dropped as cut. */
export async function* readNdjson(body: ReadableStream<Uint8Array>): AsyncGenerator<readonly unknown[]> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
      const lines = (rest + decoder.decode(chunk.value, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      if (lines.length > 0) yield lines.filter((line) => line !== '').map(parseJson);
    }
  } finally {
    // Also when the reader of this generator stops early: the server must learn that nobody listens.
    await reader.cancel().catch(() => undefined);
  }
}
