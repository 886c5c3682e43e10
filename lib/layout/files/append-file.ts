import type { FileHandle } from 'node:fs/promises';
import { open } from 'node:fs/promises';

/** Writes a stream into a file from `position` on; `onWritten` hears of each chunk once it is in the file. */
export async function appendToFile(
  path: string,
  position: number,
  chunks: AsyncIterable<Uint8Array>,
  onWritten: (chunk: Uint8Array) => void,
): Promise<void> {
  const handle = await open(path, 'r+');
  let next = position;
  try {
    for await (const chunk of chunks) {
      await writeWhole(handle, chunk, next);
      next += chunk.byteLength;
      onWritten(chunk);
    }
  } finally {
    await handle.close();
  }
}

async function writeWhole(handle: FileHandle, chunk: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < chunk.byteLength; ) {
    const { bytesWritten } = await handle.write(chunk, done, chunk.byteLength - done, position + done);
    done += bytesWritten;
  }
}
