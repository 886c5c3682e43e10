import type { Socket } from 'node:net';
import { bulkLimits } from './limits.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** How Node.js reads into buffers of ours: the option `onread` of net.connect and tls.connect. */
export type OnRead = {
  readonly buffer: () => Bytes;
  readonly callback: (bytesRead: number, buffer: Bytes) => boolean;
};

/** A few buffers between a socket and one reader. */
export type BufferRing = {
  readonly onread: OnRead;
  /** Ties the ring to the socket that fills it; `onClose` is called once, when nothing more comes. */
  readonly attach: (socket: Socket, onClose: () => void) => void;
  /**
   * The next bytes, which are the reader's until it asks again; undefined at the end. Rejects with the error of `fail`
   * or of the socket, and with one of this code when nothing comes in time.
   */
  readonly next: (timeoutMs: number, code: string) => Promise<Bytes | undefined>;
  /** Gives bytes back that `next` gives again; at most once between two calls of it. */
  readonly putBack: (bytes: Bytes) => void;
  /** Closes the connection; whoever waits, or asks again, gets this error. */
  readonly fail: (error: unknown) => void;
};

type End = { readonly kind: 'ended' } | { readonly kind: 'failed'; readonly error: unknown };

/**
 * The socket fills the next buffer while the reader has one, and stops before all are full: one is always left for it to
 * read into. So many bytes are held at most as the buffers have.
 */
export function createBufferRing(bufferBytes: number, count: number): BufferRing {
  const store = createStore(bufferBytes, count);
  const waiting = createWait();
  let socket: Socket | undefined;
  let isPaused = false;
  let end: End | undefined;
  let onClose = () => {};

  const finish = (how: End) => {
    if (end !== undefined) return;
    end = how;
    onClose();
    waiting.wake();
  };
  const fail = (error: unknown) => {
    store.clear();
    finish({ kind: 'failed', error });
    socket?.destroy();
  };
  const take = (bytesRead: number, buffer: Bytes) => {
    store.add(bytesRead, buffer);
    isPaused = !store.hasRoom();
    waiting.wake();
    return !isPaused;
  };
  const late = (code: string) => fail(Object.assign(new Error('Nothing came in time.'), { code }));

  return {
    onread: { buffer: store.current, callback: take },
    attach: (opened, closed) => {
      socket = opened;
      onClose = closed;
      opened.on('error', (error) => finish({ kind: 'failed', error }));
      opened.once('end', () => finish({ kind: 'ended' }));
      opened.once('close', () => finish({ kind: 'ended' }));
    },
    next: async (timeoutMs, code) => {
      store.release();
      if (isPaused && store.hasRoom()) {
        isPaused = false;
        socket?.resume();
      }
      while (store.isEmpty() && end === undefined) await waiting.until(timeoutMs, () => late(code));
      const bytes = store.lend();
      if (bytes === undefined && end?.kind === 'failed') throw end.error;
      return bytes;
    },
    putBack: store.putBack,
    fail,
  };
}

/** Bytes that came, and the buffer that they lie in where that is one of the ring. */
type Piece = { readonly bytes: Bytes; readonly buffer: Bytes | undefined };

/** The buffers: one under the socket, some free, some full, and the one that the reader has. */
function createStore(bufferBytes: number, count: number) {
  const free = Array.from({ length: count - 1 }, () => new Uint8Array(bufferBytes));
  const pieces: Piece[] = [];
  let current = new Uint8Array(bufferBytes);
  let lent: Piece | undefined;
  return {
    current: () => current,
    isEmpty: () => pieces.length === 0,
    hasRoom: () => free.length > 0 && pieces.length < bulkLimits.piecesMax,
    add: (bytesRead: number, buffer: Bytes) => {
      const bytes = buffer.subarray(0, bytesRead);
      // Whoever writes few bytes on may hold them longer than until it asks again.
      if (bytesRead <= bulkLimits.copiedMaxBytes) pieces.push({ bytes: bytes.slice(), buffer: undefined });
      else {
        pieces.push({ bytes, buffer });
        current = free.pop() ?? new Uint8Array(bufferBytes);
      }
    },
    lend: () => {
      lent = pieces.shift();
      return lent?.bytes;
    },
    release: () => {
      if (lent?.buffer !== undefined) free.push(lent.buffer);
      lent = undefined;
    },
    putBack: (bytes: Bytes) => {
      if (lent === undefined || bytes.byteLength === 0) return;
      pieces.unshift({ bytes, buffer: lent.buffer });
      lent = undefined;
    },
    clear: () => {
      pieces.length = 0;
    },
  };
}

/** Lets one reader wait for something to change. */
function createWait() {
  let wake = () => {};
  return {
    wake: () => wake(),
    until: (timeoutMs: number, onLate: () => void) =>
      new Promise<void>((resolve) => {
        const timer = setTimeout(onLate, timeoutMs);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      }),
  };
}
