import { pipeline } from 'node:stream/promises';
import type { Pack } from 'tar-stream';
import { pack } from 'tar-stream';

/**
 * A tar archive as a stream: `write` adds the entries while the stream is read. The stream errors, and never ends
 * cleanly, when `write` rejects; a reader that stops aborts the signal of `write`.
 */
export function createTarStream(
  outer: AbortSignal,
  write: (archive: Pack, signal: AbortSignal) => Promise<void>,
): ReadableStream<Uint8Array> {
  const archive = pack();
  const abandoned = new AbortController();
  const signal = AbortSignal.any([outer, abandoned.signal]);
  write(archive, signal).then(
    () => archive.finalize(),
    (error: unknown) =>
      archive.destroy(error instanceof Error ? error : new Error('The archive broke off.', { cause: error })),
  );
  const chunks = archive[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await chunks.next();
        if (done === true) controller.close();
        else if (value instanceof Uint8Array) controller.enqueue(value);
      },
      cancel: (reason) => {
        abandoned.abort(reason);
        archive.destroy();
      },
    },
    { highWaterMark: 0 },
  );
}

/** Adds a file of `size` bytes; rejects when `body` has another length. */
export async function addTarFile(
  archive: Pack,
  file: { readonly name: string; readonly size: number },
  body: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
): Promise<void> {
  await pipeline(body, archive.entry(headerOf(file)));
}

// Nothing about the machine and the hour: the same content is the same archive.
function headerOf({ name, size }: { readonly name: string; readonly size: number }) {
  return { name, size, type: 'file', mode: 0o644, uid: 0, gid: 0, mtime: new Date(0) } as const;
}
