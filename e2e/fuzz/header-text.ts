/** Bytes as a header value that reaches our code: what the HTTP client refuses becomes a space. */
export function toHeaderText(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) {
    const isAllowed = byte === 9 || (byte >= 0x20 && byte !== 0x7f);
    text += isAllowed ? String.fromCharCode(byte) : ' ';
  }
  return text;
}
