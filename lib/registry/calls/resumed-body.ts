import type { HttpAnswer } from '#lib/registry/http-answer';

type Bytes = Uint8Array<ArrayBuffer>;

/** Which bytes of a blob a response carries: from `start` up to and without `end`; undefined where it does not say. */
export type BlobRange = {
  readonly start: number;
  readonly end: number | undefined;
  readonly isPart: boolean;
};

/** How a body that was cut is continued. */
export type ResumeOptions = {
  /** Asks for the blob from this byte on: a part that begins there (206), or all of it (200). */
  readonly reopen: (at: number) => Promise<HttpAnswer>;
  readonly resumesMax: number;
  /** Whether nobody wants the rest any more. */
  readonly isGivenUp: (error: unknown) => boolean;
  /** Called once, when the stream has ended in whatever way. */
  readonly onEnd: () => void;
};

/**
 * The body of a response, continued by further ones when it is cut: registries and what stands before them end a transfer
 * after a while, however well it goes. Nothing is checked here: whoever hashes the whole sees whether the pieces fit.
 * https://www.rfc-editor.org/rfc/rfc9110#name-range-requests
 */
export function resumedBody(
  first: ReadableStream<Bytes>,
  range: BlobRange,
  options: ResumeOptions,
): ReadableStream<Bytes> {
  const pieces = createPieces(first, range, options);
  return new ReadableStream<Bytes>(
    {
      async pull(controller) {
        try {
          const bytes = await pieces.next();
          if (bytes !== undefined) return controller.enqueue(bytes);
          controller.close();
          await pieces.drop();
          options.onEnd();
        } catch (error) {
          options.onEnd();
          throw error;
        }
      },
      cancel: (reason) => {
        options.onEnd();
        return pieces.cancel(reason);
      },
    },
    // Nothing is read before somebody wants it.
    { highWaterMark: 0 },
  );
}

/** The bytes of the range from one response after the other. */
function createPieces(
  first: ReadableStream<Bytes>,
  { start, end, isPart }: BlobRange,
  options: ResumeOptions,
) {
  const { reopen, resumesMax, isGivenUp } = options;
  let reader = first.getReader();
  let at = start;
  // Of a response that begins at the first byte: what was passed on before.
  let skip = 0;
  let resumes = 0;

  /** The next bytes of this response that were not passed on yet; undefined at its end. */
  const read = async (): Promise<Bytes | undefined> => {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return undefined;
      const skipped = Math.min(skip, value.byteLength);
      skip -= skipped;
      if (skipped === value.byteLength) continue;
      return value.subarray(skipped, isPart && end !== undefined ? skipped + end - at : undefined);
    }
  };
  const resume = async () => {
    resumes += 1;
    const response = await reopen(at);
    skip = response.status === 206 ? 0 : at;
    reader = (response.body ?? new Blob([]).stream()).getReader();
  };
  const readOrResume = async (): Promise<Bytes | undefined> => {
    for (;;) {
      if (isPart && at === end) return undefined;
      try {
        const bytes = await read();
        const isCut = bytes === undefined && end !== undefined && at < end;
        if (!isCut || resumes >= resumesMax) return bytes;
      } catch (error) {
        if (resumes >= resumesMax || isGivenUp(error)) throw error;
        await reader.cancel(error).catch(() => undefined);
      }
      await resume();
    }
  };

  return {
    next: async () => {
      const bytes = await readOrResume();
      at += bytes?.byteLength ?? 0;
      return bytes;
    },
    cancel: (reason: unknown) => reader.cancel(reason),
    /** Gives up the rest of the response: of a part that was continued by the whole there is more. */
    drop: async () => {
      await reader.cancel().catch(() => undefined);
    },
  };
}
