import { getLog } from '#lib/server/log';

/**
 * Values as lines of JSON, each sent as soon as it is there; nothing is computed ahead of a slow reader. A failure breaks
 * the stream before its last line, so that nobody takes a part for the whole.
 */
export function ndjsonBody<T>(
  first: IteratorResult<T>,
  rest: AsyncGenerator<T>,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder();
  let next: IteratorResult<T> | undefined = first;
  return new ReadableStream(
    {
      async pull(controller) {
        try {
          const { done, value } = next ?? (await rest.next());
          next = undefined;
          if (done === true) controller.close();
          else controller.enqueue(encoder.encode(`${JSON.stringify(value)}\n`));
        } catch (err) {
          getLog().error({ err }, 'stream broke');
          controller.error(err);
        }
      },
      cancel: async () => {
        await rest.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
}
