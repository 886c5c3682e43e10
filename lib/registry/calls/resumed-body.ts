type Bytes = Uint8Array<ArrayBuffer>;

/** Which bytes of a blob an answer carries: from `start` up to and without `end`; undefined where it does not say. */
export type BlobRange = {
  readonly start: number;
  readonly end: number | undefined;
  readonly isPart: boolean;
};

export type ResumeOptions = {
  /** Asks for the blob from this byte on: a part that begins there (206), or all of it (200). */
  readonly reopen: (at: number) => Promise<Response>;
  readonly resumesMax: number;
  /** Whether nobody wants the rest any more. */
  readonly isGivenUp: (error: unknown) => boolean;
  /** Called once, when the stream has ended in whatever way. */
  readonly onEnd: () => void;
};

/**
 * The body of an answer, continued by further ones when it is cut: registries and what stands before them end a transfer
 * after a while, however well it goes. Nothing is checked here: whoever hashes the whole sees whether the pieces fit.
 */
export function resumedBody(
  first: ReadableStream<Bytes>,
  { start, end, isPart }: BlobRange,
  { reopen, resumesMax, isGivenUp, onEnd }: ResumeOptions,
): ReadableStream<Bytes> {
  let reader = first.getReader();
  let at = start;
  // Of an answer that begins at the first byte: what was passed on before.
  let skip = 0;
  let resumes = 0;

  /** The next bytes of this answer that were not passed on yet; undefined at its end. */
  const read = async (): Promise<Bytes | undefined> => {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return undefined;
      const skipped = Math.min(skip, value.byteLength);
      skip -= skipped;
      if (skipped === value.byteLength) continue;
      return isPart && end !== undefined
        ? value.subarray(skipped, skipped + end - at)
        : value.subarray(skipped);
    }
  };

  const resume = async () => {
    resumes += 1;
    const response = await reopen(at);
    skip = response.status === 206 ? 0 : at;
    reader = (response.body ?? new Blob([]).stream()).getReader();
  };

  const next = async (): Promise<Bytes | undefined> => {
    for (;;) {
      if (isPart && at === end) return undefined;
      try {
        const bytes = await read();
        const isShort = bytes === undefined && end !== undefined && at < end;
        if (!isShort || resumes >= resumesMax) return bytes;
      } catch (error) {
        if (resumes >= resumesMax || isGivenUp(error)) throw error;
        await reader.cancel(error).catch(() => undefined);
      }
      await resume();
    }
  };

  return new ReadableStream<Bytes>(
    {
      async pull(controller) {
        try {
          const bytes = await next();
          if (bytes !== undefined) {
            at += bytes.byteLength;
            return controller.enqueue(bytes);
          }
          controller.close();
          // Of a part that was continued by the whole there is more.
          await reader.cancel().catch(() => undefined);
          onEnd();
        } catch (error) {
          onEnd();
          throw error;
        }
      },
      cancel: (reason) => {
        onEnd();
        return reader.cancel(reason);
      },
    },
    // Nothing is read before somebody wants it.
    { highWaterMark: 0 },
  );
}
