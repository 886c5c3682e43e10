import type { FileHandle } from 'node:fs/promises';

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
