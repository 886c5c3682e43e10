const magic = 0xfd2fb528;
/** The last of its hexadecimal digits is free. */
const skippableMagic = 0x184d2a5;

/**
 * Cuts a stream of Zstandard frames where one ends (https://www.rfc-editor.org/rfc/rfc8878#section-3.1): a decoder that is
 * given more than one frame at once stops after the first. After bytes that begin no frame nothing comes out any more.
 */
export function createFrameCutter(): { readonly push: (bytes: Uint8Array) => readonly Uint8Array[] } {
  const frames = createFrameReader();
  return {
    push: (bytes) => {
      const pieces: Uint8Array[] = [];
      let start = 0;
      for (let at = 0; at < bytes.length && !frames.isOver(); ) {
        const { length, isEnd } = frames.read(bytes, at);
        at += length;
        if (!isEnd) continue;
        pieces.push(bytes.subarray(start, at));
        start = at;
      }
      if (!frames.isOver() && start < bytes.length) pieces.push(bytes.subarray(start));
      return pieces;
    },
  };
}

/** Follows the fields of frames; `read` takes bytes from `at` on, and says how many and whether a frame ends there. */
function createFrameReader() {
  let wanted = 4;
  let state: 'magic' | 'length' | 'descriptor' | 'block' | 'body' | 'skipped' | 'over' = 'magic';
  /** What of the frame was seen of a field that came in two chunks. */
  let field: number[] = [];
  let hasChecksum = false;
  let isLast = false;

  const begin = (next: typeof state, length: number): void => {
    state = next;
    wanted = length;
    field = [];
  };

  /** Reads a field of the frame; says whether the frame ends with it. */
  const readField = (): boolean => {
    const value = field.reduce((sum, byte, at) => sum + byte * 2 ** (8 * at), 0);
    if (state === 'magic') {
      if (Math.floor(value / 16) === skippableMagic) begin('length', 4);
      else if (value === magic) begin('descriptor', 1);
      else state = 'over';
      return false;
    }
    if (state === 'length') begin('skipped', value);
    else if (state === 'descriptor') {
      hasChecksum = (value & 4) !== 0;
      isLast = false;
      begin('body', headerLength(value));
    } else {
      isLast = (value & 1) === 1;
      const isRepeated = ((value >> 1) & 3) === 1;
      begin('body', (isRepeated ? 1 : value >> 3) + (isLast && hasChecksum ? 4 : 0));
    }
    return wanted === 0 && endBody();
  };

  /** After what is passed on as it is; says whether the frame ends there. */
  const endBody = (): boolean => {
    const isEnd = state === 'skipped' || isLast;
    begin(isEnd ? 'magic' : 'block', isEnd ? 4 : 3);
    isLast = false;
    return isEnd;
  };

  const read = (bytes: Uint8Array, at: number) => {
    const isContent = state === 'body' || state === 'skipped';
    const length = isContent ? Math.min(wanted, bytes.length - at) : 1;
    if (!isContent) field.push(bytes[at] ?? 0);
    wanted -= length;
    return { length, isEnd: wanted === 0 && (isContent ? endBody() : readField()) };
  };
  return { read, isOver: () => state === 'over' };
}

/** The rest of a frame header after its first byte: https://www.rfc-editor.org/rfc/rfc8878#section-3.1.1.1.1 */
function headerLength(descriptor: number): number {
  const isSingle = (descriptor & 0x20) !== 0;
  const size = [isSingle ? 1 : 0, 2, 4, 8][descriptor >> 6] ?? 0;
  const dictionary = [0, 1, 2, 4][descriptor & 3] ?? 0;
  return (isSingle ? 0 : 1) + dictionary + size;
}
