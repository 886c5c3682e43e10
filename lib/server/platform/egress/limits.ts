const kiB = 1024;
const miB = 1024 * kiB;

/** What the download of one large body takes. */
export const bulkLimits = {
  /** Bytes from which on a body is read into buffers that are used again: that costs a connection of its own. */
  minBytes: 16 * miB,
  /** Bytes of one buffer: about what a socket has at once when its reader is busy. */
  bufferBytes: miB,
  /** Buffers of one download: the reader has one, the socket another, and two lie between. */
  buffers: 4,
  /** So few bytes get a place of their own: a writer takes them without waiting until they are sent. */
  copiedMaxBytes: 64 * kiB,
  /** Pieces that wait for the reader; small ones need no buffer, and must not pile up. */
  piecesMax: 16,
} as const;
