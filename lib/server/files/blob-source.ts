type Bytes = Uint8Array<ArrayBuffer>;

/** A body whose chunks are read one after the other, also after whoever used them has stopped. */
export type BlobChunks = ReturnType<typeof createBlobSource>;

/** The chunks of a body that are read on after whoever used them has stopped. */
export function createBlobSource(body: ReadableStream<Bytes>) {
  const reader = body.getReader();
  const held: Bytes[] = [];
  let failure: unknown;
  let size = 0;
  const read = async (): Promise<Bytes | undefined> => {
    try {
      const { done, value } = await reader.read();
      size += value?.byteLength ?? 0;
      return done ? undefined : value;
    } catch (error) {
      failure = error;
      throw error;
    }
  };
  async function* chunks(): AsyncGenerator<Bytes> {
    yield* held.splice(0);
    for (let chunk = await read(); chunk !== undefined; chunk = await read()) yield chunk;
  }
  return {
    chunks,
    failure: () => failure,
    /** Bytes that were read so far. */
    size: () => size,
    /** The first bytes, which come again with the rest. */
    head: async (length: number): Promise<Uint8Array> => {
      for (let got = 0; got < length; ) {
        const chunk = await read();
        if (chunk === undefined) break;
        held.push(chunk);
        got += chunk.byteLength;
      }
      return Buffer.concat(held).subarray(0, length);
    },
    cancel: (reason?: unknown) => reader.cancel(reason),
    /** Reads what is left, so that the digest of all is compared. */
    drain: async (): Promise<void> => {
      while ((await read()) !== undefined);
    },
  };
}
