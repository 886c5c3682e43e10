import { getLog } from '#lib/server/platform/log';

/**
 * Values as lines of JSON, those that are there at the same time sent together and at once; nothing is computed ahead of a slow reader. A failure breaks
 * the stream before its last line, so that nobody takes a part for the whole. `stop` ends the work behind it when the
 * reader leaves: a generator that waits for a registry does not hear that it should return.
 */
export function ndjsonBody<T>(
  first: IteratorResult<readonly T[]>,
  rest: AsyncGenerator<readonly T[]>,
  stop: () => void,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder();
  let next: IteratorResult<readonly T[]> | undefined = first;
  let hasLeft = false;
  return new ReadableStream(
    {
      async pull(controller) {
        try {
          const { done, value } = next ?? (await rest.next());
          next = undefined;
          if (hasLeft) return;
          if (done === true) controller.close();
          else controller.enqueue(encoder.encode(toLines(value)));
        } catch (err) {
          if (hasLeft) return;
          getLog().error({ err }, 'stream broke');
          controller.error(err);
        }
      },
      cancel: () => {
        hasLeft = true;
        stop();
      },
    },
    { highWaterMark: 0 },
  );
}

function toLines(values: readonly unknown[]): string {
  return values.map((value) => `${JSON.stringify(value)}\n`).join('');
}
