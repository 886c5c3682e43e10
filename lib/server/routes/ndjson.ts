import { getLog } from '#lib/server/platform/log';

/**
 * Values as lines of JSON, those that are there at the same time sent together and at once; nothing is computed ahead of
 * a slow reader. A failure breaks the stream before its last line, so that nobody takes a part for the whole. A reader
 * who leaves ends the generator, which gives back what it holds; `stop` ends its work at once where it waits for a
 * registry and does not hear that it should return.
 */
export function ndjsonBody<T>(
  first: IteratorResult<readonly T[]>,
  rest: AsyncGenerator<readonly T[]>,
  stop: () => void = () => {},
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
        // Between two batches it hears nothing of a signal, and would hold its turn for good.
        rest.return(undefined).catch(() => undefined);
      },
    },
    { highWaterMark: 0 },
  );
}

function toLines(values: readonly unknown[]): string {
  return values.map((value) => `${JSON.stringify(value)}\n`).join('');
}
