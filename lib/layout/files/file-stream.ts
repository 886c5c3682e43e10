import type { FileHandle } from 'node:fs/promises';

const chunkBytes = 256 * 1024;

/**
 * The bytes of a file from `start`, `length` of them, read as they are asked for. It is opened with the first
 * read, so that a stream nobody reads holds nothing open, and closed at the end, on an error or on cancel.
 */
export function streamFile(
  open: () => Promise<FileHandle>,
  start: number,
  length: number,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const end = start + length;
  let position = start;
  let handle: FileHandle | undefined;
  const close = async () => {
    const opened = handle;
    handle = undefined;
    await opened?.close();
  };
  return new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      async pull(controller) {
        try {
          if (position < end) {
            handle ??= await open();
            const chunk = await readChunk(handle, position, Math.min(chunkBytes, end - position));
            position += chunk.byteLength;
            controller.enqueue(chunk);
          }
          if (position < end) return;
          await close();
          controller.close();
        } catch (error) {
          await close();
          throw error;
        }
      },
      cancel: close,
    },
    { highWaterMark: 0 },
  );
}

async function readChunk(
  handle: FileHandle,
  position: number,
  length: number,
): Promise<Uint8Array<ArrayBuffer>> {
  // Not from Buffer's pool: the chunk leaves for good and must not share its memory.
  const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafeSlow(length), 0, length, position);
  if (bytesRead === 0) throw new Error('The file has become shorter while it was read.');
  return buffer.subarray(0, bytesRead);
}

/** The first `size` bytes of an open file, however long it has become since it was measured. */
export async function readBytes(handle: FileHandle, size: number): Promise<Buffer<ArrayBuffer>> {
  const bytes = Buffer.alloc(size);
  for (let done = 0; done < size; ) {
    const { bytesRead } = await handle.read(bytes, done, size - done, done);
    if (bytesRead === 0) throw new Error('The file has become shorter while it was read.');
    done += bytesRead;
  }
  return bytes;
}
