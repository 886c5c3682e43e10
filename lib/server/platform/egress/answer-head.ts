/** The head of an answer whose body has a length. */
export type AnswerHead = {
  readonly status: number;
  /** By lower-case name; one that came twice has its values joined by a comma. */
  readonly headers: Readonly<Record<string, string>>;
  /** Bytes of the body. */
  readonly length: number;
};

const bodies: ReadonlySet<number> = new Set([200, 206]);

/**
 * The status line and the headers of an answer, without the empty line behind them. Undefined for all but the plainest:
 * HTTP/1.1, 200 or 206, one length and no other framing, every header on one line of its own.
 * https://www.rfc-editor.org/rfc/rfc9112#name-message-body-length
 */
export function parseAnswerHead(text: string): AnswerHead | undefined {
  const [first = '', ...lines] = text.split('\r\n');
  const status = Number(/^HTTP\/1\.1 (\d{3})(?: [\t\x20-\x7e\x80-\xff]*)?$/.exec(first)?.[1]);
  if (!bodies.has(status)) return undefined;
  const headers = new Map<string, string>();
  for (const line of lines) {
    const [, name = '', value = ''] =
      /^([!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}):([\t\x20-\x7e\x80-\xff]*)$/.exec(line) ?? [];
    if (name === '') return undefined;
    const key = name.toLowerCase();
    const before = headers.get(key);
    headers.set(key, before === undefined ? value.trim() : `${before}, ${value.trim()}`);
  }
  const length = headers.get('content-length') ?? '';
  if (!/^\d{1,15}$/.test(length) || headers.has('transfer-encoding') || headers.has('upgrade'))
    return undefined;
  return { status, headers: Object.fromEntries(headers), length: Number(length) };
}
