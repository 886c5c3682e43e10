import { pipeline } from 'node:stream/promises';
import type { Pack } from 'tar-stream';
import { pack } from 'tar-stream';

/** Adds files to an archive, each once the one before is whole. */
export type TarWriter = {
  /** Rejects when `body` has another length than `size` bytes. */
  readonly add: (
    name: string,
    size: number,
    body: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  ) => Promise<void>;
  readonly addBytes: (name: string, bytes: Uint8Array) => Promise<void>;
  readonly addText: (name: string, text: string) => Promise<void>;
};

/**
 * A tar archive as a stream: `write` adds the files while the stream is read. The stream errors, and never ends
 * cleanly, when `write` rejects; a reader that stops aborts the signal of `write`.
 */
export function createTarStream(
  outer: AbortSignal,
  write: (tar: TarWriter, signal: AbortSignal) => Promise<void>,
): ReadableStream<Uint8Array> {
  const archive = pack();
  const abandoned = new AbortController();
  const signal = AbortSignal.any([outer, abandoned.signal]);
  write(writerOf(archive), signal).then(
    () => archive.finalize(),
    (error: unknown) => {
      archive.destroy(
        error instanceof Error ? error : new Error('The archive ended early.', { cause: error }),
      );
      // What was read ahead is no longer wanted.
      abandoned.abort(error);
    },
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

function writerOf(archive: Pack): TarWriter {
  const add: TarWriter['add'] = (name, size, body) => pipeline(body, archive.entry(headerOf(name, size)));
  const addBytes: TarWriter['addBytes'] = (name, bytes) => add(name, bytes.byteLength, [bytes]);
  return { add, addBytes, addText: (name, text) => addBytes(name, new TextEncoder().encode(text)) };
}

// Nothing about the machine and the hour: the same content is the same archive.
function headerOf(name: string, size: number) {
  return { name, size, type: 'file', mode: 0o644, uid: 0, gid: 0, mtime: new Date(0) } as const;
}
