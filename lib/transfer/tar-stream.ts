import { pack } from 'tar-stream';
import { archiveBlock } from '#lib/transfer/tar-size';

/** A file of an archive: bytes at hand, or bytes that are read when their turn comes. */
export type TarFile = {
  readonly name: string;
  readonly size: number;
  readonly body: Uint8Array | AsyncIterable<Uint8Array>;
};

/** A file of bytes or of a text that is there already. */
export function toTarFile(name: string, content: Uint8Array | string): TarFile {
  const body = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return { name, size: body.byteLength, body };
}

/**
 * A tar archive as a stream: each file follows once the one before is whole. A chunk of a body goes on as it is, and the
 * next one is asked for when the reader wants more: what may be written over then has been read. The stream errors, and
 * never ends cleanly, when the files do or one has another length than its size; a reader that stops aborts the signal of
 * `files`.
 */
export function createTarStream(
  outer: AbortSignal,
  files: (signal: AbortSignal) => AsyncIterable<TarFile>,
): ReadableStream<Uint8Array> {
  const abandoned = new AbortController();
  const chunks = chunksOf(files(AbortSignal.any([outer, abandoned.signal])));
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await chunks.next();
          if (done === true) controller.close();
          else controller.enqueue(value);
        } catch (error) {
          // What was read ahead is no longer wanted.
          abandoned.abort(error);
          throw error;
        }
      },
      cancel: (reason) => {
        abandoned.abort(reason);
        // It ends once what it waits for has noticed, and how it ends is nobody's concern any more.
        chunks.return(undefined).catch(() => undefined);
      },
    },
    { highWaterMark: 0 },
  );
}

async function* chunksOf(files: AsyncIterable<TarFile>): AsyncGenerator<Uint8Array> {
  for await (const file of files) {
    const { size, body } = file;
    const header = await headerOf(file);
    const padding = new Uint8Array(-size & (archiveBlock - 1));
    if (body instanceof Uint8Array) {
      assertSize(file, body.byteLength);
      yield Buffer.concat([header, body, padding]);
      continue;
    }
    yield header;
    yield* exactly(file, body);
    if (padding.byteLength > 0) yield padding;
  }
  // Two empty blocks are the end.
  yield new Uint8Array(2 * archiveBlock);
}

/** The chunks of a body that must have the size of its file. */
async function* exactly(file: TarFile, body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let length = 0;
  for await (const chunk of body) {
    length += chunk.byteLength;
    if (length > file.size) break;
    yield chunk;
  }
  assertSize(file, length);
}

function assertSize({ name, size }: TarFile, length: number): void {
  if (length !== size)
    throw new Error(`${name} has ${length} bytes or more, and was announced with ${size}.`);
}

/**
 * The blocks before the bytes of a file. Nothing about the machine and the hour: the same content is the same archive. A
 * name that is too long for one block gets two more before it.
 */
function headerOf({ name, size }: TarFile): Promise<Buffer> {
  const archive = pack();
  archive.entry({ name, size, type: 'file', mode: 0o644, uid: 0, gid: 0, mtime: new Date(0) });
  const blocks: Uint8Array[] = [];
  return new Promise((resolve, reject) => {
    archive.on('error', reject);
    archive.on('data', (block: unknown) => {
      if (!(block instanceof Uint8Array)) return;
      blocks.push(block);
      if (block.byteLength !== archiveBlock || block[typeFlagAt] !== ofFile) return;
      // It waits for the bytes of the file and is left so: to end it would cost more than the header, for an error.
      archive.pause();
      resolve(Buffer.concat(blocks));
    });
  });
}

// https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html#tag_20_94_13_06
const typeFlagAt = 156;
const ofFile = '0'.charCodeAt(0);
