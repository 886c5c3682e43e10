/** A text, and what was wrong with its encoding. */
export type DecodedDocument = { readonly text: string; readonly problem?: string };

/**
 * The text of some bytes: UTF-8, UTF-16 of either order with and without a byte order mark, and what an XML declaration
 * names (https://www.w3.org/TR/xml/#sec-guessing). Bytes that are no text are shown as �, and said to be.
 * `isWhole`: false when the last letter may be cut in half.
 *
 * @throws what is a fault of ours; bytes never make it throw
 */
export function decodeDocument(bytes: Uint8Array, isWhole: boolean): DecodedDocument {
  const encoding = encodingOf(bytes);
  try {
    return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: !isWhole }) };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const text = new TextDecoder(encoding).decode(bytes, { stream: !isWhole });
    const name = encoding === 'utf-8' ? 'UTF-8' : encoding;
    return { text, problem: `Its text is not valid ${name}: what cannot be read is shown as \ufffd.` };
  }
}

function encodingOf(bytes: Uint8Array): string {
  const [first, second, third, fourth] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  // Documents begin with a letter of ASCII, of which UTF-16 makes two bytes.
  if (first !== undefined && first > 0 && second === 0 && third !== 0 && fourth === 0) return 'utf-16le';
  if (first === 0 && second !== undefined && second > 0 && third === 0) return 'utf-16be';
  return declaredEncoding(bytes) ?? 'utf-8';
}

const declaration =
  /^(?:\u00ef\u00bb\u00bf)?\s{0,8}<\?xml[^>]{1,100}encoding\s{0,4}=\s{0,4}["']([\w.:-]{1,30})["']/;

function declaredEncoding(bytes: Uint8Array): string | undefined {
  if (bytes[0] !== 0x3c && bytes[0] !== 0xef) return undefined;
  const head = String.fromCharCode(...bytes.subarray(0, 160));
  const label = declaration.exec(head)?.[1];
  // What was said to be UTF-16 and is not was turned into UTF-8 on its way.
  if (label === undefined || /^utf-?16|^ucs/i.test(label)) return undefined;
  try {
    return new TextDecoder(label).encoding;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
