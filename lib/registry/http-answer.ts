type Bytes = Uint8Array<ArrayBuffer>;

/** The headers of an answer, by their names in small letters. What no header may hold counts as not sent. */
export type AnswerHeaders = {
  /** Null where it was not sent; the values of one that was sent several times, with commas between. */
  readonly get: (name: string) => string | null;
  readonly has: (name: string) => boolean;
};

/** What was read of a body; `truncated` says that there was more. */
export type BoundedBytes = {
  readonly bytes: Bytes;
  readonly truncated: boolean;
};

/** A body that was kept as it came. `failure` is what broke it off: whoever reads it meets that, and nobody else. */
export type GatheredBody = BoundedBytes & { readonly failure?: unknown };

/** An answer of a registry, as much of a `Response` as is read here: a `Response` is one. */
export type HttpAnswer = {
  readonly status: number;
  readonly ok: boolean;
  readonly headers: AnswerHeaders;
  /** Null where there is no body, or where it was gathered. */
  readonly body: ReadableStream<Bytes> | null;
  readonly gathered?: GatheredBody;
};

/** How much is kept of a small answer, in bytes: of a success, and of anything else. */
export type GatherLimits = { readonly maxBytes: number; readonly errorMaxBytes: number };
